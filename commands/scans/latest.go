package scans

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/api/secret"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type latestArgs struct{ Project, Revision string }

type latestCard struct {
	target.Branch
	revision string // the requested revision; empty for the newest scan
	hidden   bool   // the requested revision is unknown and not to be repeated
	found    bool
	scan     api.LatestScan
	history  api.Scan       // the same scan in the scan history, which has who, how and how long; zero when unknown
	stored   *api.LintScan  // stored counts: of this scan or, when it has none, of the last successful one
	open     api.OpenIssues // open issues now, for a scan without figures
	tools    []api.ToolScan
	change   *int // of duplicate lines; nil when it is not known
	missing  []locale.Key
}

func latest(d deps) command.Command {
	return command.Define(command.Def[latestArgs, latestCard]{
		Name:     "latest",
		Access:   command.Linked,
		Examples: []string{"latest payments-api@master", "latest", "latest payments-api@master fda189156150c4b11320570b3fe0a852f7826075"},
		Args: func(a *latestArgs) command.Args {
			return command.Args{command.Text(&a.Project, "project").Optional(), command.Revision(&a.Revision, "revision").Optional()}
		},
		Run:  d.latest,
		View: viewLatest,
	})
}

// revisionForm is a git revision, whole or abbreviated.
var revisionForm = regexp.MustCompile(`^(?i)[0-9a-f]*[0-9][0-9a-f]*$`)

func (d deps) latest(ctx context.Context, r *command.Request, a *latestArgs) (latestCard, error) {
	if a.Revision == "" && len(a.Project) >= 12 && revisionForm.MatchString(a.Project) {
		a.Project, a.Revision = "", a.Project // the only word is a revision of the default branch
	}
	at, err := d.Branch(ctx, r, &a.Project)
	if err != nil {
		return latestCard{}, err
	}
	card := latestCard{Branch: at, revision: a.Revision}
	card.scan, err = r.TCA.LatestScan(ctx, at.Ref, a.Revision)
	if errors.Is(err, api.ErrNotFound) { // the branch exists, so it is the scan that does not
		if secret.MayHoldToken(a.Revision) { // not a revision of this branch, but perhaps a token: neither shown nor kept in a button
			card.revision, a.Revision, card.hidden = "", "", true
		}
		return card, nil
	}
	if err != nil {
		return card, err
	}
	card.found = true
	card.missing, _ = command.Gather(ctx, latestParts(r, &card)...) // the scan itself is there: the rest may be missing
	return card, nil
}

// latestParts are the optional calls of the screen.
func latestParts(r *command.Request, d *latestCard) []command.Part {
	which := int64(0) // the last successful scan
	if d.scan.Lint != nil {
		which = d.scan.ID
	}
	parts := []command.Part{{Name: "latest.part_stored", Call: func(ctx context.Context) error {
		report, err := r.TCA.IssueReport(ctx, d.Ref, which)
		switch {
		case err == nil:
			d.stored = &report
		case errors.Is(err, api.ErrNotFound):
			return nil // no successful scan so far
		}
		return err
	}}}
	if d.scan.Lint == nil {
		parts = append(parts, command.Fetch("latest.part_open", &d.open, func(ctx context.Context) (api.OpenIssues, error) {
			return r.TCA.OpenIssues(ctx, d.Ref)
		}))
	}
	if u := d.scan.Duplicate; u != nil {
		parts = append(parts, command.Fetch("part.duplicate_change", &d.change, func(ctx context.Context) (*int, error) {
			return r.TCA.DuplicateChange(ctx, d.Ref, *u)
		}))
	}
	if d.revision == "" {
		parts = append(parts, command.Part{Name: "latest.part_tools", Call: func(ctx context.Context) error {
			all, err := r.TCA.ToolScans(ctx, d.Ref)
			d.tools = all.Tools()
			return err
		}}, command.Part{Name: "latest.part_history", Call: func(ctx context.Context) error {
			scan, _, err := r.TCA.NewestScan(ctx, d.Ref)
			if scan.ID == d.scan.ID { // unless another one has started since
				d.history = scan
			}
			return err
		}})
	}
	return parts
}

