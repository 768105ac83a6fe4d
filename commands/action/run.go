package action

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"tcabot/api"
	"tcabot/commands/command"
	"time"
)

// Step is one change with the calls that make it.
type Step struct {
	Change
	// Look returns the present state from TCA, not from a cache. It is nil for what cannot be looked up.
	Look func(context.Context) (State, error)
	// Do asks TCA once, and returns the state that TCA says it has now. Where that takes a second request, see ReadBack.
	Do func(context.Context) (State, error)
	// Seen reports whether a value is the one that the person saw; nil if they saw none.
	Seen func(now string) bool
}

// State is what TCA says of an object.
type State struct {
	Value string // of the property that is to be changed
	Name  string // of the object, for people; empty if the step has it
	ID    int64  // of the object, if it was just created
	Never Reason // why it cannot be changed; empty if it can
}

// Result is an action that was carried out, now or before.
type Result struct {
	Action
	Again   bool // it was carried out by an earlier delivery or press
	Running bool // and that has not ended yet
	Lost    bool // the record could not be completed
}

const (
	// reserve is how much of a command's time is kept to find out, record and show what came of the changes.
	reserve = 4 * time.Second
	// grace is how long an action may take: one that began before that and has not ended was interrupted.
	grace = 30 * time.Second
)

// Runner carries out actions. It is safe for concurrent use.
type Runner struct {
	Store Store
	Now   func() time.Time
}

// Run carries out an action, once for its key, by any process: a second call returns what came of the first. It records the
// action before TCA is asked and completes the record afterwards. An error means that TCA was not asked for anything; it is
// ErrKeyUsed for a key that stands for another request.
func (d Runner) Run(ctx context.Context, r *command.Request, a Action, steps []Step) (Result, error) {
	a.Workspace, a.User, a.Channel, a.Surface = r.Who.Workspace, r.Who.User, r.Channel, r.Surface
	before, err := d.Store.ActionByKey(ctx, a.Who(), a.Key)
	switch {
	case err == nil:
		return d.again(ctx, a, before, steps)
	case !errors.Is(err, ErrNone):
		return Result{}, err
	}
	if err := look(ctx, steps); err != nil {
		return Result{}, err
	}
	a.Began, a.Changes = d.Now().Truncate(time.Second), changesOf(steps)
	saved, first, err := d.Store.BeginAction(ctx, a)
	switch {
	case err != nil:
		return Result{}, err
	case !first:
		return d.again(ctx, a, saved, steps)
	}
	act(ctx, steps)
	saved.Changes = changesOf(steps)
	return d.end(ctx, saved), nil
}

// Preview reads the present values and changes nothing. A change that is not needed, or not possible, has its outcome.
func (Runner) Preview(ctx context.Context, steps []Step) ([]Change, error) {
	err := look(ctx, steps)
	return changesOf(steps), err
}

// end completes the record of an action, unless nothing is known of one of its changes: that may be found out later.
func (d Runner) end(ctx context.Context, a Action) Result {
	if a.Count(Unknown) == 0 {
		a.Ended = d.Now().Truncate(time.Second)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), reserve)
	defer cancel()
	err := d.Store.EndAction(ctx, a)
	return Result{Action: a, Lost: err != nil}
}

// again returns what came of an action that was begun before, if it is the one that is asked for now. If that is not known,
// because the process ended or TCA did not answer, TCA is asked how things are now; it is not asked for any change.
func (d Runner) again(ctx context.Context, asked, a Action, steps []Step) (Result, error) {
	switch {
	case !a.isFor(asked, steps):
		return Result{}, ErrKeyUsed
	case !a.Ended.IsZero():
		return Result{Action: a, Again: true}, nil
	case d.Now().Sub(a.Began) < grace && a.Count(Done)+a.Count(Failed)+a.Count(Untried) == 0: // which only asking TCA tells
		return Result{Action: a, Again: true, Running: true}, nil
	}
	res := d.settle(ctx, a, steps)
	res.Again = true
	return res, nil
}

// settle asks TCA what became of the changes of which nothing is known, by the steps for the same objects, and completes the
// record.
func (d Runner) settle(ctx context.Context, a Action, steps []Step) Result {
	for i, c := range a.Changes {
		at := slices.IndexFunc(steps, func(s Step) bool {
			return s.Object == c.Object && s.Field == c.Field && (c.Object != 0 || s.Name == c.Name)
		})
		if c.Outcome != Unknown || at < 0 {
			continue
		}
		s := steps[at]
		s.Change = c
		s.find(ctx)
		a.Changes[i] = s.Change
	}
	return d.end(ctx, a)
}

