package digest

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/target"
	"time"
)

// numberArgs is the number of a digest, as typed.
type numberArgs struct{ Number string }

func (a *numberArgs) args() command.Args { return command.Args{command.Text(&a.Number, "number")} }

// NotYoursError says that only somebody else can change a digest.
type NotYoursError struct{ Owner string }

// Error implements error. People see the catalogue's sentence instead.
func (e *NotYoursError) Error() string { return "somebody else's digest" }

// find finds a digest by its number. In another channel than its own only those who may change it find it, because
// the members of its channel are its audience.
func (d Deps) find(ctx context.Context, r *command.Request, word string) (Digest, error) {
	n, ok := target.ParseID(trimHash(word))
	if !ok {
		return Digest{}, &command.UsageError{Reason: "usage.number", Data: []any{"Name", "number", "Value", word}}
	}
	one, err := d.Digests.Digest(ctx, r.Who.Workspace, n)
	if err == nil && one.Channel != r.Channel && !d.mayChange(r, one) {
		return Digest{}, ErrNoDigest
	}
	return one, err
}

func trimHash(word string) string {
	if len(word) > 1 && word[0] == '#' {
		return word[1:]
	}
	return word
}

// findOwn finds a digest that the person who asks may change.
func (d Deps) findOwn(ctx context.Context, r *command.Request, word string) (Digest, error) {
	one, err := d.find(ctx, r, word)
	if err == nil && !d.mayChange(r, one) {
		return one, &NotYoursError{one.Owner}
	}
	return one, err
}

// changed saves a change of a digest with its next due time, and shows the digest.
func (d Deps) changed(ctx context.Context, r *command.Request, one Digest, said locale.Key) (card, error) {
	one.Due = one.When.Next(d.Now())
	if one.State != Active {
		one.Due = time.Time{}
	}
	if one.State != Suspended {
		one.Reason = ""
	}
	one, err := d.Digests.ChangeDigest(ctx, one)
	return d.card(r, one, said), err
}
