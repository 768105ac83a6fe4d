package digest

import (
	"context"
	"log/slog"
	"tcabot/api/secret"
	"tcabot/bot/deliver"
	"tcabot/bot/history"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/storetest"
	"tcabot/commands/change"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/schedule"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// channel is a channel with or without the post that is searched for.
type channel struct {
	sent   bool
	search history.Search
}

func (c *channel) Find(_ context.Context, of history.Search) (deliver.Ref, bool, error) {
	c.search = of
	return deliver.Ref{Channel: of.Channel, TS: "5.0"}, c.sent, nil
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
			db, err := store.OpenLimited(ctx, storetest.SQLiteWithTables(t), box, time.Minute)
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
				Subscription: subscription.Subscription{Workspace: who.Workspace, Channel: "C1", Owner: who.User, Target: target.Target{Org: "o", Team: "t", Repo: 1, Project: 2}, State: subscription.Active},
				When:         schedule.Schedule{At: schedule.At(9, 0), Days: schedule.EveryDay, Zone: time.UTC},
				Due:          first,
			}, "")
			if err != nil {
				t.Fatal(err)
			}
			found, err := db.DigestDelivery(ctx, one.ID)
			if err != nil {
				t.Fatal(err)
			}
			if err := db.BeginPost(ctx, found, first, []change.Mark{{Project: 2, Scan: 7}}); err != nil {
				t.Fatal(err)
			}
			c := &channel{sent: tt.sent}
			s := &Service{conf: Config{Lost: tt.lost}, store: db, history: c, log: slog.New(slog.DiscardHandler)}
			if found, err = db.DigestDelivery(ctx, one.ID); err != nil {
				t.Fatal(err)
			}
			after, err := s.settle(ctx, found, first.AddDate(0, 0, 1))
			if err != nil {
				t.Fatal(err)
			}
			want := postMetadata(digestEvent, one.ID, first)
			if of := c.search; tt.settled && (of.Channel != "C1" || !cmp.Equal(of.Metadata, want) || of.Until.Sub(of.Since) != history.LongestAttempt) {
				t.Errorf("searched for %+v", of)
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