// isFor reports whether a recorded action is what a request asks for. What TCA created has an ID in the record only.
func (a Action) isFor(asked Action, steps []Step) bool {
	if a.Kind != asked.Kind || a.Value != asked.Value || a.Target != asked.Target || a.Undoes != asked.Undoes || len(a.Changes) != len(steps) {
		return false
	}
	for _, s := range steps {
		if !slices.ContainsFunc(a.Changes, func(c Change) bool {
			return c.Field == s.Field && c.After == s.After && (c.Object == s.Object || s.Object == 0)
		}) {
			return false
		}
	}
	return true
}

// look reads all present values, and marks what needs no change, or was changed since the person saw it.
func look(ctx context.Context, steps []Step) error {
	at := make([]int, len(steps))
	for i := range at {
		at[i] = i
	}
	_, err := command.ForEach(ctx, at, func(ctx context.Context, i int) (struct{}, error) {
		s := &steps[i]
		if s.Look == nil {
			return struct{}{}, nil
		}
		now, err := s.Look(ctx)
		switch {
		case errors.Is(err, api.ErrNotFound) || errors.Is(err, api.ErrInvalid):
			s.Outcome, s.Reason = Refused, reasonOf(err)
			return struct{}{}, nil
		case err != nil:
			return struct{}{}, err
		}
		s.Before = now.Value
		s.take(now)
		switch {
		case now.Never != "":
			s.Outcome, s.Reason = Refused, string(now.Never)
		case s.Now == s.After:
			s.Outcome = Same
		case s.Seen != nil && !s.Seen(s.Now):
			s.Outcome = Conflict
		}
		return struct{}{}, nil
	})
	return err
}

// act asks TCA for the changes that are left, several at once, until it stops answering or the time is over.
func act(ctx context.Context, steps []Step) {
	sending := ctx
	if end, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		sending, cancel = context.WithDeadlineCause(ctx, end.Add(-reserve), command.ErrDeadline)
		defer cancel()
	}
	var stop atomic.Bool
	at := make([]int, 0, len(steps))
	for i := range steps {
		if steps[i].Outcome == Unknown {
			at = append(at, i)
		}
	}
	_, _ = command.ForEach(ctx, at, func(ctx context.Context, i int) (struct{}, error) { // no call returns an error
		s := &steps[i]
		if stop.Load() || sending.Err() != nil {
			s.Outcome = Untried
			return struct{}{}, nil //nolint:nilerr // the time is over
		}
		if !s.do(sending, ctx) {
			stop.Store(true)
		}
		return struct{}{}, nil
	})
}

// do makes one change, and reports whether it makes sense to go on with others.
func (s *Step) do(sending, finding context.Context) (goOn bool) {
	now, err := s.Do(sending)
	switch {
	case err == nil:
		s.take(now)
		s.Outcome = Done
		if s.Now != s.After {
			s.Outcome = Conflict
		}
		return true
	case api.MayHaveActed(err):
		return s.find(finding)
	case errors.Is(err, api.ErrUnavailable), errors.Is(err, api.ErrUnauthorized), errors.Is(err, api.ErrRateLimited):
		s.Outcome = Untried
		return false
	default:
		s.Outcome, s.Reason = Refused, reasonOf(err)
		return true
	}
}

// find asks TCA what became of a change whose answer was lost. It reports whether TCA answered.
func (s *Step) find(ctx context.Context) bool {
	if s.Look == nil {
		return false
	}
	now, err := s.Look(ctx)
	switch {
	case err != nil:
		return false
	case now.Value == s.After:
		s.Outcome = Done
	case now.Value == s.Before:
		s.Outcome = Failed
	default:
		s.Outcome = Conflict
	}
	s.take(now)
	return true
}

// take notes what TCA says of the object.
func (s *Step) take(now State) {
	s.Now = now.Value
	if now.Name != "" {
		s.Name = now.Name
	}
	if now.ID != 0 {
		s.Object = now.ID
	}
}

func changesOf(steps []Step) []Change {
	all := make([]Change, len(steps))
	for i, s := range steps {
		all[i] = s.Change
	}
	return all
}

// reasonOf is TCA's own reason for a refusal; empty when there is none for people.
func reasonOf(err error) string {
	e, ok := errors.AsType[*api.Error](err)
	switch {
	case !ok:
		return ""
	case errors.Is(err, api.ErrForbidden):
		return string(Forbidden)
	case errors.Is(err, api.ErrNotFound):
		return string(NotFound)
	}
	return e.Msg
}
