package bot_test

import (
	"net/http"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
)

// TestTokensAreNotRepeated types tokens in every disguise, one's own and another person's, also where a revision may stand:
// no answer and no button holds them.
func TestTokensAreNotRepeated(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.login(t, admin, w.sample.Admin)
	const ignored, revision = "looks like a TCA token", "has not been scanned"
	wide := strings.NewReplacer("a", "ａ", "0", "０", "1", "１", "f", "ｆ")
	for _, token := range []string{w.sample.Member, w.sample.Outsider, "0123456789abcdef0123456789abcdef01234567"} {
		lines := map[string]string{
			token: ignored, "_" + token + "_": ignored, "*" + token + "*": ignored, "`" + token + "`": ignored, "~" + token + "~": ignored,
			"x" + token: ignored, token + "x": ignored, "a" + token: ignored, token + "0": ignored, token + token: ignored,
			strings.ToUpper(token): ignored, wide.Replace(token): ignored, token[:20] + "\u200b" + token[20:]: ignored,
			"repos " + token: ignored, "repos scope:" + token: ignored, "issues author:_" + token + "_": ignored, `repos "x` + token + `"`: ignored,
			"use x" + token: ignored, "export repos " + token: ignored, "Authorization: Token " + token: ignored, "frobnicate " + token: ignored,
			"repo https://example.com/?t=" + token: ignored, "help _" + token + "_": ignored, "digest show " + token: ignored,
		}
		if token == w.sample.Member { // their own
			lines["latest payments-api@master "+token] = ignored
			lines["latest payments-api@master "+strings.ToUpper(token)] = ignored
		} else {
			lines["latest payments-api@master "+token] = revision
			lines["latest payments-api@master _"+token+"_"] = revision
			lines["latest payments-api@master "+strings.ToUpper(token)] = revision
			lines["latest nosuchrepo@master "+token] = "I don't repeat it"
			lines["latest pay "+token] = "I don't repeat it"
			lines["latest payments-api@master more words "+token] = "I don't repeat it"
		}
		for line, says := range lines {
			m := w.say(t, member, line)
			want(t, m, says)
			checkSilent(t, m, line, token)
		}
	}
	checkSilent(t, w.say(t, admin, "latest payments-api@master "+w.sample.Outsider), "latest", w.sample.Outsider)
	want(t, w.say(t, admin, "latest payments-api@master "+w.sample.Outsider), "如果那是 TCA 令牌")
	w.clean(t)
}

func checkSilent(t *testing.T, m bottest.Message, line, token string) {
	t.Helper()
	if shown := strings.ToLower(m.PlainText() + string(m.Blocks)); strings.Contains(shown, token) || strings.Contains(shown, token[:12]) {
		t.Errorf("the answer to %q repeats it:\n%s\n%s", line, m.PlainText(), m.Blocks)
	}
}

// TestTCARepeatsTokens has TCA's message for people repeat a token, in capitals, too.
func TestTCARepeatsTokens(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	for _, told := range []string{w.sample.Member, strings.ToUpper(w.sample.Member), "x" + strings.ToUpper(w.sample.Outsider) + "_"} {
		remove := w.tca.Inject(apitest.Refused(http.StatusBadRequest, "no revision "+told+" here"))
		m := w.say(t, member, "repos K9fQ2mXz7Lp/bigteam")
		want(t, m, "no revision", "here")
		checkSilent(t, m, "repos", strings.ToLower(strings.Trim(told, "x_")))
		remove()
	}
	w.clean(t)
}
