package scans

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/target"
	"time"
)

type jobsArgs struct {
	Project            string
	State              []api.JobState
	Failed             bool
	Code               string
	By, From, Message  string
	Since, Until       command.Date
	codeFrom, codeUpTo *int
}

type jobList struct {
	target.Branch
	page    api.Page[api.Job]
	began   map[int64]time.Time // when the jobs began whose scans are known, by their IDs
	missing []locale.Key
}

func jobs(d deps) command.Command {
	return paged.Define(paged.List[jobsArgs, jobsOf, api.Job, jobList]{
		Name:     "jobs",
		Access:   command.Linked,
		Personal: func(a *jobsArgs) bool { return command.IsMe(a.By) },
		Examples: []string{"jobs payments-api@master", "jobs payments-api@master --failed since:7d", "jobs state:running,waiting", "jobs code:200-299 by:me"},
		Args: func(a *jobsArgs) command.Args {
			return command.Args{
				command.Text(&a.Project, "project").Optional(),
				command.Several(&a.State, "state", "job_state", api.JobStates()...).About("arg.states"),
				command.Flag(&a.Failed, "failed"),
				command.Value(&a.Code, "code", "n|n-n").Check(a.readCodes).Rare(),
				command.Value(&a.By, "by", "me|name"),
				command.Value(&a.From, "from", "part").Rare(),
				command.Day(&a.Since, "since"),
				command.Day(&a.Until, "until").Check(command.NotBefore(&a.Until, &a.Since, "since")).Rare(),
				command.Value(&a.Message, "message", "part").Rare(),
			}
		},
		Find:  d.findJobs,
		Fetch: fetchJobs,
		Load: func(ctx context.Context, r *command.Request, _ *jobsArgs, of jobsOf, fetch paged.Fetcher[api.Job]) (jobList, error) {
			page, err := paged.FetchPage(ctx, r, fetch)
			if err != nil || len(page.Items) == 0 {
				return jobList{Branch: of.Branch, page: page}, err
			}
			began, missing := beginnings(ctx, r, of.Ref, page)
			return jobList{of.Branch, page, began, missing}, nil
		},
		View: viewJobs,
		File: jobFile,
	})
}

// jobsOf is the subject of a list of jobs.
type jobsOf struct {
	target.Branch
	creator string // filter: who started them, by the name that TCA shows; empty for anybody
}

// findJobs finds the branch, and the display name in TCA of the person who is meant by "me".
func (d deps) findJobs(ctx context.Context, r *command.Request, a *jobsArgs) (jobsOf, error) {
	at, err := d.Branch(ctx, r, &a.Project)
	of := jobsOf{Branch: at, creator: a.By}
	if err != nil || !command.IsMe(a.By) {
		return of, err
	}
	// TCA stores the starter of a job by display name, not by user name.
	link, err := d.Links.Link(ctx, r.Who)
	of.creator = kit.Name(link.Nickname, link.Username, target.MaxName)
	return of, err
}

// fetchJobs fetches windows of a branch's jobs.
func fetchJobs(r *command.Request, a *jobsArgs, of jobsOf) paged.Fetcher[api.Job] {
	f := api.JobFilter{
		State: a.State, CodeFrom: a.codeFrom, CodeTo: a.codeUpTo, Message: a.Message, CreatedFrom: a.From, Creator: of.creator,
		After: a.Since.Start(), Before: a.Until.End(),
	}
	jobs := func(f api.JobFilter) paged.Fetcher[api.Job] {
		return func(ctx context.Context, w api.Window) (api.Page[api.Job], error) {
			return r.TCA.Jobs(ctx, of.Ref, f, w)
		}
	}
	if a.Failed {
		return failedJobs(f, jobs)
	}
	return jobs(f)
}

// around is how many scans more than jobs are asked for, on either side of the page: some jobs never had a scan.
const around = 10

// beginnings says when the jobs of a page began. TCA's list of jobs has no times, but that of scans, which is in the same
// order, names their jobs. A filtered list is spread over more scans than are asked for: jobs that are not among them are
// shown without a time.
func beginnings(ctx context.Context, r *command.Request, ref api.ProjectRef, page api.Page[api.Job]) (began map[int64]time.Time, missing []locale.Key) {
	var scans api.Page[api.Scan]
	missing, _ = command.Gather(ctx, command.Fetch("jobs.part_times", &scans, func(ctx context.Context) (api.Page[api.Scan], error) {
		from := max(0, page.Offset-around)
		return r.TCA.Scans(ctx, ref, api.Window{Offset: from, Limit: page.Offset - from + paged.PageSize + around})
	}))
	began = make(map[int64]time.Time, len(scans.Items))
	for _, c := range scans.Items {
		began[c.JobID] = c.Created.Time
	}
	return began, missing
}

