package setup

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
)

// rejection is why TCA rejected the request of an action. It is safe for concurrent use.
type rejection struct {
	mu  sync.Mutex
	err error
}

func (n *rejection) note(err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.err == nil && (errors.Is(err, api.ErrForbidden) || errors.Is(err, api.ErrInvalid)) {
		n.err = err
	}
}

// place is where something is changed: its name, and who may change it.
type place struct {
	name   string
	admins func(context.Context) ([]api.Person, error)
}

// ofRepo is a repository as such a place.
func ofRepo(r *command.Request, ref api.RepoRef, name string) place {
	return place{name: name, admins: func(ctx context.Context) ([]api.Person, error) { return r.TCA.RepoAdmins(ctx, ref) }}
}

// carry carries an action out, and says why TCA rejected it: a person without the right to it is told who has it, and the
// sender of a form, at its fields, what is to be corrected.
func (d Deps) carry(ctx context.Context, r *command.Request, at place, a action.Action, steps []action.Step) (*action.Result, error) {
	var why rejection
	for i := range steps {
		do := steps[i].Do
		steps[i].Do = func(ctx context.Context) (action.State, error) {
			now, err := do(ctx)
			why.note(err)
			return now, err
		}
	}
	res, err := d.Run(ctx, r, a, steps)
	switch {
	case err != nil:
		return nil, err
	case errors.Is(why.err, api.ErrForbidden):
		admins, _ := at.admins(ctx) // without them the sentence is shorter
		return nil, &action.ForbiddenError{Repo: at.name, Admins: admins}
	case why.err != nil && r.Submitted:
		return nil, why.err
	default:
		return &res, nil
	}
}

// keyOf identifies what a request asks for, in the argument that buttons have for it: by the key of the pressed button, or by
// the form that was sent; empty when nothing is to be done yet. A form is sent again after TCA rejected what was in it, which
// is another request then.
func (d Deps) keyOf(ctx context.Context, r *command.Request, pressed *string) (_ string, err error) {
	if r.Submitted {
		*pressed, err = d.formKey(ctx, r)
	}
	return *pressed, err
}

func (d Deps) formKey(ctx context.Context, r *command.Request) (string, error) {
	form := command.KeyOf(r)
	for key, n := form, 2; ; n++ {
		before, err := d.Store.ActionByKey(ctx, r.Who, key)
		switch {
		case errors.Is(err, action.ErrNone):
			return key, nil
		case err != nil:
			return "", err
		case !rejected(before):
			return key, nil
		}
		key = form + "-" + strconv.Itoa(n)
	}
}

// rejected reports whether a form with an action was kept open: nothing was changed, because TCA rejected it, or has it already.
func rejected(a action.Action) bool {
	return !a.Ended.IsZero() && a.Count(action.Refused)+a.Count(action.Same) == len(a.Changes)
}
