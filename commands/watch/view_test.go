package watch

import (
	"os"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/change/changetest"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"tcabot/commands/verdict"
	"testing"
	"time"
)

func TestMain(m *testing.M) { os.Exit(screentest.Main(m)) }

// ago is a moment before the one at which screens are shown.
func ago(d time.Duration) api.Time { return api.Time{Time: screentest.Then.Add(-d)} }

// running is a job of six tools, of which two are done.
func running() api.JobDetail {
	return api.JobDetail{
		ID: 881, ScanID: 5014, State: api.JobRunning, Created: ago(6 * time.Minute), Started: ago(5*time.Minute + 40*time.Second), Creator: "张伟", CreatedFrom: "slack_bot",
		TaskNum: 6, TaskDone: 2, Tasks: []api.Task{
			{ID: 1, Name: "eslint", Progress: 100, State: api.TaskClosed, Code: new(api.ResultCode(0))},
			{ID: 2, Name: "golangcilint", Progress: 45, State: api.TaskRunning},
			{ID: 3, Name: "pylint", Progress: 100, State: api.TaskClosed, Code: new(api.ResultCode(0))},
			{ID: 4, Name: "lizard", State: api.TaskWaiting},
			{ID: 5, Name: "cpd", State: api.TaskWaiting},
			{ID: 6, Name: "codecount", State: api.TaskWaiting},
		},
	}
}

// watched is a watch of that job in a channel.
func watched(t *testing.T, alter func(*Progress)) Progress {
	t.Helper()
	at := screentest.UsualPlace(t)
	p := Progress{
		Watch: Watch{
			ID: 7, Workspace: "T1", Channel: "C0GENERAL1", Owner: "U0MEMBER01", Ref: at.Ref, Name: "payments-api@master", Language: locale.English,
			Begun: screentest.Then.Add(-6 * time.Minute), Job: 881,
		},
		Site: at.Site, At: screentest.Then, State: running(), Moved: screentest.Then.Add(-time.Minute),
		Times: map[int64]api.TaskV3{2: {
			ID: 2, Started: ago(3*time.Minute + 5*time.Second), LastBeat: ago(11 * time.Minute), Node: &api.TaskNode{ID: 1, Name: "node-01"},
		}},
	}
	if alter != nil {
		alter(&p)
	}
	return p
}

func waiting(p *Progress) {
	p.State = api.JobDetail{ID: 881, State: api.JobInitialised, Created: ago(4 * time.Minute), Creator: "张伟"}
	p.Times = nil
}

