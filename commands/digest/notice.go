package digest

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
)

// ViewNotice says that digests of one owner in one channel are suspended, why, and how to resume them.
func ViewNotice(s command.Screen, why Reason, stopped []Digest) kit.Message {
	first := stopped[0]
	m := kit.Message{kit.Para(kit.Phrase(s.Words, locale.Group("notice").Key(string(why)), "Count", len(stopped), "Person", kit.Person(first.Owner), "Channel", screen.ChannelSpan(s, first.Channel)))}
	var rows kit.Rows
	for _, d := range stopped[:min(len(stopped), maxCards)] {
		rows = append(rows, []kit.Line{{kit.Bold("#" + kit.Number(d.ID) + " " + kit.Name(d.Name, "?", 120)), kit.Text(" · " + whenWords(s, d.When))}})
	}
	m = append(m, rows)
	if more := len(stopped) - len(rows); more > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, "notice.more", "Count", more)))
	}
	return append(m, noticeButtons(s, why, stopped))
}

// noticeButtons resume the digests, or take them over: the person who clicks acts with their own account.
func noticeButtons(s command.Screen, why Reason, stopped []Digest) kit.Buttons {
	var row kit.Buttons
	for _, d := range stopped[:min(len(stopped), maxCards)] {
		n := kit.Number(d.ID)
		do := func(verb string) {
			label := s.Say(locale.Group("digest_do").Key(verb))
			if len(stopped) > 1 {
				label += " #" + n
			}
			row = append(row, line.Button(verb+n, label, line.Digest(verb, d.ID)))
		}
		switch why {
		case ReasonToken, ReasonUnlinked, ReasonSealed, ReasonOwner, ReasonRights:
			do("adopt")
		case ReasonArchived, ReasonChannel, ReasonRefused, ReasonScope, ReasonAudience:
			do("resume")
		default:
			do("remove")
		}
	}
	if why == ReasonToken || why == ReasonUnlinked || why == ReasonSealed {
		row = append(row, screen.ConnectButton(s.Words, "login.button", line.Digests()))
	}
	return row
}
