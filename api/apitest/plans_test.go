package apitest

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// TestPlannedIssues: what a plan says of issues is what all lists say, scan after scan, and does not change afterwards.
func TestPlannedIssues(t *testing.T) {
	w := newStarts(t)
	plans := []Plan{{Opens: 12}, {Fixes: 12}, {Opens: 4, Severity: 1}, {Opens: 1, Fixes: 4}, {}, {Opens: 3, Fixes: 20}}
	open := value(w.at(overviews3+"lintscans/latest/", "").data(), "lint_issue_num")
	var seen []map[string]any
	for i, p := range plans {
		w.s.Plan(w.p.ProjectID, p)
		job, scan := w.start("")
		w.over(job)
		open += p.Opens - p.Fixes
		last := w.at(overviews1+"lintscans/", "?limit=1").results()[0]
		same(t, fmt.Sprintf("%d: new", i), value(last, "issue_open_num"), p.Opens)
		same(t, fmt.Sprintf("%d: fixed", i), value(last, "issue_fix_num"), p.Fixes)
		same(t, fmt.Sprintf("%d: open", i), value(last, "total", "state_detail", "active"), open)
		same(t, fmt.Sprintf("%d: listed as new", i), w.at(lint1+"issues/", fmt.Sprintf("?scan_open=%d", scan)).count(), p.Opens)
		same(t, fmt.Sprintf("%d: listed as fixed", i), w.at(lint1+"issues/", fmt.Sprintf("?scan_fix=%d", scan)).count(), p.Fixes)
		if p.Severity > 0 {
			same(t, "listed as fatal", w.at(lint1+"issues/", fmt.Sprintf("?scan_open=%d&severity=%d", scan, p.Severity)).count(), p.Opens)
			same(t, "counted as fatal", value(last, "current_scan", "active_severity_detail", severityWords[p.Severity]), p.Opens)
		}
		seen = append(seen, last)
	}
	w.clock.forward(3 * 24 * time.Hour)
	trend := w.at(overviews1+"lintscans/", "?limit=100").results()
	if len(trend) < len(seen)+2 {
		t.Fatalf("%d scans", len(trend))
	}
	at := slices.IndexFunc(trend, func(x map[string]any) bool { return value(x, "scan", "id") == value(seen[len(seen)-1], "scan", "id") })
	for i, x := range slices.Backward(seen) {
		sameJSON(t, "an older scan", trend[at+len(seen)-1-i], x)
	}
	t.Run("all adds up", func(t *testing.T) {
		l := w.look
		l.t = t
		listed(t, l)
	})
}

// TestReplan: a plan that nobody has used yet can be replaced or dropped, and one that was used is gone.
func TestReplan(t *testing.T) {
	w := newStarts(t)
	id := w.p.ProjectID
	w.s.Plan(id, Plan{Opens: 12})
	w.s.Replan(id, Plan{Opens: 4, Severity: 1})
	if got := w.s.Planned(id); !slices.Equal(got, []Plan{{Opens: 4, Severity: 1}}) {
		t.Errorf("planned %+v", got)
	}
	job, _ := w.start("")
	w.over(job)
	same(t, "new", value(w.at(overviews1+"lintscans/", "?limit=1").results()[0], "issue_open_num"), 4)
	w.s.Plan(id, Plan{Code: 313})
	w.s.Replan(id)
	if got := w.s.Planned(id); len(got) != 0 {
		t.Errorf("planned %+v", got)
	}
}

// TestNightlyScansGoOn: those that are computed stay as they are, whatever is started between them, and every ID is unique.
func TestNightlyScansGoOn(t *testing.T) {
	quiet, w := newStarts(t), newStarts(t)
	for range 8 {
		w.clock.forward(61 * time.Hour)
		w.start(`{"force_create":true}`)
	}
	w.clock.forward(20 * time.Hour)
	quiet.clock.forward((8*61 + 20) * time.Hour)
	times := func(w *starts) (nightly []string) {
		ids := map[string]bool{}
		last := 1 << 60
		for _, x := range w.at(analysis3+"scans/", "?limit=1000").results() {
			if ids[idOf(x)] || value(x, "id") >= last {
				t.Errorf("%s after %d", idOf(x), last)
			}
			ids[idOf(x)], last = true, value(x, "id")
			if x["creator"] == "张伟" && value(x, "result_code") == 0 && x["execute_time"] == "26.0" {
				continue // started here
			}
			nightly = append(nightly, fmt.Sprint(x["create_time"], x["result_code"], x["creator"], x["type"]))
		}
		return nightly
	}
	a, b := times(quiet), times(w)
	sameJSON(t, "the nightly scans", b, a)
	l := w.look
	listed(t, l)
	jobs := w.at(project1+"jobs/", "?limit=1000").results()
	same(t, "jobs", len(jobs), len(a)+8)
}

// TestFirstScan: a project that was never scanned, and one whose scans all failed, get results.
func TestFirstScan(t *testing.T) {
	w := newStarts(t)
	for p, issues := range map[SampleProject]int{w.sample.Never: 84, w.sample.Failing: 120} {
		w.p = p
		if child(w.at(overviews1, "").data())[partLint] != nil {
			t.Error("has results before")
		}
		job, _ := w.start("")
		same(t, "the code", value(w.over(job), "result_code"), 0)
		same(t, "issues", w.at(lint1+"issues/", "?limit=1").count(), issues)
		if n := w.at(metric1+"clocfiles/", "?limit=1").count(); n < 50 {
			t.Errorf("%d files", n)
		}
	}
}

// TestNoPhases: phases can be left out.
func TestNoPhases(t *testing.T) {
	w := newStarts(t)
	w.s.Plan(w.p.ProjectID, Plan{Waiting: -time.Minute, Initialising: -time.Minute, Queued: -time.Minute, Running: time.Minute, Storing: -time.Minute})
	job, _ := w.start("")
	same(t, "state at once", value(w.job(job), "state"), 1)
	w.clock.forward(59 * time.Second)
	same(t, "state a second before the end", value(w.job(job), "state"), 1)
	w.clock.forward(time.Second)
	same(t, "state at the end", value(w.job(job), "state"), 2)
}
