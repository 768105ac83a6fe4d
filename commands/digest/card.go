package digest

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/schedule"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
)

// newDigest is a digest with the usual settings, owned by the person who asks.
func newDigest(r *command.Request) Digest {
	return Digest{
		Subscription: subscription.Owned(subscription.Digest, r),
		When:         schedule.Schedule{At: schedule.At(9, 30), Days: schedule.Workdays, Zone: r.Zone},
	}
}

// card is the screen of a digest.
type card struct {
	digest Digest
	mine   bool       // the person may change it
	edit   line.Line  // the line of the form that changes it
	said   locale.Key // what was just done; empty for nothing
	other  bool       // asked for in another channel than its own
	same   []Digest   // other digests of that channel about the same target
}

// card makes the screen of a digest for the person who asks.
func (d Deps) card(r *command.Request, one Digest, said locale.Key) card {
	a := editArgs{Number: kit.Number(one.ID), Target: target.Word(one.Target), settings: settingsOf(one)}
	return card{digest: one, mine: d.MayChange(r, one.Subscription), edit: a.line(), said: said, other: one.Channel != r.Channel}
}

func viewCard(s command.Screen, c card) kit.Message {
	var m kit.Message
	if c.said != "" {
		m = append(m, c.digest.Said(s, c.said))
	}
	m = append(m, c.Body(s, c.other)...)
	m = append(m, alikeLines(s, c.same)...)
	return append(m, c.Buttons(s), subscription.ToList(s, subscription.Digest))
}

// Body describes the digest; with where set, it names the channel, too.
func (c card) Body(s command.Screen, where bool) kit.Message {
	var m kit.Message
	for i, text := range c.Lines(s, where) {
		if i == 2 {
			m = append(m, kit.Note(text))
			break
		}
		m = append(m, kit.Para(text))
	}
	return m
}

// Lines is the same in up to three lines.
func (c card) Lines(s command.Screen, where bool) []kit.Line {
	d := c.digest
	state := kit.Line{kit.Text(whenWords(s, d.When) + " · ")}
	if stopped := d.Stopped(s); stopped != nil {
		state = append(state, stopped...)
	} else {
		state = append(state, kit.Phrase(s.Words, "digest.next", "When", kit.When(d.Due, s.Say("unknown")))...)
	}
	more := d.Origin(s)
	if content := contentWords(s, d.Content); len(content) > 0 {
		more = append(append(more, kit.Text(" · ")), content...)
	}
	return []kit.Line{d.Head(s, where), state, more}
}

// Settings are the schedule, by which people tell digests apart.
func (d Digest) Settings(s command.Screen) string { return whenWords(s, d.When) }

// Buttons are the actions that the person may take.
func (c card) Buttons(s command.Screen) kit.Buttons {
	n := kit.Number(c.digest.ID)
	var own kit.Buttons
	if c.digest.State == subscription.Active {
		own = append(own, line.Button("now"+n, s.Say("digest.now"), line.Digest("now", c.digest.ID)))
	}
	own = append(own, line.Form("edit"+n, s.Say("digest.edit"), c.edit))
	return c.digest.Buttons(s, c.mine, kit.Buttons{line.Button("preview"+n, s.Say("digest.preview"), line.Digest("preview", c.digest.ID))}, own)
}

// Of implements subscription.Card.
func (c card) Of() subscription.Subscription { return c.digest.Subscription }
