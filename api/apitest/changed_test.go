package apitest

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// put sends a change of a project's things as an administrator.
func (w *starts) put(pattern, body string) answer {
	w.t.Helper()
	return send(w.t, w.s, http.MethodPut, w.token, w.path(pattern), body, "Content-Type", jsonType)
}

// done sends one that must succeed.
func (w *starts) done(pattern, body string) answer {
	w.t.Helper()
	a := w.put(pattern, body)
	if a.status != http.StatusOK {
		w.t.Fatalf("%s gives %d: %.300s", pattern, a.status, a.text)
	}
	return a
}

func (w *starts) issues(query string) []map[string]any {
	w.t.Helper()
	return w.at(lint1+"issues/", query).results()
}

func (w *starts) issue(id string) map[string]any {
	w.t.Helper()
	return child(w.at(lint1+"issues/"+id+"/", "").data())
}

// countedNow: what is counted on request follows the lists.
func countedNow(t *testing.T, w *starts) {
	t.Helper()
	open := w.at(lint1+"issues/", "?state=1").count()
	latest := child(w.at(overviews3+"lintscans/latest/", "").data())
	same(t, "open now", value(latest, "lint_issue_num"), open)
	list, _ := latest["lint_issue_severity_list"].([]any)
	for _, x := range list {
		severity := value(x, "severity")
		same(t, "open of a severity", value(x, "num"), w.at(lint1+"issues/", fmt.Sprintf("?state=1&severity=%d", severity)).count())
	}
	live := child(w.at(overviews1+"latestscan/", "").data(), "lintscan", "total", "state_detail")
	for state, word := range stateWords[1:] {
		same(t, word+" now", value(live, word), w.at(lint1+"issues/", fmt.Sprintf("?state=%d", state+1)).count())
	}
	rules, _ := w.at(lint3+"issues/checkrules/", "").data().([]any)
	active := 0
	for _, r := range rules {
		active += value(r, "active_num")
	}
	same(t, "open by rule", active, open)
	listed(t, w.look)
}

// TestChangedIssues changes issues in every way: the lists and what is counted on request follow at once, what is stored with a
// scan with the next scan.
func TestChangedIssues(t *testing.T) {
	w := newStarts(t)
	stored := w.at(overviews1, "").data()
	open, resolved, closed := w.issues("?state=1&limit=12"), w.issues("?state=2&limit=1"), w.issues("?state=3&limit=1")
	id := func(i int) string { return idOf(open[i]) }
	one := func(id, what, body string) map[string]any {
		return child(w.done(lint3+"issues/"+id+"/"+what+"/", body).data())
	}
	is := func(what string, x map[string]any, state int, resolution any) {
		t.Helper()
		if value(x, "state") != state || x["resolution"] != resolution {
			t.Errorf("%s: state %v, resolution %v", what, x["state"], x["resolution"])
		}
	}
	is("resolved", one(id(0), "resolution", `{"resolution":3,"scope":1,"ignore_reason":"测试代码"}`), 2, 3.0)
	is("changed in the list", w.issues("?resolution=3&state=2&limit=100")[0], 2, 3.0)
	w.done(lint3+"issues/resolution/", fmt.Sprintf(`{"issue_ids":[%s,%s,%s,7],"resolution":2,"ignore_reason":"why"}`, id(1), id(2), id(2)))
	is("one of several", w.issue(id(1)), 2, 2.0)
	for _, leaves := range []int{5, 6, 8} {
		is("only the resolution", one(id(3), "resolution", fmt.Sprintf(`{"resolution":%d}`, leaves)), 1, float64(leaves))
	}
	is("opened again", one(idOf(resolved[0]), "resolution", `{"resolution":0}`), 1, nil)
	is("resolved after it was closed", one(idOf(closed[0]), "resolution", `{"resolution":1}`), 2, 1.0)
	rating := value(open[4], "severity")%4 + 1
	same(t, "severity", value(one(id(4), "severity", fmt.Sprintf(`{"severity":%d}`, rating)), "severity"), rating)
	if got := one(id(5), "author", `{"author":" new.author "}`)["author"]; got != "new.author" {
		t.Errorf("author %v", got)
	}
	w.done(lint3+"issues/author/", fmt.Sprintf(`{"issue_ids":[%s,%s]}`, id(6), id(7)))
	if got := w.issue(id(7)); got["author"] != nil || got["modifier"] != "tca_admin" {
		t.Errorf("author %v, changed by %v", got["author"], got["modifier"])
	}
	same(t, "of the new author", w.at(lint1+"issues/", "?author=NEW.author").count(), 1)
	countedNow(t, w)
	sameJSON(t, "stored", w.at(overviews1, "").data(), stored)

	var newest []string // open ones, which the next scan closes first
	for _, x := range w.at(lint3+"issues/", "?state=1&ordering=-id&limit=40").results() {
		newest = append(newest, idOf(x))
	}
	w.done(lint3+"issues/author/", `{"author":"others","issue_ids":[`+strings.Join(newest, ",")+`]}`)
	w.s.Plan(w.p.ProjectID, Plan{Opens: 3, Fixes: 2})
	job, scan := w.start("")
	w.over(job)
	countedNow(t, w)
	last := w.at(overviews1+"lintscans/", "?limit=1").results()[0]
	same(t, "opened by the scan", value(last, "issue_open_num"), w.at(lint1+"issues/", fmt.Sprintf("?scan_open=%d", scan)).count())
	same(t, "fixed by the scan", value(last, "issue_fix_num"), w.at(lint1+"issues/", fmt.Sprintf("?scan_fix=%d", scan)).count())
	same(t, "fixed issues of the other author", w.at(lint1+"issues/", fmt.Sprintf("?author=others&scan_fix=%d", scan)).count(), 2)
	total := child(w.at(overviews1, "").data(), "lintscan", "total")
	for state, word := range stateWords[1:] {
		same(t, word+" as stored", value(total, "state_detail", word), w.at(lint1+"issues/", fmt.Sprintf("?state=%d", state+1)).count())
	}
	for severity, word := range severityWords[1:] {
		same(t, word+" as stored", value(total, "severity_detail", word, "active"), w.at(lint1+"issues/", fmt.Sprintf("?state=1&severity=%d", severity+1)).count())
	}
	is("after the scan", w.issue(id(0)), 2, 3.0)
	trend := w.at(overviews1+"lintscans/", "?limit=2").results()
	sameJSON(t, "stored with the scan before", trend[1], child(stored, "lintscan"))
}

