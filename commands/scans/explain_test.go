package scans

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/locale"
	"testing"
)

// TestAdvice reads the messages that people really get.
func TestAdvice(t *testing.T) {
	words := locale.In(locale.English)
	for _, tt := range []struct {
		code  int
		text  string
		cause string // empty: by the code
	}{
		{203, "代码拉取失败: fatal: Authentication failed for 'http://git.example.com/x.git/'", "wrong_credential"},
		{203, "fatal: could not read Username for 'https://git.example.com': No such device or address", "no_credential"},
		{203, "git@git.example.com: Permission denied (publickey).\nfatal: Could not read from remote repository.", "no_key"},
		{203, "fatal: Could not read from remote repository.", "unreadable"},
		{203, "fatal: unable to access 'https://git.example.com/x/': Could not resolve host: git.example.com", "unreachable"},
		{203, "warning: Could not find remote branch dev to clone.\nfatal: Remote branch dev not found in upstream origin", "no_branch"},
		{111, "凭证与代码库地址不匹配", "mismatch"},
		{111, "账号或密码错误", "wrong_credential"},
		{112, "分支不存在", "no_branch"},
		{112, "代码库路径可能不存在", "unreadable"},
		{211, "golangci-lint: write /data/x: no space left on device", "disk_full"},
		{313, "当前项目配置的运行环境标签[Codedog_Linux]没有机器资源可以运行工具[cpd(analyze)]", ""},
		{211, "pylint 执行失败: return code 32", ""},
		{301, "User( x ) Canceled: authentication failed . ", ""}, // what a person typed is no cause
		{1, "no change, skip", ""},
	} {
		code := api.ResultCode(tt.code)
		want := ResultNext(words, code)
		if tt.cause != "" {
			want = words.Say(locale.Group("result_cause").Key(tt.cause))
		}
		if got := advice(words, code, tt.text); got != want {
			t.Errorf("%d %q: got %q, want %q", tt.code, strings.SplitN(tt.text, "\n", 2)[0], got, want)
		}
	}
}
