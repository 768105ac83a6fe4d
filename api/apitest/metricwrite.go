package apitest

import (
	"time"
	"unicode/utf8"
)

// functionEdit is what people changed about one function.
type functionEdit struct {
	status int // 0: not changed
	author string
	by     string
	at     time.Time
}

func (e *functionEdit) write(o obj) {
	if e == nil {
		return
	}
	o["modifier"], o["modified_time"] = e.by, iso(e.at)
	if e.status != 0 {
		o["status"] = e.status
	}
	if e.author != "" {
		o["author"] = e.author
	}
}

// functionEdit returns what people changed about a function, to be changed further.
func (c *call) functionEdit(id int64) *functionEdit {
	all := c.s.functions[c.proj.id]
	if all == nil {
		all = make(map[int64]*functionEdit)
		c.s.functions[c.proj.id] = all
	}
	if all[id] == nil {
		all[id] = &functionEdit{}
	}
	all[id].by, all[id].at = c.u.Username, c.s.now()
	return all[id]
}

// setFunctionsStatus sets the status of several functions. Those that the project does not have are passed over.
func (c *call) setFunctionsStatus() (any, *refusal) {
	sent, no := c.sent()
	if no != nil {
		return nil, no
	}
	ids, no := idsOf(sent, "ccissue_ids")
	if no != nil {
		return nil, no
	}
	status, ok := whole(sent["status"])
	if !ok || status < 1 || status > 2 {
		return nil, rule("参数异常，`Status` 值[" + pythonText(sent["status"]) + "]错误")
	}
	for _, id := range ids {
		if _, no := c.function(id, false); no == nil {
			c.functionEdit(id).status = status
		}
	}
	return obj{"msg": "success"}, nil
}

func (c *call) assignFunction() (any, *refusal) {
	sent, no := c.sent()
	if no != nil {
		return nil, no
	}
	id := c.id("function")
	if _, no := c.function(id, false); no != nil {
		return nil, no
	}
	name, ok := sent["author"].(string)
	switch {
	case !ok:
		return nil, broken("KeyError", "'author'")
	case utf8.RuneCountInString(name) > 256:
		return nil, tooLongAuthor()
	}
	c.functionEdit(id).author = name
	return c.function(id, false)
}

// dupEdit is what people changed about the duplicate code of one file.
type dupEdit struct {
	state int     // 0: not changed
	owner *string // nil: not changed
}

// dupEdit finds the file of the duplicate code in the path, and returns what people changed about it, to be changed further.
func (c *call) dupEdit() (e *dupEdit, d int, no *refusal) {
	_, all := c.dupsNow()
	for _, x := range all {
		if c.proj.dupIssueID(x.d) != c.id("issue") {
			continue
		}
		edits := c.s.duplicates[c.proj.id]
		if edits == nil {
			edits = make(map[int]*dupEdit)
			c.s.duplicates[c.proj.id] = edits
		}
		if edits[x.d] == nil {
			edits[x.d] = &dupEdit{}
		}
		return edits[x.d], x.d, nil
	}
	return nil, 0, notFound
}

// afterwards is how both changes of duplicate code end on the real server: they are made, and then something is missing.
func afterwards() *refusal {
	return broken("AttributeError", "module 'apps.codemetric.models' has no attribute 'ProjectDuplicateFileFactory'")
}

func (c *call) setDupState() (any, *refusal) {
	sent, no := c.sent()
	if no != nil {
		return nil, no
	}
	state, ok := whole(sent["state"])
	switch {
	case sent["state"] == nil:
		return nil, broken("KeyError", "'state'")
	case !ok || state < 1 || state > 3:
		return nil, rule("State 值错误")
	}
	e, _, no := c.dupEdit()
	if no != nil {
		return nil, no
	}
	e.state = state
	return nil, afterwards()
}

func (c *call) assignDup() (any, *refusal) {
	sent, no := c.sent()
	if no != nil {
		return nil, no
	}
	name, ok := sent["owner"].(string)
	if !ok {
		return nil, broken("KeyError", "'owner'")
	}
	e, d, no := c.dupEdit()
	switch {
	case no != nil:
		return nil, no
	case name == "":
		return nil, rule("责任人不可以为空")
	case c.proj.dupOwner(d) == name:
		return nil, rule("新责任人不可以与原责任人相同")
	}
	e.owner = &name
	return nil, afterwards()
}
