package scans

import (
	"cmp"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
)

const (
	maxTasks    = 10 // listed on a job's screen
	maxTaskMenu = 25 // in its menu
)

// TaskOutcome is the outcome of a job's task, or its progress.
func TaskOutcome(s command.Screen, t api.Task) string {
	state := screen.Name(s, "task_state", t.State)
	code := t.Code
	if !t.Done() {
		code = nil
		if t.Progress > 0 {
			state += " " + kit.Number(t.Progress) + "%"
		}
	}
	return outcome(s, code, state)
}

// InOrder sorts tasks by interest: failed, running, cancelled, waiting, successful.
func InOrder(all []api.Task) []api.Task {
	rank := func(t api.Task) int {
		switch {
		case t.Done() && t.Code != nil && t.Code.Stopped():
			return 2
		case t.Done() && !t.OK():
			return 0
		case t.State == api.TaskRunning:
			return 1
		case !t.Done():
			return 3
		default:
			return 4
		}
	}
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b api.Task) int {
		return cmp.Or(rank(a)-rank(b), strings.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return sorted
}

// taskGroup are tasks with the same outcome.
type taskGroup struct {
	outcome, why string
	names        []string
}

// taskGroups groups tasks by outcome, so that ten tools cancelled for one reason are one row. A message of a task that
// repeats that of the job is left out.
func taskGroups(s command.Screen, j api.JobDetail) []taskGroup {
	var all []taskGroup
	for _, t := range InOrder(j.Tasks) {
		g := taskGroup{outcome: TaskOutcome(s, t)}
		if t.Done() && t.Code != nil && !t.Code.OK() && !t.Code.Stopped() && (j.Message == "" || !strings.Contains(t.Message, j.Message)) {
			g.why = kit.Name(t.Message, "", 120)
		}
		at := slices.IndexFunc(all, func(o taskGroup) bool { return o.outcome == g.outcome && o.why == g.why })
		if at < 0 {
			at, all = len(all), append(all, g)
		}
		all[at].names = append(all[at].names, taskName(t))
	}
	return all
}

// taskRows are a job's tasks, one row per group.
func taskRows(s command.Screen, j api.JobDetail) kit.Message {
	groups := taskGroups(s, j)
	if len(groups) == 0 {
		return nil
	}
	var rows kit.Rows
	more := 0
	for i, g := range groups {
		if i >= maxTasks {
			more += len(g.names)
			continue
		}
		line := kit.Line{kit.Text(g.outcome + " ")}
		for _, n := range g.names[:min(len(g.names), maxTasks)] {
			line = append(line, kit.Text(" "), kit.Code(n))
		}
		if rest := len(g.names) - maxTasks; rest > 0 {
			line = append(line, kit.Text(" "+s.Say("job.more_names", "Count", rest)))
		}
		row := []kit.Line{line}
		if g.why != "" {
			row = append(row, kit.Line{kit.Text(g.why)})
		}
		rows = append(rows, row)
	}
	m := kit.Message{rows}
	if more > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, "job.more_tasks", "Count", more)))
	}
	return m
}

// taskMenu opens one of a job's tasks.
func (d jobCard) taskMenu(s command.Screen) kit.Menu {
	menu := kit.Menu{ID: "run/task", Placeholder: s.Say("job.open_task")}
	all := InOrder(d.job.Tasks)
	for _, t := range all[:min(len(all), maxTaskMenu)] {
		menu.Options = append(menu.Options, line.Option(kit.Cut(taskName(t), 40)+" · "+TaskOutcome(s, t), line.Job(d.Ref, d.job.ID).With("task", kit.Number(t.ID))))
	}
	return menu
}

func taskName(t api.Task) string { return kit.Name(t.Name, "#"+kit.Number(t.ID), 64) }

// Progress is a bar and the tasks of a running job.
func Progress(s command.Screen, j api.JobDetail) kit.Line {
	if j.Done() || len(j.Tasks) == 0 {
		return nil
	}
	sum := 0
	for _, t := range j.Tasks {
		if t.Done() {
			sum += 100
		} else {
			sum += min(max(t.Progress, 0), 100)
		}
	}
	done := sum / len(j.Tasks)
	full := (done + 5) / 10
	bar := strings.Repeat("▰", full) + strings.Repeat("▱", 10-full)
	return kit.Line{kit.Text("  " + bar + " " + kit.Number(done) + "% · " + s.Say("job.tasks_done", "Count", j.TaskNum, "Done", j.TaskDone))}
}
