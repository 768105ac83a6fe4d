package bot_test

import (
	"net/http"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// TestDigestForm fills in the form, looks at what would be posted, changes it, and saves; then takes the gate away.
func TestDigestForm(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	v, d := w.form(t, member, w.say(t, member, "digest add"), "fill/new", "Branch, repository or team")
	if strings.Contains(v.PlainText(), "Language") {
		t.Errorf("the form begins with all fields:\n%s", v.PlainText())
	}
	v, err := w.unfold(t, member, v, map[string]string{"gate": "fatal=0"})
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"fatal=0", "Time", "Days", "Time zone", "Language", "Quality gate", "When nothing changed"} {
		if !strings.Contains(v.PlainText(), field) {
			t.Errorf("the form has no field %s:\n%s", field, v.PlainText())
		}
	}
	offered, _, err := w.slack.SuggestView(deadline(t), member, v.ID, "target", "payments-api@mas")
	if err != nil || len(offered) != 1 || !strings.Contains(offered[0].Text, "payments-api@master") {
		t.Fatalf("suggested %v, %v", offered, err)
	}
	values := map[string]string{"quiet": "skip", "target": offered[0].Value, "at": "08:15", "days": "mon,tue", "zone": "Mars/Olympus", "gate": "new=0"}
	if _, err := w.slack.Submit(deadline(t), member, v.ID, values); err != nil {
		t.Fatal(err)
	}
	v, err = w.slack.WaitView(deadline(t), member, func(v bottest.View) bool { return len(v.Errors) > 0 })
	if err != nil || !strings.Contains(v.Errors["zone"], "unknown time zone") {
		t.Fatalf("errors %v, %v", v.Errors, err)
	}
	values["zone"] = "Asia/Shanghai"
	if _, err := w.slack.Submit(deadline(t), member, v.ID, values); err != nil {
		t.Fatal(err)
	}
	draft := w.answerTo(t, member, d)
	want(t, draft, "This will be posted in", "08:15 Monday to Tuesday (Asia/Shanghai)", "payments-api@master", "Quality gate")
	card := w.press(t, member, draft, "run/save")
	want(t, card, "Saved", "08:15 Monday to Tuesday (Asia/Shanghai)", "gate: new=0")

	v, d = w.form(t, member, card, "fill/edit1", "Branch, repository or team")
	if !strings.Contains(v.PlainText(), "When nothing changed") || strings.Contains(v.PlainText(), "Language") {
		t.Errorf("the form has what is as usual, or not what is different:\n%s", v.PlainText())
	}
	if !strings.Contains(string(v.Raw), `"initial_time":"08:15"`) || !strings.Contains(v.PlainText(), "new=0") {
		t.Errorf("the form does not begin with what is:\n%s", v.Raw)
	}
	if _, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"gate": "", "at": "07:00"}); err != nil {
		t.Fatal(err)
	}
	draft = w.answerTo(t, member, d)
	card = w.press(t, member, draft, "run/save")
	want(t, card, "Digest #1 is updated", "07:00 Monday to Tuesday")
	if strings.Contains(card.PlainText(), "gate:") {
		t.Errorf("the gate is still there: %s", card.PlainText())
	}
	w.clean(t)
}

// TestSuggestions types into the target's field as different people, and while TCA is slow.
func TestSuggestions(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	w.login(t, outsider, w.sample.Outsider)
	open := func(user string) bottest.View {
		v, _ := w.form(t, user, w.say(t, user, "digest add"), "fill/new", "Branch, repository or team")
		return v
	}
	mine, theirs := open(member), open(outsider)
	for _, tt := range []struct{ typed, has, value string }{
		{"bigt", "Team: Core platform", "K9fQ2mXz7Lp/bigteam"},
		{"payments", "All branches of payments-api", "K9fQ2mXz7Lp/bigteam#1"},
		{"payments-api@dev", "payments-api@develop", "K9fQ2mXz7Lp/bigteam#1/"},
		{w.tca.URL() + "/t/K9fQ2mXz7Lp/p/bigteam/code-analysis/repos/1/projects/100/overview", "payments-api", "K9fQ2mXz7Lp/bigteam#1/100"},
		{"1a2b3c4d5e6f70819203a4b5c6d7e8f901234567", "", ""},
		{"nothing is called so", "", ""},
	} {
		got, _, err := w.slack.SuggestView(deadline(t), member, mine.ID, "target", tt.typed)
		if err != nil {
			t.Fatal(err)
		}
		found := tt.has == "" && len(got) == 0
		for _, c := range got {
			found = found || tt.has != "" && strings.Contains(c.Text, tt.has) && strings.HasPrefix(c.Value, tt.value)
		}
		if !found {
			t.Errorf("for %q: %v", tt.typed, got)
		}
	}
	got, _, err := w.slack.SuggestView(deadline(t), outsider, theirs.ID, "target", "payments-api")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range got {
		if strings.Contains(c.Value, "K9fQ2mXz7Lp") {
			t.Errorf("an outsider is offered %v", c)
		}
	}
	w.tca.Inject(apitest.Fault{Path: "/repos/", Delay: 10 * time.Second})
	began := time.Now()
	if _, d, err := w.slack.SuggestView(deadline(t), member, mine.ID, "target", "inventory"); err != nil || !d.Acked {
		t.Errorf("TCA is slow: acknowledged %v after %v, %v", d.Acked, time.Since(began), err)
	}
	w.tca.Inject(apitest.Fault{Status: http.StatusInternalServerError})
	if _, d, err := w.slack.SuggestView(deadline(t), member, mine.ID, "target", "ledger"); err != nil || !d.Acked {
		t.Errorf("TCA is down: acknowledged %v, %v", d.Acked, err)
	}
	w.clean(t)
}
