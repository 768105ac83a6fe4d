package gate

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/target"
	"time"
)

// Deps is what the commands about gates use.
type Deps struct {
	target.Finder
	Store    Store
	Now      func() time.Time
	Patience time.Duration // how long the branches of a team are waited for; 0: half of the time that a command has
}

// Commands lists the commands about gates, in the order of help.
func Commands(d Deps) []command.Command {
	return []command.Command{show(d), set(d), remove(d), pin(d), unpin(d), pins(d)}
}

// found is the target of a line.
type found struct {
	target.Target
	name   string
	branch target.Branch // where it is one
}

// scope is the scope of a gate for the target.
func (f found) scope() Scope { return Scope{Target: f.Target} }

// find finds the target that an argument names, or the default one, with the token of the person who asks, and writes its
// canonical word to the argument.
func (d Deps) find(ctx context.Context, r *command.Request, arg *string) (found, error) {
	if *arg == "" {
		usual, err := d.Default(ctx, r)
		if err != nil {
			return found{}, err
		}
		if usual.Team != "" {
			*arg = target.Word(usual)
		}
	}
	if *arg == "" { // offers what the person looked at last
		return d.findBranch(ctx, r, arg)
	}
	t, match, err := d.Any(ctx, r, arg)
	if err != nil {
		return found{}, err
	}
	if t.Project != 0 {
		return d.findBranch(ctx, r, arg)
	}
	return found{Target: t, name: match.Name}, nil
}

func (d Deps) findBranch(ctx context.Context, r *command.Request, arg *string) (found, error) {
	at, err := d.Branch(ctx, r, arg)
	return found{Target: targetOf(at.Ref), name: at.RepoName() + " · " + target.ProjectName(at.Project), branch: at}, err
}

// ref is how TCA addresses a target that is a branch.
func (f found) ref() api.ProjectRef { return f.branch.Ref }
