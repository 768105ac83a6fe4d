package scans

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type jobArgs struct {
	Job, Project string
	Task         int64
}

type jobCard struct {
	target.Branch
	job     api.JobDetail
	scan    api.Scan         // the scan of the job; zero when it has no figures
	now     api.IssueSummary // the current state of the issues that it found
	task    *api.TaskV3      // the one of its tasks that is shown; nil for the job itself
	change  *int             // of duplicate lines; nil when it is not known
	missing []locale.Key
}

func job(d deps) command.Command {
	return command.Define(command.Def[jobArgs, jobCard]{
		Name:     "job",
		Access:   command.Linked,
		Examples: []string{"job 1234", "job 1234 payments-api@master", "job 1234 task:5678"},
		Args: func(a *jobArgs) command.Args {
			return command.Args{command.Text(&a.Job, "job"), command.Text(&a.Project, "project").Optional().About("arg.project_of"), command.Number(&a.Task, "task")}
		},
		Run: d.job,
		View: func(s command.Screen, d jobCard) kit.Message {
			if d.task != nil {
				return viewTask(s, d)
			}
			return viewJob(s, d)
		},
	})
}

func (d deps) job(ctx context.Context, r *command.Request, a *jobArgs) (jobCard, error) {
	n, err := d.ID(&a.Job, &a.Project, target.PageJob, "job")
	if err != nil {
		return jobCard{}, err
	}
	at, err := d.Branch(ctx, r, &a.Project)
	if err != nil {
		return jobCard{}, err
	}
	card := jobCard{Branch: at}
	ref := api.JobRef{Project: at.Ref, ID: n}
	if a.Task > 0 {
		return card.withTask(ctx, r, ref, a.Task)
	}
	if card.job, err = r.TCA.Job(ctx, ref); err != nil || !measured(card.job) {
		return card, err
	}
	card.missing, _ = command.Gather(ctx, // the job itself is there: the rest may be missing
		command.Fetch("job.part_scan", &card.scan, func(ctx context.Context) (api.Scan, error) { return r.TCA.Scan(ctx, at.Ref, card.job.ScanID) }),
		command.Fetch("job.part_now", &card.now, func(ctx context.Context) (api.IssueSummary, error) {
			return r.TCA.IssueSummary(ctx, at.Ref, api.ScanPick{ID: card.job.ScanID})
		}))
	change, missing := target.DuplicateChange(ctx, r, at.Ref, card.scan.Duplicate)
	card.change, card.missing = change, append(card.missing, missing...)
	return card, nil
}

// measured reports whether a job has figures: one without changes to scan has none.
func measured(j api.JobDetail) bool {
	return j.OK() && j.ScanID > 0 && j.Code.Slug() != "nothing_to_scan" && *j.Code != api.CodeRedirected
}

func viewJob(s command.Screen, d jobCard) kit.Message {
	j := d.job
	m := kit.Message{kit.Heading(s.Say("job.title", "ID", kit.Number(j.ID), "Repo", d.RepoName()))}
	m = append(m, screen.Breadcrumb(s, d.Branch)...)
	m = append(m, kit.Para(append(kit.Line{kit.Bold(JobOutcome(s, j.State, j.Code))}, Progress(s, j)...)))
	if j.Done() {
		m = append(m, Explanation(s, j.Code, j.Message, j.Label)...)
	}
	if d.scan.Lines != nil {
		j.CodeLines = nil // the findings include it
	}
	m = append(m, JobFacts(s, j))
	m = append(m, screen.Missing(s, d.missing)...)
	m = append(m, d.findings(s)...)
	m = append(m, taskRows(s, j)...)
	var first kit.Buttons
	if to := j.Redirect(); to > 0 {
		first = append(first, line.Button("redirect", s.Say("job.redirect", "ID", kit.Number(to)), line.Job(d.Ref, to)))
	}
	if d.scan.Lint != nil && d.scan.Lint.Opened > 0 {
		first = append(first, line.Button("new", s.Say("button.new_issues"), line.Issues(d.Ref).With("scan", kit.Number(d.scan.ID))))
	}
	if d.scan.Lint != nil && d.scan.Lint.Fixed > 0 {
		first = append(first, line.Button("gone", s.Say("job.show_gone"), line.Issues(d.Ref).With("fixed", kit.Number(d.scan.ID))))
	}
	if menu := d.taskMenu(s); len(menu.Options) > 0 {
		first = append(first, menu)
	}
	switch {
	case !j.Done():
		first = append(first, line.Button("watch", s.Say("button.watch"), line.Watch(d.Ref, j.ID)), line.Button("cancel", s.Say("button.cancel_scan"), line.Cancel(d.Ref, j.ID)))
	case !j.OK():
		first = append(first, line.Button("scan", s.Say("button.scan_again"), line.Scan(d.Ref)))
	}
	again := screen.RefreshButton(s, 0, 0)
	again.Main = !j.Done()
	return append(m, first,
		kit.Buttons{line.Button("up", s.Say("goto.scans"), line.Scans(d.Ref)), screen.Navigation(s, d.Branch), again, screen.ShareButton(s, 0, 0), screen.WebButton(s, jobPage(d.Branch, j.ID))})
}

