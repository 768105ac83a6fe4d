package follow

import (
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/subscription"
)

// maxCulprits is how many authors are named.
const maxCulprits = 5

// ViewPost shows what a follow has to post: how one scan ended, or a list of several. The beginning is the verdict.
func ViewPost(s command.Screen, f Follow, r Report) kit.Message {
	if len(r.Results) == 1 && r.Left == 0 {
		return viewOne(s, f, r.Results[0])
	}
	return viewSeveral(s, f, r)
}

// viewOne shows how one scan ended.
func viewOne(s command.Screen, f Follow, r Result) kit.Message {
	m := kit.Message{kit.Heading(r.headline(s))}
	if who := r.blame(s); who != nil {
		m = append(m, kit.Para(who))
	}
	if f.Has(ByMine) && r.Mine > 0 {
		m = append(m, kit.Para(kit.Phrase(s.Words, "follow_post.mine", "Count", r.Mine, "Number", kit.Thousands(r.Mine), "Name", kit.Bold(kit.Name(r.Author, "?", 60)))))
	}
	m = append(m, r.Body(s)...)
	if r.Scan.ID != 0 {
		m = append(m, kit.Note(r.Maker(s)))
	}
	return append(m, append(r.Buttons(s), settingsButton(s, f)))
}

// headline is the verdict in one line.
func (r Result) headline(s command.Screen) string {
	switch r.Transition {
	case gate.Broke:
		return s.Say("follow_post.broke", "Name", r.Name)
	case gate.Mended:
		return s.Say("follow_post.mended", "Name", r.Name)
	default:
		return r.Headline(s)
	}
}

// blame names those whose new issues broke the quality gate.
func (r Result) blame(s command.Screen) kit.Line {
	if len(r.Culprits) == 0 {
		return nil
	}
	var names kit.Line
	for i, c := range r.Culprits[:min(len(r.Culprits), maxCulprits)] {
		if i > 0 {
			names = append(names, kit.Text(s.Say("list.comma")))
		}
		name := r.People.Author(c.Author, kit.Name(c.Author, s.Say("nobody"), 60))
		names = append(names, kit.Phrase(s.Words, "follow_post.author", "Name", name, "Number", kit.Thousands(c.Count))...)
	}
	if more := len(r.Culprits) - maxCulprits; more > 0 {
		names = append(names, kit.Text(s.Say("list.comma")+s.Say("follow_post.authors_more", "Count", more)))
	}
	return append(kit.Line{kit.Text(s.Say("follow_post.by"))}, names...)
}

// viewSeveral lists how several scans ended.
func viewSeveral(s command.Screen, f Follow, r Report) kit.Message {
	failed, found := 0, 0
	var rows kit.Rows
	menu := kit.Menu{ID: "run/follow_branch", Placeholder: s.Say("projects.open")}
	for _, one := range r.Results {
		switch {
		case one.failed() || one.Transition == gate.Broke:
			failed++
		case one.Known && one.Delta.New > 0:
			found++
		}
		row := []kit.Line{{kit.Link(one.Site.Project(one.Ref.Repo, one.Ref.ID), one.headline(s))}}
		if numbers := one.Numbers(s); len(numbers) > 0 && one.Scan.Code != nil && one.Scan.Code.OK() {
			row = append(row, numbers)
		}
		if who := one.blame(s); who != nil {
			row = append(row, who)
		}
		rows = append(rows, row)
		if open := line.Option(kit.Cut(one.Name, 60), line.Overview(one.Ref)); !hasOption(menu, open) {
			menu.Options = append(menu.Options, open)
		}
	}
	mark := "✅"
	switch {
	case failed > 0:
		mark = "❌"
	case found > 0 || r.Left > 0:
		mark = "⚠️"
	}
	m := kit.Message{kit.Heading(s.Say("follow_post.several", "Mark", mark, "Name", kit.Name(f.Name, "?", 80), "Count", len(r.Results)+r.Left))}
	if len(rows) > 0 {
		m = append(m, rows)
	}
	if r.Left > 0 {
		m = append(m, kit.Gap(kit.Phrase(s.Words, "follow_post.left", "Count", r.Left)))
	}
	row := kit.Buttons{settingsButton(s, f)}
	if len(menu.Options) > 0 {
		row = append(row, menu)
	}
	return append(m, row)
}

func hasOption(m kit.Menu, o kit.Option) bool {
	for _, known := range m.Options {
		if known.Value == o.Value {
			return true
		}
	}
	return false
}

// settingsButton opens the follow: to change it, to pause it, or to find out whose it is.
func settingsButton(s command.Screen, f Follow) kit.Button {
	return line.Button("follow", s.Say("follow_post.settings"), subscription.Follow.Do("show", f.ID))
}
