package follow

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
)

// card is the screen of a follow.
type card struct {
	follow Follow
	mine   bool       // the person may change it
	edit   line.Line  // the line of the form that changes it
	said   locale.Key // what was just done; empty for nothing
	other  bool       // asked for in another channel than its own
	same   []Follow   // other follows of that channel about the same target
}

// card makes the screen of a follow for the person who asks.
func (d Deps) card(r *command.Request, one Follow, said locale.Key) card {
	a := editArgs{Number: kit.Number(one.ID), Target: target.Word(one.Target), settings: settingsOf(one)}
	return card{follow: one, mine: d.MayChange(r, one.Subscription), edit: a.line(), said: said, other: one.Channel != r.Channel}
}

func viewCard(s command.Screen, c card) kit.Message {
	var m kit.Message
	if c.said != "" {
		m = append(m, c.follow.Said(s, c.said))
	}
	m = append(m, c.Body(s, c.other)...)
	m = append(m, alikeLines(s, c.same)...)
	return append(m, c.Buttons(s), subscription.ToList(s, subscription.Follow))
}

// Body describes the follow; with where set, it names the channel, too.
func (c card) Body(s command.Screen, where bool) kit.Message {
	lines := c.Lines(s, where)
	return kit.Message{kit.Para(lines[0]), kit.Para(lines[1]), kit.Note(lines[2])}
}

// Lines is the same in three lines.
func (c card) Lines(s command.Screen, where bool) []kit.Line {
	state := kit.Line{kit.Text(whatWords(s, c.follow))}
	if stopped := c.follow.Stopped(s); stopped != nil {
		state = append(append(state, kit.Text(" · ")), stopped...)
	}
	return []kit.Line{c.follow.Head(s, where), state, c.follow.Origin(s)}
}

// Buttons are the actions that the person may take.
func (c card) Buttons(s command.Screen) kit.Buttons {
	own := kit.Buttons{line.Form("edit"+kit.Number(c.follow.ID), s.Say("follow.edit"), c.edit)}
	return c.follow.Buttons(s, c.mine, nil, own)
}

// Of implements subscription.Card.
func (c card) Of() subscription.Subscription { return c.follow.Subscription }
