package scans

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type scansArgs struct{ Project string }

type scanList struct {
	target.Branch
	page api.Page[api.Scan]
}

func scans(d deps) command.Command {
	return paged.Define(paged.List[scansArgs, target.Branch, api.Scan, scanList]{
		Name:     "scans",
		Access:   command.Linked,
		Examples: []string{"scans payments-api@master", "scans"},
		Args: func(a *scansArgs) command.Args {
			return command.Args{command.Text(&a.Project, "project").Optional()}
		},
		Find: func(ctx context.Context, r *command.Request, a *scansArgs) (target.Branch, error) {
			return d.Branch(ctx, r, &a.Project)
		},
		Fetch: func(r *command.Request, _ *scansArgs, at target.Branch) paged.Fetcher[api.Scan] {
			return func(ctx context.Context, w api.Window) (api.Page[api.Scan], error) {
				return r.TCA.Scans(ctx, at.Ref, w)
			}
		},
		Show: func(_ *command.Request, _ *scansArgs, at target.Branch, page api.Page[api.Scan]) scanList {
			return scanList{Branch: at, page: page}
		},
		View: viewScans,
		File: scanFile,
	})
}

func viewScans(s command.Screen, d scanList) kit.Message {
	l := screen.List{
		Title: s.Say("scans.title", "Repo", d.RepoName()),
		Lead:  screen.Breadcrumb(s, d.Branch),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "scans.none"),
		Menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("scans.open")},
		Where: screen.Navigation(s, d.Branch),
		Web:   d.Site.ScanHistory(d.Ref),
	}
	if l.Page.Total > 0 {
		l.Extra = []kit.Control{
			line.Button("latest", s.Say("scans.latest"), line.Latest(d.Ref)),
			line.Button("failed", s.Say("scans.failed"), line.Jobs(d.Ref).Flag("failed")),
		}
	}
	for _, c := range d.page.Items {
		ended := ScanOutcome(s, c)
		l.Rows = append(l.Rows, []kit.Line{
			{kit.When(c.Time.Time, s.Say("unknown")), kit.Text("  "), kit.Link(jobPage(d.Branch, c.JobID), ended)},
			{kit.Text(strings.Join(scanFacts(s, c), " · "))},
		})
		if c.JobID > 0 {
			l.Menu.Options = append(l.Menu.Options, line.Option(kit.Cut("#"+kit.Number(c.JobID)+" "+ended, 50), line.Job(d.Ref, c.JobID)))
		}
	}
	return l.View(s)
}

// scanFacts is the line under a scan: issues, type and revision.
func scanFacts(s command.Screen, c api.Scan) []string {
	var told []string
	if c.Lint != nil {
		told = append(told, s.Say("scans.change", "Opened", kit.Thousands(c.Lint.Opened), "Fixed", kit.Thousands(c.Lint.Fixed)))
	}
	told = append(told, scanMaking(s, c)...)
	if rev := kit.Name(c.Revision, "", 40); rev != "" {
		told = append(told, kit.Cut(rev, 11))
	}
	return told
}

// scanMaking is the type of a scan, who started it, and how long it took.
func scanMaking(s command.Screen, c api.Scan) []string {
	var told []string
	if c.Type.Valid() {
		told = append(told, screen.Name(s, "scan_type", c.Type))
	}
	if by := kit.Name(c.Creator, "", 40); by != "" {
		told = append(told, by)
	}
	switch {
	case c.Total.Seconds() > 0:
		told = append(told, screen.Duration(s, c.Total))
	case c.State == api.ScanRunning:
		told = append(told, s.Say("scans.so_far", "Time", screen.Duration(s, c.Execute)))
	}
	return told
}

// jobPage is TCA's page about a job of the branch, or about all jobs when it is not known which.
func jobPage(p target.Branch, job int64) string {
	if job <= 0 {
		return p.Site.ScanHistory(p.Ref)
	}
	return p.Site.Job(api.JobRef{Project: p.Ref, ID: job})
}

// scanFile writes a branch's scan history to a file, one scan per row.
func scanFile(r *command.Request, at target.Branch) paged.File[api.Scan] {
	w := r.Words
	head := paged.ColumnNames(w, "col.job", "col.scan", "col.queued", "col.started", "col.state", "col.kind", "col.result_code", "col.result", "col.result_message", "col.started_by",
		"col.revision", "col.waited", "col.ran", "col.opened", "col.gone", "col.open", "col.complex_functions", "col.duplicate_rate", "col.code_lines", "col.url")
	return paged.File[api.Scan]{Name: "scans-" + at.FileName(), Head: head, Row: func(c api.Scan) []string {
		started := c.Time
		if c.State == api.ScanWaiting {
			started = api.Time{} // TCA gives the time of its creation
		}
		row := []string{
			paged.NumberOrNone(c.JobID), kit.Number(c.ID), paged.Timestamp(c.Created, r), paged.Timestamp(started, r), screen.Name(w, "scan_state", c.State), screen.Name(w, "scan_type", c.Type),
			"", "", c.Message, c.Creator, c.Revision, screen.WholeSeconds(c.Waiting), screen.WholeSeconds(c.Execute),
			"", "", "", "", "", "", jobPage(at, c.JobID),
		}
		if c.Code != nil {
			row[6], row[7] = kit.Number(*c.Code), ResultName(w, *c.Code)
		}
		if l := c.Lint; l != nil {
			row[13], row[14], row[15] = kit.Number(l.Opened), kit.Number(l.Fixed), kit.Number(l.Total.ByState.Active)
		}
		if x := c.Complexity; x != nil {
			row[16] = kit.Number(x.Summary().Over)
		}
		if u := c.Duplicate; u != nil {
			row[17] = screen.Tenths(u.Rate)
		}
		if l := c.Lines; l != nil {
			row[18] = kit.Number(l.Code)
		}
		return row
	}}
}
