package apitest

import (
	"slices"
	"time"
)

// jobState returns the state of a scan in the main service.
func (x scan) jobState(now time.Time) int {
	waiting, initialised := 2*time.Second, 8*time.Second
	if x.run != nil {
		waiting, initialised = x.run.Waiting, x.run.Waiting+x.run.Initialising
	}
	switch age := now.Sub(x.created); {
	case now.Before(x.start()) && age < waiting:
		return 0
	case now.Before(x.start()) && age < initialised:
		return 4
	case now.Before(x.start()):
		return 5
	case !x.ended(now):
		return 1
	case now.Before(x.end().Add(x.save)):
		return 3
	}
	return 2
}

// listJobs serves a project's jobs, newest first. An item has few fields.
func (c *call) listJobs() (any, *refusal) {
	pass := c.jobFilter()
	if c.bad != nil {
		return nil, c.bad
	}
	now, all := c.s.now(), c.s.history(c.proj)
	slices.Reverse(all)
	all = slices.DeleteFunc(all, func(x scan) bool { return !pass(x) })
	return pagedOf(c, all, func(x scan) any {
		o := obj{"id": c.proj.jobID(x), "state": x.jobState(now), "efficient_comment_line_num": nil, "filtered_efficient_comment_line_num": nil}
		c.s.jobResult(o, c.proj, x)
		delete(o, "result_code_msg")
		return o
	}), nil
}

// jobResult adds the fields of a closed job: a code, a message and, unless it failed, line counts.
func (s *Server) jobResult(o obj, p *project, x scan) {
	for _, key := range []string{"result_code", "result_code_msg", "result_msg", "code_line_num", "comment_line_num", "blank_line_num", "total_line_num"} {
		o[key] = nil
	}
	if x.jobState(s.now()) != 2 {
		return
	}
	o["result_code"], o["result_code_msg"], o["result_msg"] = x.code, label(x.code), x.msg
	if x.nth >= 0 {
		n := s.lines(p, x)
		o["code_line_num"], o["comment_line_num"], o["blank_line_num"], o["total_line_num"] = n.code(), n.comment(), n.blank(), n.total()
	}
}

// jobFilter combines all filters of the list to one test.
func (c *call) jobFilter() func(scan) bool {
	now := c.s.now()
	states, byState := c.anyOf("state")
	code := c.between("result_code")
	coded := c.q("result_code_gte")+c.q("result_code_lte") != ""
	in := c.window("create_time_gte", "create_time_lte", "")
	project, byProject := c.number("project")
	return func(x scan) bool {
		nick, from := c.proj.starter(x)
		state := x.jobState(now)
		msg := ""
		if state == 2 {
			msg = x.msg
		}
		switch {
		case byState && !states[state]:
		case coded && (state != 2 || !code(float64(x.code))):
		case !in(x.created):
		case byProject && int64(project) != c.proj.id:
		case !fold(msg, c.q("result_msg")) || !fold(nick, c.q("creator")) || !fold(from, c.q("created_from")):
		default:
			return true
		}
		return false
	}
}

// job finds the job in the path.
func (c *call) job() (scan, bool) {
	all := c.s.history(c.proj)
	at := slices.IndexFunc(all, func(x scan) bool { return c.proj.jobID(x) == c.id("job") })
	if at < 0 {
		return scan{}, false
	}
	return all[at], true
}

// getJob serves the detail of version 1: times in seconds, tasks with the names of their tools.
func (c *call) getJob() (any, *refusal) {
	x, ok := c.job()
	if !ok {
		return nil, notFound
	}
	p, now := c.proj, c.s.now()
	state := x.jobState(now)
	nick, from := p.starter(x)
	o := obj{
		"id": p.jobID(x), "scan_id": p.scanID(x), "create_time": iso(x.created), "waiting_time": seconds(min(x.wait, now.Sub(x.created))),
		"start_time": nil, "execute_time": nil, "save_time": nil, "end_time": nil, "expire_time": nil, "state": state,
		"remarks": nil, "remarked_by": nil, "created_from": from, "creator": nick, "project": obj{
			"id": p.id, "branch": p.branch, "repo_id": p.repo.ID, "scan_scheme": p.schemeID, "repo_scm_url": p.repo.URL,
			"organization": orgBrief(p.org), "project_team": teamBrief(p.team),
		},
	}
	if !now.Before(x.start()) && !x.unstarted {
		o["start_time"], o["execute_time"] = iso(x.start()), seconds(min(x.exec, now.Sub(x.start())))
	}
	switch {
	case state == 2 && x.stopped:
		o["save_time"] = "-0.326246" // as recorded: the results are dropped before the job is closed
	case state == 3 || state == 2:
		o["save_time"] = seconds(min(x.save, now.Sub(x.end())))
	}
	if state == 2 {
		if !x.unstarted && !x.stopped {
			o["end_time"] = iso(x.end())
		}
		if x.code >= 100 {
			o["expire_time"] = iso(x.end())
		}
	}
	if k := x.cancelled; k != nil {
		o["remarks"], o["remarked_by"] = k.remark, userID(k.by.Username)
	}
	if x.code == notCreated && x.run != nil {
		o["scan_id"] = nil
	}
	c.s.jobResult(o, p, x)
	tasks, done := []any{}, 0
	for _, t := range c.s.tasks(p, x) {
		tasks = append(tasks, obj{
			"id": t.id, "module": t.module, "task_name": t.name, "progress_rate": t.rate, "state": t.state, "result_code": t.code, "result_msg": t.msg,
		})
		if t.state == 2 && !t.revoked {
			done++
		}
	}
	o["tasks"], o["task_num"], o["task_done"] = tasks, len(tasks), done
	return o, nil
}
