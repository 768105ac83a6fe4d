package deliver_test

import (
	"context"
	"errors"
	"strings"
	"tcabot/bot/deliver"
	"tcabot/commands/kit"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"
)

// TestWhatIsSent looks at the arguments that decide who is disturbed by a message and what becomes of its links.
func TestWhatIsSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{}
		s, _ := over(w, deliver.Config{})
		m := message("C1")
		m.Thread, m.Metadata = "7.0", slack.SlackMetadata{EventType: "digest", EventPayload: map[string]any{"due": "2026-11-23"}}
		at, err := s.Post(t.Context(), m)
		if err != nil || at != (deliver.Ref{Channel: "C1", TS: "1.0"}) {
			t.Fatalf("got %v, %v", at, err)
		}
		if err := s.Ephemeral(t.Context(), "C1", "U1", "8.0", m.Message); err != nil {
			t.Fatal(err)
		}
		if err := s.Update(t.Context(), at, m.Message); err != nil {
			t.Fatal(err)
		}
		if err := s.Update(t.Context(), at, nil); err != nil { // no blocks: the old ones have to go
			t.Fatal(err)
		}
		all := w.calls()
		for i, want := range []map[string]string{
			{
				"channel": "C1", "thread_ts": "7.0", "unfurl_links": "false", "unfurl_media": "false", "parse": "", "link_names": "",
				"text": "Hello &lt;!channel&gt;", "metadata": `{"event_type":"digest","event_payload":{"due":"2026-11-23"}}`,
			},
			{"channel": "C1", "user": "U1", "thread_ts": "8.0", "text": "Hello &lt;!channel&gt;", "link_names": ""},
			{"channel": "C1", "ts": "1.0", "parse": "none", "text": "Hello &lt;!channel&gt;", "link_names": ""},
			{"channel": "C1", "ts": "1.0", "blocks": "[]"},
		} {
			for k, v := range want {
				if got := all[i].form.Get(k); got != v {
					t.Errorf("%s: %s is %q, want %q", all[i].method, k, got, v)
				}
			}
			if i < 3 && !strings.Contains(all[i].form.Get("blocks"), "Hello") {
				t.Errorf("%s: blocks %q", all[i].method, all[i].form.Get("blocks"))
			}
		}
	})
}

// TestUpdateNow: how far something is, is told at once or not at all.
func TestUpdateNow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{}
		s, _ := over(w, deliver.Config{})
		start, told := time.Now(), 0
		for range 100 {
			err := s.UpdateNow(t.Context(), deliver.Ref{Channel: "C1", TS: "1.0"}, kit.Plain("x"))
			if err == nil {
				told++
				continue
			}
			is(t, "too soon", err, deliver.ErrLater)
		}
		if took := time.Since(start); told != 5 || took != 0 || s.Stats().Waiting[deliver.Answer] != 0 {
			t.Errorf("%d told in %v, want 5 at once", told, took)
		}
		if err := s.Update(t.Context(), deliver.Ref{Channel: "C1", TS: "1.0"}, kit.Plain("done")); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Minute)
		w.answer = func(int, sent) *reply { return status(500, "") }
		is(t, "down", s.UpdateNow(t.Context(), deliver.Ref{Channel: "C1", TS: "1.0"}, kit.Plain("x")), deliver.ErrLater)
		if n := len(w.calls()); n != 7 {
			t.Errorf("%d calls, want 7: tried again", n)
		}
	})
}

// TestUpload: only the last of the three steps is seen, so only that one may not be taken twice.
func TestUpload(t *testing.T) {
	upload := func(ctx context.Context, answer func(int, sent) *reply) (methods string, err error) {
		w := &wire{answer: answer}
		s, _ := over(w, deliver.Config{})
		err = s.Upload(ctx, "C1", "x.csv", strings.NewReader("a,b\n"), 4)
		for _, c := range w.calls() {
			methods += c.method + " "
		}
		return methods, err
	}
	const get, complete = "files.getUploadURLExternal ", "files.completeUploadExternal "
	for _, tt := range []struct {
		name, at string
		reply    *reply
		calls    string
		want     error
	}{
		{"fine", "", nil, get + "up " + complete, nil},
		{"no place", get, status(502, ""), get + get + get, deliver.ErrLater},
		{"bytes lost", "up ", status(502, ""), get + "up ", deliver.ErrLater},
		{"end unknown", complete, status(502, ""), get + "up " + complete, deliver.ErrUncertain},
		{"channel gone", complete, code("channel_not_found"), get + "up " + complete, deliver.ErrTarget},
	} {
		synctest.Test(t, func(t *testing.T) {
			calls, err := upload(t.Context(), func(_ int, s sent) *reply {
				if s.method+" " == tt.at {
					return tt.reply
				}
				return nil
			})
			if calls != tt.calls {
				t.Errorf("%s: got %s, want %s", tt.name, calls, tt.calls)
			}
			if tt.want != nil || err != nil {
				is(t, tt.name, err, tt.want)
			}
		})
	}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		_, err := upload(ctx, func(_ int, s sent) *reply {
			if s.method != "up" {
				return nil
			}
			cancel()
			return broken(context.Canceled)
		})
		is(t, "cancelled", err, deliver.ErrLater)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		s, log := over(&wire{}, deliver.Config{})
		is(t, "empty", s.Upload(t.Context(), "C1", "x.csv", strings.NewReader(""), 0), deliver.ErrOurs)
		if strings.Count(log.String(), "empty_file") != 1 {
			t.Errorf("logged:\n%s", log)
		}
	})
}

// TestFormsOf: there is always one form, and the last one is text alone.
func TestFormsOf(t *testing.T) {
	for _, tt := range []struct {
		name string
		m    kit.Message
		want int
	}{{"nothing", nil, 1}, {"plain", kit.Plain("x"), 2}, {"charted", charted(4), 3}} {
		forms := deliver.FormsOf(kit.Render(tt.m))
		if len(forms) != tt.want || forms[len(forms)-1].Blocks != nil {
			t.Errorf("%s: %d forms, want %d", tt.name, len(forms), tt.want)
		}
		for _, f := range forms {
			if f.Text != tt.m.Text() {
				t.Errorf("%s: text %q", tt.name, f.Text)
			}
		}
	}
}
