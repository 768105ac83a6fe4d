package home

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
)

// launcher is what the menu shows; nothing of a person without an account.
type launcher struct {
	linked bool
	places places
	posts  posts
}

func menu(d Deps) command.Command {
	return command.Define(command.Def[struct{}, launcher]{
		Name:     "menu",
		Access:   command.Welcome,
		Personal: func(*struct{}) bool { return true },
		Examples: []string{"menu"},
		Run: func(ctx context.Context, r *command.Request, _ *struct{}) (l launcher, err error) {
			if l.linked = r.TCA != nil; !l.linked {
				return l, nil
			}
			if l.posts, err = d.posts(ctx, r); err == nil {
				l.places, err = d.places(ctx, r)
			}
			if !r.Direct {
				l.posts.form = digest.NewForm(r, l.places.first())
			}
			return l, err
		},
		View: viewMenu,
	})
}

func viewMenu(s command.Screen, l launcher) kit.Message {
	if !l.linked {
		return welcome(s, line.Menu())
	}
	mine := line.Button("mine", s.Say("home.my_issues"), line.MyWork())
	mine.Main = true
	m := kit.Message{kit.Heading(s.Say("menu.title")), kit.Buttons{mine, line.Button("repos", s.Say("home.repos"), line.AnyRepos())}}
	m = append(m, l.places.view(s)...)
	m = append(m, kit.Buttons{find(s)})
	title := s.Say("menu.posted")
	if l.posts.own {
		title = s.Say("home.posts")
	}
	m = append(m, kit.Para{kit.Bold(title)})
	m = append(m, l.posts.view(s)...)
	return append(m, kit.Buttons{helpButton(s)}, kit.Note(kit.Phrase(s.Words, "menu.hint", "Command", s.Command)))
}

// welcome asks a person to connect their account, in one sentence. The line runs once they have.
func welcome(s command.Screen, next line.Line) kit.Message {
	m := screen.Connect(s.Words, "login.hello", next)
	for i, part := range m {
		if row, ok := part.(kit.Buttons); ok {
			m[i] = append(row, helpButton(s))
		}
	}
	return m
}

func helpButton(s command.Screen) kit.Button {
	return line.Button("help", s.Say("home.commands"), line.Help())
}

// find is the field that finds anything by its name.
func find(s command.Screen) kit.Search {
	return kit.Search{ID: command.SearchField, Placeholder: s.Say("home.find")}
}
