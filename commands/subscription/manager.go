package subscription

import (
	"context"
	"errors"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/target"
)

// Store keeps the subscriptions of a kind. Methods that change one take the version that the person saw: ErrChanged says
// that somebody else changed it first, ErrNone that there is none with that number.
type Store[S any] interface {
	// Get returns a subscription.
	Get(ctx context.Context, workspace string, id int64) (S, error)
	// Change saves the settings and the state of a subscription and returns it with its new version.
	Change(context.Context, S) (S, error)
	// Remove deletes a subscription.
	Remove(ctx context.Context, workspace string, id int64, version int) error
}

// Manager runs the commands that every kind of subscriptions has. S is the type of the kind, which embeds a Subscription,
// and C the screen of one.
type Manager[S, C any] struct {
	Rules
	Store Store[S]
	Base  func(*S) *Subscription                             // the Subscription in one
	Ready func(*S)                                           // completes one before it is saved
	Card  func(r *command.Request, one S, said locale.Key) C // the screen of one; said is what was just done, or empty
}

// Number is the number of a subscription, as typed.
type Number struct{ Number string }

// Args are the arguments of a command about one subscription.
func (a *Number) Args() command.Args { return command.Args{command.Text(&a.Number, "number")} }

// Private makes the answer to every command about one subscription visible to nobody else.
func Private(*Number) bool { return true }

// Find finds a subscription by its number. In another channel than its own only those who may change it find it, because
// the members of its channel are its audience.
func (m Manager[S, C]) Find(ctx context.Context, r *command.Request, word string) (S, error) {
	var none S
	n, ok := target.ParseID(trimHash(word))
	if !ok {
		return none, &command.UsageError{Reason: "usage.number", Data: []any{"Name", "number", "Value", word}}
	}
	one, err := m.Store.Get(ctx, r.Who.Workspace, n)
	if err != nil {
		return none, err
	}
	if base := m.Base(&one); base.Channel != r.Channel && !m.MayChange(r, *base) {
		return none, &KindError{m.Kind, ErrNone}
	}
	return one, nil
}

func trimHash(word string) string {
	if len(word) > 1 && word[0] == '#' {
		return word[1:]
	}
	return word
}

// FindOwn finds a subscription that the person who asks may change.
func (m Manager[S, C]) FindOwn(ctx context.Context, r *command.Request, word string) (S, error) {
	one, err := m.Find(ctx, r, word)
	if base := m.Base(&one); err == nil && !m.MayChange(r, *base) {
		return one, &NotYoursError{m.Kind, base.Owner}
	}
	return one, err
}

// Save saves a change of a subscription, and shows it.
func (m Manager[S, C]) Save(ctx context.Context, r *command.Request, one S, said locale.Key) (C, error) {
	if base := m.Base(&one); base.State != Suspended {
		base.Reason = ""
	}
	m.Ready(&one)
	one, err := m.Store.Change(ctx, one)
	return m.Card(r, one, said), err
}

// Show shows one subscription with all that can be done with it.
func (m Manager[S, C]) Show(ctx context.Context, r *command.Request, a *Number) (C, error) {
	one, err := m.Find(ctx, r, a.Number)
	return m.Card(r, one, ""), err
}

// Pause makes a subscription silent until it is resumed.
func (m Manager[S, C]) Pause(ctx context.Context, r *command.Request, a *Number) (C, error) {
	one, err := m.FindOwn(ctx, r, a.Number)
	base := m.Base(&one)
	if err != nil || base.State == Paused {
		return m.Card(r, one, m.Kind.did("pause")), err
	}
	base.State = Paused
	return m.Save(ctx, r, one, m.Kind.did("pause"))
}

// Resume lets a subscription be posted again, unless the reason for its suspension still holds.
func (m Manager[S, C]) Resume(ctx context.Context, r *command.Request, a *Number) (C, error) {
	var none C
	one, err := m.FindOwn(ctx, r, a.Number)
	base := m.Base(&one)
	if err != nil || base.State == Active {
		return m.Card(r, one, m.Kind.did("resume")), err
	}
	if _, err := m.Postable(ctx, r, base.Channel); err != nil {
		return none, err
	}
	if _, err := m.Links.Link(ctx, command.Who{Workspace: base.Workspace, User: base.Owner}); err != nil {
		if base.Owner != r.Who.User && errors.Is(err, command.ErrNotLinked) {
			err = &OwnerLostError{m.Kind, base.ID}
		}
		return none, err
	}
	base.State = Active
	return m.Save(ctx, r, one, m.Kind.did("resume"))
}

// Adopt makes the person who asks the owner of a suspended subscription, which uses their token from then on.
func (m Manager[S, C]) Adopt(ctx context.Context, r *command.Request, a *Number) (C, error) {
	var none C
	one, err := m.Find(ctx, r, a.Number)
	base := m.Base(&one)
	switch {
	case err != nil:
		return none, err
	case base.Owner != r.Who.User && base.State != Suspended:
		return none, &NotYoursError{m.Kind, base.Owner}
	}
	if _, err := m.Postable(ctx, r, base.Channel); err != nil {
		return none, err
	}
	if err := m.Visible(ctx, r, base.Target); err != nil { // with their own token
		return none, err
	}
	base.Owner, base.State = r.Who.User, Active
	return m.Save(ctx, r, one, m.Kind.did("adopt"))
}

// Visible checks that the person who asks has access to a target.
func (l Rules) Visible(ctx context.Context, r *command.Request, t target.Target) error {
	word := target.Word(t)
	_, _, err := l.Any(ctx, r, &word)
	return err
}

// Remove deletes a subscription, and returns what it was.
func (m Manager[S, C]) Remove(ctx context.Context, r *command.Request, a *Number) (Subscription, error) {
	one, err := m.FindOwn(ctx, r, a.Number)
	base := *m.Base(&one)
	if err != nil {
		return base, err
	}
	return base, m.Store.Remove(ctx, base.Workspace, base.ID, base.Version)
}
