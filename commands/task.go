package commands

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// maxSteps is how much of what a node said of a task is shown, the last of it.
const maxSteps = 5

// withTask adds one of a job's tasks, and the job for what the task is called: TCA tells that only with the job.
func (d jobCard) withTask(ctx context.Context, r *spec.Request, ref api.JobRef, id int64) (jobCard, error) {
	var task api.TaskV3
	var refused error
	var err error
	d.missing, err = gather(ctx,
		part{name: "job.part_task", call: func(ctx context.Context) error {
			task, refused = r.TCA.JobTask(ctx, ref, id)
			return refused
		}},
		fetch("job.part_job", &d.job, func(ctx context.Context) (api.JobDetail, error) { return r.TCA.Job(ctx, ref) }))
	if refused != nil {
		return d, refused
	}
	d.task, d.job.ID = &task, ref.ID
	return d, err
}

func viewTask(s spec.Screen, d jobCard) kit.Message {
	t := d.task
	told := api.Task{ID: t.ID, Name: t.Name, State: t.State, Code: t.Code}
	if at := slices.IndexFunc(d.job.Tasks, func(o api.Task) bool { return o.ID == t.ID }); at >= 0 {
		told.Name, told.Progress = d.job.Tasks[at].Name, d.job.Tasks[at].Progress
	}
	m := kit.Message{kit.Heading(s.Say("task.title", "Tool", taskName(told), "Job", number(d.job.ID)))}
	m = append(m, crumb(s, d.place)...)
	m = append(m, kit.Para{kit.Bold(taskOutcome(s, told))})
	if t.Done() {
		m = append(m, verdict(s, t.Code, t.Message, t.Label)...)
	}
	m = append(m, taskFacts(s, *t))
	m = append(m, taskSteps(t.Steps)...)
	m = append(m, lost(s, d.missing)...)
	up := "job " + number(d.job.ID) + " " + d.word()
	return append(m, kit.Buttons{runs("up", s.Say("task.up"), up), goTo(s, d.place), refresh(s, 0, 0), share(s, 0, 0), webButton(s, jobPage(d.place, d.job.ID))})
}

// taskFacts are which machine did a task, and when.
func taskFacts(s spec.Screen, t api.TaskV3) kit.Rows {
	f := facts{s: s}
	if t.Node == nil {
		f.add("task.node", kit.Italic(s.Say("task.no_node")))
	} else {
		node := kit.Name(t.Node.Name, "#"+number(t.Node.ID), 60)
		if !t.Done() { // how the machine is now tells nothing of a task that is over
			node += " · " + nodeWord(s, t.Node.Enabled) + " · " + nodeWord(s, t.Node.State)
		}
		f.add("task.node", kit.Text(node))
	}
	if module := kit.Name(t.Module, "", 40); module != "" {
		f.add("task.module", kit.Code(module))
	}
	f.add("task.queued", kit.When(t.Created.Time, s.Say("unknown")))
	if !t.Started.IsZero() {
		f.add("task.started", kit.When(t.Started.Time, ""), kit.Text(" · "+s.Say("job.waited", "Time", took(s, t.Waited))))
	}
	if !t.Ended.IsZero() {
		f.add("task.ended", kit.When(t.Ended.Time, ""), kit.Text(" · "+s.Say("job.ran", "Time", took(s, t.Took))))
	}
	if !t.Done() {
		f.add("task.heard", kit.When(t.LastBeat.Time, s.Say("unknown")))
	}
	if version := kit.Name(t.Version, "", 40); version != "" {
		f.add("task.version", kit.Code(version))
	}
	if t.LogURL != "" {
		f.add("task.log", kit.Link(t.LogURL, kit.Cut(t.LogURL, 80)))
	}
	return f.rows
}

// taskSteps are what the machine said of its progress, the last of it first.
func taskSteps(all []api.TaskStep) kit.Message {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b api.TaskStep) int { return b.Created.Compare(a.Created.Time) })
	var rows kit.Rows
	for _, step := range sorted[:min(len(sorted), maxSteps)] {
		rows = append(rows, []kit.Line{{kit.When(step.Created.Time, "?"), kit.Text("  " + number(step.Progress) + " %  " + kit.Name(step.Message, "…", 160))}})
	}
	if len(rows) == 0 {
		return nil
	}
	return kit.Message{rows}
}

// nodeWord is what TCA says of a machine, which it says in English only.
func nodeWord(s spec.Screen, word string) string {
	switch lower := strings.ToLower(word); lower {
	case "active", "disabled", "offline", "free", "busy":
		return s.Say("task_node." + lower)
	default:
		return kit.Name(word, "?", 20)
	}
}
