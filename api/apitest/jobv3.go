package apitest

import "time"

// getJobV3 serves the form of version 3: lengths of time as clocks, and tasks with times and nodes, but with names for
// superusers only.
func (c *call) getJobV3() (any, *refusal) {
	answer, refused := c.getJob()
	if refused != nil {
		return nil, refused
	}
	x, _ := c.job()
	p, now := c.proj, c.s.now()
	o := answer.(obj)
	for _, key := range []string{"tasks", "save_time"} {
		delete(o, key)
	}
	for _, key := range []string{
		"last_beat_time", "filtered_code_line_num", "filtered_comment_line_num", "filtered_blank_line_num", "filtered_total_line_num",
		"efficient_comment_line_num", "filtered_efficient_comment_line_num", "ext_field", "archived", "remarked_by", "closing_time",
	} {
		o[key] = nil
	}
	o["waiting_time"], o["execute_time"] = clock(min(x.wait, now.Sub(x.created))), nil
	if !now.Before(x.start()) {
		o["execute_time"] = clock(min(x.exec, now.Sub(x.start())))
	}
	if x.ended(now) {
		o["closing_time"] = iso(x.end())
	}
	o["initialized_time"], o["expected_end_time"] = iso(x.created.Add(time.Second)), nil
	o["context_path"], o["async_flag"], o["client_flag"] = "", true, nil
	o["project"] = obj{"id": p.id, "branch": p.branch, "repo_id": p.repo.ID, "scan_scheme": p.schemeID, "repo_scm_url": p.repo.URL, "scan_path": "/"}
	tasks := []any{}
	for _, t := range c.s.tasks(p, x) {
		one := c.s.taskJSON(t, c.u)
		one["tag"], one["processes"] = 1, []int{1, 2}
		tasks = append(tasks, one)
	}
	o["task_set"] = tasks
	return o, nil
}
