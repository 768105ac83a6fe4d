package scans

import (
	"regexp"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// Explanation says what to do about the result of a job, a task or a scan, with TCA's message where it adds to the label of
// the code. It is empty for a plain success.
func Explanation(s command.Screen, code *api.ResultCode, message, label string) kit.Message {
	if code == nil || *code == 0 {
		return nil
	}
	m := kit.Message{kit.Para{kit.Text(advice(s, *code, message))}}
	if message = strings.TrimSpace(message); message != "" && message != label && !code.OK() {
		m = append(m, kit.Quote(kit.Cut(message, 400)))
	}
	return m
}

// advice is what to do about a result: by the message where it says more than the code, which is the same for a missing
// credential and a wrong one.
func advice(w locale.Sayer, code api.ResultCode, message string) string {
	if !code.OK() && !code.Stopped() {
		for _, c := range causes {
			if c.text.MatchString(message) {
				return w.Say(locale.Group("result_cause").Key(c.name))
			}
		}
	}
	return ResultNext(w, code)
}

// causes are recognised by texts of git and of TCA, the more specific ones first.
var causes = []struct {
	name string
	text *regexp.Regexp
}{
	{"no_credential", regexp.MustCompile(`(?i)could not read (username|password) for|terminal prompts disabled|no credentials?\b|未(配置|设置|关联)凭证`)},
	{"wrong_credential", regexp.MustCompile(`(?i)authentication failed|access denied|invalid (username|credentials)|(帐|账)号(或)?密码错误|鉴权失败`)},
	{"mismatch", regexp.MustCompile(`(?i)(凭证|帐号|账号).{0,12}(不匹配|不符)|(不匹配|不符).{0,12}(凭证|帐号|账号)|credential.{0,30}(does|do) not (match|fit)`)},
	{"no_branch", regexp.MustCompile(`(?i)remote branch .* not found|couldn't find remote ref|分支不存在`)},
	{"no_key", regexp.MustCompile(`(?i)permission denied \(publickey|host key verification failed`)},
	{"unreadable", regexp.MustCompile(`(?i)could not read from remote repository|does not appear to be a git repository|repository .*not found|代码库路径可能不存在`)},
	{"unreachable", regexp.MustCompile(`(?i)could not resolve host|connection (timed out|refused)|failed to connect to`)},
	{"disk_full", regexp.MustCompile(`(?i)no space left on device|disk quota exceeded`)},
}
