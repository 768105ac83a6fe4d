package home

import (
	"context"
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/target"
	"time"
)

// nameLimit is how long TCA is asked for the name of a pinned target. Without an answer it is shown as it is typed.
const nameLimit = time.Second

// place is a target that one button opens.
type place struct {
	name   string
	target target.Target
}

// places are the targets that somebody keeps at hand: those that were set as defaults of the channel and of the person, and
// the branches at which they looked last.
type places struct{ pinned, recent []place }

func (d Deps) places(ctx context.Context, r *command.Request) (p places, err error) {
	visits, err := d.Recent.All(ctx, r)
	if err != nil {
		return p, err
	}
	for _, t := range r.Defaults {
		if t.Team == "" || slices.ContainsFunc(p.pinned, func(o place) bool { return o.target == t }) {
			continue // an organisation alone has no screen of its own
		}
		p.pinned = append(p.pinned, place{d.nameOf(ctx, r, t, visits), t})
	}
	for _, v := range visits {
		if !slices.ContainsFunc(p.pinned, func(o place) bool { return o.target == v.Target }) {
			p.recent = append(p.recent, place{v.Name, v.Target})
		}
	}
	return p, nil
}

// first is the target that is most at hand, as it is typed; empty for none.
func (p places) first() string {
	for _, all := range [][]place{p.pinned, p.recent} {
		if len(all) > 0 {
			return target.Word(all[0].target)
		}
	}
	return ""
}

// nameOf is what a target is called, as its person last saw it or as TCA says with their token.
func (d Deps) nameOf(ctx context.Context, r *command.Request, t target.Target, visits []target.Visit) string {
	if i := slices.IndexFunc(visits, func(v target.Visit) bool { return v.Target == t }); i >= 0 {
		return visits[i].Name
	}
	ctx, cancel := context.WithTimeout(ctx, nameLimit)
	defer cancel()
	return d.Named(ctx, r, t)
}

// view shows the places as buttons under the headings of their kinds.
func (p places) view(s command.Screen) kit.Message {
	var m kit.Message
	if row := buttons("pinned", p.pinned); len(row) > 0 {
		m = append(m, kit.Para{kit.Bold(s.Say("home.pinned"))}, row)
	}
	if row := buttons("recent", p.recent); len(row) > 0 {
		m = append(m, kit.Para{kit.Bold(s.Say("home.recent"))}, row)
	}
	return m
}

func buttons(id string, all []place) kit.Buttons {
	var row kit.Buttons
	for i, p := range all {
		row = append(row, line.Button(id+kit.Number(i), kit.Name(p.name, target.Word(p.target), 70), target.Line(p.target)))
	}
	return row
}
