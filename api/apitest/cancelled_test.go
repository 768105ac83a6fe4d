package apitest

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestCancel cancels jobs in every state.
func TestCancel(t *testing.T) {
	for name, after := range map[string]struct {
		begun    time.Duration
		started  bool
		tasks    bool
		finished bool // the request comes too late
	}{
		"waiting": {0, false, false, false}, "initialising": {2 * time.Second, false, false, false}, "initialised": {5 * time.Second, false, true, false},
		"running": {20 * time.Second, true, true, false}, "storing": {36 * time.Second, true, true, false}, "closed": {41 * time.Second, true, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newStarts(t)
			open := value(w.at(overviews3+"lintscans/latest/", "").data(), "lint_issue_num")
			job, scan := w.start("")
			w.clock.forward(after.begun)
			progress := w.job(job)["tasks"]
			a := w.cancel(w.sample.Member, job, `{"remarks":" not needed ","force":true}`)
			if a.status != http.StatusOK || child(a.body)["msg"] != "取消成功" {
				t.Fatalf("%d: %s", a.status, a.text)
			}
			d := w.job(job)
			same(t, "state", value(d, "state"), 2)
			tasks, _ := d["tasks"].([]any)
			if (d["start_time"] != nil) != after.started || (len(tasks) > 0) != after.tasks {
				t.Errorf("started at %v, %d tasks", d["start_time"], len(tasks))
			}
			if after.finished {
				same(t, "code", value(d, "result_code"), 0)
				if d["remarks"] != nil {
					t.Errorf("remarks: %v", d["remarks"])
				}
				return
			}
			const msg = "User( 王芳 ) Canceled: not needed . "
			if value(d, "result_code") != 301 || d["result_msg"] != msg || d["remarks"] != "not needed" || d["end_time"] != nil || d["expire_time"] == nil || d["creator"] != "张伟" {
				t.Errorf("%v", d)
			}
			done := 0
			before, _ := progress.([]any)
			for i, x := range tasks {
				same(t, "progress of a task", value(x, "progress_rate"), value(before[i], "progress_rate"))
				switch {
				case value(before[i], "state") == 2:
					done++
					same(t, "its code", value(x, "result_code"), 0)
				case value(x, "state") != 2 || value(x, "result_code") != 301 || child(x)["result_msg"] != "Job revoked: "+msg:
					t.Errorf("%v", x)
				}
			}
			same(t, "tasks that were done", value(d, "task_done"), done)
			x := child(w.at(fmt.Sprintf("%sscans/%d/", analysis3, scan), "").data())
			if value(x, "result_code") != 301 || x[partLint] != nil || value(x, "state") != 2 {
				t.Errorf("%v", x)
			}
			same(t, "open issues", value(w.at(overviews3+"lintscans/latest/", "").data(), "lint_issue_num"), open)
			w.clock.forward(time.Hour)
			sameJSON(t, "an hour later", w.job(job), d)
			w.start("") // nothing is in its way
		})
	}
}

// TestCancelDropsResults: what a scan found that is cancelled while its results are stored is not taken for the results of
// the next one.
func TestCancelDropsResults(t *testing.T) {
	w := newStarts(t)
	w.s.Plan(w.p.ProjectID, Plan{Opens: 9})
	job, dropped := w.start("")
	w.clock.forward(36 * time.Second)
	opened := func(scan int) int { return w.at(lint1+"issues/", fmt.Sprintf("?scan_open=%d", scan)).count() }
	same(t, "issues that are being stored", opened(dropped), 9)
	w.cancel(w.token, job, `{"remarks":"x"}`)
	next, scan := w.start("")
	w.over(next)
	same(t, "issues of the next one", opened(scan), 3)
	same(t, "issues of the cancelled one", opened(dropped), 0)
}

// TestCancelComputed: jobs that nobody started by a request can be cancelled, too.
func TestCancelComputed(t *testing.T) {
	w := newStarts(t)
	for _, p := range []SampleProject{w.sample.Running, w.sample.Waiting} {
		w.p = p
		job := value(w.at(project1+"jobs/", "?limit=1").results()[0], "id")
		a := post(t, w.s, w.token, w.path(project1+"scans/create/"), "")
		want := fmt.Sprintf("当前项目分支[%d]%s还有未完成任务，编号为: [%d]", p.ProjectID, p.Branch, value(w.job(job), "scan_id"))
		if body := child(a.body); a.status != 400 || value(body, "code") != 300 || body["msg"] != want {
			t.Errorf("%d: %s, want %s", a.status, a.text, want)
		}
		if a := w.cancel(w.sample.Member, job, `{"remarks":"x"}`); a.status != 200 {
			t.Fatal(a.text)
		}
		same(t, "code", value(w.job(job), "result_code"), 301)
		count := value(w.at(mainV1+"repos/{repo}/", "").data(), "job_count")
		next, _ := w.start("")
		if next != job+1 {
			t.Errorf("job %d after %d", next, job)
		}
		same(t, "jobs of the repository", value(w.at(mainV1+"repos/{repo}/", "").data(), "job_count"), count+1)
		same(t, "code of the next", value(w.over(next), "result_code"), 0)
	}
}

// TestSlowCancel: the state does not change for as long as the plan says, or not at all.
func TestSlowCancel(t *testing.T) {
	w := newStarts(t)
	w.s.Plan(w.p.ProjectID, Plan{Running: 10 * time.Minute, CancelTakes: 2 * time.Minute})
	w.s.Plan(w.p.ProjectID, Plan{Running: 10 * time.Minute, IgnoresCancel: true})
	for _, code := range []int{301, 0} {
		job, _ := w.start("")
		w.clock.forward(time.Minute)
		for range 2 { // the second request does not make it later
			if a := w.cancel(w.token, job, `{"remarks":"x"}`); a.status != 200 {
				t.Fatal(a.text)
			}
			same(t, "state", value(w.job(job), "state"), 1)
			w.clock.forward(50 * time.Second)
		}
		same(t, "state", value(w.job(job), "state"), 1)
		w.clock.forward(21 * time.Second)
		if state := value(w.job(job), "state"); (state == 2) != (code == 301) {
			t.Errorf("state %d", state)
		}
		same(t, "code", value(w.over(job), "result_code"), code)
	}
}

