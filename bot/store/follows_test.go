package store_test

import (
	"context"
	"errors"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/follow"
	"tcabot/commands/gate"
	"tcabot/commands/locale"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func someFollow(channel string) follow.Follow {
	return follow.Follow{
		Subscription: subscription.Subscription{
			Kind: subscription.Follow, Workspace: ann.Workspace, Channel: channel, Owner: ann.User,
			Target: target.Target{Org: "o", Team: "t", Repo: 3, Project: 300}, Name: "支付 · master", Language: locale.Chinese, State: subscription.Active,
		},
		What: []follow.What{follow.ByFailed, follow.ByGate}, Gate: gate.Gate{{What: gate.New}, {What: gate.Open, Most: 5, Increase: true}}, Since: thursday,
	}
}

func addFollow(t *testing.T, s *store.Store, f follow.Follow) follow.Follow {
	t.Helper()
	added, err := s.AddFollow(t.Context(), f, "")
	if err != nil {
		t.Fatal(err)
	}
	return added
}

// TestFollows keeps what people set, once for what was asked, and tells apart who was first to change it.
func TestFollows(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		first := addFollow(t, s, someFollow("C1"))
		want := someFollow("C1")
		want.ID, want.Version = first.ID, 1
		got, err := s.Follow(ctx, ann.Workspace, first.ID)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v\n%s", err, diff)
		}
		twice, err := s.AddFollow(ctx, someFollow("C2"), "envelope 1")
		if err != nil {
			t.Fatal(err)
		}
		if again, err := s.AddFollow(ctx, someFollow("C2"), "envelope 1"); err != nil || again.ID != twice.ID {
			t.Errorf("asked for twice: %+v, %v", again, err)
		}
		got.What, got.Channel = []follow.What{follow.ByAll}, "C2"
		if changed, err := s.ChangeFollow(ctx, got); err != nil || changed.Version != 2 {
			t.Errorf("changed: %+v, %v", changed, err)
		}
		if _, err := s.ChangeFollow(ctx, got); !errors.Is(err, subscription.ErrChanged) {
			t.Errorf("changed as it was before: %v", err)
		}
		if in, err := s.ChannelFollows(ctx, ann.Workspace, "C2"); err != nil || len(in) != 2 {
			t.Errorf("of the channel: %v, %v", in, err)
		}
		if own, err := s.OwnFollows(ctx, ann.Workspace, bob.User); err != nil || len(own) != 0 {
			t.Errorf("of bob: %v, %v", own, err)
		}
		if err := s.RemoveFollow(ctx, ann.Workspace, first.ID, 1); !errors.Is(err, subscription.ErrChanged) {
			t.Errorf("removed as it was before: %v", err)
		}
		if err := s.RemoveFollow(ctx, ann.Workspace, first.ID, 2); err != nil {
			t.Error(err)
		}
		if _, err := s.Follow(ctx, ann.Workspace, first.ID); !errors.Is(err, subscription.ErrNone) {
			t.Errorf("after it was removed: %v", err)
		}
		stranger := someFollow("C3")
		stranger.Owner = "U9"
		if _, err := s.AddFollow(ctx, stranger, ""); !errors.Is(err, command.ErrNotLinked) {
			t.Errorf("of a person without an account: %v", err)
		}
		for range 25 {
			addFollow(t, s, someFollow("C4"))
		}
		if _, err := s.AddFollow(ctx, someFollow("C4"), ""); !errors.Is(err, subscription.ErrMany) {
			t.Errorf("one too many: %v", err)
		}
	})
}

// TestSuspendedTogether suspends the digests and the follows of a person, and resumes them; of one kind a version alone.
func TestSuspendedTogether(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		d, f := add(t, s, someDigest("C1")), addFollow(t, s, someFollow("C1"))
		var told []subscription.Kind
		tell := func(_ context.Context, _ store.Tx, some []subscription.Subscription) error {
			for _, one := range some {
				told = append(told, one.Kind)
			}
			return nil
		}
		if d.ID != f.ID || d.Version != f.Version {
			t.Fatalf("digest %d and follow %d were to have one number", d.ID, f.ID)
		}
		if some, err := s.Suspend(ctx, store.Version(f.Subscription), subscription.ReasonRights, tell); err != nil || len(some) != 1 || some[0].Kind != subscription.Follow {
			t.Errorf("one follow: %v, %v", some, err)
		}
		if some, err := s.Suspend(ctx, store.OwnedBy(ann), subscription.ReasonToken, tell); err != nil || len(some) != 1 || some[0].Kind != subscription.Digest {
			t.Errorf("the others: %v, %v", some, err)
		}
		if len(told) != 2 {
			t.Errorf("told of %v", told)
		}
		listed, err := s.Subscription(ctx, subscription.Follow, ann.Workspace, f.ID)
		if err != nil || listed.Reason != subscription.ReasonRights || listed.Kind != subscription.Follow {
			t.Errorf("listed: %+v, %v", listed, err)
		}
		back, err := s.Resume(ctx, store.InChannel(ann.Workspace, "C1"), thursday, subscription.ReasonToken, subscription.ReasonRights)
		if err != nil || len(back) != 2 {
			t.Errorf("resumed %v, %v", back, err)
		}
		if got, err := s.Follow(ctx, ann.Workspace, f.ID); err != nil || got.State != subscription.Active || got.Reason != "" || !got.Since.Equal(thursday) {
			t.Errorf("resumed: %+v, %v", got, err)
		}
		if err := s.MoveChannel(ctx, ann.Workspace, "C1", "C8"); err != nil {
			t.Error(err)
		}
		if in, err := s.ChannelFollows(ctx, ann.Workspace, "C8"); err != nil || len(in) != 1 {
			t.Errorf("in the channel's new ID: %v, %v", in, err)
		}
		if err := s.DeleteWorkspace(ctx, ann.Workspace); err != nil {
			t.Error(err)
		}
		if own, err := s.OwnFollows(ctx, ann.Workspace, ann.User); err != nil || len(own) != 0 {
			t.Errorf("of a workspace that is gone: %v, %v", own, err)
		}
	})
}
