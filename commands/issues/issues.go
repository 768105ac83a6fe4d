package issues

import (
	"context"
	"errors"
	"slices"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/people"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type issuesArgs struct {
	Project                  string
	State                    []api.IssueState
	Severity                 []api.Severity
	Resolution               []api.Resolution
	Author, Rule, Tool, Path string
	Package                  []int64
	Scan, FixedBy, Review    int64
	Since                    command.Since
	Until                    command.Date
	New                      bool
	Select                   bool
	Sort                     api.Order

	found target.Found // the scan that New or Since is about
}

type issueList struct {
	target.Branch
	Page     api.Page[api.Issue]
	names    []string     // the names that were searched for "me"
	never    bool         // no scan has counted issues, so that an empty list means nothing
	counted  bool         // one has
	found    target.Found // the scan that decides what is new, where the list is about that
	unsorted bool         // there are too many to be sorted here
	boxes    bool         // each can be ticked, to change several at once
}

func issues(d deps) command.Command {
	return paged.Define(paged.List[issuesArgs, target.Branch, api.Issue, issueList]{
		Name:     "issues",
		Access:   command.Linked,
		Personal: func(a *issuesArgs) bool { return command.IsMe(a.Author) },
		Examples: []string{"issues payments-api@master", "issues payments-api@master severity:fatal,error author:me", "issues -severity:info since:7d sort:-time", "issues payments-api@master --new", "issues payments-api@master since:release"},
		Args: func(a *issuesArgs) command.Args {
			return command.Args{
				command.Text(&a.Project, "project").Optional(),
				command.Several(&a.Severity, "severity", "severity", api.Severities()...),
				command.SeveralOr(&a.State, "state", "issue_state", command.Default[api.IssueState]{Value: api.IssueActive, Unless: a.pastIssues}, api.IssueStates()...),
				command.Several(&a.Resolution, "resolution", "resolution", api.Resolutions()...).Nullable().Rare(),
				command.Value(&a.Author, "author", "me|name"),
				command.Value(&a.Rule, "rule", "name").About("arg.rule_name"),
				command.Value(&a.Tool, "tool", "name").Rare(),
				command.Value(&a.Path, "path", "part"),
				command.Numbers(&a.Package, "package").Rare(),
				command.Flag(&a.New, "new").Check(a.oneScan),
				command.Flag(&a.Select, "select").Internal(),
				command.DayOrPin(&a.Since, "since").Check(a.notReview).Rare(),
				command.Day(&a.Until, "until").Check(command.NotBefore(&a.Until, &a.Since.Day, "since")).Rare(),
				command.Number(&a.Scan, "scan").Rare(),
				command.Number(&a.FixedBy, "fixed").Rare(),
				command.Number(&a.Review, "cr").Rare(),
				command.One(&a.Sort, "sort", "", api.OrderSeverity, api.OrderTime.Desc(), api.OrderTime, api.OrderPath, api.OrderScan.Desc(), api.OrderID.Desc()),
			}
		},
		Find: func(ctx context.Context, r *command.Request, a *issuesArgs) (target.Branch, error) {
			at, err := d.Branch(ctx, r, &a.Project)
			if err == nil {
				a.found, err = d.found(ctx, r, a, at)
			}
			return at, err
		},
		Fetch: fetchIssues,
		Load:  loadIssues,
		View:  viewIssues,
		File:  issueFile,
	})
}

// pastIssues reports whether the filters ask for issues that may no longer be open: a resolution closes most, and what a
// scan found may be fixed since.
func (a *issuesArgs) pastIssues() bool {
	return len(a.Resolution) > 0 || a.Scan != 0 || a.FixedBy != 0 || a.New
}

