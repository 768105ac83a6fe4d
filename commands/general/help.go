package general

import (
	"context"
	"errors"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

type helpArgs struct{ Command string }

type helpPage struct {
	one     *command.Command
	all     []command.Group
	unknown string // what was to be explained but is no command
}

func help(d Deps) command.Command {
	return command.Define(command.Def[helpArgs, helpPage]{
		Name:     "help",
		Access:   command.Anyone,
		Examples: []string{"help", "help repos"},
		Args: func(a *helpArgs) command.Args {
			return command.Args{command.NameOf(&a.Command, "command")}
		},
		Run: func(_ context.Context, _ *command.Request, a *helpArgs) (helpPage, error) {
			if a.Command == "" {
				return helpPage{all: d.Book().Groups()}, nil
			}
			p, err := d.Book().Named(a.Command)
			if usage, ok := errors.AsType[*command.UsageError](err); ok && usage.IsStrange() {
				return helpPage{all: d.Book().Groups(), unknown: a.Command}, nil
			}
			if err != nil {
				return helpPage{}, err
			}
			return helpPage{one: &p.Command}, nil
		},
		View: viewHelp,
	})
}

func viewHelp(s command.Screen, d helpPage) kit.Message {
	if d.one != nil {
		return helpOne(s, *d.one)
	}
	m := kit.Message{kit.Heading(s.Say("help.title"))}
	if d.unknown != "" {
		typed := kit.Cut(d.unknown, 100)
		m = append(m, kit.Para(kit.Phrase(s.Words, "help.unknown", "Word", kit.Code(typed), "Line", kit.Code(s.Command+" "+typed))))
	}
	m = append(m, kit.Para(kit.Phrase(s.Words, "help.lead", "Command", kit.Code(s.Command+" overview payments-api@master"))))
	var rows kit.Rows
	explain := kit.Menu{ID: "run/explain", Placeholder: s.Say("help.explain")}
	for _, g := range d.all {
		names := kit.Line{}
		for _, c := range g.Commands {
			if len(names) > 0 {
				names = append(names, kit.Text(" · "))
			}
			names = append(names, kit.Code(c.Called(s.Words)[0]))
			explain.Options = append(explain.Options, line.Option(c.Called(s.Words)[0]+" · "+c.Short(s.Words), line.HelpOn(c.Name)))
		}
		rows = append(rows, []kit.Line{{kit.Bold(s.Say(locale.Group("group").Key(g.Name)))}, names})
	}
	return append(m, rows,
		kit.Buttons{explain, line.Button("repos", s.Say("help.try"), line.AnyRepos())},
		kit.Note(kit.Phrase(s.Words, "help.more", "Command", s.Command)))
}

func helpOne(s command.Screen, c command.Command) kit.Message {
	m := kit.Message{
		kit.Para{kit.Code(s.Command + " " + c.Usage())},
		kit.Para{kit.Text(c.Short(s.Words))},
	}
	if called := c.Called(s.Words); called[0] != c.Name {
		names := kit.Line{kit.Text(s.Say("help.called"))}
		for i, name := range called {
			if i > 0 {
				names = append(names, kit.Text(s.Say("list.comma")))
			}
			names = append(names, kit.Code(name))
		}
		m = append(m, kit.Para(names))
	}
	var rows kit.Rows
	for _, a := range c.ArgHelp(s.Words) {
		rows = append(rows, []kit.Line{{kit.Code(a[0]), kit.Text("  " + a[1])}})
	}
	if len(rows) > 0 {
		m = append(m, rows)
	}
	m = append(m, kit.Para{kit.Bold(s.Say("help.examples"))})
	rows = nil
	for _, e := range c.Examples {
		rows = append(rows, []kit.Line{{kit.Code(s.Command + " " + e)}})
	}
	return append(m, rows)
}
