package commands

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type jobsArgs struct {
	Project            string
	State              []api.JobState
	Failed             bool
	Code               string
	By, From, Message  string
	Since, Until       spec.Date
	codeFrom, codeUpTo *int
}

type jobList struct {
	place
	page api.Page[api.Job]
}

func jobs(d scansDeps) spec.Command {
	return spec.Define(spec.Def[jobsArgs, jobList]{
		Name:     "jobs",
		Access:   spec.Linked,
		Personal: func(a *jobsArgs) bool { return isMe(a.By) },
		Examples: []string{"jobs payments-api@master", "jobs payments-api@master --failed since:7d", "jobs state:running,waiting", "jobs code:200-299 by:me"},
		Args: func(a *jobsArgs) spec.Args {
			return spec.Args{
				spec.Text(&a.Project, "project").Optional(),
				spec.Several(&a.State, "state", "job_state", api.JobStates()...),
				spec.Flag(&a.Failed, "failed"),
				spec.Value(&a.Code, "code", "n|n-n").Check(a.readCodes),
				spec.Value(&a.By, "by", "me|name"),
				spec.Value(&a.From, "from", "part"),
				spec.Day(&a.Since, "since"),
				spec.Day(&a.Until, "until").Check(spec.NotBefore(&a.Until, &a.Since, "since")),
				spec.Value(&a.Message, "message", "part"),
			}
		},
		Run: func(ctx context.Context, r *spec.Request, a *jobsArgs) (jobList, error) {
			at, fetch, err := d.findJobs(ctx, r, a)
			if err != nil {
				return jobList{}, err
			}
			page, err := fetchPage(ctx, r, fetch)
			return jobList{place: at, page: page}, err
		},
		View: viewJobs,
		Sheet: func(ctx context.Context, r *spec.Request, a *jobsArgs) (spec.Sheet, error) {
			at, fetch, err := d.findJobs(ctx, r, a)
			if err != nil {
				return spec.Sheet{}, err
			}
			return jobSheet(ctx, r, at, fetch)
		},
	})
}

// findJobs finds the branch and says how a window of its jobs is had.
func (d scansDeps) findJobs(ctx context.Context, r *spec.Request, a *jobsArgs) (place, func(context.Context, api.Window) (api.Page[api.Job], error), error) {
	at, err := d.findProject(ctx, r, &a.Project)
	if err != nil {
		return at, nil, err
	}
	f := api.JobFilter{
		State: a.State, Failed: a.Failed, CodeFrom: a.codeFrom, CodeTo: a.codeUpTo, Message: a.Message, CreatedFrom: a.From, Creator: a.By,
		After: a.Since.Start(), Before: a.Until.End(),
	}
	if isMe(a.By) {
		// TCA keeps who started a job by the name it shows, not by the user name.
		link, err := d.Links.Link(ctx, r.Who)
		if err != nil {
			return at, nil, err
		}
		f.Creator = kit.Name(link.Nickname, link.Username, maxName)
	}
	return at, func(ctx context.Context, w api.Window) (api.Page[api.Job], error) {
		return r.TCA.Jobs(ctx, at.ref, f, w)
	}, nil
}

var codeForm = regexp.MustCompile(`^(-?\d{1,5})(?:(?:-|\.\.)(-?\d{1,5}))?$`)

// readCodes reads the result codes that are wanted: "211" or "200-299". Those of success are none of a failure.
func (a *jobsArgs) readCodes() error {
	if a.Code == "" {
		return nil
	}
	m := codeForm.FindStringSubmatch(strings.NewReplacer("–", "-", "~", "-", "～", "-").Replace(a.Code))
	if m == nil {
		return &spec.UsageError{Reason: "jobs.bad_code", Data: []any{"Name", "code", "Value", a.Code}}
	}
	from, _ := strconv.Atoi(m[1])
	to := from
	if m[2] != "" {
		to, _ = strconv.Atoi(m[2])
	}
	from, to = min(from, to), max(from, to)
	a.codeFrom, a.codeUpTo = &from, &to
	if a.Failed && to < int(api.FirstFailure) {
		return &spec.UsageError{Reason: "jobs.failed_code", Data: []any{"Flag", "--failed", "Least", number(api.FirstFailure), "Value", a.Code}}
	}
	return nil
}

func viewJobs(s spec.Screen, d jobList) kit.Message {
	l := list{
		title: s.Say("jobs.title", "Repo", d.repoName()),
		lead:  append(crumb(s, d.place), narrowed(s)...),
		page:  bare(d.page),
		count: len(d.page.Items),
		empty: kit.Phrase(s.Words, "jobs.none"),
		menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("jobs.open")},
		where: goTo(s, d.place),
		extra: []kit.Control{runs("times", s.Say("goto.scans"), "scans "+d.word())},
		web:   d.site.ScanHistory(d.ref),
	}
	if len(narrowed(s)) > 0 {
		l.unfold = "jobs " + d.word()
	}
	for _, j := range d.page.Items {
		ended := jobOutcome(s, j.State, j.Code)
		row := []kit.Line{{kit.Link(jobPage(d.place, j.ID), "#"+number(j.ID)), kit.Text("  " + ended)}}
		switch {
		case j.CodeLines != nil && j.OK():
			n := *j.CodeLines
			row[0] = append(row[0], kit.Text(" · "+s.Say("repo.lines", "Count", n, "Number", kit.Thousands(n))))
		case j.Done() && !j.OK():
			if why := kit.Name(j.Message, "", 100); why != "" {
				row = append(row, kit.Line{kit.Text(why)})
			}
		}
		l.rows = append(l.rows, row)
		l.menu.Options = append(l.menu.Options, kit.Option{
			Label: kit.Cut("#"+number(j.ID)+" "+ended, 50), Value: spec.State{Line: "job " + number(j.ID) + " " + d.word()}.String(),
		})
	}
	return l.view(s)
}

// jobSheet is a list of jobs, one a row. TCA tells no times here.
func jobSheet(ctx context.Context, r *spec.Request, at place, fetch func(context.Context, api.Window) (api.Page[api.Job], error)) (spec.Sheet, error) {
	w := r.Words
	head := heads(w, "job", "state", "result_code", "result", "result_message", "code_lines", "comment_lines", "blank_lines", "total_lines", "url")
	return sheet(ctx, "jobs-"+at.fileName(), head, fetch, func(j api.Job) []string {
		code, result := "", ""
		if j.Code != nil {
			code, result = number(*j.Code), resultName(w, *j.Code)
		}
		return []string{
			number(j.ID), name(w, "job_state", j.State), code, result, j.Message, count(j.CodeLines), count(j.CommentLines),
			count(j.BlankLines), count(j.Lines), jobPage(at, j.ID),
		}
	})
}

// count writes a figure that may not be there.
func count(n *int) string {
	if n == nil {
		return ""
	}
	return number(*n)
}
