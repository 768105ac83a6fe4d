package commands

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type issuesArgs struct {
	Project                  string
	State                    []api.IssueState
	Severity                 []api.Severity
	Resolution               []api.Resolution
	Author, Rule, Tool, Path string
	Package                  []int64
	Scan, FixedBy, Review    int64
	Since, Until             spec.Date
	Sort                     api.Order
}

type issueList struct {
	place
	page api.Page[api.Issue]
}

func issues(d issuesDeps) spec.Command {
	return spec.Define(spec.Def[issuesArgs, issueList]{
		Name:     "issues",
		Access:   spec.Linked,
		Personal: func(a *issuesArgs) bool { return isMe(a.Author) },
		Examples: []string{"issues payments-api@master", "issues payments-api@master severity:fatal,error author:me", "issues -severity:info since:7d sort:-time"},
		Args: func(a *issuesArgs) spec.Args {
			return spec.Args{
				spec.Text(&a.Project, "project").Optional(),
				spec.Several(&a.Severity, "severity", "severity", api.Severities()...),
				spec.Several(&a.State, "state", "issue_state", api.IssueStates()...),
				spec.Several(&a.Resolution, "resolution", "resolution", api.Resolutions()...),
				spec.Value(&a.Author, "author", "me|name"),
				spec.Value(&a.Rule, "rule", "name"),
				spec.Value(&a.Tool, "tool", "name"),
				spec.Value(&a.Path, "path", "part"),
				spec.Numbers(&a.Package, "package"),
				spec.Day(&a.Since, "since"),
				spec.Day(&a.Until, "until").Check(spec.NotBefore(&a.Until, &a.Since, "since")),
				spec.Number(&a.Scan, "scan"),
				spec.Number(&a.FixedBy, "fixed"),
				spec.Number(&a.Review, "cr"),
				spec.One(&a.Sort, "sort", "", api.OrderSeverity, api.OrderTime.Desc(), api.OrderTime, api.OrderPath, api.OrderID.Desc()),
			}
		},
		Run: func(ctx context.Context, r *spec.Request, a *issuesArgs) (issueList, error) {
			at, err := d.findIssues(ctx, r, a)
			if err != nil {
				return issueList{}, err
			}
			page, err := fetchPage(ctx, r, a.fetch(r, at))
			return issueList{place: at, page: page}, err
		},
		View: viewIssues,
		Sheet: func(ctx context.Context, r *spec.Request, a *issuesArgs) (spec.Sheet, error) {
			at, err := d.findIssues(ctx, r, a)
			if err != nil {
				return spec.Sheet{}, err
			}
			return issueSheet(ctx, r, at, a.fetch(r, at))
		},
	})
}

// findIssues finds the branch, and completes the arguments: what is open is what people mean by issues.
func (d issuesDeps) findIssues(ctx context.Context, r *spec.Request, a *issuesArgs) (place, error) {
	at, err := d.findProject(ctx, r, &a.Project)
	if err != nil {
		return at, err
	}
	if len(a.State) == 0 && a.Scan == 0 && a.FixedBy == 0 {
		a.State = []api.IssueState{api.IssueActive}
	}
	return at, nil
}

// fetch is how a window of the issues is had. They are always asked for in an order: without one, pages may overlap.
func (a *issuesArgs) fetch(r *spec.Request, at place) func(context.Context, api.Window) (api.Page[api.Issue], error) {
	f := api.IssueFilter{
		State: a.State, Severity: a.Severity, Resolution: a.Resolution, Author: a.Author, RuleName: a.Rule, Tool: a.Tool,
		Path: a.Path, Packages: a.Package, ScanOpen: a.Scan, ScanFix: a.FixedBy,
		After: a.Since.Start(), Before: a.Until.End(),
		Order: []api.Order{api.OrderSeverity},
	}
	if a.Sort != 0 {
		f.Order = []api.Order{a.Sort}
	}
	if isMe(f.Author) {
		f.Author = r.Username
	}
	return func(ctx context.Context, w api.Window) (api.Page[api.Issue], error) {
		if a.Review == 0 {
			return r.TCA.Issues(ctx, at.ref, f, w)
		}
		page, err := r.TCA.CRScanIssues(ctx, api.ScanRef{Project: at.ref, ID: a.Review}, f, w)
		if errors.Is(err, api.ErrNotFound) {
			err = &NotOfferedError{What: "offer.review_issues"}
		}
		return page, err
	}
}

func viewIssues(s spec.Screen, d issueList) kit.Message {
	l := list{
		title: s.Say("issues.title", "Repo", d.repoName()),
		lead:  append(crumb(s, d.place), narrowed(s)...),
		page:  bare(d.page),
		count: len(d.page.Items),
		empty: kit.Phrase(s.Words, "issues.none"),
		menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("issues.open")},
		where: goTo(s, d.place),
		web:   d.site.Issues(d.ref),
	}
	for _, i := range d.page.Items {
		l.rows = append(l.rows, []kit.Line{
			{kit.Bold(severityMark(s, i.Severity)), kit.Text("  "), kit.Link(d.site.Issue(i.Ref(d.ref)), kit.Name(i.Message, i.RuleName, 100))},
			issueFacts(s, i),
		})
		l.menu.Options = append(l.menu.Options, kit.Option{
			Label: "#" + number(i.ID) + " " + kit.Name(i.Message, i.RuleName, 50),
			Value: spec.State{Line: "issue " + number(i.ID) + " " + d.word()}.String(),
		})
	}
	return l.view(s)
}

// issueFacts is the line under an issue: where, by which rule, whose, and what became of it.
func issueFacts(s spec.Screen, i api.Issue) kit.Line {
	line := kit.Line{kit.Code(tail(i.Path, 55)), kit.Text(" · " + kit.Name(i.RuleName, i.Rule, 30))}
	if author := kit.Name(i.Author, "", 30); author != "" {
		line = append(line, kit.Text(" · "+author))
	}
	if i.State != api.IssueActive {
		line = append(line, kit.Text(" · "), kit.Italic(name(s, "issue_state", i.State)))
	}
	return line
}

// issueSheet is all of a list's issues, one a row.
func issueSheet(ctx context.Context, r *spec.Request, at place, fetch func(context.Context, api.Window) (api.Page[api.Issue], error)) (spec.Sheet, error) {
	w := r.Words
	head := heads(w, "id", "severity", "state", "resolution", "message", "rule", "tool", "path", "author", "language", "committed", "revision",
		"found_by", "fixed_by", "url")
	return sheet(ctx, "issues-"+at.fileName(), head, fetch, func(i api.Issue) []string {
		return []string{
			number(i.ID), name(w, "severity", i.Severity), name(w, "issue_state", i.State), name(w, "resolution", i.Resolution),
			i.Message, i.RuleName, i.Tool, i.Path, i.Author, i.Language, moment(i.Committed, r), i.Revision, numberOrNone(i.ScanOpen),
			numberOrNone(i.ScanFix), at.site.Issue(i.Ref(at.ref)),
		}
	})
}
