package scans

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
)

// maxSteps is how many of a task's last progress messages are shown.
const maxSteps = 5

// withTask adds one of a job's tasks, and the job for the task's name, which TCA returns only with the job.
func (d jobCard) withTask(ctx context.Context, r *command.Request, ref api.JobRef, id int64) (jobCard, error) {
	var task api.TaskV3
	var refused error
	var err error
	d.missing, err = command.Gather(ctx,
		command.Part{Name: "job.part_task", Call: func(ctx context.Context) error {
			task, refused = r.TCA.JobTask(ctx, ref, id)
			return refused
		}},
		command.Fetch("job.part_job", &d.job, func(ctx context.Context) (api.JobDetail, error) { return r.TCA.Job(ctx, ref) }))
	if refused != nil {
		return d, refused
	}
	d.task, d.job.ID = &task, ref.ID
	return d, err
}

func viewTask(s command.Screen, d jobCard) kit.Message {
	t := d.task
	told := api.Task{ID: t.ID, Name: t.Name, State: t.State, Code: t.Code}
	if at := slices.IndexFunc(d.job.Tasks, func(o api.Task) bool { return o.ID == t.ID }); at >= 0 {
		told.Name, told.Progress = d.job.Tasks[at].Name, d.job.Tasks[at].Progress
	}
	m := kit.Message{kit.Heading(s.Say("task.title", "Tool", taskName(told), "Job", kit.Number(d.job.ID)))}
	m = append(m, screen.Breadcrumb(s, d.Branch)...)
	m = append(m, kit.Para{kit.Bold(TaskOutcome(s, told))})
	if t.Done() {
		m = append(m, Explanation(s, t.Code, t.Message, t.Label)...)
	}
	m = append(m, taskFacts(s, *t))
	m = append(m, taskSteps(t.Steps)...)
	m = append(m, screen.Missing(s, d.missing)...)
	up := line.Job(d.Ref, d.job.ID)
	return append(m, kit.Buttons{line.Button("up", s.Say("task.up"), up), screen.Navigation(s, d.Branch), screen.RefreshButton(s, 0, 0), screen.ShareButton(s, 0, 0), screen.WebButton(s, jobPage(d.Branch, d.job.ID))})
}

// taskFacts are the node and the times of a task.
func taskFacts(s command.Screen, t api.TaskV3) kit.Rows {
	f := screen.Facts{Screen: s}
	if t.Node == nil {
		f.Add("task.node", kit.Italic(s.Say("task.no_node")))
	} else {
		node := kit.Name(t.Node.Name, "#"+kit.Number(t.Node.ID), 60)
		if !t.Done() { // the node's current state says nothing about a finished task
			node += " · " + nodeWord(s, t.Node.Enabled) + " · " + nodeWord(s, t.Node.State)
		}
		f.Add("task.node", kit.Text(node))
	}
	if module := kit.Name(t.Module, "", 40); module != "" {
		f.Add("task.module", kit.Code(module))
	}
	f.Add("task.queued", kit.When(t.Created.Time, s.Say("unknown")))
	if !t.Started.IsZero() {
		f.Add("job.started", kit.When(t.Started.Time, ""), kit.Text(" · "+s.Say("job.waited", "Time", screen.Duration(s, t.Waited))))
	}
	if !t.Ended.IsZero() {
		f.Add("job.ended", kit.When(t.Ended.Time, ""), kit.Text(" · "+s.Say("job.ran", "Time", screen.Duration(s, t.Took))))
	}
	if !t.Done() {
		f.Add("task.heard", kit.When(t.LastBeat.Time, s.Say("unknown")))
	}
	if version := kit.Name(t.Version, "", 40); version != "" {
		f.Add("task.version", kit.Code(version))
	}
	if t.LogURL != "" {
		f.Add("task.log", kit.Link(t.LogURL, kit.Cut(t.LogURL, 80)))
	}
	return f.Rows
}

// taskSteps are the node's progress messages, the last one first.
func taskSteps(all []api.TaskStep) kit.Message {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b api.TaskStep) int { return b.Created.Compare(a.Created.Time) })
	var rows kit.Rows
	for _, step := range sorted[:min(len(sorted), maxSteps)] {
		rows = append(rows, []kit.Line{{kit.When(step.Created.Time, "?"), kit.Text("  " + kit.Number(step.Progress) + " %  " + kit.Name(step.Message, "…", 160))}})
	}
	if len(rows) == 0 {
		return nil
	}
	return kit.Message{rows}
}

// nodeWord translates the state of a node, which TCA has in English only.
func nodeWord(s command.Screen, word string) string {
	switch lower := strings.ToLower(word); lower {
	case "active", "disabled", "offline", "free", "busy":
		return s.Say(locale.Group("task_node").Key(lower))
	default:
		return kit.Name(word, "?", 20)
	}
}
