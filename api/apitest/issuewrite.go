package apitest

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// ofIssue resolves the issue in the path.
func ofIssue(change func(*call, *ledger, int, map[string]any) *refusal) server {
	return func(c *call) (any, *refusal) {
		sent, no := c.sent()
		if no != nil {
			return nil, no
		}
		l := c.s.ledger(c.proj)
		i := c.id("issue") - l.p.issueID(0)
		if i < 0 || i >= int64(l.total()) {
			return nil, notFound
		}
		if no := change(c, l, int(i), sent); no != nil {
			return nil, no
		}
		return c.s.ledger(c.proj).detail(int(i)), nil
	}
}

// edit returns what people changed about an issue, to be changed further. The caller drops the ledger.
func (s *Server) edit(project int64, i int) *edit {
	delete(s.ledgers, project)
	if s.edits[project] == nil {
		s.edits[project] = make(map[int]*edit)
	}
	e := s.edits[project][i]
	if e == nil {
		e = &edit{}
		s.edits[project][i] = e
	}
	return e
}

// comment adds a comment, and notes who changed the issue.
func (s *Server) comment(e *edit, by, action, message string) {
	s.comments++
	e.at, e.by = s.now(), by
	e.comments = append(e.comments, comment{900_000_000 + s.comments, action, message, e.at, by})
}

// assignIssue makes somebody the author of one issue and, if asked to, of all open ones of the author before.
func (c *call) assignIssue(l *ledger, i int, sent map[string]any) *refusal {
	given, there := sent["author"]
	name, isText := given.(string)
	name = strings.TrimSpace(name)
	before := l.author(l.class(i))
	switch {
	case there && !isText:
		return broken("AttributeError", "'NoneType' object has no attribute 'strip'")
	case name == "":
		return rule("参数异常，责任人不可以为空")
	case before == name:
		return rule("参数异常，新责任人不可以与原责任人相同")
	case utf8.RuneCountInString(name) > 256:
		return tooLongAuthor()
	}
	if all, _ := sent["all"].(bool); all {
		for j := range l.total() {
			if k := l.class(j); j == i || l.author(k) == before && l.state(k) == stateActive {
				c.assign(l, j, name, "批量修改责任人", fmt.Sprintf(" (源issue id:%d)", l.p.issueID(i)))
			}
		}
		return nil
	}
	c.assign(l, i, name, "修改责任人", "")
	return nil
}

func tooLongAuthor() *refusal {
	return broken("DataError", `(1406, "Data too long for column 'author' at row 1")`)
}

// assignIssues makes somebody the author of several issues. Without a name nobody is.
func (c *call) assignIssues() (any, *refusal) {
	sent, no := c.sent()
	if no != nil {
		return nil, no
	}
	ids, no := idsOf(sent, "issue_ids")
	if no != nil {
		return nil, no
	}
	if name, ok := sent["author"].(string); ok && utf8.RuneCountInString(name) > 256 {
		return nil, tooLongAuthor()
	}
	l := c.s.ledger(c.proj)
	for _, i := range l.indexes(ids) {
		c.assign(l, i, sent["author"], "批量修改责任人", "")
	}
	return obj{"msg": "success"}, nil
}

func (c *call) assign(l *ledger, i int, name any, action, source string) {
	message := pythonText(l.author(l.class(i))) + " -> " + pythonText(name) + source
	e := c.s.edit(c.proj.id, i)
	e.author = &name
	c.s.comment(e, c.u.Username, action, message)
}

// rateIssue sets the severity of one issue.
func (c *call) rateIssue(l *ledger, i int, sent map[string]any) *refusal {
	n, ok := whole(sent["severity"])
	if !ok || n < 1 || n >= len(severityNames) {
		return rule("参数异常，`Severity` 值[" + pythonText(sent["severity"]) + "]错误")
	}
	message := severityNames[ratedRules[l.which(l.class(i))].severity] + " -> " + severityNames[n]
	e := c.s.edit(c.proj.id, i)
	e.severity, e.rated = n, c.s.now()
	c.s.comment(e, c.u.Username, "修改优先级", message)
	return nil
}

// indexes lists the issues with the given IDs, each once and without those that the project does not have.
func (l *ledger) indexes(ids []int64) (all []int) {
	seen := make(map[int64]bool)
	for _, id := range ids {
		if i := id - l.p.issueID(0); i >= 0 && i < int64(l.total()) && !seen[id] {
			seen[id] = true
			all = append(all, int(i))
		}
	}
	return all
}
