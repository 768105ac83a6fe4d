package bot_test

import (
	"net/http"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

const master = "payments-api@master"

// TestPersonalPagesStayTheirs: a page that is about whoever reads it is never turned into another person's before
// everybody's eyes; they are shown their own, alone.
func TestPersonalPagesStayTheirs(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.login(t, admin, w.sample.Admin)
	for _, line := range []string{"issues " + master + " author:me", "mine bigteam", "repos bigteam scope:my"} {
		shared := w.share(t, member, w.say(t, member, line))
		before := shared.PlainText()
		got := w.press(t, admin, shared, "run/refresh")
		if got.For != admin || got.TS == shared.TS {
			t.Errorf("%s: the answer to another person is not for them alone", line)
		}
		still, err := w.slack.WaitMessage(deadline(t), member, general, func(m bottest.Message) bool { return m.TS == shared.TS })
		if err != nil || still.PlainText() != before {
			t.Errorf("%s: the shared page changed to\n%s", line, still.PlainText())
		}
		// The sharer's own refresh is for everybody, as what they shared was.
		if mine := w.press(t, member, shared, "run/refresh"); mine.TS != shared.TS || mine.For != "" {
			t.Errorf("%s: the sharer's refresh is not in its place", line)
		}
	}
	w.clean(t)
}

// TestSharedPageKeepsWhatItHas: an answer that is missing a part does not take the place of a whole one.
func TestSharedPageKeepsWhatItHas(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.login(t, admin, w.sample.Admin)
	shared := w.share(t, member, w.say(t, member, "overview "+master))
	w.tca.Inject(apitest.Fault{Path: "/scans/", User: "tca_admin", Status: http.StatusBadGateway})
	got := w.press(t, admin, shared, "run/refresh")
	if got.For != admin || got.TS == shared.TS {
		t.Errorf("half a page took the place of the whole one:\n%s", got.PlainText())
	}
	still, err := w.slack.WaitMessage(deadline(t), member, general, func(m bottest.Message) bool { return m.TS == shared.TS })
	if err != nil || still.PlainText() != shared.PlainText() {
		t.Errorf("the shared page changed to\n%s", still.PlainText())
	}
}

// TestSharedSaysByWhom: whatever the screen, it says once who shared it, and cannot be shared again.
func TestSharedSaysByWhom(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	for _, line := range []string{"repos bigteam", "overview " + master, "trend " + master, "rule 7004 " + master, "mine bigteam"} {
		shared := w.share(t, member, w.say(t, member, line))
		for _, m := range []bottest.Message{shared, w.press(t, member, shared, "run/refresh")} {
			if n := strings.Count(m.PlainText(), "Shared by @"+member); n != 1 {
				t.Errorf("%s: it says %d times who shared it", line, n)
			}
			if m.Has("share/open") {
				t.Errorf("%s: it offers to be shared again", line)
			}
		}
	}
}

// TestForeignPeople: in a channel shared with another company a person's own workspace counts, not the channel's.
func TestForeignPeople(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, user string
		team       any
		refused    bool
	}{
		{"another company's person in a shared channel", "T0FOREIGN", map[string]any{"id": bottest.TeamID, "domain": "x"}, true},
		{"one of ours, installed for the organisation", bottest.TeamID, nil, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, nil)
			d, err := w.slack.SendRaw(deadline(t), "interactive", map[string]any{
				"type": "view_submission", "team": tt.team, "user": map[string]any{"id": "U0SOMEBODY", "team_id": tt.user}, "trigger_id": "1",
				"view": map[string]any{
					"id": "V0LOGIN001", "type": "modal", "callback_id": "login", "blocks": []any{},
					"private_metadata": `{"s":"1\nwhoami","u":"` + w.slack.APIURL() + `nowhere","c":"` + general + `"}`,
					"state": map[string]any{"values": map[string]any{"token": map[string]any{"token": map[string]any{
						"type": "plain_text_input", "value": w.sample.Member,
					}}}},
				},
			})
			if err != nil {
				t.Fatal(err)
			}
			if refused := strings.Contains(string(d.AckPayload), `"errors"`); refused != tt.refused {
				t.Errorf("answered with %s", d.AckPayload)
			}
			asked := len(w.tca.Requests())
			if tt.refused && asked > 0 {
				t.Errorf("%d questions to TCA with a stranger's token", asked)
			}
		})
	}
}

