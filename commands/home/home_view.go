package home

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/watch"
)

// maxWatches is how many watched scans are listed.
const maxWatches = 5

func viewHome(s command.Screen, p page) kit.Message {
	if !p.linked {
		return p.stranger(s)
	}
	refresh := kit.Button{ID: "run/refresh", Label: s.Say("button.refresh"), Value: command.State{Line: line.Home().String(), Fresh: true}.String()}
	m := kit.Message{
		kit.Para(kit.Phrase(s.Words, "home.connected", "Username", kit.Bold(kit.Name(p.settings.first(), "?", 60)))),
		kit.Buttons{refresh, line.Button("repos", s.Say("home.repos"), line.AnyRepos()), helpButton(s)},
		kit.Buttons{find(s)},
	}
	m = append(m, p.openWork(s)...)
	m = append(m, p.places.view(s)...)
	if len(p.watches) > 0 {
		m = append(m, kit.Heading(s.Say("home.watches")))
		m = append(m, viewWatches(s, p.watches)...)
	}
	m = append(m, kit.Heading(s.Say("home.posts")))
	m = append(m, p.posts.view(s)...)
	m = append(m, p.settings.view(s, true, p.places.recent)...)
	return append(m, p.answers(s)...)
}

// first is the user name of the person's TCA account.
func (t settings) first() string {
	if len(t.names) == 0 {
		return ""
	}
	return t.names[0]
}

// openWork is the section about open issues: they, or why they are not there.
func (p page) openWork(s command.Screen) kit.Message {
	switch {
	case p.work != nil:
		return p.work.View(s)
	case p.loading:
		return kit.Message{kit.Heading(s.Say("home.work")), kit.Para(kit.Phrase(s.Words, "home.loading"))}
	default:
		s.Line = line.Home().String() // what "again" runs
		return append(kit.Message{kit.Heading(s.Say("home.work"))}, screen.Explain(s, p.trouble, "")...)
	}
}

// stranger is the page of a person without an account: what the bot does, and how to begin.
func (p page) stranger(s command.Screen) kit.Message {
	m := kit.Message{kit.Heading(s.Say("home.title")), kit.Para(kit.Phrase(s.Words, "home.about"))}
	var rows kit.Rows
	for _, what := range []locale.Key{"home.about_ask", "home.about_digest", "home.about_follow", "home.about_act"} {
		rows = append(rows, []kit.Line{kit.Phrase(s.Words, what, "Command", kit.Code(s.Command))})
	}
	m = append(append(m, rows), welcome(s, line.Home())...)
	if len(p.posts.digests)+len(p.posts.follows) > 0 {
		m = append(append(m, kit.Heading(s.Say("home.posts"))), p.posts.view(s)...)
	}
	m = append(m, p.settings.view(s, false, nil)...)
	return append(m, p.answers(s)...)
}

func viewWatches(s command.Screen, all []watch.Watch) kit.Message {
	var rows kit.Rows
	for _, w := range all[:min(maxWatches, len(all))] {
		rows = append(rows, []kit.Line{{kit.Bold(kit.Name(w.Name, "?", 100))}, kit.Phrase(s.Words, "home.since", "When", kit.When(w.Begun, ""))})
	}
	m := kit.Message{rows}
	if more := len(all) - len(rows); more > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, "home.more_watches", "Count", more)))
	}
	return append(m, kit.Buttons{line.Button("watches", s.Say("home.all_watches"), line.Watches())})
}

// answers says where the answers to buttons are, where that is not below them.
func (p page) answers(s command.Screen) kit.Message {
	if !p.tab {
		return nil
	}
	return kit.Message{kit.Note(kit.Phrase(s.Words, "home.answers"))}
}
