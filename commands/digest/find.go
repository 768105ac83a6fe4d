package digest

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/target"
	"time"
)

// digestArg is the number of a digest, as it is typed.
type digestArg struct{ Number string }

func (a *digestArg) args() command.Args { return command.Args{command.Text(&a.Number, "number")} }

// NotYoursError says that a digest is somebody else's to change.
type NotYoursError struct{ Owner string }

// Error implements error. People see the catalogue's sentence instead.
func (e *NotYoursError) Error() string { return "somebody else's digest" }

// findDigest finds the digest of a number. What is posted in a channel is for those who are in it: elsewhere there is
// no such digest, but for those who may change it.
func (d Deps) findDigest(ctx context.Context, r *command.Request, word string) (Digest, error) {
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

// ownDigest finds a digest that whoever asks may change.
func (d Deps) ownDigest(ctx context.Context, r *command.Request, word string) (Digest, error) {
	one, err := d.findDigest(ctx, r, word)
	if err == nil && !d.mayChange(r, one) {
		return one, &NotYoursError{one.Owner}
	}
	return one, err
}

// changed keeps a change of a digest, with when it is due next, and shows it.
func (d Deps) changed(ctx context.Context, r *command.Request, one Digest, said locale.Key) (digestCard, error) {
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
