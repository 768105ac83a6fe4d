package target

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"tcabot/api/origin"
	"tcabot/commands/command"
	"tcabot/commands/line"
	"time"

	gocache "github.com/patrickmn/go-cache"
)

const (
	// MaxVisits is how many branches are remembered of each person.
	MaxVisits = 8
	// recentMemory is how long this process remembers at what somebody looked.
	recentMemory = 12 * time.Hour
	// maxRecent bounds the people whose branches are remembered.
	maxRecent = 10_000
)

// Visit is an analysed branch at which a person looked.
type Visit struct {
	Target Target
	Name   string // of the branch, for people
	At     time.Time
}

// Word is the branch as lines name it.
func (l Visit) Word() string { return Word(l.Target) }

// Visitor is who looked, with which login.
type Visitor struct {
	Who      command.Who
	Username string // of the TCA account
	Login    int64
}

// Visits keeps at what people looked, for all processes and after a restart.
type Visits interface {
	// Keep saves a visit. It returns at once.
	Keep(Visitor, Visit)
	// Visits lists the branches at which a person looked last with a TCA account, the newest first.
	Visits(ctx context.Context, who command.Who, username string) ([]Visit, error)
}

// Recent remembers the branches at which each person looked last, since their last login. The last one is offered where a
// line names no branch, and never assumed. Its methods are safe for concurrent use; a nil Recent remembers nothing.
type Recent struct {
	kept Visits // nil to remember only what this process shows

	mu       sync.Mutex
	branches *gocache.Cache
}

// NewRecent makes a Recent. Without Visits it knows only what this process has shown.
func NewRecent(kept Visits) *Recent {
	return &Recent{kept: kept, branches: gocache.New(recentMemory, time.Hour)}
}

func recentKey(r *command.Request) string {
	return fmt.Sprint(r.Who.Workspace, " ", r.Who.User, " ", r.Login)
}

// known are the branches of a person that this process has shown. The list is never changed.
func (m *Recent) known(r *command.Request) []Visit {
	all, ok := m.branches.Get(recentKey(r))
	if !ok {
		return nil
	}
	return all.([]Visit)
}

// note remembers at what somebody visits. It is kept when it was not the last branch before.
func (m *Recent) note(ctx context.Context, r *command.Request, at Branch) {
	if m == nil {
		return
	}
	by, repo := Visitor{Who: r.Who, Username: r.Username, Login: r.Login}, at.Ref.Repo
	visit := Visit{
		Target: Target{Org: repo.Org, Team: repo.Team, Repo: repo.ID, Project: at.Ref.ID}, Name: at.RepoName() + " · " + ProjectName(at.Project),
	}
	key := command.Request{Who: r.Who, Login: r.Login}
	origin.Effect(ctx, func() {
		now := visit
		now.At = time.Now()
		if m.add(&key, now) && m.kept != nil {
			m.kept.Keep(by, now)
		}
	})
}

// add puts a visit before the others of its person, and reports whether that changes their order.
func (m *Recent) add(r *command.Request, visit Visit) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	before := m.known(r)
	if before == nil && m.branches.ItemCount() >= maxRecent {
		return true // kept all the same
	}
	m.branches.SetDefault(recentKey(r), merge([]Visit{visit}, before))
	return len(before) == 0 || before[0].Target != visit.Target || before[0].Name != visit.Name
}

// merge lists visits of one person, the newest first, each branch once.
func merge(lists ...[]Visit) []Visit {
	all := slices.Concat(lists...)
	slices.SortStableFunc(all, func(a, b Visit) int { return cmp.Compare(b.At.UnixMilli(), a.At.UnixMilli()) })
	var kept []Visit
	for _, l := range all {
		if !slices.ContainsFunc(kept, func(k Visit) bool { return k.Target == l.Target }) && len(kept) < MaxVisits {
			kept = append(kept, l)
		}
	}
	return kept
}

// All lists the branches at which a person looked last, the newest first.
func (m *Recent) All(ctx context.Context, r *command.Request) ([]Visit, error) {
	if m == nil {
		return nil, nil
	}
	origin.Unknown(ctx) // the next visit changes it
	m.mu.Lock()
	here := m.known(r)
	m.mu.Unlock()
	if m.kept == nil {
		return here, nil
	}
	kept, err := m.kept.Visits(ctx, r.Who, r.Username)
	return merge(here, kept), err
}

// last is the branch that somebody looked at last in this process.
func (m *Recent) last(r *command.Request) (Visit, bool) {
	if m == nil {
		return Visit{}, false
	}
	all := m.known(r)
	if len(all) == 0 {
		return Visit{}, false
	}
	return all[0], true
}

// offer adds the branch that somebody looked at last to an error that asks which one is meant.
func (m *Recent) offer(err error, r *command.Request, again func(word string) line.Line) error {
	choose, ok := errors.AsType[*ChooseError](err)
	last, known := m.last(r)
	if !ok || !known {
		return err
	}
	with := *choose
	with.Reason, with.Data = "choose.recent", nil
	with.Choices = append([]Choice{{Label: last.Name, Line: again(last.Word()), name: last.Word()}}, choose.Choices...)
	return &with
}
