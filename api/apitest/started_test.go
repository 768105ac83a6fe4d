package apitest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// morning is a moment at which no computed scan is in progress.
func morning() *clock1 { return &clock1{now: time.Date(2026, 11, 24, 1, 7, 3, 0, time.UTC)} }

// starts is a fake with a clock of its own, looked at by an administrator.
type starts struct {
	look

	clock  *clock1
	sample Sampled
}

func newStarts(t *testing.T) *starts {
	t.Helper()
	c := morning()
	s := serve(t, Options{Now: c.read})
	o := Sample(s)
	return &starts{look: look{t, s, o.Admin, o.Rich}, clock: c, sample: o}
}

func (w *starts) path(pattern string) string {
	return strings.NewReplacer("{org}", w.p.Org, "{team}", w.p.Team, "{repo}", fmt.Sprint(w.p.RepoID), "{project}", fmt.Sprint(w.p.ProjectID)).Replace(pattern)
}

// start starts a scan and returns the IDs of its job and its scan.
func (w *starts) start(body string) (job, scan int) {
	w.t.Helper()
	a := post(w.t, w.s, w.token, w.path(project1+"scans/create/"), body)
	if a.status != http.StatusOK {
		w.t.Fatalf("%d: %s", a.status, a.text)
	}
	return value(a.data(), "job", "id"), value(a.data(), "scan", "id")
}

func (w *starts) cancel(token string, job int, body string) answer {
	w.t.Helper()
	return post(w.t, w.s, token, w.path(fmt.Sprintf("%sjobs/%d/cancel/", project3, job)), body)
}

func (w *starts) job(id int) map[string]any {
	w.t.Helper()
	return child(w.at(fmt.Sprintf("%sjobs/%d/detail/", project1, id), "").data())
}

// over puts the clock forward until a job has ended.
func (w *starts) over(job int) map[string]any {
	w.t.Helper()
	for range 1000 {
		if d := w.job(job); value(d, "state") == 2 {
			return d
		}
		w.clock.forward(time.Second)
	}
	w.t.Fatal("the job does not end")
	return nil
}

// TestLifeOfAStartedScan looks at it every second: the states come in their order, progress only grows, and what the routes
// say of it is the same.
func TestLifeOfAStartedScan(t *testing.T) {
	w := newStarts(t)
	before := w.at(project1+"jobs/", "").count()
	count := value(w.at(mainV1+"repos/{repo}/", "").data(), "job_count")
	open := value(w.at(overviews3+"lintscans/latest/", "").data(), "lint_issue_num")
	job, scan := w.start(`{"incr_scan":false,"created_from":"slack_bot"}`)
	same(t, "jobs", w.at(project1+"jobs/", "").count(), before+1)
	same(t, "jobs of the repository", value(w.at(mainV1+"repos/{repo}/", "").data(), "job_count"), count+1)
	var states []int
	progress := 0
	for second := range 60 {
		d := w.job(job)
		state := value(d, "state")
		if len(states) == 0 || states[len(states)-1] != state {
			states = append(states, state)
		}
		if state == 2 && second != 40 && !slices.Contains(states, 2) {
			t.Errorf("closed after %d s", second)
		}
		w.agree(job, scan, d)
		n := 0
		tasks, _ := d["tasks"].([]any)
		running := 0
		for _, x := range tasks {
			n += value(x, "progress_rate")
			if value(x, "state") == 1 {
				running++
				w.beats(job, value(x, "id"), true)
			}
		}
		if n < progress || running > 1 || (running == 1) != (state == 1) {
			t.Errorf("%d s: progress %d after %d, %d tasks run in state %d", second, n, progress, running, state)
		}
		progress = n
		w.clock.forward(time.Second)
	}
	if fmt.Sprint(states) != "[0 4 5 1 3 2]" {
		t.Errorf("states: %v", states)
	}
	d := w.job(job)
	if d["creator"] != "张伟" || d["created_from"] != "slack_bot" || value(d, "task_done") != value(d, "task_num") || d["end_time"] == nil || d["expire_time"] != nil {
		t.Errorf("%v", d)
	}
	newest := child(w.at(analysis3+"scans/latest/", "").data())
	same(t, "type", value(newest, "type"), 2)
	same(t, "new issues", value(newest, partLint, "issue_open_num"), 3)
	same(t, "fixed issues", value(newest, partLint, "issue_fix_num"), 2)
	same(t, "open issues", value(w.at(overviews3+"lintscans/latest/", "").data(), "lint_issue_num"), open+1)
	same(t, "listed as new", w.at(lint1+"issues/", fmt.Sprintf("?scan_open=%d", scan)).count(), 3)
	same(t, "listed as fixed", w.at(lint1+"issues/", fmt.Sprintf("?scan_fix=%d", scan)).count(), 2)
}

