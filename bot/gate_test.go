package bot_test

import (
	"strings"
	"tcabot/bot/bottest"
	"testing"
)

// TestGateForm sets limits with the form: what cannot be meant is said at its field, and of two people who fill it in at the
// same time, the second is told what the first one saved.
func TestGateForm(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	w.login(t, admin, w.sample.Admin)
	v, d := w.form(t, member, w.say(t, member, "gate payments-api@master"), "fill/set", "New issues, at most")
	v, err := w.unfold(t, member, v, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(v.PlainText(), "Quality gate") || !strings.Contains(v.PlainText(), "Duplicate code in percent") {
		t.Errorf("the form is:\n%s", v.PlainText())
	}
	other, toOther := w.form(t, admin, w.say(t, admin, "gate payments-api@master"), "fill/set", "新增问题不超过")
	if other, err = w.unfold(t, admin, other, nil); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		values map[string]string
		field  string
		says   string
	}{
		{map[string]string{"open": "many"}, "open", "can't be many"},
		{map[string]string{"open": "1.5"}, "open", "can't be 1.5"},
		{map[string]string{"open": "", "new": "", "fatal": ""}, "new", "Set at least one limit"},
		{map[string]string{"new": "0", "fatal": "0", "against": "scan", "pin": "v1"}, "pin", "only goes with a pinned scan"},
		{map[string]string{"against": "pin", "pin": "a b"}, "pin", "A pin can't be named"},
		{map[string]string{"against": "scan", "pin": "", "channel": "yes"}, "channel", "is for the whole channel"},
	} {
		if _, err := w.slack.Submit(deadline(t), member, v.ID, tt.values); err != nil {
			t.Fatal(err)
		}
		got, err := w.slack.WaitView(deadline(t), member, func(v bottest.View) bool { return strings.Contains(v.Errors[tt.field], tt.says) })
		if err != nil {
			t.Fatalf("%v: errors %v, %v", tt.values, got.Errors, err)
		}
	}
	if _, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"open": "500,+10", "channel": ""}); err != nil {
		t.Fatal(err)
	}
	want(t, w.answerTo(t, member, d), "Saved the quality gate of payments-api", "Now: new=0,open=500,open=+10,fatal=0")
	if _, err := w.slack.Submit(deadline(t), admin, other.ID, map[string]string{"open": "7"}); err != nil {
		t.Fatal(err)
	}
	told := w.answerTo(t, admin, toOther)
	want(t, told, "你编辑期间，@"+member+" 修改了该质量门禁", "当前生效： new=0,open=500,open=+10,fatal=0", "你的（未保存）： new=0,open=7,fatal=0")
	want(t, w.press(t, admin, told, "run/anyway"), "已保存", "之前： new=0,open=500,open=+10,fatal=0", "现在： new=0,open=7,fatal=0")
	w.clean(t)
}

// TestPinForm pins a scan with the form, which has the scan that was judged, and refuses what is no name at its field.
func TestPinForm(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	w.say(t, member, "gate set payments-api@master new=0")
	v, d := w.form(t, member, w.say(t, member, "gate payments-api@master"), "fill/pin", "Name, such as release or v1.4")
	if !strings.Contains(v.PlainText(), "Pin a scan") || !strings.Contains(string(v.Raw), `"initial_value":"release"`) {
		t.Errorf("the form is:\n%s", v.Raw)
	}
	for _, tt := range []struct {
		values map[string]string
		field  string
		says   string
	}{
		{map[string]string{"pin": "a b"}, "pin", "A pin can't be named a b"},
		{map[string]string{"pin": "V1.4", "scan": "x"}, "scan", "whole number"},
	} {
		if _, err := w.slack.Submit(deadline(t), member, v.ID, tt.values); err != nil {
			t.Fatal(err)
		}
		if got, err := w.slack.WaitView(deadline(t), member, func(v bottest.View) bool { return strings.Contains(v.Errors[tt.field], tt.says) }); err != nil {
			t.Fatalf("%v: errors %v, %v", tt.values, got.Errors, err)
		}
	}
	if _, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"pin": "V1.4", "scan": ""}); err != nil {
		t.Fatal(err)
	}
	want(t, w.answerTo(t, member, d), "Pinned scan", "as v1.4")
	w.clean(t)
}

// TestGateInDirectMessage: a direct message has no gate of its own, and is judged by those of the branch.
func TestGateInDirectMessage(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	direct := w.slack.DM(member).ID
	want(t, w.ask(t, member, direct, "gate set --channel new=0"), "A direct message has no quality gate of its own")
	want(t, w.ask(t, member, direct, "gate set payments-api@master open=0"), "Saved the quality gate")
	want(t, w.ask(t, member, direct, "gate payments-api@master"), "Quality gate failed")
	w.clean(t)
}
