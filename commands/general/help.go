package general

import (
	"context"
	"errors"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

type helpArgs struct{ Command string }

type helpPage struct {
	one     *command.Command
	related []command.Command // with the same first word
	all     []command.Group
	listed  map[string]bool // by name: explained by the help of another command
	unknown string          // what was to be explained but is no command
	found   bool            // all is what was found for that
}

func help(d Deps) command.Command {
	return command.Define(command.Def[helpArgs, helpPage]{
		Name:     "help",
		Access:   command.Anyone,
		Examples: []string{"help", "help repos", "help csv"},
		Args: func(a *helpArgs) command.Args {
			return command.Args{command.NameOf(&a.Command, "command")}
		},
		Run: func(_ context.Context, _ *command.Request, a *helpArgs) (helpPage, error) {
			if a.Command == "" {
				return d.wholeHelp(""), nil
			}
			p, err := d.Book().Named(a.Command)
			if err == nil {
				return helpPage{one: &p.Command, related: d.Book().Family(p.Command)}, nil
			}
			usage, ok := errors.AsType[*command.UsageError](err)
			if found := d.Book().Search(a.Command); ok && len(found) > 0 && !strings.ContainsAny(a.Command, "@#") {
				return helpPage{all: found, unknown: a.Command, found: true}, nil
			}
			if ok && usage.IsStrange() {
				return d.wholeHelp(a.Command), nil
			}
			return helpPage{}, err
		},
		View: viewHelp,
	})
}

// wholeHelp lists all commands.
func (d Deps) wholeHelp(unknown string) helpPage {
	page := helpPage{all: d.Book().Groups(), unknown: unknown, listed: map[string]bool{}}
	for _, c := range d.Book().All() {
		page.listed[c.Name] = d.Book().HasHead(c)
	}
	return page
}

func viewHelp(s command.Screen, d helpPage) kit.Message {
	if d.one != nil {
		return append(helpOne(s, *d.one), related(s, d.related)...)
	}
	m := kit.Message{kit.Heading(s.Say("help.title"))}
	if d.unknown != "" {
		typed := kit.Cut(d.unknown, 100)
		if d.found {
			m = kit.Message{kit.Heading(s.Say("help.found", "Words", typed))}
		}
		m = append(m, kit.Para(kit.Phrase(s.Words, "help.unknown", "Word", kit.Code(typed), "Line", kit.Code(s.Command+" "+typed))))
	}
	if d.found {
		return append(m, viewFound(s, d.all)...)
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
			if !d.listed[c.Name] {
				explain.Options = append(explain.Options, helpOption(s, c))
			}
		}
		rows = append(rows, []kit.Line{{kit.Bold(s.Say(locale.Group("group").Key(g.Name)))}, names})
	}
	return append(m, rows,
		kit.Buttons{explain, line.Button("repos", s.Say("help.try"), line.AnyRepos())},
		kit.Note(kit.Phrase(s.Words, "help.more", "Command", s.Command)))
}

// viewFound lists the commands that were found, one line each.
func viewFound(s command.Screen, found []command.Group) kit.Message {
	var m kit.Message
	explain := kit.Menu{ID: "run/explain", Placeholder: s.Say("help.explain")}
	for _, g := range found {
		m = append(m, kit.Para{kit.Bold(s.Say(locale.Group("group").Key(g.Name)))}, briefly(s, g.Commands))
		for _, c := range g.Commands {
			explain.Options = append(explain.Options, helpOption(s, c))
		}
	}
	return append(m, kit.Buttons{explain, line.Button("help", s.Say("help.all"), line.Help())})
}

// briefly lists commands with what each is for.
func briefly(s command.Screen, all []command.Command) kit.Rows {
	rows := make(kit.Rows, len(all))
	for i, c := range all {
		rows[i] = []kit.Line{{kit.Code(c.Called(s.Words)[0]), kit.Text("  " + c.Short(s.Words))}}
	}
	return rows
}

// related lists the commands with the same first word.
func related(s command.Screen, all []command.Command) kit.Message {
	if len(all) == 0 {
		return nil
	}
	explain := kit.Menu{ID: "run/explain", Placeholder: s.Say("help.explain")}
	for _, c := range all {
		explain.Options = append(explain.Options, helpOption(s, c))
	}
	return kit.Message{kit.Para{kit.Bold(s.Say("help.related"))}, briefly(s, all), kit.Buttons{explain}}
}

// helpOption explains a command.
func helpOption(s command.Screen, c command.Command) kit.Option {
	return line.Option(c.Called(s.Words)[0]+" · "+c.Short(s.Words), line.HelpOn(c.Name))
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
