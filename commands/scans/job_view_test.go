package scans

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/target"
	"testing"
)

func someTask(id int64, name string, state api.TaskState, progress, code int, message string) api.Task {
	t := api.Task{ID: id, Name: name, Module: "codelint", State: state, Progress: progress, Message: message}
	if state == api.TaskClosed {
		t.Code = new(api.ResultCode(code))
	}
	return t
}

// goodJob is over, with its figures.
func goodJob(at target.Branch) jobCard {
	d := jobCard{Branch: at}
	d.job = api.JobDetail{
		ID: 7, ScanID: 5007, State: api.JobClosed, Code: new(api.ResultCode(0)), Message: "success", Created: screentest.Moments(3), Started: screentest.Moments(3),
		Ended: screentest.Moments(2), Waited: screentest.Lasting(20.3), Took: screentest.Lasting(120.8), Stored: screentest.Lasting(10.8), TaskNum: 3, TaskDone: 3,
		CreatedFrom: "codedog_web", Creator: "张伟",
		Tasks: []api.Task{
			someTask(3, "pylint", api.TaskClosed, 100, 0, "success"), someTask(2, "cpd", api.TaskClosed, 100, 0, "success"),
			someTask(1, "lizard", api.TaskClosed, 100, 0, "success"),
		},
	}
	d.job.CodeLines = new(100_000)
	d.scan = api.Scan{
		ID: 5007, Lint: screentest.SomeLint(347, 5, 31, 2), Complexity: screentest.SomeComplexity(29, 1, 2), Duplicate: screentest.SomeDuplicate(12.34, 1200, 2), Lines: screentest.SomeLines(100_000, 2),
	}
	d.now.Scan.BySeverity = api.SeverityCounts{Fatal: 1, Warning: 2}
	return d
}

// failedJob was ended by one of its tools.
func failedJob(at target.Branch) jobCard {
	d := jobCard{Branch: at}
	why := "pylint 执行失败: return code 32 <stderr> & *trace*\nTraceback (most recent call last):\n  File \"a.py\""
	d.job = api.JobDetail{
		ID: 6, State: api.JobClosed, Code: new(api.ResultCode(211)), Message: "工具分析错误", Label: "工具分析错误", Created: screentest.Moments(27), Started: screentest.Moments(27), Ended: screentest.Moments(26),
		Expired: screentest.Moments(26), Waited: screentest.Lasting(20.3), Took: screentest.Lasting(61), TaskNum: 12, TaskDone: 12, CreatedFrom: "api", Creator: "李华 Lee",
	}
	d.job.Tasks = []api.Task{someTask(20, "codecount", api.TaskClosed, 100, 299, "其他task失败取消"), someTask(21, "eslint", api.TaskClosed, 100, 211, why)}
	for i := range 10 {
		d.job.Tasks = append(d.job.Tasks, someTask(int64(30+i), "tool-"+kit.Number(i), api.TaskClosed, 100, 0, "success"))
	}
	return d
}

func runningJob(at target.Branch) jobCard {
	d := jobCard{Branch: at}
	d.job = api.JobDetail{
		ID: 8, State: api.JobRunning, Created: screentest.Moments(1), Started: screentest.Moments(1), Waited: screentest.Lasting(20.3), Took: screentest.Lasting(420), TaskNum: 4, TaskDone: 1,
		CreatedFrom: "slack_bot", Creator: "张伟",
		Tasks: []api.Task{
			someTask(1, "pylint", api.TaskClosed, 100, 0, "success"), someTask(2, "eslint", api.TaskRunning, 45, 0, ""),
			someTask(3, "lizard", api.TaskWaiting, 0, 0, ""), someTask(4, "cpd", api.TaskAcknowledging, 0, 0, ""),
		},
	}
	return d
}

func cancelledJob(at target.Branch) jobCard {
	d := jobCard{Branch: at}
	d.job = api.JobDetail{
		ID: 5, State: api.JobClosed, Code: new(api.ResultCode(301)), Message: "User( 张伟 ) Canceled: 不需要了 <b>&</b> *x* . ", Created: screentest.Moments(5),
		Expired: screentest.Moments(4), Waited: screentest.Lasting(3600), Creator: "王芳", Remarks: "不需要了 <b>&</b> *x*",
	}
	return d
}

