package apitest

import (
	"slices"
	"time"
)

// scanTime returns when a scan started, and when it was created while it waits.
func (s *Server) scanTime(x scan) time.Time {
	if s.now().Before(x.start()) || x.unstarted {
		return x.created
	}
	return x.start()
}

// outcome adds the result of a scan, null while it has not ended.
func (s *Server) outcome(o obj, p *project, x scan, name func(int) string) {
	for _, key := range []string{"current_revision", "result_code", "result_msg", "result_code_msg"} {
		o[key] = nil
	}
	if x.ended(s.now()) {
		if !x.unstarted {
			o["current_revision"] = p.revision(x.n)
		}
		o["result_code"], o["result_msg"], o["result_code_msg"] = x.code, x.msg, name(x.code)
	}
}

// scans serves the history with times, creators and the IDs of jobs.
func (c *call) scans() (any, *refusal) {
	all := c.s.scanned(c.proj)
	slices.Reverse(all)
	if c.q("ordering") == "id" || c.q("ordering") == "scan_time" || c.q("ordering") == "create_time" {
		slices.Reverse(all)
	}
	return pagedOf(c, all, func(x scan) any { return c.s.scanJSON(c.proj, x) }), nil
}

func (c *call) getScan() (any, *refusal) {
	for _, x := range c.s.scanned(c.proj) {
		if c.proj.scanID(x) == c.id("scan") {
			return c.s.scanJSON(c.proj, x), nil
		}
	}
	return nil, notFound
}

// newestScan serves the latest scan. For a project without one it serves an entry without an ID.
func (c *call) newestScan() (any, *refusal) {
	all := c.s.scanned(c.proj)
	if len(all) == 0 {
		return obj{
			"repo_id": nil, "job_gid": nil, "state": nil, "type": nil, "current_revision": "", "result_code": nil, "result_msg": "",
			"create_time": nil, "creator": "", "daily_save": false, "job_archived": false,
		}, nil
	}
	return c.s.scanJSON(c.proj, all[len(all)-1]), nil
}

func (s *Server) scanJSON(p *project, x scan) any {
	now := s.now()
	nick, _ := p.starter(x)
	o := obj{
		"id": p.scanID(x), "repo_id": p.repo.ID, "project_id": p.id, "job_gid": p.jobID(x), "scan_time": iso(s.scanTime(x)),
		"state": x.scanState(now), "type": 1, "create_time": iso(x.created), "creator": nick, "url": "",
		"execute_time": seconds(x.exec), "waiting_time": seconds(x.wait), "total_time": seconds(x.wait + x.exec),
		partLint: s.part(p, partLint, x), partCyc: s.part(p, partCyc, x), partDup: s.part(p, partDup, x), partCloc: s.part(p, partCloc, x),
		"daily_save": false, "job_archived": nil,
	}
	if x.night >= 0 && x.night%7 == 0 || x.run != nil && x.run.full {
		o["type"] = 2 // one full scan every week
	}
	s.outcome(o, p, x, scanLabel)
	o["status"], o["text"], o["description"] = o["result_code"], o["result_code_msg"], o["result_msg"]
	if !x.ended(now) {
		o["total_time"], o["execute_time"], o["waiting_time"] = nil, seconds(now.Sub(s.scanTime(x))), seconds(min(x.wait, s.scanTime(x).Sub(x.created)))
	}
	return o
}

// scanState returns the state of a scan in the analysis service, which knows four of the six states.
func (x scan) scanState(now time.Time) int {
	switch {
	case now.Before(x.start()):
		return 0
	case !x.ended(now):
		return 1
	case now.Before(x.end().Add(x.save)):
		return 3
	}
	return 2
}
