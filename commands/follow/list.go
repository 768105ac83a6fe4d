package follow

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

// maxCards is how many follows are shown with buttons of their own; more are a list to choose from.
const maxCards = 5

// maxListed is the length of that list: the maximum number of follows in a channel.
const maxListed = 25

// list shows the follows of a channel; in a direct message, those of the person.
func list(d Deps) command.Command {
	return command.Define(command.Def[struct{}, listCard]{
		Name:     "follows",
		Access:   command.Anyone,
		Personal: func(*struct{}) bool { return true },
		Examples: []string{"follows"},
		Run: func(ctx context.Context, r *command.Request, _ *struct{}) (listCard, error) {
			list := listCard{direct: r.Direct, form: newForm(r, "")}
			var found []Follow
			var err error
			if r.Direct {
				found, err = d.Follows.OwnFollows(ctx, r.Who.Workspace, r.Who.User)
			} else {
				found, err = d.Follows.ChannelFollows(ctx, r.Who.Workspace, r.Channel)
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
	title := locale.Key("follow.title")
	if d.direct {
		title = "follow.title_own"
	}
	m := kit.Message{kit.Heading(s.Say(title))}
	switch {
	case len(d.all) == 0 && d.direct:
		m = append(m, kit.Para(kit.Phrase(s.Words, "follow.none_own")))
	case len(d.all) == 0:
		m = append(m, kit.Para(kit.Phrase(s.Words, "follow.none")))
	case len(d.all) <= maxCards:
		for i, card := range d.all {
			if i > 0 {
				m = append(m, kit.Rule{})
			}
			m = append(m, card.body(s, d.direct)...)
			if row := card.buttons(s); len(row) > 0 {
				m = append(m, row)
			}
		}
		m = append(m, kit.Rule{})
	default:
		var rows kit.Rows
		menu := kit.Menu{ID: "run/follow", Placeholder: s.Say("follow.choose")}
		for _, card := range d.all[:min(len(d.all), maxListed)] {
			rows = append(rows, card.lines(s, d.direct))
			menu.Options = append(menu.Options, line.Option("#"+kit.Number(card.follow.ID)+" "+card.follow.Name, line.Follow("show", card.follow.ID)))
		}
		m = append(m, rows)
		if more := len(d.all) - len(rows); more > 0 {
			m = append(m, kit.Note(kit.Phrase(s.Words, "follow.more", "Count", more)))
		}
		m = append(m, kit.Buttons{menu})
	}
	add := line.Form("new", s.Say("follow.new"), d.form)
	add.Main = len(d.all) == 0
	return append(m, kit.Buttons{add}, kit.Note(kit.Phrase(s.Words, "follow.how", "Command", s.Command)))
}
