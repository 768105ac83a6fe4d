package watch

import (
	"cmp"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/scans"
	"tcabot/commands/screen"
	"time"
)

// ViewProgress is the message of a watch. Ages are in whole minutes, so that it does not change all the time.
func ViewProgress(s command.Screen, p Progress) kit.Message {
	switch {
	case p.Verdict != nil:
		return viewVerdict(s, p)
	case p.Ending != "":
		return viewEnding(s, p)
	case !p.Silence.IsZero():
		return kit.Message{
			kit.Heading(s.Say("watch.silent_title", "Name", p.Name)), kit.Para(kit.Phrase(s.Words, "watch.silent", "When", kit.When(p.Silence, ""))),
			kit.Note(p.maker(s)),
			kit.Buttons{line.Button("watch_stop", s.Say("watch.stop"), line.Unwatch(p.ID))},
		}
	case p.Job == 0:
		return kit.Message{kit.Heading(s.Say("watch.starting_title", "Name", p.Name)), kit.Para(kit.Phrase(s.Words, "watch.starting"))}
	}
	m := kit.Message{kit.Heading(s.Say(locale.Group("watch_title").Key(stage(p.State.State)), "Name", p.Name))}
	m = append(m, stateLine(s, p.State, p.Ahead, p.At))
	m = append(m, p.cancelling(s)...)
	m = append(m, p.stall(s)...)
	m = append(m, p.tasks(s)...)
	stop := line.Button("watch_stop", s.Say("watch.stop"), line.Unwatch(p.ID))
	row := kit.Buttons{line.Button("watch_job", s.Say("button.job"), line.Job(p.Ref, p.Job))}
	if p.Cancel.By == "" || p.Cancel.Unsure {
		row = append(row, line.Button("watch_cancel", s.Say("button.cancel_scan"), line.Cancel(p.Ref, p.Job)))
	}
	return append(m, kit.Note(p.maker(s)), append(row, stop))
}

// stage names the stages of a job that people tell apart.
func stage(state api.JobState) string {
	switch {
	case waits(state):
		return "waiting"
	case state == api.JobStoring:
		return "storing"
	default:
		return "running"
	}
}

// stateLine is the state of a job, its age and how much of it is done.
func stateLine(s command.Screen, j api.JobDetail, ahead int, now time.Time) kit.Para {
	l := kit.Line{kit.Bold(screen.Name(s, "job_state", j.State))}
	since := j.Created.Time
	if !waits(j.State) && !j.Started.IsZero() {
		since = j.Started.Time
	}
	if age := ageOf(s, since, now); age != "" {
		l = append(l, kit.Text(" · "+age))
	}
	if waits(j.State) && ahead > 0 {
		l = append(l, kit.Text(" · "+s.Say("watch.ahead", "Count", ahead)))
	}
	return kit.Para(append(l, scans.Progress(s, j)...))
}

// ageOf is a length of time in whole minutes; empty when it is not known.
func ageOf(s command.Screen, since, now time.Time) string {
	if since.IsZero() || now.IsZero() {
		return ""
	}
	minutes := int(now.Sub(since).Minutes())
	switch {
	case minutes < 1:
		return s.Say("age.fresh")
	case minutes < 60:
		return s.Say("age.minutes", "Count", minutes)
	default:
		return s.Say("age.hours", "Count", minutes/60, "Minutes", minutes%60)
	}
}

// cancelling says that TCA was asked to cancel the job, and whether that takes too long.
func (p Progress) cancelling(s command.Screen) kit.Message {
	c := p.Cancel
	if c.By == "" {
		return nil
	}
	m := kit.Message{kit.Para(kit.Phrase(s.Words, "watch.cancelling", "Person", kit.Person(c.By), "When", kit.When(c.At, ""), "Reason", kit.Italic(kit.Cut(c.Reason, 200))))}
	switch late := p.At.Sub(c.At) >= CancelLimit; {
	case c.Unsure && late:
		m = append(m, kit.Gap(kit.Phrase(s.Words, "watch.cancel_lost")))
	case c.Unsure:
		m = append(m, kit.Para(kit.Phrase(s.Words, "watch.cancel_unsure")))
	case late:
		m = append(m, kit.Gap(kit.Phrase(s.Words, "watch.not_cancelled")))
	}
	return m
}

// stall says that nothing moves, and where.
func (p Progress) stall(s command.Screen) kit.Message {
	if !p.stalled() {
		return nil
	}
	still := int(p.At.Sub(p.Moved).Minutes())
	for _, t := range p.State.Tasks {
		if t.State != api.TaskRunning {
			continue
		}
		node := p.Times[t.ID].Node
		if node == nil {
			continue
		}
		l := kit.Phrase(s.Words, "watch.stalled_at", "Count", still, "Tool", kit.Code(kit.Name(t.Name, "?", 64)), "Node", kit.Bold(kit.Name(node.Name, "#"+kit.Number(node.ID), 60)))
		if beat := p.Times[t.ID].LastBeat; !beat.IsZero() {
			l = append(append(l, kit.Text(" ")), kit.Phrase(s.Words, "watch.heard", "When", kit.When(beat.Time, ""))...)
		}
		return kit.Message{kit.Gap(l)}
	}
	return kit.Message{kit.Gap(kit.Phrase(s.Words, "watch.stalled", "Count", still))}
}

