package apitest

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"
)

// look asks about one project.
type look struct {
	t     *testing.T
	s     *Server
	token string
	p     SampleProject
}

func (l look) with(p SampleProject) look {
	l.p = p
	return l
}

func (l look) at(pattern, query string) answer {
	l.t.Helper()
	path := strings.NewReplacer("{org}", l.p.Org, "{team}", l.p.Team, "{repo}", fmt.Sprint(l.p.RepoID), "{project}", fmt.Sprint(l.p.ProjectID)).Replace(pattern)
	a := get(l.t, l.s, l.token, path+query)
	if a.status != 200 {
		l.t.Fatalf("%s%s gives %d: %.200s", path, query, a.status, a.text)
	}
	return a
}

// value digs a number out of nested objects; what is not there is 0.
func value(v any, keys ...string) int {
	for _, k := range keys {
		o, _ := v.(map[string]any)
		v = o[k]
	}
	n, _ := v.(float64)
	return int(n)
}

func child(v any, keys ...string) map[string]any {
	for _, k := range keys {
		o, _ := v.(map[string]any)
		v = o[k]
	}
	o, _ := v.(map[string]any)
	return o
}

func sameJSON(t *testing.T, what string, a, b any) {
	t.Helper()
	x, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	y, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	if string(x) != string(y) {
		t.Errorf("%s:\n%.400s\n%.400s", what, x, y)
	}
}

func same(t *testing.T, what string, got, want int) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %d, want %d", what, got, want)
	}
}

func sum(all []map[string]any, key string) (n int) {
	for _, x := range all {
		n += value(x, key)
	}
	return n
}

func coherent(t *testing.T, try func(t *testing.T, l look)) {
	t.Helper()
	s := serve(t, Options{})
	o := Sample(s)
	for name, p := range map[string]SampleProject{"rich": o.Rich, "slim": o.Slim, "waiting": o.Waiting, "hostile": o.Hostile, "left": o.Left} {
		t.Run(name, func(t *testing.T) { try(t, look{t, s, o.Admin, p}) })
	}
	w := newStarts(t)
	for name, p := range map[string]SampleProject{"started": w.sample.Slim, "only started": w.sample.Never} {
		w.p = p
		for _, plan := range []Plan{{Opens: 9}, {Code: 211}, {Fixes: 6}, {Opens: 5, Fixes: 1, Severity: 2}, {Code: 112}, {}, {Opens: 2}, {Code: skipped}, {Opens: 4}} {
			w.s.Plan(p.ProjectID, plan)
			job, _ := w.start("")
			w.over(job)
			w.clock.forward(time.Minute)
		}
		cancelled, _ := w.start("")
		w.cancel(w.token, cancelled, `{"remarks":"x"}`)
		t.Run(name, func(t *testing.T) { try(t, look{t, w.s, w.token, p}) })
	}
}

// TestIssuesAddUp compares what scans, lists and overviews say of the same issues.
func TestIssuesAddUp(t *testing.T) {
	t.Parallel()
	coherent(t, func(t *testing.T, l look) {
		trend := l.at(overviews1+"lintscans/", "?limit=1000").results()
		if len(trend) < 5 {
			t.Fatalf("%d scans", len(trend))
		}
		for i, x := range trend {
			open := value(x, "total", "state_detail", "active")
			for _, by := range []string{"severity_detail", "category_detail"} {
				n := 0
				for _, states := range child(x, "total", by) {
					n += value(states, "active")
				}
				same(t, "open by "+by, n, open)
			}
			fresh := 0
			for _, n := range child(x, "current_scan", "active_severity_detail") {
				m, _ := n.(float64)
				fresh += int(m)
			}
			same(t, "new by severity", fresh, value(x, "issue_open_num"))
			if i+1 < len(trend) {
				before := value(trend[i+1], "total", "state_detail", "active")
				same(t, "open", open, before+value(x, "issue_open_num")-value(x, "issue_fix_num"))
			}
			id := fmt.Sprint(value(x, "scan", "id"))
			same(t, "issues opened by "+id, l.at(lint1+"issues/", "?scan_open="+id).count(), value(x, "issue_open_num"))
			same(t, "issues fixed by "+id, l.at(lint1+"issues/", "?scan_fix="+id).count(), value(x, "issue_fix_num"))
		}
		last := trend[0]
		open := value(last, "total", "state_detail", "active")
		same(t, "listed open issues", l.at(lint1+"issues/", "?state=1").count(), open)
		same(t, "listed as open now", value(l.at(overviews3+"lintscans/latest/", "").data(), "lint_issue_num"), open)
		for severity, word := range severityWords[1:] {
			n := l.at(lint1+"issues/", fmt.Sprintf("?state=1&severity=%d", severity+1)).count()
			same(t, "listed "+word, n, value(last, "total", "severity_detail", word, "active"))
		}
		sameJSON(t, "overview", l.at(overviews1, "").data().(map[string]any)["lintscan"], last)
		summary := l.at(lint1+"issues/summary/", fmt.Sprintf("?scan_id=%d", value(last, "scan", "id"))).data()
		sameJSON(t, "summary", child(summary, "total", "severity_detail"), child(last, "total", "severity_detail"))
		rules, _ := l.at(lint3+"issues/checkrules/", "").data().([]any)
		all, active := 0, 0
		for _, r := range rules {
			all, active = all+value(r, "num"), active+value(r, "active_num")
		}
		same(t, "issues by rule", all, l.at(lint1+"issues/", "").count())
		same(t, "open issues by rule", active, open)
		listed(t, l)
	})
}

