package apitest

import (
	"fmt"
	"slices"
)

func (p *project) functionID(f function) int64 { return p.id*100_000 + int64(f.n*10+f.k) + 1 }

// functionJSON returns a function. In the list of a file and on its own it has a few more fields.
func (c *call) functionJSON(x ccFile, f function, now scan, whole bool) obj {
	p, h := c.proj, mix(c.proj.Seed, int64(f.n), int64(f.k), 64)
	name := fmt.Sprintf("%s_%s_%d", []string{"handle", "处理", "sync", "Class<T>::merge", "calc"}[h%5], pick(nouns, h/5), f.k)
	if p.Hostile && h%2 == 0 {
		name = pick(Hostile(), h/2)
	}
	file := c.ccFileJSON(x, now)
	o := stamps(obj{
		"id": p.functionID(f), "repo": p.repo.ID, "ccn": f.ccn, "g_cc_hash": nil, "cc_hash": nil, "file_path": x.path(),
		"func_name": name, "func_param_num": h % 4, "long_name": name + "( self , a , b & c )", "change_type": f.more % 4, "status": 1,
		"last_modifier": file["last_modifier"], "author": p.named(h), "related_modifiers": file["related_modifiers"],
		"most_weight_modifier": file["most_weight_modifier"], "most_weight_modifier_email": nil, "weight_modifiers": nil, "is_tapdbug": false,
		"ignore_time": nil, "is_latest": now.nth == len(c.good())-1, "language": x.lang.name, "revision": file["revision"], "ci_time": iso(now.start()),
		"diff_ccn": h%7 - 3, "token": f.length * 8, "line_num": f.length, "code_line_num": f.length * 85 / 100, "start_line_no": f.start,
		"end_line_no": f.start + f.length - 1, "scan_revision": p.revision(now.n), "project": p.id, "scan_open": file["scan_open"], "scan_close": nil,
	}, iso(now.end()), iso(now.end()))
	if h%6 == 0 {
		o["status"] = 2
	}
	if whole {
		c.s.functions[p.id][p.functionID(f)].write(o)
		delete(o, "repo")
		o["unique_cc_hash"], o["file_hash"] = nil, hash(p.Seed, int64(x.n))
		o["detail"] = obj{
			"token": o["token"], "line_num": o["line_num"], "code_line_num": o["code_line_num"], "start_line_no": o["start_line_no"],
			"end_line_no": o["end_line_no"], "scan_revision": o["scan_revision"],
		}
		return o
	}
	if h%8 == 1 {
		o["diff_ccn"] = nil
	}
	if h%9 == 2 {
		o["author"] = nil
	}
	c.s.functions[p.id][p.functionID(f)].write(o)
	return o
}

// placed is a function with its file.
type placed struct {
	x ccFile
	f function
}

func functionsOf(all []ccFile) []placed {
	var list []placed
	for _, x := range all {
		for _, f := range x.functions {
			list = append(list, placed{x, f})
		}
	}
	return list
}

// listFunctions serves all functions over the threshold.
func (c *call) listFunctions() (any, *refusal) {
	now, all := c.complexNow()
	list := functionsOf(all)
	l := &listing{c: c, n: len(list), item: func(i int) obj { return c.functionJSON(list[i].x, list[i].f, now, false) }}
	l.anyOf("status", "status")
	l.anyOf("change_type", "change_type")
	l.exact("author", "last_modifier")
	l.part("file_path")
	l.between("ccn")
	return l.page(false), nil
}

// functionsOfFile serves the functions of one file, which can be sorted.
func (c *call) functionsOfFile() (any, *refusal) {
	x, now, ok := c.ccFile()
	if !ok {
		return nil, notFound
	}
	l := &listing{c: c, n: len(x.functions), item: func(i int) obj { return c.functionJSON(x, x.functions[i], now, true) }}
	l.anyOf("status", "status")
	return l.page(true), nil
}

func (c *call) getFunction() (any, *refusal) { return c.function(c.id("function"), true) }

// function finds a function by its ID, also one of an old scan.
func (c *call) function(id int64, whole bool) (any, *refusal) {
	for _, x := range slices.Backward(goods(c.s.history(c.proj))) {
		for _, one := range functionsOf(c.proj.complex(x.nth)) {
			if c.proj.functionID(one.f) == id && c.proj.measures(partCyc) {
				return c.functionJSON(one.x, one.f, x, whole), nil
			}
		}
	}
	return nil, notFound
}

// functionHistory serves the functions of one scan, newest first.
func (c *call) functionHistory() (any, *refusal) {
	id, ok := c.number("scan_id")
	if !ok {
		return nil, rule("请指定扫描任务编号")
	}
	for _, x := range goods(c.s.history(c.proj)) {
		if float64(c.proj.scanID(x)) == id {
			list := functionsOf(c.proj.complex(x.nth))
			return c.paged(len(list), func(i int) any {
				one := list[len(list)-1-i]
				return c.functionJSON(one.x, one.f, x, false)
			}), nil
		}
	}
	return c.paged(0, nil), nil
}
