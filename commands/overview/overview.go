package overview

import (
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/target"
	"tcabot/commands/verdict"
)

type overviewArgs struct{ Project string }

type overviewCard struct {
	target.Branch
	now     api.Overview
	change  *int       // of duplicate lines; nil when it is not known
	scans   []api.Scan // the newest first
	verdict verdict.Verdict
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
		Run:  d.overview,
		View: viewOverview,
	})
}

// overview sums a branch up: what TCA counts now, and how the scan ended that counted it.
func (d deps) overview(ctx context.Context, r *command.Request, a *overviewArgs) (overviewCard, error) {
	at, err := d.Branch(ctx, r, &a.Project)
	if err != nil {
		return overviewCard{}, err
	}
	card := overviewCard{Branch: at}
	card.missing, err = command.Gather(ctx,
		command.Fetch("overview.part_now", &card.now, func(ctx context.Context) (api.Overview, error) { return r.TCA.Overview(ctx, at.Ref, "") }),
		command.Fetch("overview.part_scans", &card.scans, func(ctx context.Context) ([]api.Scan, error) {
			scans, _, err := change.Newest(ctx, r.TCA, at.Ref)
			return scans, err
		}))
	if err != nil {
		return card, err
	}
	var missing []locale.Key
	card.change, missing = target.DuplicateChange(ctx, r, at.Ref, card.now.Duplicate)
	card.missing = append(card.missing, missing...)
	if card.now.Lint == nil || len(card.scans) == 0 {
		return card, nil
	}
	missing, err = command.Gather(ctx, command.Fetch("overview.part_verdict", &card.verdict, func(ctx context.Context) (verdict.Verdict, error) {
		return verdict.Of(ctx, r.TCA, verdict.Query{
			Site: at.Site, Ref: at.Ref, Scan: card.now.Lint.Scan.ID, Gates: d.gates, Workspace: r.Who.Workspace, Channel: r.Channel,
		}, card.scans)
	}))
	card.missing = append(card.missing, missing...)
	return card, err
}

func viewOverview(s command.Screen, d overviewCard) kit.Message {
	m := kit.Message{kit.Heading(s.Say("overview.title", "Repo", d.RepoName()))}
	m = append(m, screen.Breadcrumb(s, d.Branch)...)
	m = append(m, screen.Missing(s, append(slices.Clone(d.missing), d.verdict.Missing...))...)
	if len(d.scans) == 0 && len(d.missing) == 0 {
		m = append(m, kit.Para{kit.Italic(s.Say("scans.none"))})
	}
	if d.isOlder() {
		m = append(m, kit.Para(scanLine(s, d.scans[0])), kit.Para(kit.Phrase(s.Words, "overview.older")))
	}
	if d.verdict.Gated {
		m = append(m, kit.Para(d.verdict.Gate.Headline(s.Words, nil)))
	}
	m = append(m, overviewIssues(s, d.now.Lint)...)
	m = append(m, d.verdict.WorstIssues(s)...)
	if rows := screen.MetricFacts(s, screen.Metrics{Complexity: d.now.Complexity, Duplicate: d.now.Duplicate, Lines: d.now.Lines, DuplicateChange: d.change}); len(rows) > 0 {
		m = append(m, rows)
	}
	if len(d.scans) > 0 && !d.isOlder() {
		m = append(m, kit.Note(scanLine(s, d.scans[0])))
	}
	return append(m, d.buttons(s),
		kit.Buttons{screen.Navigation(s, d.Branch), screen.RefreshButton(s, 0, 0), screen.ShareButton(s, 0, 0), screen.WebButton(s, d.Site.Project(d.Ref.Repo, d.Ref.ID))})
}

// buttons lead to what an overview sums up. The main one is for what is new, if something is.
func (d overviewCard) buttons(s command.Screen) (row kit.Buttons) {
	all := line.Button("issues", s.Say("goto.issues"), line.Issues(d.Ref))
	if l := d.now.Lint; l != nil && l.Current.Opened > 0 && l.Scan.ID != 0 {
		fresh := line.Button("new", s.Say("button.new_issues"), line.Issues(d.Ref).With("scan", kit.Number(l.Scan.ID)))
		fresh.Main = true
		row = append(row, fresh)
	} else {
		all.Main = l != nil
	}
	return append(row, all, line.Button("trend", s.Say("goto.trend"), line.Trend(d.Ref)), line.Button("scans", s.Say("goto.scans"), line.Scans(d.Ref)))
}

// isOlder reports whether the figures are not those of the newest scan, but of one before it: the newest failed, found
// nothing to scan, or is still running.
func (d overviewCard) isOlder() bool {
	return len(d.scans) > 0 && (d.now.Lint == nil || d.now.Lint.Scan.ID != 0 && d.now.Lint.Scan.ID != d.scans[0].ID)
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
