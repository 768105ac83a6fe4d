package digest

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

type listCard struct {
	all    []card
	direct bool
	form   line.Line // opens the form for a new one
}

// maxCards is how many digests are shown with buttons of their own; more are a list to choose from.
const maxCards = 5

// maxListed is the length of that list: the maximum number of digests in a channel.
const maxListed = 25

// list shows the digests of a channel; in a direct message, those of the person.
func list(d Deps) command.Command {
	return command.Define(command.Def[struct{}, listCard]{
		Name:     "digest",
		Access:   command.Anyone,
		Personal: func(*struct{}) bool { return true },
		Examples: []string{"digest"},
		Run: func(ctx context.Context, r *command.Request, _ *struct{}) (listCard, error) {
			list := listCard{direct: r.Direct, form: newForm(r, "")}
			var found []Digest
			var err error
			if r.Direct {
				found, err = d.Digests.OwnDigests(ctx, r.Who.Workspace, r.Who.User)
			} else {
				found, err = d.Digests.ChannelDigests(ctx, r.Who.Workspace, r.Channel)
			}
			for _, one := range found {
				list.all = append(list.all, d.card(r, one, ""))
			}
			return list, err
		},
		View: viewList,
	})
}

func viewList(s command.Screen, d listCard) kit.Message {
	title := locale.Key("digest.title")
	if d.direct {
		title = "digest.title_own"
	}
	m := kit.Message{kit.Heading(s.Say(title))}
	switch {
	case len(d.all) == 0 && d.direct:
		m = append(m, kit.Para(kit.Phrase(s.Words, "digest.none_own")))
	case len(d.all) == 0:
		m = append(m, kit.Para(kit.Phrase(s.Words, "digest.none")))
	case len(d.all) <= maxCards:
		for i, card := range d.all {
			if i > 0 {
				m = append(m, kit.Rule{})
			}
			m = append(m, card.body(s, d.direct)...)
			m = append(m, card.buttons(s))
		}
		m = append(m, kit.Rule{})
	default:
		var rows kit.Rows
		menu := kit.Menu{ID: "run/digest", Placeholder: s.Say("digest.choose")}
		for _, card := range d.all[:min(len(d.all), maxListed)] {
			rows = append(rows, card.lines(s, d.direct))
			menu.Options = append(menu.Options, line.Option("#"+kit.Number(card.digest.ID)+" "+card.digest.Name, line.Digest("show", card.digest.ID)))
		}
		m = append(m, rows)
		if more := len(d.all) - len(rows); more > 0 {
			m = append(m, kit.Note(kit.Phrase(s.Words, "digest.more", "Count", more)))
		}
		m = append(m, kit.Buttons{menu})
	}
	add := line.Form("new", s.Say("digest.new"), d.form)
	add.Main = len(d.all) == 0
	return append(m, kit.Buttons{add}, kit.Note(kit.Phrase(s.Words, "digest.how", "Command", s.Command)))
}

// newForm opens the form for a new digest, filled in with the usual settings.
func newForm(r *command.Request, target string) line.Line {
	a := addArgs{Target: target, settings: settingsOf(newDigest(r))}
	if !r.Zoned {
		a.Zone = nil // to be filled in
	}
	return a.line()
}
