package apitest

import (
	"slices"
	"strings"
	"time"
)

// getTask serves one task of a job.
func (c *call) getTask() (any, *refusal) {
	x, ok := c.job()
	if !ok {
		return nil, notFound
	}
	for _, t := range c.s.tasks(c.proj, x) {
		if t.id == c.id("task") {
			o := c.s.taskJSON(t, c.u)
			o["tag"], o["taskprogress_set"] = "Codedog_Linux", []any{}
			return o, nil
		}
	}
	return nil, notFound
}

// task is the run of one tool in a job.
type task struct {
	id           int64
	job          int64
	module, name string
	rate, state  int
	code, msg    any
	x            scan
	place        int
	ran          bool
	revoked      bool // it was ended before it was done

	began, ended, beat time.Time
}

// tasks lists a job's tasks, the last first like the server. A job that has not started has none.
func (s *Server) tasks(p *project, x scan) []task {
	now := s.now()
	state := x.jobState(now)
	switch {
	case x.run != nil || x.stopped:
		return p.liveTasks(x, now)
	case state == 4:
		return nil
	}
	names := p.tools()
	var all []task
	for i, name := range names {
		t := p.newTask(x, i, name)
		done := 0
		if state == 1 {
			done = int(int64(len(names)) * int64(now.Sub(x.start())) / int64(x.exec))
		}
		switch {
		case state == 2 || state == 3 || i < done:
			t.rate, t.state, t.ran = 100, 2, true
			t.code, t.msg = 0, "success"
			if state == 2 && x.code != 0 {
				t.code, t.msg = taskResult(x, i, len(names))
			}
		case state == 1 && i == done:
			t.rate, t.state, t.ran = 45, 1, true
		}
		all = append(all, t)
	}
	slices.Reverse(all)
	return all
}

// newTask returns the task of a tool that has not started.
func (p *project) newTask(x scan, i int, tool string) task {
	t := task{id: p.jobID(x)*10 + int64(i) + 1, job: p.jobID(x), module: "codelint", name: tool, x: x, place: i}
	if slices.Contains([]string{"lizard", "cpd", "codecount"}, tool) {
		t.module = "codemetric"
	}
	t.began = x.start().Add(time.Duration(i) * time.Second)
	t.ended, t.beat = t.began.Add(30*time.Second), x.created.Add(time.Minute)
	return t
}

// taskResult returns the result of a task in a failed job: tasks before the fault succeeded, those after it were cancelled.
func taskResult(x scan, i, n int) (code, msg any) {
	at := failing(n)
	switch {
	case x.code < 100 || i == at:
		return x.code, x.msg
	case i < at && x.code >= 200 && x.code < 300:
		return 0, "success"
	case x.code == 301 || x.code == 313:
		return x.code, "Job revoked: " + x.msg
	}
	return 299, "其他task失败取消"
}

// tools returns the tools of a project's scheme.
func (p *project) tools() []string {
	var all []string
	for _, lang := range p.Languages {
		for _, i := range rulesOf(lang) {
			if name := checkRules[i].tool.name; !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	slices.Sort(all)
	if p.measures(partCyc) {
		all = append(all, "lizard", "cpd")
	}
	return append(all, "codecount")
}

// taskJSON returns the form of version 3. Only superusers get names and paths.
func (s *Server) taskJSON(t task, u *user) obj {
	now := s.now()
	o := obj{
		"id": t.id, "job": t.job, "result_code_msg": nil, "waiting_time": clock(min(t.x.wait, now.Sub(t.x.created)) + time.Duration(t.place)*time.Second),
		"execute_time": nil, "params_path": nil, "result_path": nil, "task_name": nil, "node": nil, "module": t.module, "private": false,
		"result_code": t.code, "result_msg": t.msg, "create_version": "1.0", "execute_version": nil, "start_time": nil, "end_time": nil,
		"state": t.state, "create_time": iso(t.x.created), "register_time": nil, "log_url": nil, "last_beat_time": iso(t.beat),
	}
	if t.ran {
		o["node"] = obj{"id": 1, "name": "node-01", "get_enabled_display": "Active", "get_state_display": "Busy"}
		o["execute_version"], o["start_time"], o["result_path"] = "20260101.1", iso(t.began), ""
		if t.state == 2 {
			o["end_time"], o["execute_time"] = iso(t.ended), clock(t.ended.Sub(t.began))
		}
	}
	if code, ok := t.code.(int); ok {
		o["result_code_msg"] = label(code)
	}
	if u.Superuser {
		o["task_name"] = t.name
		if t.ran {
			o["result_path"] = strings.Join([]string{"http://127.0.0.1/files/x/task_result_", itoa(t.id), ".json"}, "")
		}
	}
	return o
}
