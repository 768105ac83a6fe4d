package subscription

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
)

// Listed is a subscription in a notice, with the settings by which people know it.
type Listed struct {
	Subscription
	Settings func(command.Screen) string
}

// maxNoticed is how many subscriptions a notice lists.
const maxNoticed = 5

// notice are the sentences that say why subscriptions are suspended.
func (k Kind) notice() locale.Group { return k.group("notice", "follow_notice") }

// ViewNotice says that subscriptions of one kind and owner in one channel are suspended, why, and how to resume them.
func ViewNotice(s command.Screen, why Reason, stopped []Listed) kit.Message {
	first := stopped[0]
	if first.Kind == Assignment {
		return ViewAssignmentNotice(s, why)
	}
	m := kit.Message{kit.Para(kit.Phrase(s.Words, first.Kind.notice().Key(string(why)), "Count", len(stopped), "Person", kit.Person(first.Owner), "Channel", screen.ChannelSpan(s, first.Channel)))}
	var rows kit.Rows
	for _, d := range stopped[:min(len(stopped), maxNoticed)] {
		rows = append(rows, []kit.Line{append(d.Head(s, false), kit.Text(" · "+d.Settings(s)))})
	}
	m = append(m, rows)
	if more := len(stopped) - len(rows); more > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, first.Kind.notice().Key("more"), "Count", more)))
	}
	return append(m, noticeButtons(s, why, stopped))
}

// ViewAssignmentNotice says to a person that they are not told about assigned issues any more. They have one subscription of
// this kind at most, and nobody else can take it over.
func ViewAssignmentNotice(s command.Screen, why Reason) kit.Message {
	on := line.Button("notices_on", s.Say("notices.turn_on"), line.Notices(true))
	switch why {
	case ReasonToken, ReasonUnlinked:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "assignment_notice.token")), kit.Buttons{screen.ConnectButton(s.Words, "login.again", Assignment.List())}}
	case ReasonSealed:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "assignment_notice.sealed")), kit.Buttons{screen.ConnectButton(s.Words, "login.again", Assignment.List())}}
	default:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "assignment_notice.refused")), kit.Buttons{on}}
	}
}

// noticeButtons resume the subscriptions, or take them over: the person who clicks acts with their own account.
func noticeButtons(s command.Screen, why Reason, stopped []Listed) kit.Buttons {
	verb := "remove"
	switch why {
	case ReasonToken, ReasonUnlinked, ReasonSealed, ReasonOwner, ReasonRights:
		verb = "adopt"
	case ReasonArchived, ReasonChannel, ReasonRefused, ReasonScope, ReasonAudience:
		verb = "resume"
	default:
	}
	var row kit.Buttons
	for _, d := range stopped[:min(len(stopped), maxNoticed)] {
		b := d.Button(s, verb)
		if len(stopped) > 1 {
			b.Label += " #" + kit.Number(d.ID)
		}
		row = append(row, b)
	}
	if why == ReasonToken || why == ReasonUnlinked || why == ReasonSealed {
		row = append(row, screen.ConnectButton(s.Words, "login.button", stopped[0].Kind.List()))
	}
	return row
}