// worstJob has everything TCA keeps at its longest.
func worstJob(at target.Branch) jobCard {
	d := goodJob(at)
	d.job.ID, d.job.ScanID, d.scan.ID = 123_456_789, 987_654_321, 987_654_321
	d.job.Code, d.job.Message, d.job.Remarks = new(api.ResultCode(114)), screentest.WorstText, screentest.WorstText
	d.job.Creator, d.job.CreatedFrom = strings.Repeat("名", 32), strings.Repeat("x", 32)
	d.scan.Lint = screentest.SomeLint(9_999_999, 1_234_567, 7_654_321, 2)
	d.job.Tasks = nil
	for i := range 60 {
		d.job.Tasks = append(d.job.Tasks, someTask(int64(1_234_567_000+i), strings.Repeat("t", 64), api.TaskClosed, 100, 114, "other "+screentest.WorstText))
	}
	d.missing = []locale.Key{"job.part_now"}
	return d
}

func someTaskCard(at target.Branch) jobCard {
	d := failedJob(at)
	d.task = &api.TaskV3{
		ID: 21, JobID: 6, Module: "codelint", State: api.TaskClosed, Code: new(api.ResultCode(211)), Message: d.job.Tasks[1].Message,
		Node: &api.TaskNode{ID: 1, Name: "node-01", Enabled: "Active", State: "Busy"}, Created: screentest.Moments(27), Started: screentest.Moments(27), Ended: screentest.Moments(26),
		LastBeat: screentest.Moments(26), Waited: screentest.Lasting(20.3), Took: screentest.Lasting(30), Version: "20260101.1", LogURL: "javascript:alert(1)",
	}
	for i := range 7 {
		d.task.Steps = append(d.task.Steps, api.TaskStep{ID: int64(i), Message: "step " + kit.Number(i) + " <!here>", Progress: 10 * i, Created: screentest.Moments(27 - i)})
	}
	return d
}

func TestJobViews(t *testing.T) {
	at := screentest.SomePlace(t, "payments-api", "master")
	line := "job 7 K9fQ2mXz7Lp/bigteam#12/1200"
	redirect := jobCard{Branch: at, job: api.JobDetail{
		ID: 4, State: api.JobClosed, Code: new(api.CodeRedirected), Message: `{"job_id": 1, "scan_id": 5001}`, Created: screentest.Moments(5), Creator: "王芳",
	}}
	waiting := runningJob(at)
	waiting.job = api.JobDetail{ID: 9, State: api.JobWaiting, Created: screentest.Moments(1), Waited: screentest.Lasting(240), Creator: "王芳"}
	unheard := someTaskCard(at)
	unheard.task = &api.TaskV3{ID: 999, State: api.TaskRunning, Created: screentest.Moments(1), LastBeat: screentest.Moments(0), Started: screentest.Moments(1), Waited: screentest.Lasting(5)}
	unheard.missing = []locale.Key{"job.part_job"}
	worstTask := someTaskCard(screentest.WorstPlace(t))
	worstTask.task.Message, worstTask.task.Node.Name, worstTask.task.Version = screentest.WorstText, screentest.WorstText, screentest.WorstText
	worstTask.task.LogURL = "https://example.com/" + strings.Repeat("x", 3000)
	for i := range worstTask.task.Steps {
		worstTask.task.Steps[i].Message = screentest.WorstText
	}
	var all []screentest.Case
	for _, one := range []struct {
		name string
		card jobCard
		view func(command.Screen, jobCard) kit.Message
	}{
		{"job/good", goodJob(at), viewJob},
		{"job/failed", failedJob(at), viewJob},
		{"job/running", runningJob(at), viewJob},
		{"job/waiting", waiting, viewJob},
		{"job/cancelled", cancelledJob(at), viewJob},
		{"job/redirected", redirect, viewJob},
		{"job/longest", worstJob(screentest.WorstPlace(t)), viewJob},
		{"job-task/usual", someTaskCard(at), viewTask},
		{"job-task/running", unheard, viewTask},
		{"job-task/longest", worstTask, viewTask},
	} {
		all = append(all, screentest.Case{Name: one.name, Screen: command.Screen{Line: line}, View: func(s command.Screen) kit.Message { return one.view(s, one.card) }})
	}
	screentest.Check(t, all)
}

func BenchmarkViewJob(b *testing.B) {
	d := failedJob(screentest.SomePlace(b, "payments-api", "master"))
	screentest.BenchScreen(b, "job 6 K9fQ2mXz7Lp/bigteam#12/1200", func(s command.Screen) kit.Message { return viewJob(s, d) })
}

func BenchmarkViewTask(b *testing.B) {
	d := someTaskCard(screentest.SomePlace(b, "payments-api", "master"))
	screentest.BenchScreen(b, "job 6 K9fQ2mXz7Lp/bigteam#12/1200 task:21", func(s command.Screen) kit.Message { return viewTask(s, d) })
}
