package subscription

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

// maxCards is how many subscriptions are shown with buttons of their own; more are a list to choose from.
const maxCards = 5

// maxListed is the length of that list: the maximum number of subscriptions of a kind in a channel.
const maxListed = 25

// Listing is the subscriptions of a kind in a channel or, in a direct message, of a person. C is the screen of one.
type Listing[C Card] struct {
	Kind   Kind
	All    []C
	Direct bool
	Form   line.Line // opens the form for a new one
}

// Card is the screen of a subscription as a part of others.
type Card interface {
	// Of returns the subscription.
	Of() Subscription
	// Body describes it; with where set, it names the channel, too.
	Body(s command.Screen, where bool) kit.Message
	// Lines is the same in up to three lines.
	Lines(s command.Screen, where bool) []kit.Line
	// Buttons are the actions that the person may take.
	Buttons(s command.Screen) kit.Buttons
}

// list are the sentences of a list.
func (k Kind) list() locale.Group { return k.group("digest_list", "follow_list") }

// How says how a subscription is added in one line.
func (k Kind) How(s command.Screen) kit.Note {
	return kit.Note(kit.Phrase(s.Words, k.list().Key("how"), "Command", s.Command))
}

// ViewListing shows a list.
func ViewListing[C Card](s command.Screen, d Listing[C]) kit.Message {
	say := d.Kind.list()
	title, none := say.Key("title"), say.Key("none")
	if d.Direct {
		title, none = say.Key("title_own"), say.Key("none_own")
	}
	m := kit.Message{kit.Heading(s.Say(title))}
	switch {
	case len(d.All) == 0:
		m = append(m, kit.Para(kit.Phrase(s.Words, none)))
	case len(d.All) <= maxCards:
		for i, card := range d.All {
			if i > 0 {
				m = append(m, kit.Rule{})
			}
			m = append(m, card.Body(s, d.Direct)...)
			if row := card.Buttons(s); len(row) > 0 {
				m = append(m, row)
			}
		}
		m = append(m, kit.Rule{})
	default:
		m = append(m, chooseFrom(s, d)...)
	}
	add := line.Form("new", s.Say(say.Key("new")), d.Form)
	add.Main = len(d.All) == 0
	return append(m, kit.Buttons{add}, d.Kind.How(s))
}

// chooseFrom lists many subscriptions, with a menu that opens one.
func chooseFrom[C Card](s command.Screen, d Listing[C]) kit.Message {
	say := d.Kind.list()
	var rows kit.Rows
	menu := kit.Menu{ID: "run/" + string(d.Kind), Placeholder: s.Say(say.Key("choose"))}
	for _, card := range d.All[:min(len(d.All), maxListed)] {
		one := card.Of()
		rows = append(rows, card.Lines(s, d.Direct))
		menu.Options = append(menu.Options, line.Option("#"+kit.Number(one.ID)+" "+one.Name, d.Kind.Do("show", one.ID)))
	}
	m := kit.Message{rows}
	if more := len(d.All) - len(rows); more > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, say.Key("more"), "Count", more)))
	}
	return append(m, kit.Buttons{menu})
}
