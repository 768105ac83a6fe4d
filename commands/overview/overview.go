package overview

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type overviewArgs struct{ Project string }

type overviewCard struct {
	target.Branch
	now     api.Overview
	change  *int               // of duplicate lines; nil when it is not known
	scans   api.Page[api.Scan] // the newest
	missing []locale.Key
}

func overview(d deps) command.Command {
	return command.Define(command.Def[overviewArgs, overviewCard]{
		Name:     "overview",
		Access:   command.Linked,
		Examples: []string{"overview payments-api@master", "overview"},
		Args: func(a *overviewArgs) command.Args {
			return command.Args{command.Text(&a.Project, "project").Optional()}
		},
		Run: func(ctx context.Context, r *command.Request, a *overviewArgs) (overviewCard, error) {
			at, err := d.Branch(ctx, r, &a.Project)
			if err != nil {
				return overviewCard{}, err
			}
			card := overviewCard{Branch: at}
			card.missing, err = command.Gather(ctx,
				command.Fetch("overview.part_now", &card.now, func(ctx context.Context) (api.Overview, error) { return r.TCA.Overview(ctx, at.Ref, "") }),
				command.Fetch("overview.part_scans", &card.scans, func(ctx context.Context) (api.Page[api.Scan], error) {
					return r.TCA.Scans(ctx, at.Ref, api.Window{Limit: 1})
				}))
			if err != nil {
				return card, err
			}
			change, missing := target.DuplicateChange(ctx, r, at.Ref, card.now.Duplicate)
			card.change, card.missing = change, append(card.missing, missing...)
			return card, nil
		},
		View: viewOverview,
	})
}

func viewOverview(s command.Screen, d overviewCard) kit.Message {
	m := kit.Message{kit.Heading(s.Say("overview.title", "Repo", d.RepoName()))}
	m = append(m, screen.Breadcrumb(s, d.Branch)...)
	m = append(m, screen.Missing(s, d.missing)...)
	if len(d.scans.Items) > 0 {
		m = append(m, kit.Para(scanLine(s, d.scans.Items[0])))
		m = append(m, d.older(s, d.scans.Items[0])...)
	} else if len(d.missing) == 0 {
		m = append(m, kit.Para{kit.Italic(s.Say("scans.none"))})
	}
	m = append(m, overviewIssues(s, d.now.Lint)...)
	if rows := screen.MetricFacts(s, screen.Metrics{Complexity: d.now.Complexity, Duplicate: d.now.Duplicate, Lines: d.now.Lines, DuplicateChange: d.change}); len(rows) > 0 {
		m = append(m, rows)
	}
	worst := line.Button("worst", s.Say("overview.worst"), line.Issues(d.Ref).With("severity", "fatal,error"))
	worst.Main = d.now.Lint != nil
	return append(m,
		kit.Buttons{
			worst, line.Button("issues", s.Say("goto.issues"), line.Issues(d.Ref)), line.Button("trend", s.Say("goto.trend"), line.Trend(d.Ref)),
			line.Button("scans", s.Say("goto.scans"), line.Scans(d.Ref)),
		},
		kit.Buttons{screen.Navigation(s, d.Branch), screen.RefreshButton(s, 0, 0), screen.ShareButton(s, 0, 0), screen.WebButton(s, d.Site.Project(d.Ref.Repo, d.Ref.ID))})
}

// older says that the figures are not those of the newest scan, but of one before it: the newest failed, found nothing to
// scan, or is still running.
func (d overviewCard) older(s command.Screen, newest api.Scan) kit.Message {
	l := d.now.Lint
	if l == nil || l.Scan.ID == 0 || l.Scan.ID == newest.ID {
		return nil
	}
	return kit.Message{kit.Para(kit.Phrase(s.Words, "overview.older"))}
}

// overviewIssues is the table of open issues by severity, and the changes of the scan that counted them.
func overviewIssues(s command.Screen, l *api.LintScan) kit.Message {
	if l == nil {
		return nil
	}
	t := kit.NewTable(s.Words, "head.open", "head.new", "")
	for _, v := range api.Severities() {
		t.Rows = append(t.Rows, []string{
			kit.Thousands(l.Total.BySeverity.Of(v).Active), kit.Thousands(l.Current.BySeverity.Of(v)), screen.SeverityMark(s, v),
		})
	}
	return kit.Message{
		kit.Para(kit.Phrase(s.Words, "overview.issues_are", "Count", l.Total.ByState.Active, "Number", kit.Bold(kit.Thousands(l.Total.ByState.Active)),
			"Opened", kit.Thousands(l.Current.Opened), "Fixed", kit.Thousands(l.Current.Fixed), "Resolved", kit.Thousands(l.Total.ByState.Resolved),
			"When", kit.When(l.Scan.Time.Time, s.Say("unknown")))),
		t,
	}
}

// scanLine is the outcome of a scan, or its progress.
func scanLine(s command.Screen, c api.Scan) kit.Line {
	by := kit.Text(kit.Name(c.Creator, "?", 40))
	switch {
	case c.Code == nil && c.State == api.ScanWaiting:
		return kit.Phrase(s.Words, "scan.queued", "State", kit.Bold(screen.Name(s, "scan_state", c.State)), "When", kit.When(c.Created.Time, "?"), "Person", by)
	case c.Code == nil:
		return kit.Phrase(s.Words, "scan.under_way", "State", kit.Bold(screen.Name(s, "scan_state", c.State)), "When", kit.When(c.Created.Time, "?"), "Person", by)
	case c.Code.OK():
		return kit.Phrase(s.Words, "scan.good", "When", kit.When(c.Time.Time, "?"), "Person", by, "Took", kit.Text(screen.Duration(s, c.Total)))
	default:
		return kit.Phrase(s.Words, "scan.failed", "When", kit.When(c.Time.Time, "?"), "Person", by, "Reason", kit.Bold(s.Say(locale.Group("result").Key(c.Code.Slug()))),
			"Code", kit.Text(kit.Number(*c.Code)))
	}
}
