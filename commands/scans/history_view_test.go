package scans

import (
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/paged"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/target"
	"testing"
	"time"
)

// scansOfAllKinds are a good scan, a failed one, one that found nothing to do, one that runs and one that waits.
func scansOfAllKinds() []api.Scan {
	return []api.Scan{
		{ID: 5009, JobID: 9, Time: screentest.Moments(0), State: api.ScanWaiting, Type: api.ScanIncremental, Creator: "王芳"},
		{ID: 5008, JobID: 8, Time: screentest.Moments(1), State: api.ScanRunning, Type: api.ScanFull, Creator: "张伟", Execute: screentest.Lasting(420)},
		{
			ID: 5007, JobID: 7, Time: screentest.Moments(2), State: api.ScanClosed, Type: api.ScanFull, Creator: "张伟", Code: new(api.ResultCode(0)), Total: screentest.Lasting(201),
			Revision: "ad950a96311320fee4ecc7451de0e7e18e377883", Lint: screentest.SomeLint(347, 5, 31, 2),
		},
		{
			ID: 5006, JobID: 6, Time: screentest.Moments(26), State: api.ScanClosed, Type: api.ScanIncremental, Creator: "李华 Lee", Code: new(api.ResultCode(211)), Total: screentest.Lasting(61),
			Revision: "fda189156150c4b11320570b3fe0a852f7826075", Message: screentest.WorstText,
		},
		{ID: 5005, JobID: 5, Time: screentest.Moments(50), State: api.ScanClosed, Type: api.ScanIncremental, Code: new(api.ResultCode(1)), Total: screentest.Lasting(4.8)},
		{ID: 5004, JobID: 0, State: 77, Type: 99, Code: new(api.ResultCode(999))},
	}
}

func scanListOf(at target.Branch, offset, total int, all ...api.Scan) scanList {
	return scanList{Branch: at, page: api.Page[api.Scan]{Items: all, Offset: offset, Total: total, At: screentest.Then}}
}

func worstScans() []api.Scan {
	var all []api.Scan
	for range paged.PageSize {
		c := scansOfAllKinds()[2]
		c.JobID, c.Code, c.Creator, c.Revision = 123_456_789, new(api.ResultCode(114)), strings.Repeat("名", 32), strings.Repeat("f", 64)
		c.Lint = screentest.SomeLint(9_999_999, 1_234_567, 7_654_321, 1)
		all = append(all, c)
	}
	return all
}

func TestScansViews(t *testing.T) {
	hostile := scansOfAllKinds()[2]
	hostile.Creator, hostile.Revision = apitest.Hostile()[0], "<!here>"
	at := screentest.SomePlace(t, "payments-api", "master")
	line := "scans K9fQ2mXz7Lp/bigteam#12/1200"
	screentest.Check(t, []screentest.Case{
		{Name: "scans/usual", Screen: command.Screen{Line: line, Sheet: true}, View: func(s command.Screen) kit.Message {
			return viewScans(s, scanListOf(at, 10, 137, scansOfAllKinds()...))
		}},
		{Name: "scans/empty", Screen: command.Screen{Line: line, Sheet: true}, View: func(s command.Screen) kit.Message { return viewScans(s, scanListOf(at, 0, 0)) }},
		{Name: "scans/one", Screen: command.Screen{Line: line, Sheet: true}, View: func(s command.Screen) kit.Message { return viewScans(s, scanListOf(at, 0, 1, hostile)) }},
		{Name: "scans/longest", Screen: command.Screen{Line: line, Sheet: true}, View: func(s command.Screen) kit.Message {
			return viewScans(s, scanListOf(screentest.WorstPlace(t), 20, 1_000_000, worstScans()...))
		}},
	})
}

func jobListOf(at target.Branch, offset, total int, all ...api.Job) jobList {
	return jobList{Branch: at, began: map[int64]time.Time{5: screentest.Then, 6: screentest.Then.Add(time.Hour), 9: screentest.Then.Add(2 * time.Hour)}, page: api.Page[api.Job]{Items: all, Offset: offset, Total: total, At: screentest.Then}}
}

func someJobs() []api.Job {
	good := api.Job{ID: 5, State: api.JobClosed, Code: new(api.ResultCode(0)), Message: "success"}
	good.CodeLines = new(48_212)
	skipped := good
	skipped.ID, skipped.Code = 4, new(api.ResultCode(1))
	return []api.Job{
		{ID: 9, State: api.JobInitialising},
		{ID: 8, State: api.JobInitialised},
		{ID: 7, State: api.JobRunning},
		{ID: 6, State: api.JobClosed, Code: new(api.ResultCode(203)), Message: "代码拉取失败: fatal: Authentication failed for 'http://git.example.com/x.git/'"},
		good, skipped,
		{ID: 3, State: api.JobClosed, Code: new(api.ResultCode(-1)), Message: screentest.WorstText},
		{ID: 2, State: 42},
	}
}

func TestJobsViews(t *testing.T) {
	at := screentest.SomePlace(t, "payments-api", "master")
	line := "jobs K9fQ2mXz7Lp/bigteam#12/1200"
	worst := api.Job{ID: 123_456_789, State: api.JobClosed, Code: new(api.ResultCode(226)), Message: screentest.WorstText}
	var worstPage []api.Job
	for range paged.PageSize {
		worstPage = append(worstPage, worst)
	}
	screentest.Check(t, []screentest.Case{
		{Name: "jobs/usual", Screen: command.Screen{Line: line, Sheet: true}, View: func(s command.Screen) kit.Message { return viewJobs(s, jobListOf(at, 0, 58, someJobs()...)) }},
		{Name: "jobs/empty", Screen: command.Screen{Line: line + " state:running --failed by:王芳", Sheet: true}, View: func(s command.Screen) kit.Message { return viewJobs(s, jobListOf(at, 0, 0)) }},
		{Name: "jobs/one", Screen: command.Screen{Line: line + " code:211", Sheet: true}, View: func(s command.Screen) kit.Message { return viewJobs(s, jobListOf(at, 0, 1, worst)) }},
		{Name: "jobs/longest", Screen: command.Screen{Line: line + " message:" + strings.Repeat("x", 500), Sheet: true}, View: func(s command.Screen) kit.Message {
			return viewJobs(s, jobListOf(screentest.WorstPlace(t), 20, 1_000_000, worstPage...))
		}},
	})
}

func BenchmarkViewScans(b *testing.B) {
	d := scanListOf(screentest.SomePlace(b, "payments-api", "master"), 10, 137, scansOfAllKinds()...)
	screentest.BenchScreen(b, "scans K9fQ2mXz7Lp/bigteam#12/1200", func(s command.Screen) kit.Message { return viewScans(s, d) })
}

func BenchmarkViewJobs(b *testing.B) {
	d := jobListOf(screentest.SomePlace(b, "payments-api", "master"), 0, 58, someJobs()...)
	screentest.BenchScreen(b, "jobs K9fQ2mXz7Lp/bigteam#12/1200", func(s command.Screen) kit.Message { return viewJobs(s, d) })
}
