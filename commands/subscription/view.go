package subscription

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
)

// did is the sentence that says what was done with a subscription.
func (k Kind) did(verb string) locale.Key { return k.group("digest_did", "follow_did").Key(verb) }

// Said is that sentence, or any other about one subscription.
func (s Subscription) Said(w command.Screen, what locale.Key) kit.Para {
	return kit.Para(kit.Phrase(w.Words, what, "Number", "#"+kit.Number(s.ID), "Name", kit.Bold(s.Name), "Channel", screen.ChannelSpan(w, s.Channel)))
}

// ListButton opens the list of the subscriptions of a kind.
func ListButton(s command.Screen, k Kind) kit.Button {
	if k == Follow {
		return line.Button("follows", s.Say("follow.all"), k.List())
	}
	return line.Button("digests", s.Say("digest.all"), k.List())
}

// ViewRemoved says that a subscription was removed.
func ViewRemoved(s command.Screen, one Subscription) kit.Message {
	return kit.Message{one.Said(s, one.Kind.did("remove")), ToList(s, one.Kind)}
}

// Head is the number and the name of a subscription; with where set, it names the channel, too.
func (s Subscription) Head(w command.Screen, where bool) kit.Line {
	head := kit.Line{kit.Bold("#" + kit.Number(s.ID) + " " + kit.Name(s.Name, "?", 120))}
	if where {
		head = append(head, kit.Text(" · "), screen.ChannelSpan(w, s.Channel))
	}
	return head
}

// Stopped says that a subscription is paused, or why it is suspended; it is empty for an active one.
func (s Subscription) Stopped(w command.Screen) kit.Line {
	switch s.State {
	case Suspended:
		return kit.Phrase(w.Words, "subscription.suspended", "Reason", kit.Bold(w.Say(locale.Group("suspension").Key(string(s.Reason)))))
	case Paused:
		return kit.Line{kit.Bold(w.Say("subscription.paused"))}
	default:
		return nil
	}
}

// Origin says whose account a subscription uses, and when it was posted last.
func (s Subscription) Origin(w command.Screen) kit.Line {
	text := kit.Phrase(w.Words, "subscription.owner", "Person", kit.Person(s.Owner))
	if !s.Last.IsZero() {
		text = append(text, kit.Text(" · "))
		text = append(text, kit.Phrase(w.Words, "subscription.last", "When", kit.When(s.Last, ""))...)
	}
	return text
}

// Button does something with a subscription.
func (s Subscription) Button(w command.Screen, verb string) kit.Button {
	return line.Button(verb+kit.Number(s.ID), s.Kind.Label(w.Words, verb), s.Kind.Do(verb, s.ID))
}

// Buttons are the actions on a subscription: look are those that everybody may take, own those of whoever may change it.
func (s Subscription) Buttons(w command.Screen, mine bool, look, own kit.Buttons) kit.Buttons {
	var row kit.Buttons
	if s.State == Suspended {
		adopt := s.Button(w, "adopt")
		adopt.Main = true
		row = append(row, adopt)
	}
	row = append(row, look...)
	if !mine {
		return row
	}
	row = append(row, own...)
	if s.State == Active {
		row = append(row, s.Button(w, "pause"))
	} else {
		row = append(row, s.Button(w, "resume"))
	}
	return append(row, s.removeButton(w))
}

// removeButton removes a subscription, after a question.
func (s Subscription) removeButton(w command.Screen) kit.Button {
	remove := s.Button(w, "remove")
	remove.Alert = true
	remove.Ask = &kit.Ask{
		Title: w.Say(s.Kind.ask().Key("title")), Text: w.Say(s.Kind.ask().Key("text"), "Name", kit.Cut(s.Name, 100)),
		Yes: s.Kind.Label(w.Words, "remove"), No: w.Say("button.cancel"),
	}
	return remove
}

// ask are the sentences that ask whether to remove one.
func (k Kind) ask() locale.Group { return k.group("digest_remove", "follow_remove") }
