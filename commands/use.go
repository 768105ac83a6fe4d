package commands

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type useArgs struct {
	Team    string
	Channel bool
}

type usage struct {
	channel   bool // about the channel's default, not the person's
	team      string
	cleared   bool
	mine, all string // the defaults in force, when only asked
	asked     bool
}

func use(d Deps) spec.Command {
	return spec.Define(spec.Def[useArgs, usage]{
		Name:     "use",
		Access:   spec.Linked,
		Examples: []string{"use bigteam", "use bigteam --channel", "use none", "use"},
		Args: func(a *useArgs) spec.Args {
			return spec.Args{spec.Text(&a.Team, "team").Optional(), spec.Flag(&a.Channel, "channel")}
		},
		Run:  d.use,
		View: viewUse,
	})
}

func (d Deps) use(ctx context.Context, r *spec.Request, a *useArgs) (usage, error) {
	mine := Subject{Workspace: r.Who.Workspace, ID: r.Who.User}
	channel := Subject{Workspace: r.Who.Workspace, ID: r.Channel}
	subject := mine
	if a.Channel {
		subject = channel
	}
	switch strings.ToLower(a.Team) {
	case "":
		m, err := d.Settings.Target(ctx, mine)
		if err != nil {
			return usage{}, err
		}
		c, err := d.Settings.Target(ctx, channel)
		return usage{asked: true, mine: m.word(), all: c.word()}, err
	case "none":
		return usage{channel: a.Channel, cleared: true}, d.Settings.SetTarget(ctx, subject, Target{})
	}
	team, err := d.findTeam(ctx, r, a.Team, func(t api.TeamRef) string {
		line := "use " + teamWord(t)
		if a.Channel {
			line += " --channel"
		}
		return line
	})
	if err != nil {
		return usage{}, err
	}
	a.Team = teamWord(team.Ref())
	return usage{channel: a.Channel, team: teamName(team)}, d.Settings.SetTarget(ctx, subject, Target{Org: team.Org.SID, Team: team.Name})
}

// word is the target as a person would type it.
func (t Target) word() string {
	if t.Team == "" {
		return t.Org
	}
	return teamWord(api.TeamRef{Org: t.Org, Team: t.Team})
}

func viewUse(s spec.Screen, d usage) kit.Message {
	switch {
	case d.asked:
		none := s.Say("use.unset")
		show := func(word string) kit.Span {
			if word == "" {
				return kit.Italic(none)
			}
			return kit.Code(word)
		}
		return kit.Message{
			kit.Para(kit.Phrase(s.Words, "use.asked_mine", "Team", show(d.mine))),
			kit.Para(kit.Phrase(s.Words, "use.asked_channel", "Team", show(d.all))),
			kit.Note(kit.Phrase(s.Words, "use.how", "Command", s.Command)),
		}
	case d.cleared && d.channel:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "use.cleared_channel"))}
	case d.cleared:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "use.cleared"))}
	case d.channel:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "use.set_channel", "Team", kit.Bold(d.team))), usedNext(s)}
	default:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "use.set", "Team", kit.Bold(d.team))), usedNext(s)}
	}
}

func usedNext(s spec.Screen) kit.Buttons {
	return kit.Buttons{runs("repos", s.Say("use.show_repos"), "repos")}
}