// JobFacts are who started a job and how, how long it took, and who cancelled it.
func JobFacts(s command.Screen, j api.JobDetail) kit.Rows {
	f := screen.Facts{Screen: s}
	started := kit.Line{kit.When(j.Created.Time, s.Say("unknown")), kit.Text(" · " + kit.Name(j.Creator, s.Say("unknown"), 60))}
	if from := startedFrom(s, j.CreatedFrom); from != "" {
		started = append(started, kit.Text(" · "+from))
	}
	if waits(j.State) {
		f.Add("task.queued", started...)
	} else {
		f.Add("job.started", started...)
	}
	if lengths := jobLengths(s, j); len(lengths) > 0 {
		f.Add("job.lengths", kit.Text(strings.Join(lengths, " · ")))
	}
	if j.Done() && !j.Closed().IsZero() {
		f.Add("job.ended", kit.When(j.Closed().Time, ""))
	}
	if n := j.CodeLines; n != nil {
		f.Add("fact.lines", kit.Text(kit.Thousands(*n)))
	}
	if why := kit.Name(j.Remarks, "", 200); why != "" {
		f.Add("fact.remark", kit.Text(why))
	}
	return f.Rows
}

// waits reports whether a job has not started.
func waits(s api.JobState) bool {
	return s == api.JobWaiting || s == api.JobInitialising || s == api.JobInitialised
}

// jobLengths are how long the parts of a job took. Of one that has not ended, only how long it waited is known: TCA computes
// the others by the time when the job would expire.
func jobLengths(s command.Screen, j api.JobDetail) []string {
	var lengths []string
	length := func(id locale.Key, t api.Span) {
		if t.Seconds() >= 0.5 {
			lengths = append(lengths, s.Say(id, "Time", screen.Duration(s, t)))
		}
	}
	if !j.Done() {
		if !j.Started.IsZero() && !j.Created.IsZero() && !waits(j.State) {
			length("job.waited", api.Span{Duration: j.Started.Sub(j.Created.Time)})
		}
		return lengths
	}
	length("job.waited", j.Waited)
	length("job.ran", j.Took)
	length("job.stored", j.Stored)
	return lengths
}

// startedFrom is how a job was started, in plain words where TCA's value is known.
func startedFrom(s command.Screen, from string) string {
	switch from {
	case "web", "tca_web", "codedog_web":
		return s.Say("job.from_web")
	case "api":
		return s.Say("job.from_api")
	case "codedog_client":
		return s.Say("job.from_client")
	case api.StartedFrom:
		return s.Say("job.from_slack")
	default:
		return kit.Name(from, "", 32)
	}
}

// findings are the figures of a scan, and the current state of the issues that it found.
func (d jobCard) findings(s command.Screen) kit.Message {
	var m kit.Message
	if l := d.scan.Lint; l != nil {
		m = append(m, kit.Para(kit.Phrase(s.Words, "job.issues", "Opened", kit.Bold(kit.Thousands(l.Opened)), "Fixed", kit.Bold(kit.Thousands(l.Fixed)),
			"Active", kit.Thousands(l.Total.ByState.Active))))
		var left []string
		for _, v := range api.Severities() {
			if n := d.now.Scan.BySeverity.Of(v); n > 0 {
				left = append(left, screen.SeverityMark(s, v)+" "+kit.Thousands(n))
			}
		}
		if len(left) > 0 {
			m = append(m, kit.Para(kit.Phrase(s.Words, "job.still_open", "Counts", strings.Join(left, "  "))))
		}
	}
	if rows := screen.MetricFacts(s, screen.Metrics{Complexity: d.scan.Complexity, Duplicate: d.scan.Duplicate, Lines: d.scan.Lines, DuplicateChange: d.change}); len(rows) > 0 {
		m = append(m, rows)
	}
	return m
}
