package action

import (
	"context"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

// Acted is the screen of a command that changes objects of a branch: before, with buttons that confirm, and after.
type Acted struct {
	target.Branch
	Kind    Kind
	Changes []Change
	Result  *Result
	Confirm []Confirmation
	Notes   []locale.Key // what the buttons mean
	Rest    func(ids []int64) line.Line
	Links   Links
}

// Confirmation is a button that makes a change.
type Confirmation struct {
	ID   string // names its label, in the group "sure"
	Line line.Line
}

// Links lead from a change to its objects.
type Links struct {
	One      func(id int64) line.Line
	OneLabel locale.Key
	All      line.Line
	AllLabel locale.Key
}

// Carry shows what steps would change, with the buttons that confirm makes for the values seen, or carries them out if one of
// those was pressed.
func (d Runner) Carry(ctx context.Context, r *command.Request, c *Chosen, at target.Branch, of Action, steps []Step, confirm func(sure Chosen) []Confirmation) (Acted, error) {
	card := Acted{Branch: at, Kind: of.Kind}
	if c.Key == "" {
		changes, err := d.Preview(ctx, steps)
		card.Changes = changes
		if err == nil {
			sure := *c
			sure.Key, sure.Seen = command.KeyOf(r), Seen(changes)
			card.Confirm = confirm(sure)
		}
		return card, err
	}
	Expect(steps, c.Seen)
	of.Key, of.Name = c.Key, at.RepoName()+"@"+kit.Name(at.Project.Branch, "?", target.MaxName)
	of.Target = target.Target{Org: at.Ref.Repo.Org, Team: at.Ref.Repo.Team, Repo: at.Ref.Repo.ID, Project: at.Ref.ID}
	res, err := d.Run(ctx, r, of, steps)
	card.Result = &res
	return card, err
}

// ViewActed shows it.
func ViewActed(s command.Screen, c Acted) kit.Message {
	card := Card{Kind: c.Kind, Changes: c.Changes, Result: c.Result, Rest: c.Rest, Lead: screen.Breadcrumb(s, c.Branch)}
	changes := c.Changes
	card.Value = Asked(s, changes)
	if c.Result != nil {
		changes, card.Value = c.Result.Changes, AskedFor(s, c.Result.Action)
	}
	if len(changes) == 1 {
		card.Back = kit.Buttons{line.Button("one", s.Say(c.Links.OneLabel), c.Links.One(changes[0].Object))}
	}
	card.Back = append(card.Back, line.Button("up", s.Say(c.Links.AllLabel), c.Links.All))
	for _, sure := range c.Confirm {
		b := line.Button(sure.ID, s.Say(locale.Group("sure").Key(sure.ID), "Branch", kit.Name(c.Project.Branch, "?", 30), "Repo", kit.Cut(c.RepoName(), 30)), sure.Line)
		b.Main = len(card.Confirm) == 0
		card.Confirm = append(card.Confirm, b)
	}
	for _, n := range c.Notes {
		card.Notes = append(card.Notes, kit.Phrase(s.Words, n))
	}
	return card.View(s)
}

// Lead says how many objects a form is about.
func (c *Chosen) Lead(w locale.Words) kit.Message {
	return kit.Message{kit.Para(kit.Phrase(w, "action.about", "Count", len(c.ids), "IDs", kit.Text(kit.Cut("#"+strings.ReplaceAll(list(c.ids), ",", w.Say("list.comma")+"#"), 200))))}
}
