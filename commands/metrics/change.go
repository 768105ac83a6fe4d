package metrics

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/target"
)

// thing is a kind of object whose state and author people change: a complex function, or a file with duplicate code.
type thing[T any] struct {
	name      string // the first word of its commands
	argument  string
	page      target.PageKind
	get       func(r *command.Request, p api.ProjectRef) func(context.Context, int64) (T, error)
	label     func(T) string
	state     action.Field
	active    string // the words of its states
	ignored   string
	stateOf   func(T) string
	closed    func(T) bool
	setState  func(r *command.Request, p api.ProjectRef, ignored bool) func(context.Context, int64) (T, error)
	authorOf  func(T) string
	setAuthor func(r *command.Request, p api.ProjectRef, author string) func(context.Context, int64) (T, error)
	one       func(api.ProjectRef, int64) line.Line
	all       func(api.ProjectRef) line.Line
	oneLabel  locale.Key
	allLabel  locale.Key
}

// changeDeps is what the commands that change something use.
type changeDeps struct {
	target.Finder
	Actions action.Runner
}

func (t thing[T]) task(r *command.Request, p api.ProjectRef, verb string) action.Task[T] {
	return action.Task[T]{Kind: action.Kind(t.name + "_" + verb), Get: t.get(r, p), Name: t.label}
}

// ignoring sets the state of objects.
func (t thing[T]) ignoring(r *command.Request, p api.ProjectRef, verb string, ignored bool) action.Task[T] {
	to := t.task(r, p, verb)
	to.Field, to.After, to.Value, to.Do = t.state, t.active, t.stateOf, t.setState(r, p, ignored)
	if ignored {
		to.After = t.ignored
	}
	to.Never = func(of T) action.Reason {
		if t.closed(of) {
			return action.Closed
		}
		return ""
	}
	return to
}

// assigning makes a person their author.
func (t thing[T]) assigning(r *command.Request, p api.ProjectRef, author string) action.Task[T] {
	to := t.task(r, p, "assign")
	to.Field, to.After, to.Asked, to.Value, to.Do = action.Author, author, author, t.authorOf, t.setAuthor(r, p, author)
	return to
}

// carry shows a change, or makes it.
func (t thing[T]) carry(ctx context.Context, d changeDeps, r *command.Request, c *action.Chosen, to func(target.Branch) action.Task[T], confirm func(action.Chosen) []action.Confirmation) (action.Acted, error) {
	at, err := c.Find(ctx, r, d.Finder, t.page, t.argument)
	if err != nil {
		return action.Acted{}, err
	}
	task := to(at)
	card, err := d.Actions.Carry(ctx, r, c, at, action.Action{Kind: task.Kind, Value: task.Asked}, task.Steps(c.IDs()), confirm)
	card.Links = action.Links{
		One: func(id int64) line.Line { return t.one(at.Ref, id) }, OneLabel: t.oneLabel, All: t.all(at.Ref), AllLabel: t.allLabel,
	}
	return card, err
}

// statusArgs are the arguments of a command that ignores objects, or takes that back.
type statusArgs struct{ action.Chosen }

func (t thing[T]) statusArgs(a *statusArgs) command.Args {
	return append(a.About(t.argument), a.Sure()...)
}

// status shows or makes such a change. The verb is the second word of the command's name.
func (t thing[T]) status(ctx context.Context, d changeDeps, r *command.Request, a *statusArgs, verb string, ignored bool) (action.Acted, error) {
	lineOf := func(c action.Chosen) line.Line { return line.Of(t.name+" "+verb, t.statusArgs(&statusArgs{c})) }
	card, err := t.carry(ctx, d, r, &a.Chosen, func(at target.Branch) action.Task[T] { return t.ignoring(r, at.Ref, verb, ignored) }, func(sure action.Chosen) []action.Confirmation {
		return []action.Confirmation{{ID: verb, Line: lineOf(sure)}}
	})
	card.Rest = func(ids []int64) line.Line { return lineOf(a.Some(ids)) }
	return card, err
}

// authorArgs are the arguments of a command that makes somebody the author of objects.
type authorArgs struct {
	action.Chosen
	To string
}

func (t thing[T]) authorArgs(a *authorArgs) command.Args {
	return append(append(a.About(t.argument), command.Value(&a.To, "to", "me|name").AtMost(api.MaxAuthor, &a.To).Needed().SuggestedFrom(command.SuggestPeople)), a.Sure()...)
}

// assign shows or makes such a change.
func (t thing[T]) assign(ctx context.Context, d changeDeps, r *command.Request, a *authorArgs) (action.Acted, error) {
	names := command.AuthorNames(r, strings.TrimSpace(a.To))
	if len(names) == 0 {
		return action.Acted{}, &command.UsageError{Reason: "usage.no_assignee", Arg: "to"}
	}
	a.To = names[0] // of several names that a person has, that of the account
	lineOf := func(c action.Chosen) line.Line { return line.Of(t.name+" assign", t.authorArgs(&authorArgs{c, a.To})) }
	card, err := t.carry(ctx, d, r, &a.Chosen, func(at target.Branch) action.Task[T] { return t.assigning(r, at.Ref, a.To) }, func(sure action.Chosen) []action.Confirmation {
		return []action.Confirmation{{ID: "assign", Line: lineOf(sure)}}
	})
	card.Rest = func(ids []int64) line.Line { return lineOf(a.Some(ids)) }
	return card, err
}

// undoers take back what the commands change.
func (t thing[T]) undoers(all map[action.Kind]action.Undoer) {
	all[action.Kind(t.name+"_ignore")] = action.UndoEach(func(r *command.Request, p api.ProjectRef, back action.Change) action.Step {
		return t.ignoring(r, p, "restore", back.After == t.ignored).Back(back)
	})
	all[action.Kind(t.name+"_restore")] = all[action.Kind(t.name+"_ignore")]
	all[action.Kind(t.name+"_assign")] = action.UndoEach(func(r *command.Request, p api.ProjectRef, back action.Change) action.Step {
		to := t.assigning(r, p, back.After)
		if back.After == "" {
			to.Never = func(T) action.Reason { return action.Unassigned }
		}
		return to.Back(back)
	})
}
