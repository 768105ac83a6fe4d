package target

import (
	"context"
	"errors"
	"fmt"
	"tcabot/api/origin"
	"tcabot/commands/command"
	"tcabot/commands/line"
	"time"

	gocache "github.com/patrickmn/go-cache"
)

const (
	// recentMemory is how long it is remembered what somebody looked at.
	recentMemory = 12 * time.Hour
	// maxRecent bounds the people whose branch is remembered.
	maxRecent = 10_000
)

// Recent remembers the branch that each person looked at last, since their last login and in this process. It is offered
// where a line names no branch, and never assumed. Its methods are safe for concurrent use; a nil Recent remembers nothing.
type Recent struct{ branches *gocache.Cache }

// NewRecent makes a Recent.
func NewRecent() *Recent { return &Recent{branches: gocache.New(recentMemory, time.Hour)} }

// recentBranch is a branch as it is shown and as it is typed.
type recentBranch struct{ name, word string }

func recentKey(r *command.Request) string {
	return fmt.Sprint(r.Who.Workspace, " ", r.Who.User, " ", r.Login)
}

// note remembers what somebody looks at.
func (m *Recent) note(ctx context.Context, r *command.Request, at Branch) {
	if m == nil {
		return
	}
	key, branch := recentKey(r), recentBranch{name: at.RepoName() + " · " + ProjectName(at.Project), word: at.Word()}
	origin.Effect(ctx, func() {
		if _, known := m.branches.Get(key); known || m.branches.ItemCount() < maxRecent {
			m.branches.SetDefault(key, branch)
		}
	})
}

// offer adds the branch that somebody looked at last to an error that asks which one is meant.
func (m *Recent) offer(err error, r *command.Request, again func(word string) line.Line) error {
	choose, ok := errors.AsType[*ChooseError](err)
	if m == nil || !ok {
		return err
	}
	last, ok := m.branches.Get(recentKey(r))
	if !ok {
		return err
	}
	branch := last.(recentBranch)
	with := *choose
	with.Reason, with.Data = "choose.recent", nil
	with.Choices = append([]Choice{{Label: branch.name, Line: again(branch.word), name: branch.word}}, choose.Choices...)
	return &with
}
