package gate

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type pinsArgs struct{ Project string }

type pinsCard struct {
	target.Branch
	pins Pins
}

func pins(d Deps) command.Command {
	return command.Define(command.Def[pinsArgs, pinsCard]{
		Name:     "gate pins",
		Access:   command.Linked,
		Examples: []string{"gate pins payments-api@master", "gate pins"},
		Args: func(a *pinsArgs) command.Args {
			return command.Args{command.Text(&a.Project, "project").Optional()}
		},
		Run: func(ctx context.Context, r *command.Request, a *pinsArgs) (pinsCard, error) {
			at, err := d.Branch(ctx, r, &a.Project)
			if err != nil {
				return pinsCard{}, err
			}
			all, err := d.Store.Pins(ctx, r.Who.Workspace, targetOf(at.Ref))
			return pinsCard{at, all}, err
		},
		View: viewPins,
	})
}

func viewPins(s command.Screen, c pinsCard) kit.Message {
	m := append(kit.Message{kit.Heading(s.Say("gate.pins_title", "Name", c.RepoName()))}, screen.Breadcrumb(s, c.Branch)...)
	var rows kit.Rows
	menu := kit.Menu{ID: "run/unpin", Placeholder: s.Say("gate.unpin")}
	for _, p := range c.pins {
		rows = append(rows, []kit.Line{
			{kit.Bold(kit.Name(p.Name, "?", MaxPinName)), kit.Text(" · "), kit.Text(s.Say("gate.pin_scan", "Scan", kit.Number(p.Scan)) + " · "), kit.When(p.Scanned, "?"), kit.Text(" · "), kit.Code(kit.Cut(kit.Name(p.Revision, "?", 40), 12))},
			kit.Phrase(s.Words, "gate.pin_by", "Person", kit.Person(p.By), "When", kit.When(p.At, "?")),
		})
		menu.Options = append(menu.Options, line.Option(kit.Name(p.Name, "?", MaxPinName), line.Unpin(p.Ref, p.Name)))
	}
	if len(rows) == 0 {
		m = append(m, kit.Para(kit.Phrase(s.Words, "gate.no_pins")))
	} else {
		m = append(m, rows)
	}
	m = append(m, kit.Note(kit.Phrase(s.Words, "gate.pins_how", "Command", s.Command)))
	row := kit.Buttons{line.Button("gate", s.Say("gate.check"), line.Gate(c.Word()))}
	if len(menu.Options) > 0 {
		row = append(row, menu)
	}
	return append(m, row, kit.Buttons{screen.RefreshButton(s, 0, 0), screen.ShareButton(s, 0, 0)})
}
