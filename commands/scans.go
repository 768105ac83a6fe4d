package commands

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type scansArgs struct{ Project string }

type scanList struct {
	place
	page api.Page[api.Scan]
}

func scans(d scansDeps) spec.Command {
	return spec.Define(spec.Def[scansArgs, scanList]{
		Name:     "scans",
		Access:   spec.Linked,
		Examples: []string{"scans payments-api@master", "scans"},
		Args: func(a *scansArgs) spec.Args {
			return spec.Args{spec.Text(&a.Project, "project").Optional()}
		},
		Run: func(ctx context.Context, r *spec.Request, a *scansArgs) (scanList, error) {
			at, err := d.findProject(ctx, r, &a.Project)
			if err != nil {
				return scanList{}, err
			}
			page, err := fetchPage(ctx, r, scansOf(r, at))
			return scanList{place: at, page: page}, err
		},
		View: viewScans,
		Sheet: func(ctx context.Context, r *spec.Request, a *scansArgs) (spec.Sheet, error) {
			at, err := d.findProject(ctx, r, &a.Project)
			if err != nil {
				return spec.Sheet{}, err
			}
			return scanSheet(ctx, r, at)
		},
	})
}

// scansOf is how a window of a branch's history is had.
func scansOf(r *spec.Request, at place) func(context.Context, api.Window) (api.Page[api.Scan], error) {
	return func(ctx context.Context, w api.Window) (api.Page[api.Scan], error) {
		return r.TCA.Scans(ctx, at.ref, w)
	}
}

func viewScans(s spec.Screen, d scanList) kit.Message {
	l := list{
		title: s.Say("scans.title", "Repo", d.repoName()),
		lead:  crumb(s, d.place),
		page:  bare(d.page),
		count: len(d.page.Items),
		empty: kit.Phrase(s.Words, "scans.none"),
		menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("scans.open")},
		where: goTo(s, d.place),
		web:   d.site.ScanHistory(d.ref),
	}
	if l.page.Total > 0 {
		l.extra = []kit.Control{
			runs("latest", s.Say("scans.latest"), "latest "+d.word()),
			runs("failed", s.Say("scans.failed"), "jobs "+d.word()+" --failed"),
		}
	}
	for _, c := range d.page.Items {
		ended := scanOutcome(s, c)
		l.rows = append(l.rows, []kit.Line{
			{kit.When(c.Time.Time, s.Say("unknown")), kit.Text("  "), kit.Link(jobPage(d.place, c.JobID), ended)},
			{kit.Text(strings.Join(scanFacts(s, c), " · "))},
		})
		if c.JobID > 0 {
			l.menu.Options = append(l.menu.Options, kit.Option{
				Label: kit.Cut("#"+number(c.JobID)+" "+ended, 50), Value: spec.State{Line: "job " + number(c.JobID) + " " + d.word()}.String(),
			})
		}
	}
	return l.view(s)
}

// scanFacts is the line under a scan: what it changed, how it was made, and what it looked at.
func scanFacts(s spec.Screen, c api.Scan) []string {
	var told []string
	if c.Lint != nil {
		told = append(told, s.Say("scans.change", "Opened", signed(c.Lint.Opened), "Fixed", signed(-c.Lint.Fixed)))
	}
	told = append(told, scanMaking(s, c)...)
	if rev := kit.Name(c.Revision, "", 40); rev != "" {
		told = append(told, kit.Cut(rev, 11))
	}
	return told
}

// scanMaking is whether a scan looked at everything, who started it, and how long it took.
func scanMaking(s spec.Screen, c api.Scan) []string {
	var told []string
	if c.Type.Valid() {
		told = append(told, name(s, "scan_type", c.Type))
	}
	if by := kit.Name(c.Creator, "", 40); by != "" {
		told = append(told, by)
	}
	switch {
	case c.Total.Seconds() > 0:
		told = append(told, took(s, c.Total))
	case c.State == api.ScanRunning:
		told = append(told, s.Say("scans.so_far", "Time", took(s, c.Execute)))
	}
	return told
}

// jobPage is TCA's page of one of the branch's jobs, or of all when it is not known which.
func jobPage(p place, job int64) string {
	if job <= 0 {
		return p.site.ScanHistory(p.ref)
	}
	return p.site.Job(api.JobRef{Project: p.ref, ID: job})
}

// scanSheet is a branch's whole history, one scan a row.
func scanSheet(ctx context.Context, r *spec.Request, at place) (spec.Sheet, error) {
	w := r.Words
	head := heads(w, "job", "scan", "queued", "started", "state", "scan_type", "result_code", "result", "result_message", "started_by",
		"revision", "waited", "ran", "opened", "gone", "open", "over_threshold", "duplicate_rate", "code_lines", "url")
	return sheet(ctx, "scans-"+at.fileName(), head, scansOf(r, at), func(c api.Scan) []string {
		row := []string{
			numberOrNone(c.JobID), number(c.ID), moment(c.Created, r), moment(c.Time, r), name(w, "scan_state", c.State), name(w, "scan_type", c.Type),
			"", "", c.Message, c.Creator, c.Revision, wholeSeconds(c.Waiting), wholeSeconds(c.Execute),
			"", "", "", "", "", "", jobPage(at, c.JobID),
		}
		if c.Code != nil {
			row[6], row[7] = number(*c.Code), resultName(w, *c.Code)
		}
		if l := c.Lint; l != nil {
			row[13], row[14], row[15] = number(l.Opened), number(l.Fixed), number(l.Total.ByState.Active)
		}
		if x := c.Complexity; x != nil {
			row[16] = number(x.Summary().Over)
		}
		if u := c.Duplicate; u != nil {
			row[17] = tenths(u.Rate)
		}
		if l := c.Lines; l != nil {
			row[18] = number(l.Code)
		}
		return row
	})
}
