package bot_test

import (
	"strings"
	"tcabot/bot/bottest"
	"testing"
)

// TestFilterForm narrows a list by its form: what is wrong is said in the form, and the rest stays as it was filled in.
func TestFilterForm(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.login(t, admin, w.sample.Admin)
	page := w.say(t, member, "issues payments-api@master author:zhouqiang")
	v, _ := w.form(t, member, page, "filter/open", "")
	for _, part := range []string{`"initial_value":"zhouqiang"`, `"multi_static_select"`} {
		if !strings.Contains(string(v.Raw), part) {
			t.Errorf("the form has no %s", part)
		}
	}
	if strings.Contains(v.PlainText(), "Since") || strings.Contains(v.PlainText(), "Tool") {
		t.Errorf("the form begins with all fields:\n%s", v.PlainText())
	}
	v, err := w.unfold(t, member, v, map[string]string{"path": "src/<&>", "severity": "info"})
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`"initial_value":"zhouqiang"`, `"initial_value":"src/`, `"initial_options":[{"text":{"emoji":false,"text":"info"`, `"since"`, `"tool"`} {
		if !strings.Contains(string(v.Raw), part) {
			t.Errorf("the form with all fields has no %s:\n%s", part, v.Raw)
		}
	}
	if _, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"since": "2026-13-45", "path": ""}); err != nil {
		t.Fatal(err)
	}
	if got, _ := w.slack.View(member); !strings.Contains(got.Errors["since"], "2026-13-45") {
		t.Errorf("the form says %v", got.Errors)
	}
	d, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"since": "", "author": "", "severity": "fatal,error", "sort": "path"})
	if err != nil {
		t.Fatal(err)
	}
	narrowed, err := w.slack.WaitMessage(deadline(t), member, general, func(m bottest.Message) bool {
		return m.TS == page.TS && strings.Contains(m.PlainText(), "severity:fatal,error")
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, narrowed, "state:active", "sort:path")
	if strings.Contains(narrowed.PlainText(), "author:") {
		t.Error("the author was taken away, and is still there")
	}
	if err := w.slack.Redeliver(d.EnvelopeID); err != nil {
		t.Fatal(err)
	}

	// What is needed seldom is there from the beginning when the list is narrowed by it.
	byTool := w.say(t, member, "issues payments-api@master tool:golint")
	if v, _ := w.form(t, member, byTool, "filter/open", ""); !strings.Contains(string(v.Raw), `"initial_value":"golint"`) || strings.Contains(v.PlainText(), "Since") {
		t.Errorf("the form of a list of one tool:\n%s", v.PlainText())
	}

	// On a shared page the form is the presser's own: what comes of it is between the bot and them.
	shared := w.share(t, member, narrowed)
	v, pressed := w.form(t, admin, shared, "filter/open", "级别")
	if _, err := w.slack.Submit(deadline(t), admin, v.ID, map[string]string{"severity": "info"}); err != nil {
		t.Fatal(err)
	}
	own := w.answerTo(t, admin, pressed)
	want(t, own, "级别：提示")
	if own.For != admin {
		t.Error("everybody sees what one person narrowed the page to")
	}
	w.clean(t)
}
