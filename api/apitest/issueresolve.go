package apitest

import (
	"fmt"
	"unicode/utf8"
)

// resolveIssue sets the resolution of one issue. The real server takes the reason for the name of the action.
func (c *call) resolveIssue(l *ledger, i int, sent map[string]any) *refusal {
	resolution, wide, no := resolutionOf(sent)
	if no != nil {
		return no
	}
	action, reason := "处理", pythonText(sent["ignore_reason"])
	if sent["ignore_reason"] != nil {
		action = reason
	}
	if utf8.RuneCountInString(action) > 128 {
		return broken("DataError", `(1406, "Data too long for column 'action' at row 1")`)
	}
	c.resolve(l, i, resolution, wide, action, "None")
	return nil
}

// resolveIssues sets the resolution of several issues. Those that the project does not have are passed over.
func (c *call) resolveIssues() (any, *refusal) {
	sent, no := c.sent()
	if no != nil {
		return nil, no
	}
	ids, no := idsOf(sent, "issue_ids")
	if no != nil {
		return nil, no
	}
	resolution, wide, no := resolutionOf(sent)
	if no != nil {
		return nil, no
	}
	l := c.s.ledger(c.proj)
	for _, i := range l.indexes(ids) {
		c.resolve(l, i, resolution, wide, "批量处理", pythonText(sent["ignore_reason"]))
	}
	return obj{"msg": "success"}, nil
}

// resolve changes the state, too, but not for every resolution.
func (c *call) resolve(l *ledger, i, resolution int, wide bool, action, reason string) {
	k := l.class(i)
	d := decision{at: c.s.now(), resolution: resolution}
	switch resolution {
	case 0:
		d.state, d.resolution = stateActive, nil
	case 1, 2, 3, 4, 7:
		d.state = stateResolved
	}
	before, after := l.state(k), d.state
	if after == 0 {
		after = before
	}
	old := "None"
	if n, ok := l.resolution(k).(int); ok {
		old = resolutionNames[n]
	}
	message := fmt.Sprintf("状态 %s -> %s，解决办法 %s -> %s，理由 %s", stateNames[before], stateNames[after], old, resolutionNames[resolution], reason)
	if wide {
		message += "[全局范围]"
	}
	c.s.remember(l, i, resolution, wide)
	e := c.s.edit(c.proj.id, i)
	e.decisions = append(e.decisions, d)
	c.s.comment(e, c.u.Username, action, message)
}

var stateNames = []string{"", "未处理", "已处理", "关闭"}

// resolutionOf reads the resolution and whether it is one for the whole repository.
func resolutionOf(sent map[string]any) (resolution int, wide bool, no *refusal) {
	n, ok := whole(sent["resolution"])
	if !ok || n < 0 || n >= len(resolutionNames) {
		return 0, false, rule("参数异常，`Resolution` 值[" + pythonText(sent["resolution"]) + "]错误")
	}
	scope, ok := whole(sent["scope"])
	if sent["scope"] != nil && (!ok || scope < 0 || scope > 2) {
		return 0, false, rule("参数异常，`Scope` 值[" + pythonText(sent["scope"]) + "]错误")
	}
	return n, scope == 2, nil
}
