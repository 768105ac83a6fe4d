package commands

import (
	"context"
	"errors"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type useArgs struct {
	Target  string
	Channel bool
}

type usage struct {
	channel   bool   // about the channel's default, not the person's
	target    string // what is now the default, as people call it
	next      string // a line that shows it
	cleared   bool
	mine, all string // the defaults in force, when only asked
	asked     bool
}

func use(d Deps) spec.Command {
	return spec.Define(spec.Def[useArgs, usage]{
		Name:     "use",
		Access:   spec.Linked,
		Beside:   true,
		Examples: []string{"use payments-api@master", "use bigteam --channel", "use none", "use"},
		Args: func(a *useArgs) spec.Args {
			return spec.Args{spec.Text(&a.Target, "target").Optional(), spec.Flag(&a.Channel, "channel")}
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
	switch strings.ToLower(a.Target) {
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
	target, u, err := d.readTarget(ctx, r, &a.Target)
	if err != nil {
		return usage{}, err
	}
	u.channel = a.Channel
	return u, d.Settings.SetTarget(ctx, subject, target)
}

// readTarget finds what a word makes the default: an analysed branch, a repository, or a team. A word that is none of
// them by its look is first taken for a team's name, then for a repository's.
func (d Deps) readTarget(ctx context.Context, r *spec.Request, arg *string) (Target, usage, error) {
	a, err := d.readProject(*arg)
	switch {
	case err != nil:
		return Target{}, usage{}, err
	case a.project > 0 || a.branchAsWord:
		at, err := d.findProject(ctx, r, arg)
		t := at.ref.Repo
		return Target{Org: t.Org, Team: t.Team, Repo: t.ID, Project: at.ref.ID},
			usage{target: at.repoName() + " · " + projectName(at.project), next: "overview"}, err
	case a.repo > 0:
		return d.repoTarget(ctx, r, arg)
	case a.page != pageNone:
		return d.teamTarget(ctx, r, arg)
	}
	word := *arg
	target, u, err := d.teamTarget(ctx, r, arg)
	if choose, ok := errors.AsType[*ChooseError](err); ok && choose.Reason == "choose.team_none" {
		*arg = word
		if target, u, repoErr := d.repoTarget(ctx, r, arg); repoErr == nil || errors.Is(repoErr, context.DeadlineExceeded) {
			return target, u, repoErr
		}
		*arg = word
	}
	return target, u, err
}

func (d Deps) repoTarget(ctx context.Context, r *spec.Request, arg *string) (Target, usage, error) {
	p, err := d.findRepo(ctx, r, arg)
	return Target{Org: p.Team.Org, Team: p.Team.Name, Repo: p.ID}, usage{target: repoName(p), next: "projects"}, err
}

func (d Deps) teamTarget(ctx context.Context, r *spec.Request, arg *string) (Target, usage, error) {
	t, err := d.findTeam(ctx, r, arg)
	return Target{Org: t.Org.SID, Team: t.Name}, usage{target: teamName(t), next: "repos"}, err
}

// word is the target as a person would type it.
func (t Target) word() string {
	team := api.TeamRef{Org: t.Org, Team: t.Team}
	repo := api.RepoRef{TeamRef: team, ID: t.Repo}
	switch {
	case t.Project != 0:
		return projectWord(api.ProjectRef{Repo: repo, ID: t.Project})
	case t.Repo != 0:
		return repoWord(repo)
	case t.Team != "":
		return teamWord(team)
	default:
		return t.Org
	}
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
			kit.Para(kit.Phrase(s.Words, "use.asked_mine", "Target", show(d.mine))),
			kit.Para(kit.Phrase(s.Words, "use.asked_channel", "Target", show(d.all))),
			kit.Note(kit.Phrase(s.Words, "use.how", "Command", s.Command)),
		}
	case d.cleared && d.channel:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "use.cleared_channel"))}
	case d.cleared:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "use.cleared"))}
	}
	said := "use.set"
	if d.channel {
		said = "use.set_channel"
	}
	return kit.Message{
		kit.Para(kit.Phrase(s.Words, said, "Target", kit.Bold(d.target))),
		kit.Buttons{runs(d.next, s.Say("use.show"), d.next)},
	}
}
