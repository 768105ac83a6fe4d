package digest

import (
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/schedule"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

// newDigest is a digest with the usual settings, owned by the person who asks.
func newDigest(r *command.Request) Digest {
	return Digest{
		Workspace: r.Who.Workspace, Channel: r.Channel, Owner: r.Who.User, Language: r.Words.Lang(), State: Active,
		When: schedule.Schedule{At: schedule.At(9, 30), Days: schedule.Workdays, Zone: r.Zone},
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
	return card{digest: one, mine: d.mayChange(r, one), edit: a.line(), said: said, other: one.Channel != r.Channel}
}

// mayChange reports whether the person who asks may change a digest: its owner and the bot's administrators may.
func (d Deps) mayChange(r *command.Request, one Digest) bool {
	return one.Owner == r.Who.User || slices.Contains(d.Admins, r.Who.User)
}

func viewCard(s command.Screen, c card) kit.Message {
	var m kit.Message
	if c.said != "" {
		m = append(m, kit.Para(kit.Phrase(s.Words, c.said, "Number", "#"+kit.Number(c.digest.ID), "Name", kit.Bold(c.digest.Name), "Channel", screen.ChannelSpan(s, c.digest.Channel))))
	}
	m = append(m, c.body(s, c.other)...)
	m = append(m, alikeLines(s, c.same)...)
	return append(m, c.buttons(s), kit.Buttons{line.Button("digests", s.Say("digest.all"), line.Digests())})
}

// body describes the digest; with where set, it names the channel, too.
func (c card) body(s command.Screen, where bool) kit.Message {
	var m kit.Message
	for i, text := range c.lines(s, where) {
		if i == 2 {
			m = append(m, kit.Note(text))
			break
		}
		m = append(m, kit.Para(text))
	}
	return m
}

// lines is the same in up to three lines.
func (c card) lines(s command.Screen, where bool) []kit.Line {
	d := c.digest
	head := kit.Line{kit.Bold("#" + kit.Number(d.ID) + " " + kit.Name(d.Name, "?", 120))}
	if where {
		head = append(head, kit.Text(" · "), screen.ChannelSpan(s, d.Channel))
	}
	state := kit.Line{kit.Text(whenWords(s, d.When) + " · ")}
	switch d.State {
	case Suspended:
		state = append(state, kit.Phrase(s.Words, "digest.suspended", "Reason", kit.Bold(s.Say(locale.Group("digest_reason").Key(string(d.Reason)))))...)
	case Paused:
		state = append(state, kit.Bold(s.Say("digest.paused")))
	default:
		state = append(state, kit.Phrase(s.Words, "digest.next", "When", kit.When(d.Due, s.Say("unknown")))...)
	}
	more := kit.Phrase(s.Words, "digest.owner", "Person", kit.Person(d.Owner))
	if !d.Last.IsZero() {
		more = append(more, kit.Text(" · "))
		more = append(more, kit.Phrase(s.Words, "digest.last", "When", kit.When(d.Last, ""))...)
	}
	if content := contentWords(s, d.Content); len(content) > 0 {
		more = append(append(more, kit.Text(" · ")), content...)
	}
	return []kit.Line{head, state, more}
}

// buttons are the actions that the person may take.
func (c card) buttons(s command.Screen) kit.Buttons {
	n := kit.Number(c.digest.ID)
	row := kit.Buttons{line.Button("preview"+n, s.Say("digest.preview"), line.Digest("preview", c.digest.ID))}
	do := func(verb string) kit.Button {
		return line.Button(verb+n, s.Say(locale.Group("digest_do").Key(verb)), line.Digest(verb, c.digest.ID))
	}
	if c.digest.State == Suspended {
		adopt := do("adopt")
		adopt.Main = true
		row = append(kit.Buttons{adopt}, row...)
	}
	if !c.mine {
		return row
	}
	if c.digest.State == Active {
		row = append(row, do("now"))
	}
	row = append(row, line.Form("edit"+n, s.Say("digest.edit"), c.edit))
	if c.digest.State == Active {
		row = append(row, do("pause"))
	} else {
		row = append(row, do("resume"))
	}
	remove := do("remove")
	remove.Alert = true
	remove.Ask = &kit.Ask{
		Title: s.Say("digest.remove_title"), Text: s.Say("digest.remove_text", "Name", kit.Cut(c.digest.Name, 100)),
		Yes: s.Say("digest_do.remove"), No: s.Say("button.cancel"),
	}
	return append(row, remove)
}
