package action

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
)

// Undoer makes the steps that set the changed objects of an action back. Each gets its change turned round, and the value
// that it is to have now; the runner leaves alone what somebody changed since.
type Undoer func(ctx context.Context, r *command.Request, a Action, back []Change) ([]Step, error)

// UndoEach is the Undoer that sets each change of objects of a branch back by a step of its own.
func UndoEach(step func(r *command.Request, p api.ProjectRef, back Change) Step) Undoer {
	return func(_ context.Context, r *command.Request, a Action, back []Change) ([]Step, error) {
		p := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: a.Target.Org, Team: a.Target.Team}, ID: a.Target.Repo}, ID: a.Target.Project}
		all := make([]Step, len(back))
		for i, c := range back {
			all[i] = step(r, p, c)
		}
		return all, nil
	}
}

// undoKey identifies the first attempt to undo an action.
func undoKey(id int64) string { return "undo-" + kit.Number(id) }

type undoArgs struct {
	numbered
	Key string
}

func (a *undoArgs) args() command.Args {
	return command.Args{a.arg(), command.Internal(&a.Key, "key")}
}

type undoCard struct {
	of      Action
	changes []Change
	result  *Result
	sure    line.Line
}

func undo(d Deps) command.Command {
	return command.Define(command.Def[undoArgs, undoCard]{
		Name:     "undo",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*undoArgs) bool { return true },
		Examples: []string{"undo 12"},
		Args:     (*undoArgs).args,
		Run:      d.undo,
		View:     viewUndo,
	})
}

// undo shows what would be set back, and does that when its own button is pressed.
func (d Deps) undo(ctx context.Context, r *command.Request, a *undoArgs) (undoCard, error) {
	id, err := a.id()
	if err != nil {
		return undoCard{}, err
	}
	of, err := d.Store.Action(ctx, r.Who.Workspace, id)
	if err != nil {
		return undoCard{}, err
	}
	if of.User != r.Who.User {
		return undoCard{}, ErrOthers
	}
	if a.Key != "" {
		if before, err := d.Store.ActionByKey(ctx, r.Who, a.Key); err == nil && before.Undoes != of.ID {
			return undoCard{}, ErrKeyUsed
		} else if err == nil && !before.Ended.IsZero() {
			return undoCard{of: of, result: &Result{Action: before, Again: true}}, nil
		}
	}
	if of, err = d.settled(ctx, r, of); err != nil {
		return undoCard{}, err
	}
	steps, err := d.back(ctx, r, of)
	if err != nil {
		return undoCard{}, err
	}
	c := undoCard{of: of}
	if a.Key == "" {
		sure := *a
		sure.Key = command.KeyOf(r)
		c.sure = line.Of("undo", sure.args())
		c.changes, err = d.Preview(ctx, steps)
		return c, err
	}
	res, err := d.Run(ctx, r, Action{Kind: "undo", Target: of.Target, Name: of.Name, Value: kit.Number(of.ID), Key: a.Key, Undoes: of.ID, Final: true}, steps)
	c.result = &res
	return c, err
}

// settled is an action with what became of its changes: a process that ended, or TCA that did not answer, may have left that
// open.
func (d Deps) settled(ctx context.Context, r *command.Request, of Action) (Action, error) {
	undoer := d.Undo[of.Kind]
	if undoer == nil || !of.Ended.IsZero() || d.Now().Sub(of.Began) < grace {
		return of, nil
	}
	steps, err := undoer(ctx, r, of, turned(of.Changes, Unknown))
	if err != nil {
		return of, err
	}
	return d.settle(ctx, of, steps).Action, nil
}

// turned are the changes with an outcome, the other way round.
func turned(changes []Change, o Outcome) (back []Change) {
	for _, c := range changes {
		if c.Outcome == o {
			back = append(back, Change{Object: c.Object, Name: c.Name, Field: c.Field, Before: c.After, After: c.Before})
		}
	}
	return back
}

// back are the steps that take an action back.
func (d Deps) back(ctx context.Context, r *command.Request, of Action) ([]Step, error) {
	undoer := d.Undo[of.Kind]
	switch {
	case of.UndoneBy != 0:
		return nil, ErrUndone
	case undoer == nil || of.Count(Done) == 0:
		return nil, ErrForGood
	case d.Now().Sub(of.Began) > UndoFor:
		return nil, ErrLate
	}
	steps, err := undoer(ctx, r, of, turned(of.Changes, Done))
	for i := range steps {
		was := steps[i].Before
		steps[i].Seen = func(now string) bool { return now == was }
	}
	return steps, err
}

func viewUndo(s command.Screen, c undoCard) kit.Message {
	card := Card{
		Kind: "undo", Value: kit.Number(c.of.ID), Lead: kit.Message{kit.Heading(s.Say("undo.title", "Number", kit.Number(c.of.ID), "Name", c.of.Name))},
		Changes: c.changes, Result: c.result, Back: kit.Buttons{line.Button("action", s.Say("audit.show"), line.Action(c.of.ID))},
	}
	if reach(c.of) == api.ScopeRepo.String() {
		card.Notes = append(card.Notes, kit.Phrase(s.Words, "undo.repo"))
	}
	if !c.sure.IsZero() {
		confirm := line.Button("undo", s.Say("action.undo"), c.sure)
		confirm.Alert = true
		card.Confirm = kit.Buttons{confirm}
	}
	return card.View(s)
}
