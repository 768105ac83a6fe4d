package apitest

import (
	"iter"
	"path"
	"slices"
	"strings"
)

// lineCounts are the sixteen numbers of every line count: all lines, and those that the scan saw added, modified and
// deleted.
type lineCounts [4]struct{ code, comment, blank int }

func (n lineCounts) code() int    { return n[0].code }
func (n lineCounts) comment() int { return n[0].comment }
func (n lineCounts) blank() int   { return n[0].blank }
func (n lineCounts) total() int   { return n.code() + n.comment() + n.blank() }

var lineKinds = []string{"", "add_", "mod_", "del_"}

func (f file) lineCounts() lineCounts {
	var n lineCounts
	n[0].code, n[0].comment, n[0].blank = f.code, f.comment, f.blank
	if f.fresh {
		n[1] = n[0]
		return n
	}
	n[1].code, n[2].code, n[3].code = f.added, f.changed, f.added // as many lines are deleted as added
	return n
}

func (n lineCounts) plus(m lineCounts) lineCounts {
	for i := range n {
		n[i].code += m[i].code
		n[i].comment += m[i].comment
		n[i].blank += m[i].blank
	}
	return n
}

// write adds the numbers; a total is always the sum of its parts.
func (n lineCounts) write(o obj, suffix string) obj {
	for i, kind := range lineKinds {
		o[kind+"code_line_num"+suffix], o[kind+"comment_line_num"+suffix], o[kind+"blank_line_num"+suffix] = n[i].code, n[i].comment, n[i].blank
		o[kind+"total_line_num"+suffix] = n[i].code + n[i].comment + n[i].blank
	}
	return o
}

// counted sums up files.
func counted(files []file) lineCounts { return sumOf(slices.Values(files)) }

func sumOf(files iter.Seq[file]) lineCounts {
	var n lineCounts
	for f := range files {
		n = n.plus(f.lineCounts())
	}
	return n
}

// lines returns the counts of a project after a good scan, computed once.
func (s *Server) lines(p *project, x scan) lineCounts {
	key := [2]int64{p.id, int64(x.nth)}
	n, ok := s.counted[key]
	if !ok {
		if len(s.counted) > 5000 {
			clear(s.counted)
		}
		n = sumOf(p.eachFile(x.nth))
		s.counted[key] = n
	}
	return n
}

func (s *Server) clocScan(p *project, x scan) any {
	return s.lines(p, x).write(obj{
		"id": p.partID(x), "scan_revision": p.revision(x.n), "scan_time": iso(x.start()), "url": "", "last_revision": p.revision(x.n - 1), "scan": p.scanID(x),
	}, "")
}

// latest returns the latest good scan and its files; both are empty when there is none.
func (c *call) latest() (scan, []file) {
	good := goods(c.s.history(c.proj))
	if len(good) == 0 {
		return scan{}, nil
	}
	x := good[len(good)-1]
	return x, c.proj.files(x.nth)
}

func (p *project) fileID(n int) int64 { return p.id*1_000_000 + int64(n) + 1 }

func (p *project) clocFile(f file, x scan) obj {
	o := f.lineCounts().write(obj{
		"id": p.fileID(f.n), "is_latest": true, "dir_path": f.dir, "file_name": f.name, "business_names": nil, "subscribers": nil,
		"language": f.lang.counted, "change_type": nil, "project": p.id, "scan": p.partID(x),
	}, "")
	switch {
	case f.fresh:
		o["change_type"] = "add"
	case f.added+f.changed > 0:
		o["change_type"] = "mod"
	}
	return o
}

// listClocFiles serves the counted files. file_path matches a directory and a name, or a name only.
func (c *call) listClocFiles() (any, *refusal) {
	x, files := c.latest()
	l := &listing{c: c, n: len(files), item: func(i int) obj { return c.proj.clocFile(files[i], x) }}
	l.words("change_type", "change_type")
	if want := c.q("file_path"); want != "" {
		dir, name := path.Split(want)
		l.keep(func(o obj) bool {
			return o["file_name"] == name && (dir == "" || o["dir_path"] == strings.TrimSuffix(dir, "/"))
		})
	}
	return l.page(false), nil
}

func (c *call) getClocFile() (any, *refusal) {
	x, files := c.latest()
	for _, f := range files {
		if c.proj.fileID(f.n) == c.id("file") {
			return c.proj.clocFile(f, x), nil
		}
	}
	return nil, notFound
}

// listClocLangs serves the lines by language, the most lines first.
func (c *call) listClocLangs() (any, *refusal) {
	x, files := c.latest()
	by := make(map[string][]file)
	var names []string
	for _, f := range files {
		if by[f.lang.counted] == nil {
			names = append(names, f.lang.counted)
		}
		by[f.lang.counted] = append(by[f.lang.counted], f)
	}
	slices.SortStableFunc(names, func(a, b string) int { return counted(by[b]).code() - counted(by[a]).code() })
	return c.paged(len(names), func(i int) any {
		return counted(by[names[i]]).write(obj{
			"id": c.proj.id*100 + int64(i) + 1, "is_latest": true, "name": names[i], "file_num": len(by[names[i]]),
			"project": c.proj.id, "scan": c.proj.partID(x),
		}, "")
	}), nil
}

// clocs serves one level of directories with the sums of everything below. A directory that does not exist has no sums, not
// even zeros.
func (c *call) clocs() (any, *refusal) {
	x, files := c.latest()
	at := strings.Trim(c.q("path"), "/")
	inside := func(dir, of string) bool { return of == "" || dir == of || strings.HasPrefix(dir, of+"/") }
	here, below, all := []any{}, make(map[string][]file), []file(nil)
	var names []string
	for _, f := range files {
		if !inside(f.dir, at) {
			continue
		}
		all = append(all, f)
		if f.dir == at {
			here = append(here, c.proj.clocFile(f, x))
			continue
		}
		first, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(f.dir, at), "/"), "/")
		name := strings.TrimPrefix(at+"/"+first, "/")
		if below[name] == nil {
			names = append(names, name)
		}
		below[name] = append(below[name], f)
	}
	slices.Sort(names)
	dirs := []any{}
	for _, name := range names {
		dirs = append(dirs, counted(below[name]).write(obj{
			"id": c.proj.fileID(below[name][0].n), "is_latest": true, "parent_path": at, "dir_path": name, "file_num": len(below[name]),
			"project": c.proj.id, "scan": c.proj.partID(x),
		}, ""))
	}
	info := counted(all).write(obj{}, "__sum")
	if len(all) == 0 {
		for key := range info {
			info[key] = nil
		}
	}
	return obj{"dirs": obj{"count": len(dirs), "results": dirs}, "files": obj{"count": len(here), "results": here}, "info": info}, nil
}