// maxTasks is how many tasks are shown in rows of their own, and how many names in the row of a group.
const maxTasks = 12

// tasks lists the running tools with their progress and age, and groups the others by how they ended, or wait.
func (p Progress) tasks(s command.Screen) kit.Message {
	var rows kit.Rows
	var outcomes []string
	groups := map[string][]string{}
	for _, t := range scans.InOrder(p.State.Tasks) {
		name, outcome := kit.Name(t.Name, "#"+kit.Number(t.ID), 64), scans.TaskOutcome(s, t)
		if t.State != api.TaskRunning || len(rows) >= maxTasks {
			if groups[outcome] == nil {
				outcomes = append(outcomes, outcome)
			}
			groups[outcome] = append(groups[outcome], name)
			continue
		}
		row := kit.Line{kit.Code(name), kit.Text("  " + outcome)}
		if age := ageOf(s, p.Times[t.ID].Started.Time, p.At); age != "" {
			row = append(row, kit.Text(" · "+age))
		}
		rows = append(rows, []kit.Line{row})
	}
	for _, outcome := range outcomes {
		row := kit.Line{kit.Text(outcome + " ")}
		names := groups[outcome]
		for _, name := range names[:min(len(names), maxTasks)] {
			row = append(row, kit.Text(" "), kit.Code(name))
		}
		if more := len(names) - maxTasks; more > 0 {
			row = append(row, kit.Text(" "+s.Say("job.more_names", "Count", more)))
		}
		rows = append(rows, []kit.Line{row})
	}
	if len(rows) == 0 {
		return nil
	}
	return kit.Message{rows}
}

// maker is the small print: the job, who started it and who watches it.
func (p Progress) maker(s command.Screen) kit.Line {
	l := kit.Line{kit.Text(s.Say("watch.job", "Job", "#"+kit.Number(p.Job)))}
	if who := kit.Name(p.State.Creator, "", 60); who != "" {
		l = append(l, kit.Text(" · "+s.Say("watch.started_by", "Person", who)))
	}
	if !p.Private() {
		l = append(append(l, kit.Text(" · ")), kit.Phrase(s.Words, "watch.owner", "Person", kit.Person(p.Owner))...)
	}
	return l
}

// viewVerdict is the end of the message: how the scan ended.
func viewVerdict(s command.Screen, p Progress) kit.Message {
	v := *p.Verdict
	m := append(kit.Message{kit.Heading(v.Headline(s))}, v.Body(s)...)
	m = append(m, kit.Note(v.Maker(s)))
	row := v.Buttons(s)
	if v.Scan.Code == nil || !v.Scan.Code.OK() {
		row = append(row, line.Button("watch_again", s.Say("button.scan_again"), line.Scan(p.Ref)))
	}
	return append(m, row)
}

// viewEnding is the end of a message without a verdict.
func viewEnding(s command.Screen, p Progress) kit.Message {
	person := p.Owner
	if p.Ending == EndStopped {
		person = cmp.Or(p.StoppedBy, p.Owner)
	}
	m := kit.Message{
		kit.Heading(s.Say("watch.ended_title", "Name", p.Name)),
		kit.Para(kit.Phrase(s.Words, locale.Group("watch_end").Key(string(p.Ending)), "Person", kit.Person(person))),
	}
	if p.Job == 0 {
		return append(m, kit.Buttons{line.Button("watch_again", s.Say("button.scan_again"), line.Scan(p.Ref)), line.Button("jobs", s.Say("goto.jobs"), line.Jobs(p.Ref))})
	}
	if p.Ending == EndAudience {
		return m
	}
	again := line.Watch(p.Ref, p.Job)
	if !p.Private() {
		again = again.Flag("here")
	}
	return append(m, kit.Buttons{line.Button("watch", s.Say("button.watch"), again), line.Button("job", s.Say("button.job"), line.Job(p.Ref, p.Job))})
}

// ViewResult is the reply in the thread of the message once the scan has ended: an edited message notifies nobody.
func ViewResult(owner, result string) kit.Message {
	return kit.Message{kit.Para{kit.Person(owner), kit.Text(" " + result)}}
}

// Result is the end of a watch in one line; empty when its owner need not be notified, because a person stopped it.
func Result(s command.Screen, p Progress) string {
	switch {
	case p.Verdict != nil:
		return p.Verdict.Headline(s)
	case p.Ending == EndStopped:
		return ""
	default:
		return s.Say("watch.ended_title", "Name", p.Name)
	}
}

// jobRows list jobs of a branch with their states.
func jobRows(s command.Screen, all []api.Job) kit.Message {
	var rows kit.Rows
	for _, j := range all {
		rows = append(rows, []kit.Line{{kit.Bold("#" + kit.Number(j.ID)), kit.Text("  " + scans.JobOutcome(s, j.State, j.Code))}})
	}
	if len(rows) == 0 {
		return nil
	}
	return kit.Message{rows}
}
