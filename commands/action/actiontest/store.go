// Package actiontest keeps recorded actions in memory, for tests.
package actiontest

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
)

// Store is an action.Store in memory. It is safe for concurrent use.
type Store struct {
	// Fail is returned by EndAction, if it is set.
	Fail error

	mu  sync.Mutex
	all []action.Action
}

// BeginAction implements action.Store.
func (s *Store) BeginAction(_ context.Context, a action.Action) (action.Action, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := s.find(a.Who(), a.Key); i >= 0 {
		return s.copy(i), false, nil
	}
	a.ID = int64(len(s.all) + 1)
	a.Changes = slices.Clone(a.Changes)
	s.all = append(s.all, a)
	return s.copy(len(s.all) - 1), true, nil
}

// EndAction implements action.Store.
func (s *Store) EndAction(_ context.Context, a action.Action) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Fail != nil {
		return s.Fail
	}
	s.all[a.ID-1].Changes, s.all[a.ID-1].Ended = slices.Clone(a.Changes), a.Ended
	if a.Undoes != 0 && !a.Ended.IsZero() && a.Count(action.Done)+a.Count(action.Same) == len(a.Changes) {
		s.all[a.Undoes-1].UndoneBy = a.ID
	}
	return nil
}

// ActionByKey implements action.Store.
func (s *Store) ActionByKey(_ context.Context, who command.Who, key string) (action.Action, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := s.find(who, key); i >= 0 {
		return s.copy(i), nil
	}
	return action.Action{}, action.ErrNone
}

// Action implements action.Store.
func (s *Store) Action(_ context.Context, workspace string, id int64) (action.Action, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id < 1 || int(id) > len(s.all) || s.all[id-1].Workspace != workspace {
		return action.Action{}, action.ErrNone
	}
	return s.copy(int(id - 1)), nil
}

// Actions implements action.Store.
func (s *Store) Actions(_ context.Context, f action.Filter, w api.Window) ([]action.Action, int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := slices.DeleteFunc(slices.Clone(s.all), func(a action.Action) bool {
		return a.Workspace != f.Workspace || f.User != "" && a.User != f.User || a.Began.Before(f.Since) || !f.Until.IsZero() && !a.Began.Before(f.Until) || f.UpTo != 0 && a.ID > f.UpTo
	})
	slices.SortFunc(found, func(a, b action.Action) int { return cmp.Compare(b.ID, a.ID) })
	from := min(w.Offset, len(found))
	return found[from:min(from+w.Limit, len(found))], len(found), nil
}

func (s *Store) find(who command.Who, key string) int {
	return slices.IndexFunc(s.all, func(a action.Action) bool { return a.Who() == who && a.Key == key })
}

func (s *Store) copy(i int) action.Action {
	a := s.all[i]
	a.Changes = slices.Clone(a.Changes)
	return a
}
