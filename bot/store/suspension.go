package store

import (
	"context"
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/subscription"
	"time"
)

// Filter selects subscriptions: one, those of a channel, or those of an owner.
type Filter struct {
	kind  subscription.Kind // empty for all
	where string
	args  args
}

// Version selects a version of a subscription: none when it was changed since.
func Version(s subscription.Subscription) Filter {
	return Filter{s.Kind, `s.id = ? AND s.version = ?`, args{s.ID, s.Version}}
}

// InChannel selects those of a channel.
func InChannel(workspace, channel string) Filter {
	return Filter{"", `s.workspace = ? AND s.channel = ?`, args{workspace, channel}}
}

// InWorkspace selects those of a workspace.
func InWorkspace(workspace string) Filter { return Filter{"", `s.workspace = ?`, args{workspace}} }

// OwnedBy selects those of an owner.
func OwnedBy(w command.Who) Filter {
	return Filter{"", `s.workspace = ? AND s.owner = ?`, args{w.Workspace, w.User}}
}

// OfLogin selects those of an owner that use the token of a login, by its generation, or none; not those of a person who has
// reconnected since.
func OfLogin(w command.Who, generation int64) Filter {
	return Filter{"", `s.workspace = ? AND s.owner = ? AND NOT EXISTS (SELECT 1 FROM links l JOIN generations g
		ON g.workspace = l.workspace AND g.slack_user = l.slack_user
		WHERE l.workspace = s.workspace AND l.slack_user = s.owner AND g.generation > ?)`, args{w.Workspace, w.User, generation}}
}

// tables are those in which the filter may find something.
func (f Filter) tables() []*table {
	if f.kind != "" {
		return []*table{tableOf(f.kind)}
	}
	return tables
}

// Suspend suspends active subscriptions and inserts the jobs of their notices, in one transaction. Suspended ones are
// unchanged, so that no notice is posted twice. It returns those that it suspended.
func (s *Store) Suspend(ctx context.Context, filter Filter, reason subscription.Reason,
	notify func(context.Context, Tx, []subscription.Subscription) error,
) ([]subscription.Subscription, error) {
	const operation = "suspend subscriptions"
	var suspended []subscription.Subscription
	err := s.inTx(ctx, operation, func(ctx context.Context, tx conn) (err error) {
		suspended, err = tx.suspend(ctx, operation, filter, reason)
		if err != nil || len(suspended) == 0 {
			return err
		}
		return notify(ctx, tx.handle(), suspended)
	})
	if err != nil {
		return nil, err
	}
	return suspended, nil
}

// suspend suspends active subscriptions, and returns them.
func (c conn) suspend(ctx context.Context, operation string, filter Filter, reason subscription.Reason) ([]subscription.Subscription, error) {
	var suspended []subscription.Subscription
	for _, t := range filter.tables() {
		found, err := t.list(ctx, c, filter.where+` AND s.state = ?`, append(slices.Clip(filter.args), string(subscription.Active))...)
		if err != nil {
			return nil, err
		}
		for _, one := range found {
			n, err := c.exec(ctx, operation, t.suspend, string(subscription.Suspended), string(reason), one.ID, one.Version, string(subscription.Active))
			if err != nil {
				return nil, err
			}
			if n > 0 {
				one.State, one.Reason, one.Version = subscription.Suspended, reason, one.Version+1
				suspended = append(suspended, one)
			}
		}
	}
	return suspended, nil
}

// SuspendedOwners lists the owners of subscriptions that are suspended for a reason.
func (s *Store) SuspendedOwners(ctx context.Context, reason subscription.Reason) ([]command.Who, error) {
	type owner struct {
		Workspace string `db:"workspace"`
		User      string `db:"owner"`
	}
	var all []command.Who
	seen := map[command.Who]bool{}
	for _, t := range tables {
		found, err := rows[owner](ctx, s.conn, "list owners", t.owners, string(subscription.Suspended), string(reason))
		if err != nil {
			return nil, err
		}
		for _, o := range found {
			if who := (command.Who{Workspace: o.Workspace, User: o.User}); !seen[who] {
				seen[who] = true
				all = append(all, who)
			}
		}
	}
	return all, nil
}

// Resume resumes subscriptions that were suspended for one of some reasons, and returns them.
func (s *Store) Resume(ctx context.Context, filter Filter, now time.Time, reasons ...subscription.Reason) ([]subscription.Subscription, error) {
	const operation = "resume subscriptions"
	var resumed []subscription.Subscription
	err := s.inTx(ctx, operation, func(ctx context.Context, tx conn) (err error) {
		resumed, err = tx.resume(ctx, operation, filter, now, reasons...)
		return err
	})
	if err != nil {
		return nil, err
	}
	return resumed, nil
}

// resume resumes suspended subscriptions, and returns them.
func (c conn) resume(ctx context.Context, operation string, filter Filter, now time.Time, reasons ...subscription.Reason) ([]subscription.Subscription, error) {
	var resumed []subscription.Subscription
	for _, t := range filter.tables() {
		for _, reason := range reasons {
			found, err := t.list(ctx, c, filter.where+` AND s.state = ? AND s.reason = ?`,
				append(slices.Clip(filter.args), string(subscription.Suspended), string(reason))...)
			if err != nil {
				return nil, err
			}
			for _, one := range found {
				one.State, one.Reason = subscription.Active, ""
				n, err := t.resume(ctx, c, operation, one, now)
				if err != nil {
					return nil, err
				}
				if n > 0 {
					one.Version++
					resumed = append(resumed, one)
				}
			}
		}
	}
	return resumed, nil
}

// Subscription returns a subscription with the settings by which people know it.
func (s *Store) Subscription(ctx context.Context, k subscription.Kind, workspace string, id int64) (subscription.Listed, error) {
	return tableOf(k).listed(ctx, s.conn, workspace, id)
}
