package setup

import (
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

func viewRepoAdd(s command.Screen, c repoAddCard) kit.Message {
	lead := kit.Message{
		kit.Heading(s.Say("edit_title.repo_add", "Name", target.TeamName(c.team))),
		kit.Para{kit.Link(c.site.Team(c.team.Ref()), target.TeamName(c.team))},
	}
	c.args.Key = ""
	form := line.Form("repo", s.Say("button.change"), c.args.line())
	if c.args.URL == "" {
		form.Main, form.Label = true, s.Say("setup.add_repo")
		return append(lead, kit.Para(kit.Phrase(s.Words, "setup.what_repo")), kit.Buttons{form})
	}
	if has(c.changes, c.result) {
		lead = append(lead, kit.Para(kit.Phrase(s.Words, "setup.has_repo")))
	}
	f := screen.Facts{Screen: s}
	f.Add("setup.scm", kit.Text(string(c.args.Type)))
	if c.args.Name != "" {
		f.Add("setup.repo_name", kit.Text(kit.Name(c.args.Name, "?", target.MaxName)))
	}
	f.Add("setup.credential", kit.Text(credentialWords(s, c.args.Credential)))
	card := action.Card{Kind: kindRepoAdd, Value: kit.Cut(c.args.URL, target.MaxName), Lead: append(lead, f.Rows), Changes: c.changes, Result: c.result}
	card.Back = append(registered(s, c), line.Button("up", s.Say("setup.show_repos"), line.Repos(c.team.Ref())))
	switch {
	case !c.sure.IsZero():
		card.Confirm = kit.Buttons{confirm(s, c.sure), form}
		if !has(c.changes, nil) {
			card.Notes = []kit.Line{kit.Phrase(s.Words, "setup.final")}
		}
	case c.result.Count(action.Done)+c.result.Count(action.Same) == 0:
		card.Back = append(kit.Buttons{form}, card.Back...)
	}
	return card.View(s)
}

// registered are the buttons of a repository that TCA has: what to do with it next.
func registered(s command.Screen, c repoAddCard) kit.Buttons {
	all := c.changes
	if c.result != nil {
		all = c.result.Changes
	}
	if len(all) == 0 || all[0].Object == 0 {
		return nil
	}
	ref := api.RepoRef{TeamRef: c.team.Ref(), ID: all[0].Object}
	branch := line.Form("branch", s.Say("setup.add_branch"), AddProject(ref))
	branch.Main = c.result != nil && c.result.Count(action.Done) > 0
	return kit.Buttons{branch, line.Button("repo", s.Say("setup.show_repo"), line.Repo(ref))}
}

// has reports whether TCA has already what was to be added.
func has(shown []action.Change, result *action.Result) bool {
	if result != nil {
		shown = result.Changes
	}
	return len(shown) > 0 && shown[0].Outcome == action.Same
}