func TestProgressView(t *testing.T) {
	cases := map[string]func(command.Screen) kit.Message{}
	add := func(name string, alter func(*Progress)) {
		cases["progress/"+name] = screentest.Of(ViewProgress, watched(t, alter))
	}
	add("starting", func(p *Progress) { p.Job, p.State = 0, api.JobDetail{} })
	add("waiting", waiting)
	add("waiting_behind", func(p *Progress) { waiting(p); p.Ahead, p.Channel = 2, p.Owner })
	add("running", nil)
	add("storing", func(p *Progress) { p.State.State, p.State.Tasks = api.JobStoring, p.State.Tasks[:1] })
	add("stalled", func(p *Progress) { p.Moved = screentest.Then.Add(-12 * time.Minute) })
	add("stalled_unknown", func(p *Progress) { p.Moved, p.Times = screentest.Then.Add(-12*time.Minute), nil })
	add("stalled_storing", func(p *Progress) {
		p.State.State, p.State.Tasks, p.Moved = api.JobStoring, p.State.Tasks[:1], screentest.Then.Add(-12*time.Minute)
	})
	add("silent", func(p *Progress) { p.State, p.Silence = api.JobDetail{}, screentest.Then.Add(-2*time.Minute) })
	add("cancelling", func(p *Progress) {
		p.Cancel = Cancel{By: "U0ADMIN001", Reason: "wrong branch", At: screentest.Then.Add(-30 * time.Second)}
	})
	add("not_cancelled", func(p *Progress) {
		p.Cancel = Cancel{By: "U0ADMIN001", Reason: "wrong branch", At: screentest.Then.Add(-3 * time.Minute)}
	})
	add("cancel_unsure", func(p *Progress) {
		p.Cancel = Cancel{By: "U0ADMIN001", Reason: "wrong branch", At: screentest.Then.Add(-30 * time.Second), Unsure: true}
	})
	add("cancel_lost", func(p *Progress) {
		p.Cancel = Cancel{By: "U0ADMIN001", Reason: "wrong branch", At: screentest.Then.Add(-3 * time.Minute), Unsure: true}
	})
	for _, why := range []Ending{EndStopped, EndToken, EndUnlinked, EndGone, EndExpired, EndUnread, EndAudience} {
		add("ended_"+string(why), func(p *Progress) { p.Ending = why })
	}
	add("ended_stopped_by_another", func(p *Progress) { p.Ending, p.StoppedBy = EndStopped, "U0ADMIN001" })
	add("ended_not_started", func(p *Progress) { p.Ending, p.Job = EndNotStarted, 0 })
	add("failed", func(p *Progress) {
		c := changetest.Ended(5014, 0, 211)
		c.JobID, c.Message, c.Creator = 881, "pylint: return code 32", "张伟"
		p.Verdict = &verdict.Verdict{Site: p.Site, Ref: p.Ref, Name: p.Name, Scan: c}
	})
	add("hostile", func(p *Progress) {
		p.Name, p.State.Creator, p.Moved = apitest.Hostile()[0], apitest.Hostile()[1], screentest.Then.Add(-time.Hour)
		p.Cancel = Cancel{By: "U0ADMIN001", Reason: apitest.Hostile()[2], At: screentest.Then.Add(-time.Hour)}
		for i := range p.State.Tasks {
			p.State.Tasks[i].Name = apitest.Hostile()[i]
		}
	})
	add("longest", func(p *Progress) {
		p.Name, p.State.Creator = strings.Repeat("名", 128), strings.Repeat("人", 100)
		p.Cancel = Cancel{By: "U0ADMIN001", Reason: strings.Repeat("因", 512), At: screentest.Then.Add(-time.Hour)}
		for i := range 40 {
			p.State.Tasks = append(p.State.Tasks, api.Task{ID: int64(100 + i), Name: strings.Repeat("工具", 60), State: api.TaskRunning, Progress: i})
		}
	})
	screentest.Screens(t, cases)
}

func TestResultView(t *testing.T) {
	stopped := watched(t, func(p *Progress) { p.Ending = EndExpired })
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{"result/expired": func(s command.Screen) kit.Message { return ViewResult(stopped.Owner, Result(s, stopped)) }})
}

func preview(at target.Branch) scanCard {
	last := changetest.Counted(5013, 30, changetest.Open(1), changetest.Open(3, 4), 2, 0)
	last.Creator = "李华 Lee"
	return scanCard{Branch: at, last: last, told: line.Scan(at.Ref).With("key", "k"), here: line.Scan(at.Ref).Flag("here").With("key", "k"), form: line.Scan(at.Ref)}
}

func TestScanView(t *testing.T) {
	cases := map[string]func(command.Screen) kit.Message{}
	add := func(name string, alter func(*scanCard)) {
		c := preview(screentest.UsualPlace(t))
		alter(&c)
		cases["scan/"+name] = screentest.Of(viewScan, c)
	}
	w := watched(t, nil).Watch
	lost := w
	lost.Job, lost.Channel = 0, w.Owner
	add("preview", func(*scanCard) {})
	add("preview_full_direct", func(c *scanCard) { c.full, c.direct, c.last = true, true, api.Scan{} })
	add("preview_unfinished", func(c *scanCard) {
		c.unfinished = []api.Job{{ID: 880, State: api.JobRunning}}
		c.missing = []locale.Key{"scan.part_last"}
	})
	add("preview_forced", func(c *scanCard) {
		c.force, c.unfinished = true, []api.Job{{ID: 880, State: api.JobRunning}, {ID: 879, State: api.JobWaiting}}
	})
	add("started", func(c *scanCard) { c.started = &w })
	add("started_before", func(c *scanCard) { c.started, c.again = &w, true })
	add("unsure", func(c *scanCard) { c.started = &lost })
	screentest.Screens(t, cases)
}

