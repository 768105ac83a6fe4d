package apitest

import "slices"

// dupFile is a file with duplicate code. Files form groups of three: the j-th block of each is the same code.
type dupFile struct {
	file

	d      int // index in the list
	blocks []block
}

// trio returns the group of a file; one or two remaining files belong to the last full group.
func (p *project) trio(d int) int { return min(d/3, max(0, p.Duplicates/3-1)) }

// dups lists the files after the good scan nth.
func (p *project) dups(nth int) []dupFile {
	var all []dupFile
	for d := range p.Duplicates {
		if h := mix(p.Seed, int64(d), 71); h%8 == 0 && h/8%max(1, p.Scans/2) > nth {
			continue // does not exist yet
		}
		all = append(all, p.dup(d, nth))
	}
	return all
}

func (p *project) dup(d, nth int) dupFile {
	n := p.Files - 1 - d // mostly not the files that are complex, too
	x := dupFile{file: p.file(n, nth), d: d}
	t := p.trio(d)
	h := mix(p.Seed, int64(t), 72)
	many := 1 + h%5
	if t%13 == 5 {
		many = 104 // more than the detail of the file returns
	}
	line := 4
	for j := range many {
		g := mix(p.Seed, int64(t), int64(j), 73)
		b := block{d: d, j: j, start: line + d%3, length: 8 + g%14}
		x.blocks = append(x.blocks, b)
		line = b.start + b.length + 2
	}
	if need := line + 10 - x.total(); need > 0 {
		x.code += need // a file is never shorter than its blocks; its line count has another source
	}
	return x
}

func (x dupFile) lines() int {
	n := 0
	for _, b := range x.blocks {
		n += b.length
	}
	return n
}

func (x dupFile) rate() float64 { return float64(x.lines()*10_000/x.total()) / 100 }

// The ID of the file differs from scan to scan; the ID of its issue does not.
func (p *project) dupID(d, nth int) int64 { return p.id*100_000_000 + int64(nth)*10_000 + int64(d) + 1 }
func (p *project) dupIssueID(d int) int64 { return p.id*10_000 + int64(d) + 1 }
func (p *project) blockID(d, j int) int64 { return p.id*10_000_000 + int64(d)*1000 + int64(j) + 1 }
func (p *project) dupOwner(d int) any {
	if e := p.duplicates[d]; e != nil && e.owner != nil {
		return *e.owner
	}
	return []any{p.named(d * 31), nil, p.named(d*7 + 1), "tca_member"}[mix(p.Seed, int64(d), 74)%4]
}

func (p *project) dupIssueState(d int) int {
	if e := p.duplicates[d]; e != nil && e.state != 0 {
		return e.state
	}
	return []int{1, 1, 1, 2, 1, 3}[mix(p.Seed, int64(d), 75)%6]
}

func (p *project) sharing(t int) (all []int) { // the files of a group
	for d := range p.Duplicates {
		if p.trio(d) == t {
			all = append(all, d)
		}
	}
	return all
}

func (c *call) dupJSON(x dupFile, at scan, latest bool) obj {
	p, h := c.proj, mix(c.proj.Seed, int64(x.d), 76)
	o := stamps(obj{
		"id": p.dupID(x.d, at.nth), "repo": p.repo.ID, "issue": obj{"id": p.dupIssueID(x.d), "state": p.dupIssueState(x.d), "owner": p.dupOwner(x.d)},
		"dir_path": x.dir, "file_name": x.name, "file_path": x.path(), "duplicate_rate": x.rate(), "total_line_count": x.total(),
		"total_duplicate_line_count": x.lines(), "distinct_hash_num": len(x.blocks), "block_num": len(x.blocks), "last_modifier": p.named(h),
		"change_type": nil, "scm_revision": p.revision(at.n), "is_latest": latest, "project": p.id, "scan": p.partID(at),
	}, iso(at.end()), iso(at.end()))
	if h%3 == 0 {
		o["last_modifier"] = nil
	}
	o["change_type"] = []any{nil, "add", "mod", nil, "del"}[h/3%5]
	return o
}

func (c *call) dupsNow() (scan, []dupFile) {
	good := goods(c.s.history(c.proj))
	if len(good) == 0 || !c.proj.measures(partDup) {
		return scan{}, nil
	}
	x := good[len(good)-1]
	return x, c.proj.dups(x.nth)
}

