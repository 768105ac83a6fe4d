package digest

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"tcabot/api/secret"
	"tcabot/bot/jobs"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/storetest"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/schedule"
	"tcabot/commands/target"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

// limitedHistory lets a page be read, and refuses the next call, as Slack does to an app that it limits.
type limitedHistory struct {
	history
	calls  int
	params []slack.GetConversationHistoryParameters
}

func (h *limitedHistory) GetConversationHistoryContext(ctx context.Context, p *slack.GetConversationHistoryParameters) (*slack.GetConversationHistoryResponse, error) {
	if h.calls++; h.calls%2 == 0 {
		return nil, &slack.RateLimitedError{RetryAfter: time.Minute}
	}
	h.params = append(h.params, *p)
	return h.history.GetConversationHistoryContext(ctx, p)
}

// TestSearchContinues has Slack let one page be read for each attempt: the post on the last page is found, each page was read
// once, and only around the time of the attempt.
func TestSearchContinues(t *testing.T) {
	const pages = 6
	h := &limitedHistory{}
	for i := range pages {
		h.pages = append(h.pages, []slack.Message{marked(strconv.Itoa(pages-i)+".0", strconv.Itoa(pages-i))})
	}
	s, _ := searching(t, &h.history)
	s.history = h
	cursor := ""
	began := time.Unix(100_000, 0)
	for attempt := 1; ; attempt++ {
		of := search{
			channel: "C1", since: began, until: began.Add(longestAttempt), metadata: metadataOf("1"), cursor: cursor,
			save: func(_ context.Context, next string) error { cursor = next; return nil },
		}
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond) // Slack's minute is not waited for
		at, found, err := s.find(ctx, of)
		cancel()
		if found {
			if at.TS != "1.0" || attempt != pages {
				t.Errorf("attempt %d finds %+v", attempt, at)
			}
			break
		}
		if snooze, ok := errors.AsType[jobs.SnoozeError](err); !ok || attempt > pages {
			t.Fatalf("attempt %d: %+v, %v", attempt, snooze, err)
		}
		s, _ = searching(t, &h.history) // another process, at another time
		s.history = h
	}
	for i, p := range h.params {
		if want := strconv.Itoa(i); i > 0 && p.Cursor != want || p.Oldest != "99940" || p.Latest != "100360" {
			t.Errorf("page %d is read with %+v", i, p)
		}
	}
}

// TestSettle has a process die after it began the post for one due time, and another one deliver the next: what the former
// post reported is not reported again if it was sent, and is if it was not.
func TestSettle(t *testing.T) {
	for name, tt := range map[string]struct {
		sent    bool
		lost    time.Duration
		settled bool
	}{
		"sent": {sent: true, settled: true}, "not sent": {settled: true}, "perhaps still under way": {sent: true, lost: time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := t.Context()
			box, err := seal.New(seal.NewKey())
			if err != nil {
				t.Fatal(err)
			}
			db, err := store.OpenLimited(ctx, storetest.SQLite(t), box, time.Minute)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = db.Close() })
			who := command.Who{Workspace: "T1", User: "U1"}
			if _, err := db.SaveLink(ctx, command.Link{Who: who, Token: secret.New("x")}); err != nil {
				t.Fatal(err)
			}
			first := time.Date(2031, 3, 3, 9, 0, 0, 0, time.UTC)
			one, err := db.AddDigest(ctx, digest.Digest{
				Workspace: who.Workspace, Channel: "C1", Owner: who.User, Target: target.Target{Org: "o", Team: "t", Repo: 1, Project: 2},
				When: schedule.Schedule{At: schedule.At(9, 0), Days: schedule.EveryDay, Zone: time.UTC}, State: digest.Active, Due: first,
			}, "")
			if err != nil {
				t.Fatal(err)
			}
			found, err := db.DigestDelivery(ctx, one.ID)
			if err != nil {
				t.Fatal(err)
			}
			if err := db.BeginPost(ctx, found, first, []digest.Mark{{Project: 2, Scan: 7}}); err != nil {
				t.Fatal(err)
			}
			h := &history{pages: [][]slack.Message{{}}}
			if tt.sent {
				m := slack.Message{}
				m.Timestamp, m.Metadata = "5.0", postMetadata(digestEvent, one.ID, first)
				h.pages[0] = append(h.pages[0], m)
			}
			s, _ := searching(t, h)
			s.store, s.conf.Lost, s.log = db, tt.lost, slog.New(slog.DiscardHandler)
			if found, err = db.DigestDelivery(ctx, one.ID); err != nil {
				t.Fatal(err)
			}
			after, err := s.settle(ctx, found, first.AddDate(0, 0, 1))
			if err != nil {
				t.Fatal(err)
			}
			if after.Posting.IsZero() != tt.settled {
				t.Errorf("posting %v", after.Posting)
			}
			marks, err := db.Marks(ctx, one.ID)
			if err != nil || (len(marks) == 1 && marks[0].Scan == 7) != (tt.sent && tt.settled) {
				t.Errorf("reported: %+v, %v", marks, err)
			}
			if done := after.Done.Equal(first); done != (tt.sent && tt.settled) {
				t.Errorf("done %v", after.Done)
			}
		})
	}
}