// TestCommentsOnChanges: every change leaves a comment. The reason of a single one is its action.
func TestCommentsOnChanges(t *testing.T) {
	w := newStarts(t)
	x := w.issues("?state=1&severity=2&limit=1")[0]
	at := lint3 + "issues/" + idOf(x) + "/"
	w.done(at+"resolution/", `{"resolution":2,"scope":2,"ignore_reason":"测试 <b>代码</b>"}`)
	w.done(at+"resolution/", `{"resolution":0}`)
	w.done(lint3+"issues/resolution/", `{"issue_ids":[`+idOf(x)+`],"resolution":1,"scope":1,"ignore_reason":"done"}`)
	w.done(at+"severity/", `{"severity":4}`)
	w.done(at+"author/", `{"author":"a"}`)
	w.done(at+"author/", `{"author":"b","all":false}`)
	var got []string
	for _, c := range w.at(lint3+"issues/"+idOf(x)+"/comments/", "?limit=40").results() {
		got = append(got, fmt.Sprint(c["creator"], ": ", c["action"], ": ", c["message"]))
	}
	old := "None"
	if n, ok := x["resolution"].(float64); ok {
		old = resolutionNames[int(n)]
	}
	want := []string{
		"tca_admin: 修改责任人: a -> b",
		fmt.Sprintf("tca_admin: 修改责任人: %s -> a", pythonText(x["author"])),
		"tca_admin: 修改优先级: 错误 -> 提示",
		"tca_admin: 批量处理: 状态 未处理 -> 已处理，解决办法 None -> 修复，理由 done",
		"tca_admin: 处理: 状态 已处理 -> 未处理，解决办法 无须修复 -> 无，理由 None",
		"tca_admin: 测试 <b>代码</b>: 状态 未处理 -> 已处理，解决办法 " + old + " -> 无须修复，理由 None[全局范围]",
	}
	sameJSON(t, "comments", got, want)
	a := w.put(at+"resolution/", `{"resolution":2,"ignore_reason":"`+strings.Repeat("x", 129)+`"}`)
	same(t, "a reason that is too long", a.status, http.StatusInternalServerError)
}