// listed walks the whole list and compares what filters find with what items say.
func listed(t *testing.T, l look) {
	t.Helper()
	seen, by := make(map[string]bool), make(map[string]int)
	for offset := 0; ; {
		items := l.at(lint1+"issues/", fmt.Sprintf("?limit=97&offset=%d", offset)).results()
		for _, x := range items {
			if seen[idOf(x)] {
				t.Fatalf("%s comes twice", idOf(x))
			}
			seen[idOf(x)] = true
			for _, key := range []string{"state", "author", "checktool_name", "file_path", "resolution"} {
				if x[key] != nil && x[key] != "" {
					by[key+"="+url.QueryEscape(fmt.Sprint(x[key]))]++
				}
			}
		}
		if offset += len(items); len(items) == 0 {
			break
		}
	}
	same(t, "the whole list", len(seen), l.at(lint1+"issues/", "").count())
	tried := 0
	for q, n := range by {
		if tried++; tried > 25 {
			break
		}
		found := l.at(lint1+"issues/", "?"+q).count()
		if found < n || found != n && !strings.HasPrefix(q, "file_path") && !strings.HasPrefix(q, "author") {
			t.Errorf("%s finds %d, the list has %d", q, found, n)
		}
	}
	ordered := l.at(lint3+"issues/", "?ordering=severity,-id&limit=1000").results()
	same(t, "sorted", len(ordered), len(seen))
	for i := 1; i < len(ordered); i++ {
		a, b := ordered[i-1], ordered[i]
		if value(a, "severity") > value(b, "severity") || value(a, "severity") == value(b, "severity") && value(a, "id") < value(b, "id") {
			t.Fatalf("%d is out of order", i)
		}
	}
}

// TestMetricsAddUp does the same for functions, duplicates and lines.
func TestMetricsAddUp(t *testing.T) {
	t.Parallel()
	coherent(t, func(t *testing.T, l look) {
		now := l.at(overviews1, "").data()
		if child(now, partCyc) != nil {
			complexity(t, l, child(now, partCyc))
			duplication(t, l, child(now, partDup))
		}
		lineCounting(t, l, child(now, partCloc))
	})
}

func complexity(t *testing.T, l look, scan map[string]any) {
	t.Helper()
	files := l.at(metric1+"ccfiles/", "?limit=1000").results()
	same(t, "complex functions by file", sum(files, "over_cc_func_count"), value(scan, "default_summary", "over_cc_func_count"))
	same(t, "complex functions", l.at(metric1+"ccissues/", "").count(), value(scan, "cc_open_num"))
	for _, f := range files[:min(20, len(files))] {
		functions := l.at(metric1+"ccfiles/"+idOf(f)+"/ccissues/", "?limit=100").results()
		same(t, "functions of a file", len(functions), value(f, "over_cc_func_count"))
		same(t, "their complexity", sum(functions, "ccn"), value(f, "over_func_cc"))
	}
}

