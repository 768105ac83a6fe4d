package apitest

import (
	"slices"
	"strings"
)

// The four parts of a scan's results, by their keys in an overview.
const (
	partLint = "lintscan"
	partCyc  = "cyclomaticcomplexityscan"
	partDup  = "duplicatescan"
	partCloc = "clocscan"
)

// part returns one part of a good scan's results; null when the scheme does not measure it.
func (s *Server) part(p *project, name string, x scan) any {
	if x.nth < 0 || !p.measures(name) {
		return nil
	}
	switch name {
	case partLint:
		return s.ledger(p).lintScan(x.nth)
	case partCyc:
		return s.cycScan(p, x)
	case partDup:
		return s.dupScan(p, x)
	}
	return s.clocScan(p, x)
}

// measures reports whether a project's scheme measures a part: schemes for security have no metrics.
func (p *project) measures(part string) bool {
	return part == partLint || part == partCloc || !p.slim
}

// overview serves the latest good results of each part.
func (c *call) overview() (any, *refusal) {
	out := obj{partLint: nil, partCyc: nil, partDup: nil, partCloc: nil}
	for _, x := range slices.Backward(goods(c.s.history(c.proj))) {
		if rev := c.q("scan_revision"); rev != "" && c.proj.revision(x.n) != rev {
			continue
		}
		for name := range out {
			out[name] = c.s.part(c.proj, name, x)
		}
		break
	}
	return out, nil
}

// trend serves one part's history, newest first.
func (c *call) trend(name string) (any, *refusal) {
	if c.proj == nil {
		return c.paged(0, nil), nil
	}
	in := c.window("scan_time_after", "scan_time_before", "scan_time")
	if c.bad != nil {
		return nil, c.bad
	}
	var found []scan
	for _, x := range slices.Backward(goods(c.s.history(c.proj))) {
		if c.proj.measures(name) && in(x.start()) {
			found = append(found, x)
		}
	}
	return pagedOf(c, found, func(x scan) any { return c.s.part(c.proj, name, x) }), nil
}

func (c *call) lintScans() (any, *refusal) { return c.trend(partLint) }
func (c *call) cycScans() (any, *refusal)  { return c.trend(partCyc) }
func (c *call) dupScans() (any, *refusal)  { return c.trend(partDup) }
func (c *call) clocScans() (any, *refusal) { return c.trend(partCloc) }

// latestScan serves the latest scan, whatever its result; it has parts only when it was good.
func (c *call) latestScan() (any, *refusal) {
	p := c.proj
	all := c.s.scanned(p)
	if len(all) == 0 {
		return nil, missing("项目" + itoa(p.id) + "未启动扫描")
	}
	x := all[len(all)-1]
	if rev := c.q("scan_revision"); rev != "" {
		at := slices.IndexFunc(all, func(x scan) bool { return p.revision(x.n) == rev })
		if at < 0 {
			return nil, missing("项目" + itoa(p.id) + "的" + rev + "扫描结果不存在")
		}
		x = all[at]
	}
	o := obj{
		"id": p.scanID(x), "repo_id": p.repo.ID, "project_id": p.id, "job_gid": p.jobID(x), "scan_time": iso(c.s.scanTime(x)),
		"url": "", partLint: nil, partCyc: c.s.part(p, partCyc, x), partDup: c.s.part(p, partDup, x), partCloc: c.s.part(p, partCloc, x),
		"job_archived": nil,
	}
	c.s.outcome(o, p, x, scanLabel)
	if x.nth >= 0 {
		live := c.s.ledger(p).liveCounts(x.nth)
		live["url"] = ""
		o[partLint] = live
	}
	return o, nil
}

// mine serves the counts of the caller.
func (c *call) mine() (any, *refusal) {
	l := c.s.ledger(c.proj)
	lint := 0
	l.classes(func(k class, many int) {
		if a, ok := l.author(k).(string); ok && strings.EqualFold(a, c.u.Username) && l.state(k) == stateActive {
			lint += many
		}
	})
	functions, duplicates := 0, 0
	now, files := c.complexNow()
	for _, one := range functionsOf(files) {
		o := c.functionJSON(one.x, one.f, now, false)
		if a, ok := o["author"].(string); ok && strings.EqualFold(a, c.u.Username) && o["status"] == 1 {
			functions++
		}
	}
	_, dups := c.dupsNow()
	for _, x := range dups {
		if a, ok := c.proj.dupOwner(x.d).(string); ok && strings.EqualFold(a, c.u.Username) && c.proj.dupIssueState(x.d) == 1 {
			duplicates++
		}
	}
	return obj{"lint_issue_num": lint, "cyc_issue_num": functions, "dup_issue_num": duplicates}, nil
}

// toolScans serves the latest good results by tool.
func (c *call) toolScans() (any, *refusal) {
	p := c.proj
	lint, metric := []any{}, []any{}
	good := goods(c.s.history(p))
	if len(good) == 0 {
		return obj{"codelint": lint, "codemetric": metric}, nil
	}
	l, x := c.s.ledger(p), good[len(good)-1]
	byTool := func(nth int) map[string]tally {
		return grouped(l.after[nth], func(r checkRule) string { return r.tool.show })
	}
	for i, tool := range []checkTool{pylint, eslint, cppcheck, golangci, pmd, flake8, tcaPython} {
		sum, ok := byTool(x.nth)[tool.show]
		if !ok {
			continue
		}
		of := make([]tally, len(ratedRules))
		fresh := 0
		for which, r := range ratedRules {
			if r.tool == tool {
				of[which] = l.after[x.nth][which]
				fresh += l.fresh[x.nth][which]
			}
		}
		lint = append(lint, obj{tool.show: obj{
			"id": p.partID(x)*10 + int64(i), "name": tool.show, "scan": p.scanID(x), "issue_open_num": fresh,
			"issue_fix_num":          0, // TCA computes it before the scan closes its issues
			"active_severity_detail": actives(grouped(of, severityWord)), "total_state_detail": states(sum),
			"total_severity_detail": writeStates(grouped(of, severityWord)),
		}})
	}
	for _, m := range []struct{ name, part string }{{"圈复杂度", partCyc}, {"重复代码", partDup}, {"代码统计", partCloc}} {
		if v := c.s.part(p, m.part, x); v != nil {
			metric = append(metric, obj{m.name: v})
		}
	}
	return obj{"codelint": lint, "codemetric": metric}, nil
}