// fetchIssues fetches windows of the issues, always sorted: otherwise pages may overlap.
func fetchIssues(r *command.Request, a *issuesArgs, at target.Branch) paged.Fetcher[api.Issue] {
	f := api.IssueFilter{
		State: a.State, Severity: a.Severity, Resolution: a.Resolution, RuleName: a.Rule, Tool: a.Tool,
		Path: a.Path, Packages: a.Package, ScanOpen: a.Scan, ScanFix: a.FixedBy,
		After: a.Since.Day.Start(), Before: a.Until.End(), Order: []api.Order{a.order()},
	}
	switch {
	case a.New && a.found.Scan == 0:
		return none
	case a.New:
		f.ScanOpen = a.found.Scan
	case a.found.Scan != 0: // TCA filters by one scan: these are the beginning of the list in the order of scans
		f.Order = []api.Order{api.OrderScan.Desc()}
	}
	of := func(author string) paged.Fetcher[api.Issue] {
		f := f
		f.Author = author
		list := func(ctx context.Context, w api.Window) (api.Page[api.Issue], error) {
			if a.Review == 0 {
				return r.TCA.Issues(ctx, at.Ref, f, w)
			}
			page, err := r.TCA.CRScanIssues(ctx, api.ScanRef{Project: at.Ref, ID: a.Review}, f, w)
			if errors.Is(err, api.ErrNotFound) {
				err = &target.NotOfferedError{What: "offer.review_issues"}
			}
			return page, err
		}
		if a.found.Scan == 0 || a.New {
			return list
		}
		return paged.Leading(list, func(i api.Issue) bool { return i.ScanOpen > a.found.Scan })
	}
	names := command.AuthorNames(r, a.Author)
	if len(names) == 0 {
		return of("")
	}
	lists := make([]paged.Fetcher[api.Issue], len(names)) // TCA filters by one author
	for i, name := range names {
		lists[i] = of(name)
	}
	return paged.Union(inOrder(f.Order[0]), lists...)
}

// loadIssues fetches the page and, when there are no issues, whether that is because no scan has counted any.
func loadIssues(ctx context.Context, r *command.Request, a *issuesArgs, at target.Branch, fetch paged.Fetcher[api.Issue]) (issueList, error) {
	list, err := issuePage(ctx, r, a, fetch)
	list.Branch, list.found, list.boxes = at, a.found, a.Select
	if command.IsMe(a.Author) {
		list.names = command.AuthorNames(r, a.Author)
	}
	if err != nil || list.Page.Total > 0 {
		return list, err
	}
	if err := target.CheckScans(ctx, r, at, target.ScanFilter{Name: "scan", Scan: a.Scan}, target.ScanFilter{Name: "fixed", Scan: a.FixedBy}); err != nil {
		return list, err
	}
	if err := checkPackages(ctx, r, at, a.Package); err != nil {
		return list, err
	}
	now, err := r.TCA.Overview(ctx, at.Ref, "")
	switch {
	case errors.Is(err, api.ErrUnauthorized):
		return list, err
	case err == nil:
		list.never, list.counted = now.Lint == nil, now.Lint != nil
	}
	return list, nil
}

// checkPackages refuses a rule package that the scheme of a branch does not know, for a list that is empty.
func checkPackages(ctx context.Context, r *command.Request, at target.Branch, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	scheme := api.SchemeRef{Repo: at.Ref.Repo, ID: at.Project.Scheme.ID}
	official, err := r.TCA.AllCheckPackages(ctx, scheme)
	if err != nil {
		return err
	}
	own, err := r.TCA.CheckProfile(ctx, scheme)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if id != own.Custom.ID && !slices.ContainsFunc(official, func(p api.CheckPackage) bool { return p.ID == id }) {
			return &command.UsageError{Reason: "usage.no_package", Arg: "package", Data: []any{"Value", kit.Number(id)}}
		}
	}
	return nil
}

