package general

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

// view is what a person wants to see of what they find.
type view string

const (
	viewOverview view = "overview"
	viewIssues   view = "issues"
	viewRules    view = "rules"
	viewLatest   view = "latest"
	viewTrend    view = "trend"
	viewScans    view = "scans"
)

// String is the name of the command that shows it.
func (v view) String() string { return string(v) }

type findArgs struct {
	Target string
	Show   view
}

// finding is the screen of what was found; nil when nothing was named yet.
type finding struct{ message kit.Message }

// find is the command of a form: one field finds teams, repositories and branches while somebody types.
func find(d Deps) command.Command {
	return command.Define(command.Def[findArgs, finding]{
		Name:     "find",
		Access:   command.Linked,
		Examples: []string{"find payments-api@master", "find payments-api show:issues", "find"},
		Args: func(a *findArgs) command.Args {
			return command.Args{
				command.Text(&a.Target, "target").Optional().InForm().Suggested(),
				command.One(&a.Show, "show", "find_show", viewOverview, viewIssues, viewRules, viewLatest, viewTrend, viewScans),
			}
		},
		Run:  d.find,
		View: viewFinding,
	})
}

// find answers with the command for what was found.
func (d Deps) find(ctx context.Context, r *command.Request, a *findArgs) (finding, error) {
	if a.Target == "" {
		return finding{}, nil
	}
	found, _, err := d.Any(ctx, r, &a.Target)
	if err != nil {
		return finding{}, err
	}
	parsed, err := d.Book().Parse(lineOf(found, a.Show).String())
	if err != nil {
		return finding{}, err
	}
	own := *r // so that it writes the line of the other command
	reply, err := d.Book().Run(ctx, &own, parsed)
	return finding{reply.Message}, err
}

// lineOf is the line that shows what was found. A team has repositories alone.
func lineOf(t target.Target, show view) line.Line {
	team := api.TeamRef{Org: t.Org, Team: t.Team}
	if t.Repo == 0 {
		return line.Repos(team)
	}
	if show == "" {
		show = viewOverview
	}
	repo := api.RepoRef{TeamRef: team, ID: t.Repo}
	if t.Project == 0 {
		return line.About(show.String(), line.RepoWord(repo))
	}
	return line.About(show.String(), line.ProjectWord(api.ProjectRef{Repo: repo, ID: t.Project}))
}

func viewFinding(s command.Screen, d finding) kit.Message {
	if d.message == nil {
		return kit.Message{kit.Para(kit.Phrase(s.Words, "find.how")), kit.Buttons{screen.FindButton(s, true)}}
	}
	return d.message
}
