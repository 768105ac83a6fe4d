package store_test

import (
	"context"
	"errors"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/storetest"
	"tcabot/commands/subscription"
	"testing"
)

// TestRemovedAppSubscriptions: what is posted by itself stops with the tokens of a workspace, and goes on with them. Neither
// happens by half: a process that is stopped on the way would leave it so for good, as the other half is never looked for.
func TestRemovedAppSubscriptions(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		ctx, s := t.Context(), open(t, url, seal.NewKey())
		save(t, s, link(ann))
		d, f := add(t, s, someDigest("C1")), addFollow(t, s, someFollow("C1"))
		archived := add(t, s, someDigest("C2"))
		silent := func(context.Context, store.Tx, []subscription.Subscription) error { return nil }
		if _, err := s.Suspend(ctx, store.Version(archived.Subscription), subscription.ReasonArchived, silent); err != nil {
			t.Fatal(err)
		}
		step := func(name string, do func() error, removed bool, reason subscription.Reason) {
			t.Helper()
			is := func(removed bool, reason subscription.Reason) {
				t.Helper()
				since, err := s.Removed(ctx, ann.Workspace)
				got, errDigest := s.Subscription(ctx, d.Kind, d.Workspace, d.ID)
				if err := errors.Join(err, errDigest); err != nil || !since.IsZero() != removed || got.Reason != reason {
					t.Errorf("%s: removed since %v, the digest is %s %s (%v)", name, since, got.State, got.Reason, err)
				}
			}
			was, _ := s.Subscription(ctx, d.Kind, d.Workspace, d.ID)
			storetest.Exec(t, url, `ALTER TABLE follows RENAME TO away`)
			if err := do(); err == nil {
				t.Errorf("%s: no error without a table", name)
			}
			is(!removed, was.Reason)
			storetest.Exec(t, url, `ALTER TABLE away RENAME TO follows`)
			if err := do(); err != nil {
				t.Fatal(name, err)
			}
			is(removed, reason)
			got, err := s.Subscription(ctx, f.Kind, f.Workspace, f.ID)
			if err != nil || got.Reason != reason {
				t.Errorf("%s: the follow is %s %s (%v)", name, got.State, got.Reason, err)
			}
			if got, err := s.Subscription(ctx, d.Kind, d.Workspace, archived.ID); err != nil || got.Reason != subscription.ReasonArchived {
				t.Errorf("%s: the digest of an archived channel is %s %s (%v)", name, got.State, got.Reason, err)
			}
		}
		step("removed", func() error { return s.MarkRemoved(ctx, ann.Workspace, thursday) }, true, subscription.ReasonRemoved)
		step("returned", func() error { return s.MarkReturned(ctx, ann.Workspace, thursday) }, false, "")
		if got, err := s.Digest(ctx, d.Workspace, d.ID); err != nil || got.State != subscription.Active || got.Due.IsZero() {
			t.Errorf("the digest is %s, due %v (%v)", got.State, got.Due, err)
		}
	})
}

// TestConnectedAgain: whoever connects their account again has what it posts go on, in the same transaction: a token without it
// would look connected while the digests stay silent.
func TestConnectedAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		ctx, s := t.Context(), open(t, url, seal.NewKey())
		silent := func(context.Context, store.Tx, []subscription.Subscription) error { return nil }
		was := save(t, s, link(ann))
		for reason, resumes := range map[subscription.Reason]bool{
			subscription.ReasonToken: true, subscription.ReasonUnlinked: true, subscription.ReasonSealed: true,
			subscription.ReasonArchived: false, subscription.ReasonRights: false,
		} {
			d := add(t, s, someDigest("C1"))
			if _, err := s.Suspend(ctx, store.Version(d.Subscription), reason, silent); err != nil {
				t.Fatal(err)
			}
			storetest.Exec(t, url, `ALTER TABLE follows RENAME TO away`)
			if _, err := s.SaveLink(ctx, link(ann)); err == nil {
				t.Errorf("%s: no error without a table", reason)
			}
			if l, err := s.Link(ctx, ann); err != nil || l.Generation != was.Generation {
				t.Errorf("%s: generation %d after %d (%v)", reason, l.Generation, was.Generation, err)
			}
			storetest.Exec(t, url, `ALTER TABLE away RENAME TO follows`)
			was = save(t, s, link(ann))
			if got, err := s.Digest(ctx, d.Workspace, d.ID); err != nil || got.State == subscription.Active != resumes {
				t.Errorf("%s: the digest is %s %s (%v)", reason, got.State, got.Reason, err)
			}
			// Not in the way of the next reason.
			if got, err := s.Subscription(ctx, d.Kind, d.Workspace, d.ID); err != nil || s.RemoveDigest(ctx, d.Workspace, d.ID, got.Version) != nil {
				t.Fatal(err)
			}
		}
	})
}
