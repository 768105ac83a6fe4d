package bot_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// cancelForm opens the form that cancels a running job. What comes of it answers the press.
func cancelForm(t *testing.T, w *world) (bottest.View, bottest.Delivery) {
	t.Helper()
	w.scans(t, apitest.Plan{Running: 10 * time.Minute})
	job := jobNumber.FindString(w.say(t, member, "jobs payments-api@master").PlainText())
	w.later(20 * time.Second)
	return w.form(t, member, w.say(t, member, "cancel "+job+" payments-api@master"), "fill/cancel", "Reason")
}

// refusedField is TCA's refusal of a field when a job is to be cancelled.
func refusedField(field, message string) apitest.Fault {
	return apitest.Fault{
		Path: "/cancel/", Status: http.StatusBadRequest, ContentType: "application/json",
		Body: fmt.Sprintf(`{"status_code":400,"code":1000,"msg":"请求参数错误","invalid_fields":[{"field":%q,"message":[%q]}]}`, field, message),
	}
}

// submit sends a form, and returns the errors at its fields; nil when it closed.
func (w *world) submit(t *testing.T, user, view string, values map[string]string) map[string]string {
	t.Helper()
	if _, err := w.slack.Submit(deadline(t), user, view, values); err != nil {
		t.Fatal(err)
	}
	if v, open := w.slack.View(user); open {
		return v.Errors
	}
	return nil
}

// TestRefusedInTheForm: what TCA refuses is said at the field of the form, which can be corrected and sent again, also to
// another process. It acts once, although the last submission is delivered twice.
func TestRefusedInTheForm(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, nil)
	v, d := cancelForm(t, w)
	mend := w.tca.Inject(refusedField("because", "原因不合规"))
	for _, because := range []string{"no", "no", "neither"} { // the same again is no duplicate: TCA may think otherwise now
		if errors := w.submit(t, member, v.ID, map[string]string{"because": because}); !strings.Contains(errors["because"], "TCA rejected this: 原因不合规") {
			t.Fatalf("sent %q, the form says %v", because, errors)
		}
	}
	mend()
	w.restart(t)
	sent, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"because": "wrong branch"})
	if err != nil {
		t.Fatal(err)
	}
	want(t, w.answerTo(t, member, d), "is cancelled")
	before := w.tca.Count("/cancel/")
	w.again(t, sent)
	if n := w.tca.Count("/cancel/"); before != 4 || n != before {
		t.Errorf("TCA was asked %d times, and %d times after the form came again, want 4", before, n)
	}
	w.clean(t)
}

// TestRefusedOutsideTheForm: a refusal that is about no field of the form closes it, and is explained where it came from.
func TestRefusedOutsideTheForm(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, nil)
	v, d := cancelForm(t, w)
	w.tca.Inject(refusedField("job", "任务不合规"))
	if errors := w.submit(t, member, v.ID, map[string]string{"because": "wrong branch"}); errors != nil {
		t.Errorf("the form says %v", errors)
	}
	want(t, w.answerTo(t, member, d), "TCA rejected that: 请求参数错误")
	w.clean(t)
}

// TestFormSentTwiceAtOnce: of two submissions of a form at the same time one acts.
func TestFormSentTwiceAtOnce(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, nil)
	v, d := cancelForm(t, w)
	gate := make(chan struct{})
	w.tca.Inject(apitest.Fault{Path: "/cancel/", Gate: gate})
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			if _, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"because": "wrong branch"}); err != nil {
				t.Error(err)
			}
		})
	}
	w.until(t, "one of the two asks TCA", func() bool { return w.tca.Count("/cancel/") == 1 })
	close(gate)
	both.Wait()
	want(t, w.answerTo(t, member, d), "is cancelled")
	w.restart(t) // which finishes what was accepted
	if n := w.tca.Count("/cancel/"); n != 1 {
		t.Errorf("TCA was asked %d times", n)
	}
	w.clean(t)
}

// TestSlowForm: a form whose line takes longer than Slack waits closes, and its answer follows, an error of a field, too.
func TestSlowForm(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		fault apitest.Fault
		says  string
	}{
		"it succeeds":   {apitest.Fault{Path: "/cancel/"}, "is cancelled"},
		"it is refused": {refusedField("because", "原因不合规"), "TCA rejected that: 请求参数错误"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWatchWorld(t, nil)
			w.times.Surface.Form, w.times.Surface.Working = 20*time.Millisecond, time.Millisecond // for forms after the login
			w.restart(t)
			v, d := cancelForm(t, w)
			gate := make(chan struct{})
			tt.fault.Gate = gate
			w.tca.Inject(tt.fault)
			if errors := w.submit(t, member, v.ID, map[string]string{"because": "wrong branch"}); errors != nil {
				t.Errorf("the form says %v", errors)
			}
			if _, err := w.slack.WaitMessage(deadline(t), member, general, func(m bottest.Message) bool { return strings.Contains(m.PlainText(), "Still working") }); err != nil {
				t.Errorf("nobody is told that it takes long: %v", err)
			}
			close(gate)
			want(t, w.answerTo(t, member, d), tt.says)
			w.clean(t)
		})
	}
}