// agree compares what the routes say of the newest scan.
func (w *starts) agree(job, scan int, d map[string]any) {
	w.t.Helper()
	same(w.t, "the newest job", value(w.at(project1+"jobs/", "?limit=1").results()[0], "id"), job)
	same(w.t, "its state in the list", value(w.at(project1+"jobs/", "?limit=1").results()[0], "state"), value(d, "state"))
	same(w.t, "its scan", value(d, "scan_id"), scan)
	x := w.at(analysis3+"scans/", "?limit=1").results()[0]
	same(w.t, "the newest scan", value(x, "id"), scan)
	same(w.t, "its job", value(x, "job_gid"), job)
	sameJSON(w.t, "the scan alone", w.at(analysis3+fmt.Sprintf("scans/%d/", scan), "").data(), x)
	sameJSON(w.t, "the latest scan", w.at(analysis3+"scans/latest/", "").data(), x)
	latest := child(w.at(overviews1+"latestscan/", "").data())
	same(w.t, "the latest scan of the overview", value(latest, "id"), scan)
	sameJSON(w.t, "its code", latest["result_code"], x["result_code"])
	if d["result_code"] != nil {
		sameJSON(w.t, "the code of its job", d["result_code"], x["result_code"])
	}
	recent := child(w.at(mainV1+"repos/{repo}/", "").data(), "recent_active")
	if d["start_time"] != nil {
		same(w.t, "the project that is active", value(recent, "id"), int(w.p.ProjectID))
		begun, _ := d["start_time"].(string)
		at, _ := recent["active_time"].(string)
		if begun[14:19] != at[14:19] {
			w.t.Errorf("active at %s, started at %s", at, begun)
		}
	}
	if x[partLint] != nil {
		sameJSON(w.t, "the overview", child(w.at(overviews1, "").data())[partLint], x[partLint])
	}
}

// beats looks at the last report of the node that runs a task.
func (w *starts) beats(job, task int, fresh bool) {
	w.t.Helper()
	text, _ := child(w.at(fmt.Sprintf("%sjobs/%d/tasks/%d/", project3, job, task), "").data())["last_beat_time"].(string)
	beat, err := time.Parse(time.RFC3339Nano, text)
	if age := w.clock.read().Sub(beat); err != nil || (age < 5*time.Second) != fresh {
		w.t.Errorf("last beat %s ago, fresh: %t (%v)", age, fresh, err)
	}
}

// TestOutcomes starts a scan for each: it ends as planned, and all shapes are those that were recorded.
func TestOutcomes(t *testing.T) {
	t.Parallel()
	shapes, related := learned(recordings(t))
	w := newStarts(t)
	for _, o := range Outcomes() {
		w.s.Plan(w.p.ProjectID, o.Plan)
		a := post(t, w.s, w.token, w.path(project1+"scans/create/"), "")
		if o.Code == notCreated {
			if body := child(a.body); a.status != 400 || value(body, "code") != notCreated || !strings.HasPrefix(fmt.Sprint(body["msg"]), "启动任务异常: HTTPConnectionPool") {
				t.Errorf("%d: %s", a.status, a.text)
			}
			w.clock.forward(5 * time.Second)
			newest := w.at(project1+"jobs/", "?limit=1").results()[0]
			same(t, o.Name, value(newest, "result_code"), notCreated)
			if value(w.at(analysis3+"scans/latest/", "").data(), "job_gid") == value(newest, "id") {
				t.Error("the analysis service knows a scan that it did not create")
			}
			continue
		}
		if a.status != 200 {
			t.Fatalf("%s: %s", o.Name, a.text)
		}
		job := value(a.data(), "job", "id")
		recent := child(w.at(mainV1+"repos/{repo}/", "").data())["recent_active"]
		w.unlike(shapes, related, job, o.Name)
		d := w.over(job)
		w.unlike(shapes, related, job, o.Name)
		same(t, o.Name, value(d, "result_code"), o.Code)
		if msg := fmt.Sprint(d["result_msg"]); o.Message != "" && msg != o.Message || msg == "" {
			t.Errorf("%s: %q", o.Name, msg)
		}
		if early := o.Code >= 100 && o.Code < 199 || o.Code >= 302; early != (d["start_time"] == nil) || early != (d["end_time"] == nil) || (o.Code >= 100) != (d["expire_time"] != nil) {
			t.Errorf("%s: started %v, ended %v, expired %v", o.Name, d["start_time"], d["end_time"], d["expire_time"])
		}
		if d["start_time"] == nil {
			sameJSON(t, o.Name+": the job that started last", child(w.at(mainV1+"repos/{repo}/", "").data())["recent_active"], recent)
		}
		if n := value(child(w.at(analysis3+"scans/latest/", "").data()), partLint, "issue_open_num"); o.Code == 0 && n != o.Opens {
			t.Errorf("%s: %d new issues, want %d", o.Name, n, o.Opens)
		}
		w.clock.forward(time.Minute)
	}
}

// unlike compares a job on all its routes with what was recorded.
func (w *starts) unlike(shapes map[string]*shape, related map[string]map[string]map[string]bool, job int, name string) {
	w.t.Helper()
	paths := map[string]string{
		project1 + "jobs/":              project1 + "jobs/?limit=1",
		project1 + "jobs/{job}/detail/": fmt.Sprintf("%sjobs/%d/detail/", project1, job),
		analysis3 + "scans/":            analysis3 + "scans/?limit=1",
		analysis3 + "scans/latest/":     analysis3 + "scans/latest/",
		overviews1 + "latestscan/":      overviews1 + "latestscan/",
		mainV1 + "repos/{repo}/":        mainV1 + "repos/{repo}/",
	}
	tasks, _ := w.job(job)["tasks"].([]any)
	if len(tasks) > 0 {
		paths[project3+"jobs/{job}/tasks/{task}/"] = fmt.Sprintf("%sjobs/%d/tasks/%d/", project3, job, value(tasks[0], "id"))
	}
	for route, path := range paths {
		for _, problem := range shapes[twin(route)].differ(w.at(path, "").data(), "data", related[twin(route)]) {
			w.t.Errorf("%s: %s: %s", name, path, problem)
		}
	}
}
