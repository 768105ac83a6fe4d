package commands

import (
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type overviewArgs struct{ Project string }

type overviewCard struct {
	place
	now     api.Overview
	scans   api.Page[api.Scan] // the newest
	missing []string
}

func overview(d overviewDeps) spec.Command {
	return spec.Define(spec.Def[overviewArgs, overviewCard]{
		Name:     "overview",
		Access:   spec.Linked,
		Examples: []string{"overview payments-api@master", "overview"},
		Args: func(a *overviewArgs) spec.Args {
			return spec.Args{spec.Text(&a.Project, "project").Optional()}
		},
		Run: func(ctx context.Context, r *spec.Request, a *overviewArgs) (overviewCard, error) {
			at, err := d.findProject(ctx, r, &a.Project)
			if err != nil {
				return overviewCard{}, err
			}
			card := overviewCard{place: at}
			card.missing, err = gather(ctx,
				fetch("overview.part_now", &card.now, func(ctx context.Context) (api.Overview, error) { return r.TCA.Overview(ctx, at.ref, "") }),
				fetch("overview.part_scans", &card.scans, func(ctx context.Context) (api.Page[api.Scan], error) {
					return r.TCA.Scans(ctx, at.ref, api.Window{Limit: 1})
				}))
			return card, err
		},
		View: viewOverview,
	})
}

func viewOverview(s spec.Screen, d overviewCard) kit.Message {
	m := kit.Message{kit.Heading(s.Say("overview.title", "Repo", d.repoName()))}
	m = append(m, crumb(s, d.place)...)
	m = append(m, lost(s, d.missing)...)
	if len(d.scans.Items) > 0 {
		m = append(m, kit.Para(scanLine(s, d.scans.Items[0])))
	} else if len(d.missing) == 0 {
		m = append(m, kit.Para{kit.Italic(s.Say("scans.none"))})
	}
	m = append(m, overviewIssues(s, d.now.Lint)...)
	f := facts{s: s}
	if c := d.now.Complexity; c != nil {
		sum := c.Summary()
		f.add("overview.complexity", kit.Text(s.Say("overview.complexity_is", "Count", sum.Over, "Number", kit.Thousands(sum.Over), "Threshold", sum.Threshold,
			"Diff", signed(sum.OverDiff))))
	}
	if u := d.now.Duplicate; u != nil {
		sum := u.Summary()
		f.add("overview.duplication", kit.Text(s.Say("overview.duplication_is", "Rate", percent(u.Rate), "Diff", signed(u.LinesDiff),
			"Count", sum.VeryHigh.Files, "Number", kit.Thousands(sum.VeryHigh.Files))))
	}
	if l := d.now.Lines; l != nil {
		f.add("overview.lines", kit.Text(s.Say("overview.lines_is", "Code", kit.Thousands(l.Code), "Comments", percent(share100(l.Comment, l.Total)),
			"Diff", signed(l.AddedCode-l.DeletedCode))))
	}
	if len(f.rows) > 0 {
		m = append(m, f.rows)
	}
	word := d.word()
	worst := runs("worst", s.Say("overview.worst"), "issues "+word+" severity:fatal,error")
	worst.Main = d.now.Lint != nil
	return append(m,
		kit.Buttons{
			worst, runs("issues", s.Say("goto.issues"), "issues "+word), runs("trend", s.Say("goto.trend"), "trend "+word),
			runs("scans", s.Say("goto.scans"), "scans "+word),
		},
		kit.Buttons{goTo(s, d.place), refresh(s, 0, 0), share(s, 0, 0), webButton(s, d.site.Project(d.ref.Repo, d.ref.ID))})
}

// overviewIssues is the table of what is open, and what the last scan changed.
func overviewIssues(s spec.Screen, l *api.LintScan) kit.Message {
	if l == nil {
		return nil
	}
	t := kit.Table{Head: []string{s.Say("overview.open"), s.Say("overview.new"), ""}}
	for _, v := range api.Severities() {
		t.Rows = append(t.Rows, []string{
			kit.Thousands(l.Total.BySeverity.Of(v).Active), signed(l.Current.BySeverity.Of(v)), severityMark(s, v),
		})
	}
	return kit.Message{
		kit.Para(kit.Phrase(s.Words, "overview.issues_are", "Count", l.Total.ByState.Active, "Number", kit.Bold(kit.Thousands(l.Total.ByState.Active)),
			"Opened", signed(l.Current.Opened), "Fixed", signed(-l.Current.Fixed), "Resolved", kit.Thousands(l.Total.ByState.Resolved))),
		t,
	}
}

// scanLine says how a scan ended, or how far it is.
func scanLine(s spec.Screen, c api.Scan) kit.Line {
	by := kit.Text(kit.Name(c.Creator, "?", 40))
	switch {
	case c.Code == nil:
		return kit.Phrase(s.Words, "scan.under_way", "State", kit.Bold(name(s, "scan_state", c.State)), "When", kit.When(c.Created.Time, "?"), "Person", by)
	case c.Code.OK():
		return kit.Phrase(s.Words, "scan.good", "When", kit.When(c.Time.Time, "?"), "Person", by, "Took", kit.Text(took(s, c.Total)))
	default:
		return kit.Phrase(s.Words, "scan.failed", "When", kit.When(c.Time.Time, "?"), "Person", by, "Reason", kit.Bold(s.Say("result."+c.Code.Slug())),
			"Code", kit.Text(number(*c.Code)))
	}
}