var codeForm = regexp.MustCompile(`^(-?\d{1,5})(?:(?:-|\.\.)(-?\d{1,5}))?$`)

// readCodes parses a range of result codes: "211" or "200-299". With --failed, a range of codes of success is rejected.
func (a *jobsArgs) readCodes() error {
	if a.Code == "" {
		return nil
	}
	m := codeForm.FindStringSubmatch(strings.NewReplacer("–", "-", "~", "-", "～", "-").Replace(a.Code))
	if m == nil {
		return &command.UsageError{Reason: "jobs.bad_code", Data: []any{"Name", "code", "Value", a.Code}}
	}
	from, _ := strconv.Atoi(m[1])
	to := from
	if m[2] != "" {
		to, _ = strconv.Atoi(m[2])
	}
	from, to = min(from, to), max(from, to)
	a.codeFrom, a.codeUpTo = &from, &to
	if a.Failed && from >= 0 && to < int(api.FirstFailure) {
		return &command.UsageError{Reason: "jobs.failed_code", Data: []any{"Flag", "--failed", "Least", kit.Number(api.FirstFailure), "Value", a.Code}}
	}
	return nil
}

func viewJobs(s command.Screen, d jobList) kit.Message {
	l := screen.List{
		Title: s.Say("jobs.title", "Repo", d.RepoName()),
		Lead:  slices.Concat(screen.Breadcrumb(s, d.Branch), screen.Missing(s, d.missing), screen.Narrowed(s)),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "jobs.none"),
		Menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("jobs.open")},
		Where: screen.Navigation(s, d.Branch),
		Extra: []kit.Control{line.Button("times", s.Say("goto.scans"), line.Scans(d.Ref))},
		Web:   d.Site.ScanHistory(d.Ref),
	}
	if len(screen.Narrowed(s)) > 0 {
		l.Widen = line.Jobs(d.Ref)
	}
	for _, j := range d.page.Items {
		ended := JobOutcome(s, j.State, j.Code)
		row := []kit.Line{{kit.Link(jobPage(d.Branch, j.ID), "#"+kit.Number(j.ID)), kit.Text("  " + ended)}}
		if at := d.began[j.ID]; !at.IsZero() {
			row[0] = append(row[0], kit.Text(" · "), kit.When(at, ""))
		}
		switch {
		case j.CodeLines != nil && j.OK():
			n := *j.CodeLines
			row[0] = append(row[0], kit.Text(" · "+s.Say("count.code_lines", "Count", n, "Number", kit.Thousands(n))))
		case j.Done() && !j.OK():
			if why := kit.Name(j.Message, "", 100); why != "" {
				row = append(row, kit.Line{kit.Text(why)})
			}
		}
		l.Rows = append(l.Rows, row)
		l.Menu.Options = append(l.Menu.Options, line.Option(kit.Cut("#"+kit.Number(j.ID)+" "+ended, 50), line.Job(d.Ref, j.ID)))
	}
	return l.View(s)
}

// jobFile writes jobs to a file, one per row. TCA returns no times here.
func jobFile(r *command.Request, of jobsOf) paged.File[api.Job] {
	w := r.Words
	head := paged.ColumnNames(w, "col.job", "col.state", "col.result_code", "col.result", "col.result_message", "col.code_lines", "col.comment_lines", "col.blank_lines", "col.total_lines", "col.url")
	return paged.File[api.Job]{Name: "jobs-" + of.FileName(), Head: head, Row: func(j api.Job) []string {
		code, result := "", ""
		if j.Code != nil {
			code, result = kit.Number(*j.Code), ResultName(w, *j.Code)
		}
		return []string{
			kit.Number(j.ID), screen.Name(w, "job_state", j.State), code, result, j.Message, count(j.CodeLines), count(j.CommentLines),
			count(j.BlankLines), count(j.Lines), jobPage(of.Branch, j.ID),
		}
	}}
}

// count formats an optional figure.
func count(n *int) string {
	if n == nil {
		return ""
	}
	return kit.Number(*n)
}
