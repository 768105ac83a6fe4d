package apitest

import "strconv"

// minCCN is the default threshold: functions with a higher complexity are listed.
const minCCN = 20

// function is a function over the threshold.
type function struct {
	n, k         int // index of the file, and of the function in it
	ccn, start   int
	length, more int
}

// ccFile is a file that has such functions, or had them: then it is closed and has none.
type ccFile struct {
	file

	closed    int // index of the good scan that closed it; -1
	functions []function
}

// complex lists the files after the good scan nth.
func (p *project) complex(nth int) []ccFile {
	var all []ccFile
	left := p.Functions
	for n := 0; left > 0 && n < p.Files; n++ {
		h := mix(p.Seed, int64(n), 61)
		many := min(left, 1+h%4)
		left -= many
		if p.born(n) > nth {
			continue
		}
		x := ccFile{file: p.file(n, nth), closed: -1}
		if end := p.born(n) + 1 + h/4%60; h/240%3 == 0 && end <= nth {
			x.closed, many = end, 0
		}
		for k := range many {
			g, room := mix(p.Seed, int64(n), int64(k), 62), x.total()/many
			x.functions = append(x.functions, function{
				n: n, k: k, ccn: minCCN + 1 + g/90%45, start: 1 + k*room, length: max(3, min(20+g%90, room-2)), more: g / 9000,
			})
		}
		all = append(all, x)
	}
	return all
}

// sum adds up the complexities of a file.
func (x ccFile) sum() (total, over int) {
	for _, f := range x.functions {
		total += f.ccn
		over += f.ccn - minCCN
	}
	return total, over
}

func (c *call) complexNow() (scan, []ccFile) {
	good := goods(c.s.history(c.proj))
	if len(good) == 0 || !c.proj.measures(partCyc) {
		return scan{}, nil
	}
	x := good[len(good)-1]
	return x, c.proj.complex(x.nth)
}

// at returns the good scan with an index.
func (c *call) goodAt(nth int) scan { return c.good()[nth] }

func (c *call) ccFileJSON(x ccFile, now scan) obj {
	p, h := c.proj, mix(c.proj.Seed, int64(x.n), 63)
	total, over := x.sum()
	many := len(x.functions)
	last := p.named(h)
	opened := c.goodAt(min(p.born(x.n), now.nth))
	o := stamps(obj{
		"id": p.fileID(x.n), "repo": p.repo.ID, "over_func_cc": total, "over_cc_sum": over, "over_cc_avg": 0, "over_cc_func_count": many,
		"diff_over_func_cc": h%3 - 1, "diff_over_cc_sum": 0, "diff_over_cc_avg": 0, "diff_over_cc_func_count": 0, "worse": h%3 == 2,
		"file_path": x.path(), "state": 1, "change_type": h / 3 % 4, "last_modifier": last, "last_modifier_email": nil,
		"related_modifiers": last + ";" + p.named(h+7), "author": p.author(h / 5), "most_weight_modifier": p.named(h + 7),
		"most_weight_modifier_email": nil, "weight_modifiers": last + ";" + p.named(h+7), "file_owners": nil, "language": x.lang.name,
		"tapd_ws_id": nil, "tapd_bug_id": nil, "revision": p.revision(opened.n), "ci_time": iso(opened.start()), "project": p.id,
		"scan_open": p.partID(opened), "scan_close": nil,
	}, iso(opened.end()), iso(now.end()))
	if many > 0 {
		o["over_cc_avg"] = total / many
	}
	switch {
	case x.closed >= 0:
		o["state"], o["scan_close"], o["worse"] = 3, p.partID(c.goodAt(x.closed)), false
	case h/12%9 == 0:
		o["state"] = 2
	}
	if h%4 == 0 {
		o["ci_time"] = nil
	}
	if h%2 == 0 {
		o["last_modifier_email"] = last + "@example.com"
	}
	return o
}

func (c *call) listCCFiles() (any, *refusal) {
	now, all := c.complexNow()
	l := &listing{c: c, n: len(all), item: func(i int) obj { return c.ccFileJSON(all[i], now) }}
	l.anyOf("state", "state")
	l.anyOf("change_type", "change_type")
	l.exact("author", "last_modifier", "most_weight_modifier")
	l.part("file_path")
	l.ofScan("scan_open", "scan_close")
	l.between("over_cc_sum", "over_cc_avg", "over_cc_func_count")
	l.during("ci_time")
	if worse, err := strconv.ParseBool(c.q("worse")); err == nil { // an invalid value is no filter
		l.keep(func(o obj) bool { return o["worse"] == worse })
	}
	return l.page(true), nil
}

// ofScan filters by a scan. The filter takes the ID of the scan, while files hold the ID of its metric results.
func (l *listing) ofScan(params ...string) {
	for _, param := range params {
		want, ok := l.c.number(param)
		if !ok {
			continue
		}
		var part int64
		for _, x := range goods(l.c.s.history(l.c.proj)) {
			if float64(l.c.proj.scanID(x)) == want {
				part = l.c.proj.partID(x)
			}
		}
		l.keep(func(o obj) bool { n, ok := o[param].(int64); return ok && n == part })
	}
}

func (c *call) ccFile() (x ccFile, now scan, ok bool) {
	now, all := c.complexNow()
	for _, x := range all {
		if c.proj.fileID(x.n) == c.id("file") {
			return x, now, true
		}
	}
	return ccFile{}, now, false
}

func (c *call) getCCFile() (any, *refusal) {
	x, now, ok := c.ccFile()
	if !ok {
		return nil, notFound
	}
	return c.ccFileJSON(x, now), nil
}

// cycScan returns the complexity part of one good scan.
func (s *Server) cycScan(p *project, x scan) any {
	count := func(nth int) (functions, total, over, fixed, worse int) {
		for _, f := range p.complex(nth) {
			t, o := f.sum()
			functions, total, over = functions+len(f.functions), total+t, over+o
			if f.closed == nth {
				fixed++
			}
			if f.closed < 0 && mix(p.Seed, int64(f.n), 63)%3 == 2 {
				worse++
			}
		}
		return functions, total, over, fixed, worse
	}
	functions, total, over, fixed, worse := count(x.nth)
	before := functions
	if x.nth > 0 {
		before, _, _, _, _ = count(x.nth - 1)
	}
	lines := s.lines(p, x)
	under := lines.code() / 24
	average := func(a, b int) float64 { return float64(a*10_000/max(1, b)) / 10_000 }
	ofLines := average((total+under*2)*10, lines.code())
	return stamps(obj{
		"id": p.partID(x), "scan_revision": p.revision(x.n), "scan_time": iso(x.start()), "custom_summary": nil, "url": "", "ccfile_url": "",
		"default_summary": obj{
			"min_ccn": minCCN, "over_cc_func_count": functions, "under_cc_func_count": under, "diff_over_cc_func_count": functions - before,
			"over_cc_func_average": average(total, functions), "cc_func_average": average(total+under*2, functions+under), "over_cc_sum": over,
			"cc_average_of_lines": ofLines,
		},
		"last_revision": p.revision(x.n - 1), "diff_cc_num": functions - before, "cc_open_num": functions, "cc_average_of_lines": ofLines,
		"cc_fix_num": fixed, "worse_cc_file_num": worse, "min_ccn": minCCN, "code_line_num": lines.code(), "scan": p.scanID(x),
	}, iso(x.end()), iso(x.end()))
}
