package account

import (
	"context"
	"slices"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

// Names keeps the names under which people's commits appear.
type Names interface {
	// SetNames replaces a person's names. They come back as command.Link.Names.
	SetNames(context.Context, command.Who, []string) error
}

// maxNames bounds a person's names: each of them is a question to TCA.
const maxNames = 10

type namesArgs struct{ Name string }

type namesCard struct {
	username string
	names    []string // besides the user name
	proposed []string
	said     locale.Key // what was just done; empty for nothing
	name     string     // to which
}

func names(d Deps) command.Command {
	return command.Define(command.Def[struct{}, namesCard]{
		Name:     "names",
		Access:   command.Linked,
		Personal: func(*struct{}) bool { return true },
		Examples: []string{"names"},
		Run: func(ctx context.Context, r *command.Request, _ *struct{}) (namesCard, error) {
			return d.namesOf(ctx, r, r.Names)
		},
		View: viewNames,
	})
}

func addName(d Deps) command.Command {
	return command.Define(command.Def[namesArgs, namesCard]{
		Name:     "names add",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*namesArgs) bool { return true },
		Examples: []string{"names add 王芳", "names add wangfang@example.com"},
		Args:     func(a *namesArgs) command.Args { return command.Args{command.Text(&a.Name, "name")} },
		Run: func(ctx context.Context, r *command.Request, a *namesArgs) (namesCard, error) {
			if command.IsMe(a.Name) || kit.Blank(a.Name) {
				return namesCard{}, &command.UsageError{Reason: "usage.no_name", Data: []any{"Value", a.Name}}
			}
			if !called(r.Username)(a.Name) && !slices.ContainsFunc(r.Names, called(a.Name)) {
				r.Names = append(slices.Clone(r.Names), a.Name)
			}
			if len(r.Names) > maxNames {
				return namesCard{}, &command.UsageError{Reason: "usage.many_names", Data: []any{"Most", maxNames}}
			}
			return d.changeNames(ctx, r, "names.added", a.Name)
		},
		View: viewNames,
	})
}

func removeName(d Deps) command.Command {
	return command.Define(command.Def[namesArgs, namesCard]{
		Name:     "names remove",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*namesArgs) bool { return true },
		Examples: []string{"names remove wangfang@example.com"},
		Args:     func(a *namesArgs) command.Args { return command.Args{command.Text(&a.Name, "name")} },
		Run: func(ctx context.Context, r *command.Request, a *namesArgs) (namesCard, error) {
			if !slices.ContainsFunc(r.Names, called(a.Name)) {
				return namesCard{}, &command.UsageError{Reason: "usage.not_my_name", Data: []any{"Value", a.Name}}
			}
			r.Names = slices.DeleteFunc(slices.Clone(r.Names), called(a.Name))
			return d.changeNames(ctx, r, "names.removed", a.Name)
		},
		View: viewNames,
	})
}

// called reports whether two names are the same for TCA.
func called(name string) func(string) bool {
	return func(other string) bool { return strings.EqualFold(name, other) }
}

func (d Deps) changeNames(ctx context.Context, r *command.Request, said locale.Key, name string) (namesCard, error) {
	if err := d.Names.SetNames(ctx, r.Who, r.Names); err != nil {
		return namesCard{}, err
	}
	card, err := d.namesOf(ctx, r, r.Names)
	card.said, card.name = said, name
	return card, err
}

// namesOf are a person's names, and the one that TCA proposes: people often commit under the name that others see.
func (d Deps) namesOf(ctx context.Context, r *command.Request, further []string) (namesCard, error) {
	card := namesCard{username: r.Username, names: further}
	link, err := d.Links.Link(ctx, r.Who)
	if err != nil {
		return card, err
	}
	if nick := link.Nickname; !kit.Blank(nick) && !slices.ContainsFunc(command.MyNames(r.Username, further), called(nick)) {
		card.proposed = []string{nick}
	}
	return card, nil
}

func viewNames(s command.Screen, d namesCard) kit.Message {
	var m kit.Message
	if d.said != "" {
		m = append(m, kit.Para(kit.Phrase(s.Words, d.said, "Name", kit.Bold(kit.Name(d.name, "?", 100)))))
	}
	m = append(m, kit.Para(kit.Phrase(s.Words, "names.lead")))
	rows := kit.Rows{[]kit.Line{{kit.Code(d.username), kit.Text("  " + s.Say("names.username"))}}}
	remove := kit.Menu{ID: "run/name", Placeholder: s.Say("names.remove")}
	for _, name := range d.names {
		rows = append(rows, []kit.Line{{kit.Code(kit.Name(name, "?", 100))}})
		remove.Options = append(remove.Options, line.Option(kit.Name(name, "?", 70), line.RemoveName(name)))
	}
	var row kit.Buttons
	for i, name := range d.proposed {
		row = append(row, line.Button("add_name_"+kit.Number(i), s.Say("names.add", "Name", kit.Name(name, "?", 40)), line.AddName(name)))
	}
	if len(remove.Options) > 0 {
		row = append(row, remove)
	}
	m = append(m, rows)
	if len(row) > 0 {
		m = append(m, row)
	}
	return append(m, kit.Note(kit.Phrase(s.Words, "names.how", "Command", s.Command)))
}

// proposal offers to add names after the first login.
func proposal(w locale.Words, command string) kit.Note {
	return kit.Note(kit.Phrase(w, "names.proposal", "Command", command))
}
