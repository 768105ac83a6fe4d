package preview

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
)

// maxChoices is how many choices are listed: each takes two blocks of a message.
const maxChoices = 20

// linksCard is what a person chose for their links.
type linksCard struct {
	here    string     // the channel where they ask
	said    locale.Key // what was just chosen; empty for nothing
	about   string     // for which channel
	choices []ChannelChoice
}

// links is for everybody: who has lost their account can still change their mind.
func links(d Deps) command.Command {
	return command.Define(command.Def[struct{}, linksCard]{
		Name:     "links",
		Access:   command.Anyone,
		Personal: func(*struct{}) bool { return true },
		Examples: []string{"links"},
		Run: func(ctx context.Context, r *command.Request, _ *struct{}) (linksCard, error) {
			return d.linksOf(ctx, r, "", "")
		},
		View: viewLinks,
	})
}

func (d Deps) linksOf(ctx context.Context, r *command.Request, said locale.Key, about string) (linksCard, error) {
	all, err := d.Choices.PreviewChoices(ctx, r.Who)
	return linksCard{here: r.Channel, said: said, about: about, choices: all}, err
}

// choose keeps a choice, and shows all of them.
func (d Deps) choose(ctx context.Context, r *command.Request, channel string, c Choice, said locale.Key) (linksCard, error) {
	if err := d.Choices.SetPreviewChoice(ctx, r.Who, channel, c); err != nil {
		return linksCard{}, err
	}
	return d.linksOf(ctx, r, said, channel)
}

func viewLinks(s command.Screen, d linksCard) kit.Message {
	var m kit.Message
	if d.said != "" {
		m = append(m, kit.Para(kit.Phrase(s.Words, d.said, "Channel", screen.ChannelSpan(s.Words, d.about))))
	}
	if len(d.choices) == 0 {
		return append(m, kit.Para(kit.Phrase(s.Words, "links.none")), kit.Note(kit.Phrase(s.Words, "preview.rights")))
	}
	for i, c := range d.choices[:min(len(d.choices), maxChoices)] {
		m = append(m,
			kit.Para(kit.Phrase(s.Words, locale.Group("links_choice").Key(string(c.Choice)), "Channel", screen.ChannelSpan(s.Words, c.Channel))),
			kit.Buttons{line.Button("ask_"+kit.Number(i), s.Say("links.ask"), line.LinksAsk(c.Channel))})
	}
	if more := len(d.choices) - maxChoices; more > 0 {
		m = append(m, kit.Gap(kit.Phrase(s.Words, "links.more", "Count", more)))
	}
	return append(m, kit.Note(kit.Phrase(s.Words, "preview.rights")))
}
