package account

import (
	"context"
	"errors"
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/people"
	"tcabot/commands/screen"
)

// Mentions keeps who agreed to be mentioned.
type Mentions interface {
	// Mentioned reports whether a person agreed to be mentioned where they are an author.
	Mentioned(context.Context, command.Who) (bool, error)
	// SetMentioned replaces that.
	SetMentioned(context.Context, command.Who, bool) error
}

type mentionsArgs struct{ State string }

type mentionsCard struct {
	agreed bool
	names  []string // under which the person is known as an author; nil if they are not connected
}

// mentions is for everybody: who has lost their account can still change their mind.
func mentions(d Deps) command.Command {
	return command.Define(command.Def[mentionsArgs, mentionsCard]{
		Name:     "mentions",
		Changes:  true,
		Access:   command.Anyone,
		Personal: func(*mentionsArgs) bool { return true },
		Examples: []string{"mentions", "mentions on", "mentions off"},
		Args: func(a *mentionsArgs) command.Args {
			return command.Args{command.Text(&a.State, "state").Optional().About("arg.switch")}
		},
		Run:  d.mentions,
		View: viewMentions,
	})
}

func (d Deps) mentions(ctx context.Context, r *command.Request, a *mentionsArgs) (card mentionsCard, err error) {
	if a.State == "" {
		card.agreed, err = d.Mentions.Mentioned(ctx, r.Who)
	} else if card.agreed, err = readSwitch(r, a.State); err == nil {
		err = d.Mentions.SetMentioned(ctx, r.Who, card.agreed)
	}
	if err != nil {
		return card, err
	}
	link, err := d.Links.Link(ctx, r.Who)
	switch {
	case errors.Is(err, command.ErrNotLinked):
		return card, nil
	case err != nil && !errors.Is(err, command.ErrUnreadable):
		return card, err
	}
	card.names = command.MyNames(link.Username, link.Names)
	if nick := link.Nickname; !kit.Blank(nick) && !slices.ContainsFunc(card.names, called(nick)) {
		card.names = append(card.names, nick)
	}
	return card, nil
}

func viewMentions(s command.Screen, d mentionsCard) kit.Message {
	said := kit.Phrase(s.Words, "mentions.off")
	turn := line.Button("mentions_on", s.Say("mentions.turn_on"), line.Mentions(true))
	turn.Main = true
	if d.agreed {
		said = kit.Phrase(s.Words, "mentions.on")
		turn = line.Button("mentions_off", s.Say("mentions.turn_off"), line.Mentions(false))
	}
	m := kit.Message{kit.Para(said)}
	if d.names == nil {
		return append(m, kit.Note(kit.Phrase(s.Words, "mentions.unconnected")), kit.Buttons{turn, screen.ConnectButton(s.Words, "login.again", line.Line{})})
	}
	shown := make([]string, len(d.names))
	for i, name := range d.names {
		shown[i] = kit.Name(name, "?", 60)
	}
	return append(m,
		kit.Para(kit.Phrase(s.Words, "mentions.names", "Names", kit.Bold(screen.Join(s, shown)), "Count", len(shown))),
		kit.Note(kit.Phrase(s.Words, "mentions.how", "Most", people.MaxMentions)),
		kit.Buttons{turn, screen.NamesButton(s)})
}
