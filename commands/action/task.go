package action

import (
	"context"
	"tcabot/commands/kit"
)

// Task is one change that is made to several objects of type T.
type Task[T any] struct {
	Kind  Kind
	Field Field
	After string // the value that each gets
	Asked string // for the record: see Action.Value

	Get   func(ctx context.Context, id int64) (T, error) // from TCA, not from a cache
	Do    func(ctx context.Context, id int64) (T, error)
	Value func(T) string
	Name  func(T) string // for people, with the ID
	Never func(T) Reason // why one cannot be changed; nil if all can
}

// Steps are the changes of some objects.
func (t Task[T]) Steps(ids []int64) []Step {
	all := make([]Step, len(ids))
	for i, id := range ids {
		all[i] = Step{
			Change: Change{Object: id, Name: "#" + kit.Number(id), Field: t.Field, After: t.After},
			Look: func(ctx context.Context) (State, error) {
				found, err := t.Get(ctx, id)
				return t.state(found), err
			},
			Do: func(ctx context.Context) (State, error) {
				now, err := t.Do(ctx, id)
				return t.state(now), err
			},
		}
	}
	return all
}

// Back is the step that sets one object back.
func (t Task[T]) Back(c Change) Step {
	s := t.Steps([]int64{c.Object})[0]
	s.Change = c
	return s
}

func (t Task[T]) state(of T) State {
	s := State{Value: t.Value(of), Name: t.Name(of)}
	if t.Never != nil {
		s.Never = t.Never(of)
	}
	return s
}
