package assignment_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/bot/deliver"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/subscription"
	"testing"
	"time"
)

// says fails unless the messages that were sent are so many, and the last one has the texts.
func (s *stage) says(t *testing.T, n int, texts ...string) {
	t.Helper()
	if len(s.sent) != n {
		t.Fatalf("%d messages, want %d", len(s.sent), n)
	}
	if n == 0 {
		return
	}
	last := s.sent[n-1]
	raw, err := json.Marshal(last.Message.Text())
	if err != nil || last.Channel != who.User {
		t.Fatalf("in %s: %v", last.Channel, err)
	}
	for _, text := range texts {
		if !strings.Contains(string(raw), text) {
			t.Errorf("%s has no %q", raw, text)
		}
	}
}

// TestOneMessageForAll: the first look only notes what is there. What was assigned later is told in one message, and not again,
// however often TCA is asked; the next one is sent no earlier than a quarter of an hour later.
func TestOneMessageForAll(t *testing.T) {
	s := newStage(t, 1000)
	s.around(t, 2*time.Hour)
	s.says(t, 0)
	s.assign(t, 0, 1, 2, 3)
	s.around(t, 2*time.Hour)
	s.says(t, 1, "4 issues were assigned to you", "1 more issue isn't shown")
	at := s.now
	s.assign(t, 4)
	for s.says(t, len(s.sent)); len(s.sent) == 1; s.now = s.now.Add(time.Minute) {
		s.look(t)
		s.tell(t)
		if s.now.Sub(at) > 2*slow {
			t.Fatal("never told")
		}
	}
	s.assign(t, 5)
	told := s.now
	for len(s.sent) == 2 {
		s.now = s.now.Add(time.Minute)
		s.look(t)
		s.tell(t)
		if s.now.Sub(told) > 2*slow {
			t.Fatal("never told")
		}
	}
	if wait := s.now.Sub(told); wait < quick-time.Minute {
		t.Errorf("told again after %v", wait)
	}
	s.says(t, 3, "1 issue was assigned to you")
	if st := s.service.Stats(); st.Posts != 3 || st.Found != 6 || st.Questions == 0 {
		t.Errorf("stats %+v", st)
	}
}

// TestNotWhatIsGone: what was resolved, or given to somebody else, before the message is sent is not told; when nothing is
// left, there is no message.
func TestNotWhatIsGone(t *testing.T) {
	s := newStage(t, 1000)
	s.look(t)
	s.assign(t, 0, 1)
	s.now = s.now.Add(2 * slow)
	s.look(t)
	if _, err := s.admin.AssignIssue(t.Context(), s.issues[0].Ref(s.branch), "zhang"); err != nil {
		t.Fatal(err)
	}
	s.tell(t)
	s.says(t, 1, "1 issue was assigned to you")
	s.assign(t, 2)
	s.now = s.now.Add(2 * slow)
	s.look(t)
	if _, err := s.admin.ResolveIssue(t.Context(), s.issues[2].Ref(s.branch), api.ResolutionWontFix, api.ScopeBranch, ""); err != nil {
		t.Fatal(err)
	}
	s.tell(t)
	s.around(t, 2*time.Hour)
	s.says(t, 1)
}

// TestQuietHours: nothing is asked or sent in them. At their end one message has all of it.
func TestQuietHours(t *testing.T) {
	s := newStage(t, 1000)
	s.look(t)
	s.assign(t, 0)
	s.now = s.now.Add(2 * slow)
	s.look(t)
	s.quiet(t, "11:00-20:00") // it is eleven
	s.tell(t)                 // a job that was made before
	s.around(t, 5*time.Minute)
	asked := len(s.tca.Requests())
	s.assign(t, 1, 2)
	asked += 2
	s.around(t, 8*time.Hour)
	s.says(t, 0)
	if n := len(s.tca.Requests()); n != asked {
		t.Errorf("%d requests in quiet hours", n-asked)
	}
	s.around(t, 2*time.Hour)
	s.says(t, 1, "3 issues were assigned to you")
}

// TestBudget: a look asks about a bounded number of branches, those that were asked about least recently; in the end every
// branch was asked about.
func TestBudget(t *testing.T) {
	const budget = 5
	s := newStage(t, budget)
	looks := 0
	for range 40 {
		before := len(s.tca.Requests())
		if s.look(t) {
			looks++
			questions := 0
			for _, r := range s.tca.Requests()[before:] {
				if strings.Contains(r.Path, "/codelint/issues/") {
					questions++
				}
			}
			if questions > budget {
				t.Fatalf("%d questions", questions)
			}
		}
		s.now = s.now.Add(quick)
	}
	if st := s.service.Stats(); looks < 20 || st.Questions < 2*branches || st.Questions > int64(budget*looks) {
		t.Errorf("%d looks, %d questions", looks, st.Questions)
	}
	s.assign(t, 0)
	s.around(t, 20*quick)
	s.says(t, 1, "1 issue was assigned to you")
}

