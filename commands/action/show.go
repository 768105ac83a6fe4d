package action

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
)

type showArgs struct{ numbered }

type showCard struct {
	Action
	mine bool
	late bool // too late to undo
}

func show(d Deps) command.Command {
	return command.Define(command.Def[showArgs, showCard]{
		Name:     "audit show",
		Access:   command.Anyone,
		Personal: func(*showArgs) bool { return true },
		Examples: []string{"audit show 12"},
		Args:     func(a *showArgs) command.Args { return command.Args{a.arg()} },
		Run: func(ctx context.Context, r *command.Request, a *showArgs) (showCard, error) {
			id, err := a.id()
			if err != nil {
				return showCard{}, err
			}
			of, err := d.Store.Action(ctx, r.Who.Workspace, id)
			if err == nil && of.User != r.Who.User && !d.isAdmin(r) {
				err = ErrNone
			}
			mine := of.User == r.Who.User
			if !mine {
				of.Changes = forOthers(of.Changes)
			}
			return showCard{of, mine, d.Now().Sub(of.Began) > UndoFor}, err
		},
		View: viewShow,
	})
}

func viewShow(s command.Screen, c showCard) kit.Message {
	f := screen.Facts{Screen: s}
	f.Add("audit.who", kit.Person(c.User))
	f.Add("audit.when", kit.When(c.Began, "?"))
	f.Add("audit.where", kit.Text(kit.Name(c.Name, nothing, maxValue)))
	if c.UndoneBy != 0 {
		f.Add("audit.undone_by", kit.Text("#"+kit.Number(c.UndoneBy)))
	}
	m := kit.Message{kit.Heading(s.Say("audit.action", "Number", kit.Number(c.ID))), kit.Para{kit.Bold(Summary(s, c.Action, AskedFor(s, c.Action)))}, f.Rows}
	m = append(m, changeRows(s, c.Changes, true)...)
	var row kit.Buttons
	if c.mine && !c.late && !c.Final && c.UndoneBy == 0 && c.Count(Done) > 0 {
		row = append(row, line.Button("undo", s.Say("action.undo"), line.Undo(c.ID)))
	}
	return append(m, append(row, line.Button("audit", s.Say("audit.button"), line.Audit()), screen.RefreshButton(s, 0, 0)))
}