func duplication(t *testing.T, l look, scan map[string]any) {
	t.Helper()
	files := l.at(metric1+"dupfiles/", "?limit=1000").results()
	same(t, "duplicated files", len(files), value(scan, "duplicate_file_count"))
	same(t, "duplicated blocks", sum(files, "block_num"), value(scan, "duplicate_block_count"))
	risky := 0
	for _, r := range child(scan, "default_summary") {
		risky += value(r, "file_count")
	}
	same(t, "files by risk", risky, len(files))
	for _, f := range files[:min(8, len(files))] {
		blocks := l.at(metric1+"dupfiles/"+idOf(f)+"/blocks/", "?limit=1000").results()
		same(t, "blocks", len(blocks), value(f, "block_num"))
		same(t, "duplicated lines", sum(blocks, "duplicate_line_count"), value(f, "total_duplicate_line_count"))
		for _, b := range blocks[:min(3, len(blocks))] {
			same(t, "the same elsewhere", l.at(metric1+"dupfiles/"+idOf(f)+"/blocks/"+idOf(b)+"/related/", "").count()+1, value(b, "duplicate_times"))
		}
	}
}

func lineCounting(t *testing.T, l look, scan map[string]any) {
	t.Helper()
	files, langs := l.at(metric1+"clocfiles/", "?limit=100000").results(), l.at(metric1+"cloclangs/", "?limit=100").results()
	root := l.at(metric1+"clocs/", "").data()
	level := func(data any, key string) int {
		n := 0
		for _, kind := range []string{"dirs", "files"} {
			list, _ := child(data, kind)["results"].([]any)
			for _, x := range list {
				n += value(x, key)
			}
		}
		return n
	}
	for _, kind := range lineKinds {
		for _, what := range []string{"code", "comment", "blank", "total"} {
			key := kind + what + "_line_num"
			same(t, key+" by file", sum(files, key), value(scan, key))
			same(t, key+" by language", sum(langs, key), value(scan, key))
			same(t, key+" by directory", level(root, key), value(scan, key))
			same(t, key+" of the root", value(root, "info", key+"__sum"), value(scan, key))
		}
		same(t, kind+"total", value(scan, kind+"total_line_num"),
			value(scan, kind+"code_line_num")+value(scan, kind+"comment_line_num")+value(scan, kind+"blank_line_num"))
	}
	same(t, "files by language", sum(langs, "file_num"), len(files))
	trend := l.at(overviews1+"clocscans/", "?limit=100").results()
	for i, x := range trend[:len(trend)-1] {
		same(t, "lines since the scan before", value(x, "code_line_num"),
			value(trend[i+1], "code_line_num")+value(x, "add_code_line_num")-value(x, "del_code_line_num"))
	}
}

// TestJobsAndScans compares the two services' views of one run.
func TestJobsAndScans(t *testing.T) {
	t.Parallel()
	coherent(t, func(t *testing.T, l look) {
		scans := l.at(analysis3+"scans/", "?limit=1000").results()
		same(t, "jobs", l.at(project1+"jobs/", "").count(), len(scans))
		for _, x := range scans {
			job := l.at(project1+fmt.Sprintf("jobs/%d/detail/", value(x, "job_gid")), "").data()
			same(t, "the scan of a job", value(job, "scan_id"), value(x, "id"))
			same(t, "its code", value(job, "result_code"), value(x, "result_code"))
			if x[partCloc] != nil {
				same(t, "its lines", value(job, "code_line_num"), value(x, partCloc, "code_line_num"))
			}
		}
	})
}

// TestCodeShowsIssues looks an issue's line up in its file.
func TestCodeShowsIssues(t *testing.T) {
	s := serve(t, Options{})
	o := Sample(s)
	l := look{t, s, o.Member, o.Rich}
	shown, tried := 0, 0
	for _, x := range l.at(lint1+"issues/", "?state=1&limit=40").results() {
		detail := l.at(lint1+"issues/"+idOf(x)+"/", "").data()
		places, _ := child(detail)["issue_details"].([]any)
		line := value(places[0], "line")
		path, _ := x["file_path"].(string)
		code, _ := l.at(project3+"codefile/", fmt.Sprintf("?path=%s&start=%d&end=%d", url.QueryEscape(path), line, line)).data().(map[string]any)["codeContents"].([]any)
		if len(code) != 1 {
			t.Fatalf("%s:%d has %d lines", path, line, len(code))
		}
		content, _ := child(code[0])["content"].(string)
		for _, r := range checkRules {
			if r.real == x["checkrule_real_name"] {
				tried++
				before, _, _ := strings.Cut(r.line, "%s")
				if strings.HasPrefix(content, before) {
					shown++
				}
			}
		}
	}
	if tried == 0 || shown*10 < tried*9 {
		t.Errorf("%d of %d lines show what was found there", shown, tried)
	}
}