// TestKilled has the process die at every point of a message: it is sent once.
func TestKilled(t *testing.T) {
	died := errors.New("died")
	for _, tt := range []struct {
		name string
		die  func(*testing.T, *stage)
	}{
		{"before it sends", func(t *testing.T, s *stage) {
			s.refused = deliver.ErrUncertain // Slack did not get it
			if err := s.post(t, s.posts[0], 1, nil); !errors.Is(err, deliver.ErrUncertain) {
				t.Fatal(err)
			}
			s.refused = nil
			if _, later := errors.AsType[jobs.SnoozeError](s.post(t, s.posts[0], 1, nil)); !later {
				t.Error("a message that was not sent is not written anew")
			}
		}},
		{"Slack did not confirm it", func(t *testing.T, s *stage) {
			s.lost = deliver.ErrUncertain
			if err := s.post(t, s.posts[0], 1, nil); !errors.Is(err, deliver.ErrUncertain) {
				t.Fatal(err)
			}
			s.lost = nil
		}},
		{"after it sent", func(t *testing.T, s *stage) {
			if err := s.post(t, s.posts[0], 1, func(context.Context, store.Tx) error { return died }); !errors.Is(err, died) {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newStage(t, 1000)
			s.look(t)
			s.assign(t, 0, 1)
			s.now = s.now.Add(2 * slow)
			s.look(t)
			tt.die(t, s)
			s.assign(t, 2) // meanwhile
			s.now = s.now.Add(2 * slow)
			s.look(t)
			id := s.posts[0]
			s.posts = nil
			ended := false
			if err := s.post(t, id, 1, func(context.Context, store.Tx) error {
				ended = true
				return nil
			}); err != nil || !ended {
				t.Fatalf("the job ended: %t, %v", ended, err)
			}
			s.job = 1
			s.around(t, 3*time.Hour)
			total := 0
			for _, m := range s.sent {
				text := m.Message.Text()
				for n, sentence := range map[int]string{1: "1 issue was assigned", 2: "2 issues were assigned", 3: "3 issues were assigned"} {
					if strings.Contains(text, sentence) {
						total += n
					}
				}
			}
			if total != 3 {
				t.Errorf("%d issues in %d messages", total, len(s.sent))
			}
		})
	}
}

// TestDeadToken: a token that TCA rejects for minutes suspends the notices, and says so. After the next login what was assigned
// meanwhile is told.
func TestDeadToken(t *testing.T) {
	s := newStage(t, 1000)
	s.look(t)
	mend := s.tca.Inject(apitest.Fault{User: username, Status: 401, Body: `{"msg":"认证令牌无效。","code":1000}`, ContentType: "application/json"})
	s.assign(t, 0)
	s.around(t, 2*time.Hour)
	if n := s.suspended(subscription.ReasonToken); n != 1 {
		t.Fatalf("%d notices", n)
	}
	if n, err := s.db.Notices(t.Context(), who); err != nil || n.Reason != subscription.ReasonToken {
		t.Errorf("%+v, %v", n, err)
	}
	mend()
	s.connect(t)
	s.around(t, 2*time.Hour)
	s.says(t, 1, "1 issue was assigned to you")
}

// TestTroubleOfTCA: while TCA is down, or refuses one branch, nothing is lost, and nobody is alarmed.
func TestTroubleOfTCA(t *testing.T) {
	s := newStage(t, 1000)
	s.look(t)
	mend := s.tca.Inject(apitest.Down())
	s.around(t, 2*time.Hour)
	mend()
	mend = s.tca.Inject(apitest.Fault{User: username, Path: "/codelint/issues/", Status: 403, Body: "<html>", ContentType: "text/html"})
	s.assign(t, 0)
	s.around(t, 2*time.Hour)
	mend()
	s.says(t, 0)
	s.around(t, 2*time.Hour)
	s.says(t, 1, "1 issue was assigned to you")
	if len(s.notices) > 0 {
		t.Errorf("notices %+v", s.notices)
	}
}

// TestClosedMessages: a person to whom nothing can be sent is not told on and on.
func TestClosedMessages(t *testing.T) {
	s := newStage(t, 1000)
	s.look(t)
	s.assign(t, 0)
	s.refused = fmt.Errorf("post: %w", deliver.ErrTarget)
	s.around(t, 2*time.Hour)
	if n := s.suspended(subscription.ReasonChannel); n != 1 || s.look(t) {
		t.Errorf("%d notices", n)
	}
}

// TestSwitchedOff: after the notices were switched off, or the person logged out, nothing is asked, and nothing is sent.
func TestSwitchedOff(t *testing.T) {
	for name, off := range map[string]func(context.Context, *store.Store) error{
		"switched off": func(ctx context.Context, db *store.Store) error { return db.SetNotices(ctx, who, false, "") },
		"logged out":   func(ctx context.Context, db *store.Store) error { return db.DeleteLink(ctx, who) },
		"uninstalled":  func(ctx context.Context, db *store.Store) error { return db.DeleteWorkspace(ctx, who.Workspace) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, 1000)
			s.look(t)
			s.assign(t, 0)
			s.now = s.now.Add(2 * slow)
			s.look(t)
			if err := off(t.Context(), s.db); err != nil {
				t.Fatal(err)
			}
			s.tell(t)
			s.now = s.now.Add(2 * slow)
			if s.look(t) {
				t.Error("TCA is asked")
			}
			s.says(t, 0)
			if n, err := s.db.Notices(t.Context(), command.Who{Workspace: "T1", User: "U1"}); err != nil || n.On {
				t.Errorf("%+v, %v", n, err)
			}
		})
	}
}