func viewIssues(s command.Screen, d issueList) kit.Message {
	l := screen.List{
		Title: s.Say("issues.title", "Repo", d.RepoName()),
		Lead:  append(append(screen.Breadcrumb(s, d.Branch), screen.Narrowed(s)...), screen.FoundNote(s, d.found)...),
		Page:  screen.PagePosition(d.Page),
		Count: len(d.Page.Items),
		Empty: kit.Phrase(s.Words, noIssues(s, d)),
		Menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("issues.open")},
		Where: screen.Navigation(s, d.Branch),
		Web:   d.Site.Issues(d.Ref),
		Widen: screen.Unfiltered(s, d.Page.Total, line.Issues(d.Ref).With("state", "all")),
	}
	if d.unsorted {
		l.Lead = append(l.Lead, kit.Note(kit.Phrase(s.Words, "issues.unsorted", "Most", kit.Thousands(paged.MaxSorted))))
	}
	if len(d.names) > 0 {
		l.Lead = append(l.Lead, screen.MyNames(s, d.names))
		l.Rare = append(l.Rare, screen.NamesButton(s))
	}
	selectable(s, d, &l)
	for _, i := range d.Page.Items {
		if d.boxes {
			break
		}
		l.Rows = append(l.Rows, []kit.Line{
			{kit.Bold(screen.SeverityMark(s, i.Severity)), kit.Text("  "), kit.Link(d.Site.Issue(i.Ref(d.Ref)), kit.Name(i.Message, i.RuleName, 100))},
			IssueFacts(s, i, people.People{}),
		})
		l.Menu.Options = append(l.Menu.Options, IssueOption(d.Ref, i))
	}
	return l.View(s)
}

// IssueOption is an issue in a menu: issues of one rule often differ by their file only.
func IssueOption(p api.ProjectRef, i api.Issue) kit.Option {
	return line.Option("#"+kit.Number(i.ID)+" "+screen.MenuFile(i.Path)+kit.Name(i.Message, kit.Name(i.RuleName, i.Rule, 50), 50), line.Issue(p, i.ID))
}

// noIssues is the sentence for an empty list. It says that there are no open issues only when a scan has counted them, and
// the only filter is the state, and selects open ones: other filters may have been too narrow.
func noIssues(s command.Screen, d issueList) locale.Key {
	if d.never {
		return "issues.never"
	}
	open, only := false, locale.Key("issues.none_open")
	for _, n := range s.Narrowed {
		switch {
		case n.Name == "sort": // which leaves nothing out
		case n.Name == "new" && d.found.Scan != 0:
			open, only = true, "issues.none_new"
		case n.Name == "since" && d.found.Scan != 0:
			only = "issues.none_since"
		case n.String() == "state:"+api.IssueActive.String():
			open = true
		default:
			return "issues.none"
		}
	}
	if open && d.counted {
		return only
	}
	return "issues.none"
}

// IssueFacts is the line under an issue: location, rule, author and state. It mentions the author if p does.
func IssueFacts(s command.Screen, i api.Issue, p people.People) kit.Line {
	// There is no line number: TCA's list has none, but only the answer about one issue (issue_details, up to 25 kB). A page of ten
	// would take eleven requests in place of one, of which a person has six at a time and TCA serves sixteen for everybody.
	line := kit.Line{kit.Code(kit.Tail(i.Path, 55)), kit.Text(" · " + kit.Name(i.RuleName, i.Rule, 30))}
	if author := kit.Name(i.Author, "", 30); author != "" {
		line = append(line, kit.Text(" · "), p.Author(i.Author, author))
	}
	if i.State != api.IssueActive {
		line = append(line, kit.Text(" · "), kit.Italic(screen.Name(s, "issue_state", i.State)))
	}
	return line
}

// issueFile writes issues to a file, one per row.
func issueFile(r *command.Request, at target.Branch) paged.File[api.Issue] {
	w := r.Words
	head := paged.ColumnNames(w, "col.id", "col.severity", "col.state", "col.resolution", "col.message", "col.rule", "col.tool", "col.path", "col.author", "col.language", "col.introduced", "col.introduced_revision",
		"col.found_by", "col.fixed_by", "col.url")
	return paged.File[api.Issue]{Name: "issues-" + at.FileName(), Head: head, Row: func(i api.Issue) []string {
		return []string{
			kit.Number(i.ID), screen.Name(w, "severity", i.Severity), screen.Name(w, "issue_state", i.State), screen.Name(w, "resolution", i.Resolution),
			i.Message, i.RuleName, i.Tool, i.Path, i.Author, i.Language, paged.Timestamp(i.Committed, r), i.Revision, paged.NumberOrNone(i.ScanOpen),
			paged.NumberOrNone(i.ScanFix), at.Site.Issue(i.Ref(at.Ref)),
		}
	}}
}