func TestCommandViews(t *testing.T) {
	at := screentest.UsualPlace(t)
	w := watched(t, nil).Watch
	private, starting := w, w
	private.Channel, private.ID = w.Owner, 8
	unsure := private
	unsure.Cancel.Unsure = true
	starting.Job, starting.Name = 0, "orders@main"
	many := make([]Watch, 27)
	for i := range many {
		many[i] = w
	}
	job := running()
	cancelled, good := job, job
	cancelled.State, cancelled.Code = api.JobClosed, new(api.CodeCancelled)
	good.State, good.Code = api.JobClosed, new(api.ResultCode(0))
	cases := map[string]func(command.Screen) kit.Message{
		"watch/added":        screentest.Of(viewWatch, watchCard{one: &private, added: true, here: line.Watch(w.Ref, 881).Flag("here")}),
		"watch/already":      screentest.Of(viewWatch, watchCard{one: &w}),
		"watch/ended":        screentest.Of(viewWatch, watchCard{ended: true, ref: w.Ref, job: 881}),
		"watch/none":         screentest.Of(viewWatch, watchCard{}),
		"watch/list":         screentest.Of(viewWatch, watchCard{all: []Watch{w, starting, private}}),
		"watch/list_direct":  screentest.Of(viewWatch, watchCard{all: []Watch{private, w}, direct: true}),
		"watch/list_long":    screentest.Of(viewWatch, watchCard{all: many}),
		"cancel/sure":        screentest.Of(viewCancel, cancelCard{Branch: at, job: job, form: line.Cancel(w.Ref, 881)}),
		"cancel/ended":       screentest.Of(viewCancel, cancelCard{Branch: at, job: good, ended: true}),
		"cancel/done":        screentest.Of(viewCancel, cancelCard{Branch: at, job: cancelled, done: true, reason: "x"}),
		"cancel/too_late":    screentest.Of(viewCancel, cancelCard{Branch: at, job: good, done: true, reason: "x"}),
		"cancel/asked":       screentest.Of(viewCancel, cancelCard{Branch: at, job: job, reason: "x", watch: &private}),
		"cancel/unsure":      screentest.Of(viewCancel, cancelCard{Branch: at, job: job, reason: "x", watch: &unsure}),
		"error/forbidden":    (&MayNotStartError{Repo: "payments-api", Admins: []api.Person{{Username: "tca_admin", Nickname: "张伟"}}}).Explain,
		"error/forbidden_":   (&MayNotStartError{Repo: "payments-api"}).Explain,
		"error/unfinished":   (&UnfinishedError{Ref: w.Ref, Name: w.Name, Jobs: []api.Job{{ID: 880, State: api.JobRunning}}, Force: line.Scan(w.Ref)}).Explain,
		"error/unfinished_":  (&UnfinishedError{Ref: w.Ref, Name: w.Name, Force: line.Scan(w.Ref)}).Explain,
		"error/not_created":  (&NotCreatedError{Name: w.Name}).Explain,
		"error/many":         ErrMany.Explain,
		"error/gone":         ErrEnded.Explain,
		"error/not_yours":    (&NotYoursError{Owner: "U0ADMIN001"}).Explain,
		"error/not_a_member": (&PlaceError{Channel: "C0GENERAL1", Reason: subscription.ReasonChannel}).Explain,
	}
	screentest.Screens(t, cases)
}