// TestTypedToken: whoever types their token where others may see it is told so, and no answer or button repeats it.
func TestTypedToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	for _, line := range []string{"login " + w.sample.Member, "logn " + w.sample.Member, w.sample.Member, "repos bigteam " + w.sample.Member} {
		m := w.say(t, member, line)
		want(t, m, "looks like a TCA token")
		if strings.Contains(string(m.Blocks), w.sample.Member) {
			t.Errorf("the token is in the answer to %q", line)
		}
	}
	// A revision looks the same, and may be asked for; their own token may not, though it is in its place.
	w.login(t, member, w.sample.Member)
	want(t, w.say(t, member, "latest "+master+" "+strings.Repeat("0123456789", 4)), "has not been scanned")
	want(t, w.say(t, member, "latest "+master+" "+w.sample.Member), "looks like a TCA token")
	if n := strings.Count(w.slack.Traffic(), w.sample.Member); n > 0 {
		t.Errorf("the token went to Slack %d times", n)
	}
}

// TestLoginIsCheckedAnew: what one token opened says nothing of the next, even while the first is being checked.
func TestLoginIsCheckedAnew(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	v, _ := w.form(t, member, w.say(t, member, "repos bigteam"), "connect/open", "")
	gate := make(chan struct{})
	defer close(gate)
	w.tca.Inject(apitest.Fault{Path: "userinfo", Times: 1, Gate: gate})
	if _, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"token": w.sample.Admin}); err != nil {
		t.Fatal(err)
	}
	if got, _ := w.slack.View(member); !strings.Contains(got.Errors["token"], "didn't respond") {
		t.Errorf("while TCA is slow the form says %v", got.Errors)
	}
	if _, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"token": strings.Repeat("f", 40)}); err != nil {
		t.Fatal(err)
	}
	if got, _ := w.slack.View(member); !strings.Contains(got.Errors["token"], "doesn't recognise this token") {
		t.Errorf("a token that TCA does not know is answered with %q and %v", got.CallbackID, got.Errors)
	}
	want(t, w.say(t, member, "whoami"), "Connect your TCA account to get started")
}

// TestBrokenLine: a line that was pasted with a line break is one line, and goes on after the account is connected.
func TestBrokenLine(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	invited := w.say(t, member, "repos\nbigteam")
	v, d := w.form(t, member, invited, "connect/open", "")
	if _, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"token": w.sample.Member}); err != nil {
		t.Fatal(err)
	}
	want(t, w.answerTo(t, member, d), "1–10 of 137")
}

// TestSlowShare: sharing says that it takes a while, like everything else, and shares in the end.
func TestSlowShare(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) {
		w.env["CACHE_TTL"] = "0"
		w.times.Surface.Working = time.Millisecond
	})
	w.login(t, member, w.sample.Member)
	v, _ := w.form(t, member, w.say(t, member, "repos bigteam"), "share/open", "")
	gate := make(chan struct{})
	w.tca.Inject(apitest.Fault{Gate: gate})
	if _, err := w.slack.Submit(deadline(t), member, v.ID, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := w.slack.WaitMessage(deadline(t), member, general, func(m bottest.Message) bool {
		return m.For == member && strings.HasPrefix(m.PlainText(), "Still working")
	}); err != nil {
		t.Error(err)
	}
	close(gate)
	if _, err := w.slack.WaitMessage(deadline(t), outsider, general, func(m bottest.Message) bool { return m.For == "" }); err != nil {
		t.Error(err)
	}
}

// TestForgottenAddress: an answer whose address Slack has forgotten, because the form was open for long, finds its way.
func TestForgottenAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	page := w.say(t, member, "repos bigteam")
	answered := func(channel string, matches func(bottest.Message) bool) bottest.Message {
		t.Helper()
		m, err := w.slack.WaitMessage(deadline(t), member, channel, matches)
		if err != nil {
			t.Fatalf("%v; log: %s", err, w.log)
		}
		return m
	}
	submit := func(action string, values map[string]string) {
		t.Helper()
		v, _ := w.form(t, member, page, action, "")
		remove := w.slack.Inject(bottest.Fault{Method: "response_url", Status: http.StatusNotFound})
		t.Cleanup(remove)
		if _, err := w.slack.Submit(deadline(t), member, v.ID, values); err != nil {
			t.Fatal(err)
		}
	}
	submit("share/open", nil)
	answered(general, func(m bottest.Message) bool { return m.For == "" && strings.Contains(m.PlainText(), "1–10 of 137") })
	submit("jump/open", map[string]string{"page": "3"})
	answered(general, func(m bottest.Message) bool {
		return m.For == member && strings.Contains(m.PlainText(), "21–30 of 137")
	})
	// Where the bot is no member it may not write, and says so in the direct message.
	w.slack.AddChannel(bottest.Channel{ID: general, Name: "general", Members: []string{member, admin, outsider}})
	submit("share/open", nil)
	dm := w.slack.DM(member).ID
	answered(dm, func(m bottest.Message) bool {
		return strings.Contains(m.PlainText(), "didn't let me share that page")
	})
	submit("jump/open", map[string]string{"page": "4"})
	answered(dm, func(m bottest.Message) bool {
		return strings.Contains(m.PlainText(), "I couldn't answer in <#") && strings.Contains(m.PlainText(), "31–40 of 137")
	})
}

