package apitest

import (
	"fmt"
	"slices"
	"testing"
)

// TestReopenedIssues checks what the recordings of a server with reopened issues show: see "reopen-" among them.
func TestReopenedIssues(t *testing.T) {
	t.Parallel()
	s := serve(t, Options{})
	o := Sample(s)
	s.SetAnalysis(o.Rich.ProjectID, Analysis{Issues: 640, Files: 260, Scans: 34, Reopens: true})
	l := look{t, s, o.Admin, o.Rich}
	trend := l.at(overviews1+"lintscans/", "?limit=1000").results()
	total, drifted := 0, 0
	for i, x := range trend {
		id := fmt.Sprint(value(x, "scan", "id"))
		stored, live := value(x, "issue_open_num"), l.at(lint1+"issues/summary/", "?scan_id="+id).data()
		now := value(live, "current_scan", "issue_open_num")
		same(t, "listed as opened by "+id, l.at(lint1+"issues/", "?scan_open="+id).count(), now)
		same(t, "listed as fixed by "+id, l.at(lint1+"issues/", "?scan_fix="+id).count(), value(live, "current_scan", "issue_fix_num"))
		if now > stored || value(live, "current_scan", "issue_fix_num") > value(x, "issue_fix_num") {
			t.Errorf("scan %s: live counts are above the stored ones", id)
		}
		if now < stored {
			drifted++
		}
		total += now
		if i+1 < len(trend) {
			before := value(trend[i+1], "total", "state_detail", "active")
			same(t, "open", value(x, "total", "state_detail", "active"), before+stored-value(x, "issue_fix_num"))
		}
	}
	same(t, "opened by all scans, now", total, l.at(lint1+"issues/", "").count())
	if drifted < 5 {
		t.Errorf("the counts of %d scans drifted, want some", drifted)
	}
	same(t, "open", l.at(lint1+"issues/", "?state=1").count(), value(trend[0], "total", "state_detail", "active"))
	items := l.at(lint3+"issues/", "?state=1&ordering=-scan_open&limit=200").results()
	for i := 1; i < len(items); i++ {
		if value(items[i-1], "scan_open") < value(items[i], "scan_open") {
			t.Fatalf("%d is out of order", i)
		}
	}
	again := slices.IndexFunc(items, func(x map[string]any) bool { return value(x, "id") < value(items[len(items)-1], "id") })
	if again < 0 || items[again]["scan_fix"] != nil || items[again]["resolution"] != nil {
		t.Error("no issue was found again, or one remembers that it was closed")
	}
	for _, tool := range l.at(overviews3+"checktoolscans/", "").data().(map[string]any)["codelint"].([]any) {
		for _, counts := range tool.(map[string]any) {
			same(t, "fixed by tool", value(counts, "issue_fix_num"), 0)
		}
	}
}