// listDups serves the files with duplicate code, newest first. The documented names of two filters have no effect.
func (c *call) listDups() (any, *refusal) {
	at, all := c.dupsNow()
	slices.Reverse(all)
	l := &listing{c: c, n: len(all), item: func(i int) obj { return c.dupJSON(all[i], at, true) }}
	if set, ok := c.anyOf("issue_state"); ok {
		l.keep(func(o obj) bool { i, _ := o["issue"].(obj); return set[num(i["state"])] })
	}
	if owner := c.q("issue_owner"); owner != "" {
		l.keep(func(o obj) bool { i, _ := o["issue"].(obj); return i["owner"] == owner })
	}
	l.words("change_type", "change_type")
	l.exact("last_modifier")
	l.part("file_path")
	l.between("duplicate_rate")
	if name := c.q("ordering"); name == "issue_state" || name == "-issue_state" || name == "issue_owner" || name == "-issue_owner" {
		return nil, broken("FieldError", "Cannot resolve keyword '"+name+"' into field.")
	}
	return l.page(true), nil
}

// dupOf finds the file in the path, which may be of an older scan.
func (c *call) dupOf() (x dupFile, at scan, latest, ok bool) {
	good := goods(c.s.history(c.proj))
	id := c.id("file") - c.proj.id*100_000_000 - 1
	nth, d := int(id/10_000), int(id%10_000)
	if id < 0 || nth >= len(good) || !c.proj.measures(partDup) {
		return dupFile{}, scan{}, false, false
	}
	for _, x := range c.proj.dups(nth) {
		if x.d == d {
			return x, good[nth], nth == len(good)-1, true
		}
	}
	return dupFile{}, scan{}, false, false
}

func (c *call) getDup() (any, *refusal) {
	x, at, latest, ok := c.dupOf()
	if !ok {
		return nil, notFound
	}
	o := c.dupJSON(x, at, latest)
	blocks := []any{}
	for _, b := range x.blocks[:min(100, len(x.blocks))] {
		blocks = append(blocks, c.blockOf(x, b, at))
	}
	o["blocks"], o["duplicate_rate_trend"] = blocks, float64(mix(c.proj.Seed, int64(x.d), 77)%5-2)
	if o["change_type"] == nil {
		o["change_type"] = "mod"
	}
	return o, nil
}

// dupHistory serves the state of the file in the last ten scans, the oldest first.
func (c *call) dupHistory() (any, *refusal) {
	x, _, _, ok := c.dupOf()
	if !ok {
		return c.paged(0, nil), nil
	}
	good := goods(c.s.history(c.proj))
	var seen []scan
	for _, at := range good[max(0, len(good)-10):] {
		if slices.ContainsFunc(c.proj.dups(at.nth), func(y dupFile) bool { return y.d == x.d }) {
			seen = append(seen, at)
		}
	}
	return pagedOf(c, seen, func(at scan) any { return c.dupJSON(x, at, at.n == good[len(good)-1].n) }), nil
}

func (c *call) dupComments() (any, *refusal) { return c.paged(0, nil), nil }

// risks are the bounds of the duplicate rates, in percent.
var risks = []struct {
	name      string
	low, high float64
}{{"exhi_risk", 20, 100}, {"high_risk", 11, 20}, {"midd_risk", 5, 11}, {"low_risk", 0, 5}}

// dupScan returns the duplicate code part of one good scan.
func (s *Server) dupScan(p *project, x scan) any {
	files := p.dups(x.nth)
	before := files
	if x.nth > 0 {
		before = p.dups(x.nth - 1)
	}
	sum := func(all []dupFile) (blocks, lines int) {
		for _, f := range all {
			blocks, lines = blocks+len(f.blocks), lines+f.lines()
		}
		return blocks, lines
	}
	blocks, lines := sum(files)
	changed, changedLines := 0, 0 // blocks that are new, changed or gone, whatever remains
	if x.nth > 0 {
		changed, changedLines = blocks*2/3, lines*2/3
	}
	within := func(all []dupFile, low, high float64) (n int) {
		for _, f := range all {
			if r := f.rate(); r >= low && (r < high || high == 100) {
				n++
			}
		}
		return n
	}
	byRisk := obj{}
	for _, r := range risks {
		n := within(files, r.low, r.high)
		byRisk[r.name] = obj{
			"range": []float64{r.low / 100, r.high / 100}, "file_count": n, "diff": obj{"diff_file_count": n - within(before, r.low, r.high)},
		}
	}
	counts := s.lines(p, x)
	total := counts.total()
	return obj{
		"id": p.partID(x), "scan_revision": p.revision(x.n), "scan_time": iso(x.start()), "default_summary": byRisk, "custom_summary": nil, "url": "",
		"last_revision": p.revision(x.n - 1), "duplicate_file_count": len(files), "duplicate_block_count": blocks, "duplicate_line_count": lines,
		"diff_duplicate_block_count": changed, "diff_duplicate_line_count": changedLines, "close_issue_count": 0,
		"new_issue_count": max(0, len(files)-len(before)), "reopen_issue_count": 0, "ignored_issue_count": 0,
		"duplicate_rate": float64(lines*10_000/max(1, total)) / 100, "unique_duplicate_line_count": lines * 2 / 5, "total_duplicate_line_count": lines,
		"total_line_count": total, "scan": p.scanID(x),
	}
}