// TestIgnoredInTheRepository: an issue that is ignored in the whole repository stays as it is in another branch until that is
// scanned, and after that if its scheme says so.
func TestIgnoredInTheRepository(t *testing.T) {
	for _, follows := range []bool{true, false} {
		w := newStarts(t)
		here, there := w.sample.Rich, w.sample.Rich
		there.ProjectID = ProjectID(here.RepoID, 4, 0)
		for _, p := range []SampleProject{here, there} {
			w.s.SetAnalysis(p.ProjectID, Analysis{Issues: 90, Files: 60, Scans: 8, Seed: 7, Languages: []string{"Go"}})
		}
		w.p = there
		w.done(scheme1path(here, 0)+"basicconf/", fmt.Sprintf(`{"name":"默认方案","default_flag":true,"issue_global_ignore":%t}`, follows))
		w.p = here
		ignored, wide := w.issues("?state=1&limit=2"), `{"resolution":2,"scope":2}`
		w.done(lint3+"issues/"+idOf(ignored[0])+"/resolution/", wide)
		w.done(lint3+"issues/"+idOf(ignored[1])+"/resolution/", wide)
		w.done(lint3+"issues/"+idOf(ignored[1])+"/resolution/", `{"resolution":1,"scope":2}`)
		w.p = there
		twin := func(i int) map[string]any {
			path, _ := ignored[i]["file_path"].(string)
			for _, x := range w.issues("?limit=200&file_path=" + path) {
				if x["msg"] == ignored[i]["msg"] && x["checkrule_real_name"] == ignored[i]["checkrule_real_name"] {
					return x
				}
			}
			t.Fatalf("there is no issue like %v", ignored[i])
			return nil
		}
		same(t, "before the scan", value(twin(0), "state"), 1)
		job, scan := w.start("")
		w.over(job)
		x, want := twin(0), map[bool]int{true: 2, false: 1}[follows]
		same(t, "after the scan", value(x, "state"), want)
		same(t, "no longer ignored", value(twin(1), "state"), 1)
		if comments := w.at(lint3+"issues/"+idOf(x)+"/comments/", "").results(); follows {
			same(t, "fixed by", value(x, "scan_fix"), scan)
			same(t, "comments", len(comments), 1)
			if len(comments) == 1 && comments[0]["action"] != "全局无需修复标记" {
				t.Errorf("the comment is %v", comments[0])
			}
		}
		countedNow(t, w)
	}
}

func scheme1path(p SampleProject, n int64) string {
	return strings.Replace(scheme1, "{scheme}", fmt.Sprint(p.RepoID*10+n), 1)
}

// TestChangedMetrics: what people set about functions and duplicates is in every list, although the latter ends in a failure.
func TestChangedMetrics(t *testing.T) {
	w := newStarts(t)
	functions := w.at(metric1+"ccissues/", "?status=1&limit=3").results()
	ignored := w.at(metric1+"ccissues/", "?status=2").count()
	w.done(metric3+"ccissues/status/", fmt.Sprintf(`{"ccissue_ids":[%s,%s,5],"status":2}`, idOf(functions[0]), idOf(functions[1])))
	same(t, "ignored functions", w.at(metric1+"ccissues/", "?status=2").count(), ignored+2)
	f := child(w.done(metric1+"ccissues/"+idOf(functions[0])+"/author/", `{"author":"new.author"}`).data())
	if f["author"] != "new.author" || value(f, "status") != 2 || f["modifier"] != "tca_admin" {
		t.Errorf("%v", f)
	}
	same(t, "functions of the new author", w.at(metric1+"ccissues/", "?author=new.author").count(), 1)
	same(t, "a function that is nowhere", w.put(metric1+"ccissues/7/author/", `{"author":"x"}`).status, http.StatusNotFound)

	dup := w.at(metric1+"dupfiles/", "?issue_state=1&limit=1").results()[0]
	issue := metric1 + "dupissues/" + idOf(child(dup, "issue")) + "/"
	same(t, "state", w.put(issue+"state/", `{"state":2}`).status, http.StatusInternalServerError)
	same(t, "owner", w.put(issue+"owner/", `{"owner":"new.owner"}`).status, http.StatusInternalServerError)
	same(t, "the same owner", w.put(issue+"owner/", `{"owner":"new.owner"}`).status, http.StatusBadRequest)
	same(t, "no owner", w.put(issue+"owner/", `{"owner":""}`).status, http.StatusBadRequest)
	if now := child(w.at(metric1+"dupfiles/"+idOf(dup)+"/", "").data(), "issue"); value(now, "state") != 2 || now["owner"] != "new.owner" {
		t.Errorf("%v", now)
	}
	same(t, "files of the new owner", w.at(metric1+"dupfiles/", "?issue_owner=new.owner").count(), 1)
	same(t, "duplicates that are nowhere", w.put(metric1+"dupissues/7/state/", `{"state":2}`).status, http.StatusNotFound)
}
