package repos

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/setup"
	"tcabot/commands/target"
)

type repoArgs struct{ Repo string }

type repoCard struct {
	repo    api.Repo
	admins  []api.Person // who may start scans
	missing []locale.Key
	site    api.Site
}

func repo(d deps) command.Command {
	return command.Define(command.Def[repoArgs, repoCard]{
		Name:     "repo",
		Access:   command.Linked,
		Examples: []string{"repo payments-api", "repo bigteam#12"},
		Args: func(a *repoArgs) command.Args {
			return command.Args{command.Text(&a.Repo, "repo").Optional()}
		},
		Run: func(ctx context.Context, r *command.Request, a *repoArgs) (repoCard, error) {
			found, err := d.Repo(ctx, r, &a.Repo)
			if err != nil {
				return repoCard{}, err
			}
			card := repoCard{repo: found, site: d.Site}
			card.missing, _ = command.Gather(ctx, // the repository is there: the rest may be missing
				command.Fetch("repo.part_admins", &card.admins, func(ctx context.Context) ([]api.Person, error) { return r.TCA.RepoAdmins(ctx, found.Ref()) }))
			return card, nil
		},
		View: viewRepo,
	})
}

func viewRepo(s command.Screen, d repoCard) kit.Message {
	r := d.repo
	row := func(label locale.Key, value kit.Line) []kit.Line {
		return []kit.Line{append(kit.Line{kit.Bold(s.Say(label)), kit.Text("  ")}, value...)}
	}
	rows := kit.Rows{
		row("repo.team", kit.Line{kit.Link(d.site.Team(r.Ref().TeamRef), kit.Name(r.Team.DisplayName, r.Team.Name, 80))}),
		row("repo.address", kit.Line{kit.Code(kit.Cut(r.URL, 200))}),
		row("repo.analysis", kit.Line{kit.Text(s.Say("repo.branches", "Count", r.BranchCount) + " · " +
			s.Say("repo.schemes", "Count", r.SchemeCount) + " · " + s.Say("repo.jobs", "Count", r.JobCount))}),
		row("repo.last_scan", lastScan(s, r)),
		row("repo.registered", kit.Phrase(s.Words, "repo.registered_by",
			"When", kit.When(r.Created.Time, "?"), "Person", kit.Text(target.PersonName(r.Creator.Nickname, r.Creator.Username)))),
		row("members.admins", kit.Line{screen.PeopleLine(s, d.admins)}),
	}
	m := append(kit.Message{kit.Heading(target.RepoName(r)), rows}, screen.Missing(s, d.missing)...)
	show := line.Button("overview", s.Say("goto.overview"), line.RepoOverview(r.Ref()))
	show.Main = true
	return append(m, kit.Buttons{
		show, line.Button("issues", s.Say("goto.issues"), line.RepoIssues(r.Ref())), line.Button("projects", s.Say("goto.projects"), line.Projects(r.Ref())),
		line.Button("schemes", s.Say("goto.schemes"), line.Schemes(r.Ref())), line.Form("add_branch", s.Say("setup.add_branch"), setup.AddProject(r.Ref())), line.Form("rename", s.Say("repo.rename"), setup.RenameRepo(r)), line.Button("up", s.Say("repo.up"), line.Repos(r.Ref().TeamRef)),
		screen.RefreshButton(s, 0, 0), screen.ShareButton(s, 0, 0), screen.WebButton(s, d.site.Projects(r.Ref())),
	})
}

func lastScan(s command.Screen, r api.Repo) kit.Line {
	if r.Recent == nil {
		return kit.Line{kit.Italic(s.Say("repo.never"))}
	}
	l := kit.Phrase(s.Words, "repo.scanned", "Branch", kit.Text(kit.Cut(r.Recent.Branch, 60)), "When", kit.When(r.Recent.At.Time, "?"))
	if r.Recent.CodeLines != nil {
		l = append(l, kit.Text(" · "+s.Say("count.code_lines", "Count", *r.Recent.CodeLines, "Number", kit.Thousands(*r.Recent.CodeLines))))
	}
	return l
}
