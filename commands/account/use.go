package account

import (
	"context"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/target"
)

type useArgs struct {
	Target  string
	Channel bool
}

type usage struct {
	channel   bool   // about the channel's default, not the person's
	target    string // display name of the new default
	next      string // a line that shows it
	cleared   bool
	mine, all string // current defaults, when no target is given
	asked     bool
}

func use(d Deps) command.Command {
	return command.Define(command.Def[useArgs, usage]{
		Name:     "use",
		Changes:  true,
		Access:   command.Linked,
		Separate: true,
		Examples: []string{"use payments-api@master", "use bigteam --channel", "use none", "use"},
		Args: func(a *useArgs) command.Args {
			return command.Args{command.Text(&a.Target, "target").Optional(), command.Flag(&a.Channel, "channel")}
		},
		Run:  d.use,
		View: viewUse,
	})
}

func (d Deps) use(ctx context.Context, r *command.Request, a *useArgs) (usage, error) {
	mine := target.Subject{Workspace: r.Who.Workspace, ID: r.Who.User}
	channel := target.Subject{Workspace: r.Who.Workspace, ID: r.Channel}
	subject := mine
	if a.Channel {
		subject = channel
	}
	switch strings.ToLower(a.Target) {
	case "":
		m, err := d.Settings.Target(ctx, mine)
		if err != nil {
			return usage{}, err
		}
		c, err := d.Settings.Target(ctx, channel)
		if err != nil {
			return usage{}, err
		}
		return usage{asked: true, mine: d.Named(ctx, r, m), all: d.Named(ctx, r, c)}, nil
	case "none":
		return usage{channel: a.Channel, cleared: true}, d.Settings.SetTarget(ctx, subject, target.Target{})
	}
	target, u, err := d.Any(ctx, r, &a.Target)
	if err != nil {
		return usage{}, err
	}
	return usage{channel: a.Channel, target: u.Name, next: u.Next}, d.Settings.SetTarget(ctx, subject, target)
}

func viewUse(s command.Screen, d usage) kit.Message {
	switch {
	case d.asked:
		none := s.Say("use.unset")
		show := func(word string) kit.Span {
			if word == "" {
				return kit.Italic(none)
			}
			return kit.Bold(word)
		}
		return kit.Message{
			kit.Para(kit.Phrase(s.Words, "use.asked_mine", "Target", show(d.mine))),
			kit.Para(kit.Phrase(s.Words, "use.asked_channel", "Target", show(d.all))),
			kit.Note(kit.Phrase(s.Words, "use.how", "Command", s.Command)),
			kit.Note(kit.Phrase(s.Words, "use.how_channel")),
			kit.Note(kit.Phrase(s.Words, "use.how_clear", "Command", s.Command)),
		}
	case d.cleared && d.channel:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "use.cleared_channel"))}
	case d.cleared:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "use.cleared"))}
	}
	said := locale.Key("use.set")
	if d.channel {
		said = "use.set_channel"
	}
	return kit.Message{
		kit.Para(kit.Phrase(s.Words, said, "Target", kit.Bold(d.target))),
		kit.Buttons{line.Button(d.next, s.Say("use.show"), line.Default(d.next))},
	}
}