func viewLatest(s command.Screen, d latestCard) kit.Message {
	title := s.Say("latest.title", "Repo", d.RepoName())
	if d.revision != "" {
		title = s.Say("latest.title_revision", "Repo", d.RepoName(), "Revision", kit.Name(d.revision, "?", 12))
	}
	m := kit.Message{kit.Heading(title)}
	m = append(m, screen.Breadcrumb(s, d.Branch)...)
	buttons := kit.Buttons{screen.Navigation(s, d.Branch), screen.RefreshButton(s, 0, 0), screen.ShareButton(s, 0, 0)}
	if !d.found {
		said := kit.Phrase(s.Words, "scans.none")
		switch {
		case d.hidden:
			said = kit.Phrase(s.Words, "latest.no_such_revision")
		case d.revision != "":
			said = kit.Phrase(s.Words, "latest.no_revision", "Revision", kit.Code(kit.Cut(d.revision, 60)))
		}
		return append(m, kit.Para(said), kit.Buttons{line.Button("scans", s.Say("goto.scans"), line.Scans(d.Ref))}, append(buttons, screen.WebButton(s, d.Site.ScanHistory(d.Ref))))
	}
	c := d.scan
	ended := s.Say("outcome.pending")
	switch {
	case c.Code != nil:
		ended = outcome(s, c.Code, "")
	case d.history.ID != 0:
		ended = ScanOutcome(s, d.history)
	}
	head := kit.Line{kit.Bold(ended), kit.Text(" · "), kit.When(c.Time.Time, s.Say("unknown"))}
	if rev := kit.Name(c.Revision, "", 40); rev != "" {
		head = append(head, kit.Text(" · "), kit.Code(kit.Cut(rev, 12)))
	}
	m = append(m, kit.Para(head))
	if told := scanMaking(s, d.history); d.history.ID != 0 && len(told) > 0 {
		m = append(m, kit.Para{kit.Text(strings.Join(told, " · "))})
	}
	m = append(m, Explanation(s, c.Code, c.Message, c.Label)...)
	m = append(m, screen.Missing(s, d.missing)...)
	m = append(m, d.issues(s)...)
	if rows := screen.MetricFacts(s, screen.Metrics{Complexity: c.Complexity, Duplicate: c.Duplicate, Lines: c.Lines, DuplicateChange: d.change}); len(rows) > 0 {
		m = append(m, rows)
	}
	m = append(m, d.toolTable(s)...)
	open := line.Button("job", s.Say("button.job"), line.Job(d.Ref, c.JobID))
	open.Main = c.Code == nil || !c.Code.OK()
	return append(m,
		kit.Buttons{open, line.Button("issues", s.Say("goto.issues"), line.Issues(d.Ref)), line.Button("scans", s.Say("goto.scans"), line.Scans(d.Ref))},
		append(buttons, screen.WebButton(s, jobPage(d.Branch, c.JobID))))
}

// issues are what the scan found, as it was counted when it ended, and the issues of the branch now: issues that are found
// again later no longer count for the scan, so one says nothing about the other. A scan without figures has those of the
// last successful one.
func (d latestCard) issues(s command.Screen) kit.Message {
	live := d.scan.Lint
	if live == nil {
		if d.stored == nil {
			return nil
		}
		return d.openNow(s)
	}
	var m kit.Message
	if d.stored != nil {
		m = kit.Message{kit.Para(kit.Phrase(s.Words, "latest.ended", "Opened", kit.Bold(kit.Thousands(d.stored.Opened)), "Fixed", kit.Bold(kit.Thousands(d.stored.Fixed)),
			"Active", kit.Thousands(d.stored.Total.ByState.Active)))}
	}
	t := kit.NewTable(s.Words, "head.open", "head.resolved", "head.closed", "")
	for _, v := range api.Severities() {
		n := live.Total.BySeverity.Of(v)
		t.Rows = append(t.Rows, []string{kit.Thousands(n.Active), kit.Thousands(n.Resolved), kit.Thousands(n.Closed), screen.SeverityMark(s, v)})
	}
	open := live.Total.ByState.Active
	return append(m, kit.Para(kit.Phrase(s.Words, "latest.now", "Count", open, "Number", kit.Bold(kit.Thousands(open)))), t)
}

// openNow are the open issues now, for a scan without figures.
func (d latestCard) openNow(s command.Screen) kit.Message {
	left := d.stored.Total.ByState.Active
	m := kit.Message{kit.Para(kit.Phrase(s.Words, "latest.before", "When", kit.When(d.stored.Scan.Time.Time, "?"), "Count", left, "Number", kit.Thousands(left)))}
	if d.open.Total == 0 && slices.Contains(d.missing, "latest.part_open") {
		return m
	}
	t := kit.NewTable(s.Words, "head.open", "")
	for _, v := range api.Severities() {
		t.Rows = append(t.Rows, []string{kit.Thousands(d.open.Of(v)), screen.SeverityMark(s, v)})
	}
	return append(m, kit.Para(kit.Phrase(s.Words, "latest.now", "Count", d.open.Total, "Number", kit.Bold(kit.Thousands(d.open.Total)))), t)
}
