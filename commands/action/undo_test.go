package action_test

import (
	"context"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/action/actiontest"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"testing"
	"time"
)

// TestUndoOfAnInterruptedAction: a process ended while an action was under way. Undo finds out what was done, and takes that
// back; without having to press the old button again.
func TestUndoOfAnInterruptedAction(t *testing.T) {
	store, th, now := &actiontest.Store{}, newThings(2), time.Unix(1e9, 0)
	begun, _, err := store.BeginAction(t.Context(), action.Action{Workspace: "T", User: "U", Kind: "thing", Key: "k", Began: now, Changes: []action.Change{
		{Object: 1, Name: "#1", Field: action.Author, Before: "ann", After: "bob"}, {Object: 2, Name: "#2", Field: action.Author, Before: "ann", After: "bob"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	th.values[1] = "bob"
	undoer := func(_ context.Context, _ *command.Request, _ action.Action, back []action.Change) (steps []action.Step, _ error) {
		for _, c := range back {
			s := th.step(c.Object, c.After)
			s.Change = c
			steps = append(steps, s)
		}
		return steps, nil
	}
	d := action.Deps{Runner: action.Runner{Store: store, Now: func() time.Time { return now }}, Undo: map[action.Kind]action.Undoer{"thing": undoer}}
	book, err := command.NewBook(command.Group{Commands: action.Commands(d)})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(line string) error {
		parsed, err := book.Parse(line)
		if err != nil {
			return err
		}
		_, err = book.Run(t.Context(), &command.Request{ID: line, Who: begun.Who(), Command: "/tca", Words: locale.In(locale.English), Zone: time.UTC, TCA: &api.Client{}}, parsed)
		return err
	}
	now = now.Add(time.Minute)
	if err := ask("undo 1 key:once"); err != nil {
		t.Fatal(err)
	}
	got, err := store.Action(t.Context(), "T", 1)
	if err != nil || outcomes(got) != "done failed" || got.Ended.IsZero() || got.UndoneBy != 2 {
		t.Errorf("%s, %+v, %v", outcomes(got), got, err)
	}
	if th.values[1] != "ann" || th.values[2] != "ann" || len(th.asked) != 1 {
		t.Errorf("values %v, asked for %v", th.values, th.asked)
	}
}
