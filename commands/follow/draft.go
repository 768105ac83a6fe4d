package follow

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
	"tcabot/commands/subscription"
)

// draftCard is a follow that is not saved yet: what it would post, and to whom.
type draftCard struct {
	follow Follow
	where  screen.Channel
	same   []Follow  // follows of that channel about the same target
	save   line.Line // saves it
	form   line.Line // opens the form that changes it; the only field that is set when no target was given
	card   *card
}

func viewDraft(s command.Screen, d draftCard) kit.Message {
	switch {
	case d.card != nil:
		return viewCard(s, *d.card)
	case d.save.IsZero():
		open := line.Form("new", s.Say("follow.fill"), d.form)
		open.Main = true
		return kit.Message{kit.Para(kit.Phrase(s.Words, "follow.lead")), kit.Buttons{open}, subscription.Follow.How(s)}
	}
	m := kit.Message{
		kit.Para(kit.Phrase(s.Words, "follow.draft", "Name", kit.Bold(kit.Name(d.follow.Name, "?", 120)), "Channel", screen.ChannelSpan(s, d.follow.Channel), "What", kit.Bold(whatWords(s, d.follow)))),
		kit.Para(screen.Audience(s, d.where)),
	}
	m = append(m, alikeLines(s, d.same)...)
	save := line.Button("save", s.Say("follow.save"), d.save)
	save.Main = true
	return append(m, kit.Buttons{save, line.Form("change", s.Say("follow.change"), d.form)}, kit.Note(kit.Phrase(s.Words, "follow.as_you")))
}

// alikeLines name the other follows about the same target.
func alikeLines(s command.Screen, all []Follow) kit.Message {
	var m kit.Message
	for _, other := range all {
		m = append(m, kit.Para(kit.Phrase(s.Words, "follow.same", "Number", "#"+kit.Number(other.ID), "What", whatWords(s, other))))
	}
	return m
}

// SameError says that a channel has the same follow already.
type SameError struct{ Number int64 }

// Error implements error. People see the catalogue's sentence instead.
func (e *SameError) Error() string { return "the same follow exists" }

// Explain implements command.Explainer.
func (e *SameError) Explain(s command.Screen) kit.Message {
	show := line.Button("show", s.Say("follow.show_same"), line.Follow("show", e.Number))
	return subscription.Explained(s, append(kit.Buttons{show}, subscription.ToList(s, subscription.Follow)...), "error.same_follow", "Number", "#"+kit.Number(e.Number))
}