// TestForgottenAddressWhileSlackIsFull: that a page cannot be posted now is told to its sharer by another way.
func TestForgottenAddressWhileSlackIsFull(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.times.RateUnit = time.Millisecond })
	w.login(t, member, w.sample.Member)
	v, _ := w.form(t, member, w.say(t, member, "repos bigteam"), "share/open", "people in")
	w.slack.Inject(bottest.Fault{Method: "response_url", Status: http.StatusNotFound})
	w.slack.Inject(bottest.Fault{Method: "chat.postMessage", Status: http.StatusTooManyRequests, RetryAfter: 60})
	if _, err := w.slack.Submit(deadline(t), member, v.ID, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := w.slack.WaitMessage(deadline(t), member, general, func(m bottest.Message) bool {
		return m.For == member && strings.Contains(m.PlainText(), "didn't let me share")
	}); err != nil {
		t.Error(err)
	}
}

// TestForgottenAddressThatMayBeAnswered: what Slack may have taken is not said a second time to everybody, but who shared a page
// is told that it may not be there. To one person it is said again: twice is better than not at all.
func TestForgottenAddressThatMayBeAnswered(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, method, action string
		values               map[string]string
		says                 []string
	}{
		{"for everybody", "chat.postMessage", "share/open", nil, []string{"1–10 of 137", "Slack didn't confirm that the page was shared"}},
		{"for one", "chat.postEphemeral", "jump/open", map[string]string{"page": "3"}, []string{"21–30 of 137", "21–30 of 137"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, nil)
			w.login(t, member, w.sample.Member)
			v, _ := w.form(t, member, w.say(t, member, "repos bigteam"), tt.action, "")
			before := len(w.slack.Messages(member, general))
			w.slack.Inject(bottest.Fault{Method: "response_url", Status: http.StatusNotFound})
			w.slack.Inject(bottest.Fault{Method: tt.method, Drop: true, After: true, Times: 1})
			if _, err := w.slack.Submit(deadline(t), member, v.ID, tt.values); err != nil {
				t.Fatal(err)
			}
			if err := w.stop(); err != nil { // it answers what it accepted first
				t.Fatal(err)
			}
			got := w.slack.Messages(member, general)[before:]
			if len(got) != len(tt.says) {
				t.Fatalf("%d messages came", len(got))
			}
			for i, says := range tt.says {
				want(t, got[i], says)
			}
			if n := len(w.slack.Messages(member, w.slack.DM(member).ID)); n > 0 {
				t.Errorf("%d direct messages beside it", n)
			}
		})
	}
}

// TestForeignPeopleAreNotWrittenTo: another company's person is refused where they pressed, or not at all.
func TestForeignPeopleAreNotWrittenTo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	if _, err := w.slack.SendRaw(deadline(t), "interactive", map[string]any{
		"type": "block_actions", "team": map[string]any{"id": bottest.TeamID}, "user": map[string]any{"id": "U0STRANGER", "team_id": "T0FOREIGN"},
		"channel": map[string]any{"id": general}, "response_url": strings.TrimSuffix(w.slack.APIURL(), "/api/") + "/forgotten", "trigger_id": "1",
		"actions": []any{map[string]any{"type": "button", "action_id": "run/next", "block_id": "b", "value": "1\nwhoami"}},
	}); err != nil {
		t.Fatal(err)
	}
	w.until(t, "the refusal is not delivered", func() bool { return strings.Contains(w.log.String(), "answer not delivered") })
	if strings.Contains(w.slack.Traffic(), "channel=") {
		t.Error("they are written to by another way")
	}
}
