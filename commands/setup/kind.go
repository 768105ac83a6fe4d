package setup

import (
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
)

// kind is a kind of actions that change settings of T, which TCA saves in one request.
type kind[T any] struct {
	action   action.Kind
	command  string
	settings []setting[T]
	// read asks TCA for the present settings of a scheme, or of the object of it with an ID.
	read func(context.Context, *api.Client, api.SchemeRef, int64) (T, error)
	// save replaces them by others, and returns what TCA has then.
	save func(context.Context, *api.Client, api.SchemeRef, int64, T) (T, error)
}

// steps make the changes of an object in one request. TCA takes all settings at once, and clears some that are missing: so the
// present ones are read just before, and sent with the changes in them. What is no longer as a change says stays so.
func (k kind[T]) steps(tca *api.Client, ref api.SchemeRef, id int64, changes []action.Change) []action.Step {
	read := func(ctx context.Context) (T, error) { return k.read(api.Fresh(ctx), tca, ref, id) }
	return action.Together[T]{
		Read: read,
		Send: func(ctx context.Context) (T, error) {
			now, err := read(ctx)
			if err != nil {
				return now, err
			}
			for _, c := range changes {
				if s := k.setting(c.Field); s.get(now) == c.Before {
					s.set(&now, c.After)
				}
			}
			return k.save(ctx, tca, ref, id, now)
		},
		State: func(now T, c action.Change) action.State { return action.State{Value: k.setting(c.Field).get(now)} },
	}.Steps(changes)
}

// setting is the one that a change is about.
func (k kind[T]) setting(f action.Field) setting[T] {
	return k.settings[slices.IndexFunc(k.settings, func(s setting[T]) bool { return s.field == f })]
}

// argument is the name of the argument that a field of TCA's request is made of.
func (k kind[T]) argument(tca string) string {
	if i := slices.IndexFunc(k.settings, func(s setting[T]) bool { return s.tca == tca }); i >= 0 {
		return k.settings[i].name
	}
	return ""
}

// undo implements action.Undoer.
func (k kind[T]) undo(_ context.Context, r *command.Request, a action.Action, back []action.Change) ([]action.Step, error) {
	ref := schemeOf(a)
	return k.steps(r.TCA, ref, back[0].Object, back), nil
}
