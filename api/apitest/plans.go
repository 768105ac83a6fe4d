package apitest

import (
	"slices"
	"strings"
	"time"
)

// Plan says how a started scan goes. The zero value succeeds, and finds and closes no issue.
type Plan struct {
	Code     int    // how it ends; 0 is success
	Message  string // a usual one when empty
	Opens    int    // issues that it finds, if it succeeds
	Severity int    // of these issues; 0 is mixed
	Fixes    int    // issues that it closes, the newest first, if it succeeds

	// The length of each phase: zero is a few seconds, 40 in all; negative is none. One that fails early has no later phases.
	Waiting, Initialising, Queued, Running, Storing time.Duration

	Stall         time.Duration // how long its progress stands still, in the middle of the run
	CancelTakes   time.Duration // how long a request to cancel it has no effect
	IgnoresCancel bool          // such a request has none at all, though TCA reports success
}

// usualPlan is that of a scan that no plan was made for.
func usualPlan() Plan { return Plan{Opens: 3, Fixes: 2} }

// Plan makes a plan for the next scan of a project that is started by a request. Several are for as many scans, in order.
func (s *Server) Plan(project int64, p Plan) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.plans[project] = append(s.plans[project], p)
}

// Replan replaces the plans for the next scans of a project, by none if none is given.
func (s *Server) Replan(project int64, plans ...Plan) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.plans[project] = slices.Clone(plans)
}

// Planned lists the plans for the next scans of a project.
func (s *Server) Planned(project int64) []Plan {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.plans[project])
}

// nextPlan takes the next plan of a project, with its defaults.
func (s *Server) nextPlan(p *project, before []scan) Plan {
	plan := usualPlan()
	if all := s.plans[p.id]; len(all) > 0 {
		plan, s.plans[p.id] = all[0], all[1:]
	}
	for phase, usual := range map[*time.Duration]time.Duration{
		&plan.Waiting: time.Second, &plan.Initialising: 2 * time.Second, &plan.Queued: 5 * time.Second,
		&plan.Running: 26 * time.Second, &plan.Storing: 6 * time.Second,
	} {
		if *phase == 0 {
			*phase = usual
		}
		*phase = max(0, *phase)
	}
	plan.Running = max(plan.Running, time.Second)
	if plan.Message == "" {
		plan.Message = p.usualMessage(plan.Code, before)
	}
	return plan
}

// usualMessage is TCA's message about a result, or that of a tool.
func (p *project) usualMessage(code int, before []scan) string {
	switch {
	case code == 0:
		return "success"
	case code == skipped:
		return skippedMsg
	case code == 2 && len(before) > 0:
		x := before[len(before)-1]
		return `{"job_id": ` + itoa(p.jobID(x)) + `, "scan_id": ` + itoa(p.scanID(x)) + `}`
	case code == 313:
		var steps []string
		for _, name := range slices.Sorted(slices.Values(p.tools())) {
			steps = append(steps, name+"(analyze)", name+"(datahandle)")
		}
		return "当前项目配置的运行环境标签[Codedog_Linux]没有机器资源可以运行工具[" + strings.Join(steps, ";") + "]，请在扫描方案中调整\"运行环境\"的标签后重新启动。"
	case code == notCreated:
		return "创建扫描异常: " + noAnalysis(p)
	}
	return label(code)
}

// Outcome is a way in which scans are known to end.
type Outcome struct {
	Name string
	Plan
}

// Outcomes lists plans for how scans usually end, with the messages that people get.
func Outcomes() []Outcome {
	return []Outcome{
		{"success", usualPlan()},
		{"new fatal issues", Plan{Opens: 4, Severity: 1}},
		{"fixed", Plan{Fixes: 5}},
		{"nothing to scan", Plan{Code: skipped}},
		{"redirected", Plan{Code: 2}},
		{"no credential", Plan{Code: 111, Message: "fatal: could not read Username for 'http://git.example.com': No such device or address"}},
		{"credential rejected", Plan{Code: 111, Message: "帐号密码错误"}},
		{"repository unreadable", Plan{Code: 111, Message: "fatal: Could not read from remote repository."}},
		{"account does not fit", Plan{Code: 111, Message: "代码库及账号不匹配"}},
		{"branch gone", Plan{Code: 112, Message: "分支不存在"}},
		{"repository gone", Plan{Code: 112, Message: "代码库路径可能不存在"}},
		{"not created", Plan{Code: notCreated}},
		{"server timed out", Plan{Code: 199, Message: "未知服务异常"}},
		{"tool failed", Plan{Code: 211, Message: failures[2].msg}},
		{"node timed out", Plan{Code: 297}},
		{"no node", Plan{Code: 313}},
		{"stalled", Plan{Stall: 15 * time.Minute, Opens: 3, Fixes: 2}},
		{"cancelled late", Plan{Running: 10 * time.Minute, CancelTakes: 3 * time.Minute}},
		{"never cancelled", Plan{Running: 10 * time.Minute, IgnoresCancel: true}},
	}
}

// notCreated is the code of a job whose scan could not be created, because the analysis service is down.
const notCreated = 120

// noAnalysis is the text about it, with its internal address.
func noAnalysis(p *project) string {
	return "HTTPConnectionPool(host='127.0.0.1', port=18002): Max retries exceeded with url: /api/projects/" + itoa(p.id) +
		"/scans/ (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x7f6c95f03f50>: Failed to establish a new connection: [Errno 111] Connection refused'))"
}
