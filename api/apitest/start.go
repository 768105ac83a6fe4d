package apitest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// startScan starts a scan. It accepts whatever the project's state is: what is wrong shows later.
func (c *call) startScan() (any, *refusal) {
	in, no := c.input()
	if no != nil {
		return nil, no
	}
	incremental, force := in.boolean("incr_scan", true), in.boolean("force_create", false)
	from := in.text("created_from", "tca_web", 32)
	if c.bad != nil {
		return nil, c.bad
	}
	p, now, all := c.proj, c.s.now(), c.s.history(c.proj)
	if !force {
		var ids []string
		for _, x := range slices.Backward(all) {
			if x.jobState(now) != 2 {
				ids = append(ids, itoa(p.scanID(x)))
			}
		}
		if len(ids) > 0 {
			text := fmt.Sprintf("当前项目分支[%d]%s还有未完成任务，编号为: [%s]", p.id, p.branch, strings.Join(ids, ", "))
			return nil, &refusal{status: http.StatusBadRequest, code: 300, msg: text}
		}
	}
	r := &run{
		Plan: c.s.nextPlan(p, all), nights: len(all) - len(c.s.runs[p.id]), created: now, nick: c.u.Nickname, from: from, full: !incremental,
	}
	c.s.runs[p.id] = append(c.s.runs[p.id], r)
	if r.Code == notCreated {
		return nil, &refusal{status: http.StatusBadRequest, code: notCreated, msg: "启动任务异常: " + noAnalysis(p)}
	}
	x := scan{n: len(all)}
	return obj{"job": obj{"id": p.jobID(x)}, "scan": obj{"id": p.scanID(x)}}, nil
}

// cancelJob cancels a job, at once unless its plan says otherwise. It also says so of a job that has ended.
func (c *call) cancelJob() (any, *refusal) {
	x, ok := c.job()
	if !ok {
		return nil, notFound
	}
	in, no := c.input()
	if no != nil {
		return nil, no
	}
	remark := in.needed("remarks", 512)
	in.boolean("force", false)
	if c.bad != nil {
		return nil, c.bad
	}
	now := c.s.now()
	if x.jobState(now) != 2 && x.cancelled == nil {
		k := &cancellation{at: now, by: c.u, remark: remark}
		switch {
		case x.run == nil:
		case x.run.IgnoresCancel:
			k.at = time.Time{}
		default:
			k.at = now.Add(x.run.CancelTakes)
		}
		if c.s.cancelled[c.proj.id] == nil {
			c.s.cancelled[c.proj.id] = make(map[int64]*cancellation)
		}
		c.s.cancelled[c.proj.id][c.proj.jobID(x)] = k
		delete(c.s.ledgers, c.proj.id)
	}
	return obj{"msg": "取消成功"}, nil
}

// manages reports whether the caller may change a repository and start scans: a team's members may not.
func (c *call) manages() bool { return c.leads() || c.repo.Creator == c.u.Username }

// leads reports whether the caller administers the team.
func (c *call) leads() bool {
	return c.u.Superuser || slices.Contains(c.org.Admins, c.u.Username) || slices.Contains(c.team.Admins, c.u.Username)
}

// ofManager serves those who manage the repository.
func ofManager(serve func(*call) (any, *refusal)) func(*call) (any, *refusal) {
	return func(c *call) (any, *refusal) {
		if !c.manages() {
			return nil, forbidden
		}
		return serve(c)
	}
}