// TestStall: progress and heartbeat stand still in the middle of the run, and go on.
func TestStall(t *testing.T) {
	w := newStarts(t)
	w.s.Plan(w.p.ProjectID, Plan{Stall: 15 * time.Minute})
	job, _ := w.start("")
	running := func() (rate, task int) {
		for _, x := range w.job(job)["tasks"].([]any) {
			rate += value(x, "progress_rate")
			if value(x, "state") == 1 {
				task = value(x, "id")
			}
		}
		return rate, task
	}
	w.clock.forward(22 * time.Second)
	rate, task := running()
	for range 14 {
		w.clock.forward(time.Minute)
		now, same := running()
		if now != rate || same != task || task == 0 {
			t.Errorf("progress %d of task %d, %d of %d before", now, same, rate, task)
		}
		w.beats(job, task, false)
	}
	w.clock.forward(70 * time.Second)
	if now, task := running(); now <= rate {
		t.Errorf("progress %d, %d before", now, rate)
	} else {
		w.beats(job, task, true)
	}
	same(t, "code", value(w.over(job), "result_code"), 0)
}

// TestWhoMayStart: those who manage the repository may, members may not, and all members may cancel.
func TestWhoMayStart(t *testing.T) {
	w := newStarts(t)
	own := w.s.AddRepo(w.p.Org, w.p.Team, Repo{Name: "own", URL: "http://git.example.com/own", Creator: "tca_member", Branches: []Branch{{"master", []string{"默认方案"}}}})
	theirs := SampleProject{Org: w.p.Org, Team: w.p.Team, RepoID: own, ProjectID: ProjectID(own, 0, 0)}
	o := w.sample
	for _, tt := range []struct {
		who           string
		p             SampleProject
		start, cancel int
	}{
		{o.Root, o.Rich, 200, 200},
		{o.Admin, o.Rich, 200, 200},
		{o.TeamAdmin, o.Rich, 200, 200},
		{o.Member, o.Rich, 403, 200},
		{o.Member, theirs, 200, 200},
		{o.Outsider, o.Rich, 403, 403},
		{o.Newcomer, o.Rich, 403, 403},
		{o.Inactive, o.Rich, 401, 401},
		{"", o.Rich, 401, 401},
		{strings.Repeat("f", 40), o.Rich, 401, 401},
	} {
		w.p = tt.p
		same(t, "a start by "+tt.who, post(t, w.s, tt.who, w.path(project1+"scans/create/"), `{"force_create":true}`).status, tt.start)
		same(t, "a start by "+tt.who+" on version 3", post(t, w.s, tt.who, w.path(project3+"scans/"), `{"force_create":true}`).status, tt.start)
		newest := value(w.at(project1+"jobs/", "?limit=1").results()[0], "id")
		same(t, "a cancellation by "+tt.who, w.cancel(tt.who, newest, `{"remarks":"x"}`).status, tt.cancel)
	}
	w.p = o.Rich
	same(t, "an unknown job", w.cancel(o.Admin, 1, `{"remarks":"x"}`).status, 404)
	same(t, "no route in version 1", post(t, w.s, o.Admin, w.path(project1+"jobs/1/cancel/"), `{"remarks":"x"}`).status, 404)
}

// TestForce: two scans of a project run side by side, and both end.
func TestForce(t *testing.T) {
	w := newStarts(t)
	w.s.Plan(w.p.ProjectID, Plan{Running: 3 * time.Minute, Opens: 7})
	slow, first := w.start("")
	w.clock.forward(10 * time.Second)
	fast, second := w.start(`{"force_create":true}`)
	same(t, "code of the second", value(w.over(fast), "result_code"), 0)
	same(t, "state of the first", value(w.job(slow), "state"), 1)
	newest := w.at(overviews1+"lintscans/", "?limit=1").results()[0]
	same(t, "results are those of the second", value(newest, "scan", "id"), second)
	same(t, "code of the first", value(w.over(slow), "result_code"), 0)
	trend := w.at(overviews1+"lintscans/", "?limit=2").results()
	same(t, "then of the first", value(trend[0], "scan", "id"), first)
	sameJSON(t, "those of the second", trend[1], newest)
}

// TestActsAndFails: the request is carried out, and its answer lost, replaced or late.
func TestActsAndFails(t *testing.T) {
	w := newStarts(t)
	gate := make(chan struct{})
	close(gate)
	down := Down()
	down.Acts = true
	for name, f := range map[string]Fault{"dropped": {Acts: true, Drop: true}, "replaced": down, "late": {Acts: true, Gate: gate}} {
		f.Path, f.Times = "/scans/create/", 1
		before := w.at(project1+"jobs/", "").count()
		w.s.Inject(f)
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.s.URL()+w.path(project1+"scans/create/"), strings.NewReader(`{"force_create":true}`))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Token "+w.token)
		req.Header.Set("Content-Type", jsonType)
		resp, err := http.DefaultTransport.RoundTrip(req)
		status := 0
		if err == nil {
			status = resp.StatusCode
			_ = resp.Body.Close()
		}
		same(t, name, status, map[string]int{"dropped": 0, "replaced": 502, "late": 200}[name])
		same(t, name+": jobs", w.at(project1+"jobs/", "").count(), before+1)
	}
}
