package api_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"tcabot/api"
	"testing"
)

type enum interface {
	fmt.Stringer
	Valid() bool
}

func enums[T enum](all []T) []enum {
	out := make([]enum, len(all))
	for i, v := range all {
		out[i] = v
	}
	return out
}

func TestAnalysisWords(t *testing.T) {
	for _, tt := range []struct {
		name    string
		all     []enum
		want    string
		unknown enum
	}{
		{"severity", enums(api.Severities()), "fatal error warning info", api.Severity(0)},
		{"issue state", enums(api.IssueStates()), "active resolved closed", api.IssueState(4)},
		{
			"resolution", enums(api.Resolutions()),
			"none fixed wontfix false-positive duplicate path-filtered rule-removed historical ignored", api.Resolution(9),
		},
		{
			"category", enums([]api.Category{
				api.CategoryCorrectness, api.CategorySecurity, api.CategoryPerformance, api.CategoryUsability,
				api.CategoryAccessibility, api.CategoryI18n, api.CategoryConvention, api.CategoryOther,
			}),
			"correctness security performance usability accessibility i18n convention other", api.Category(0),
		},
		{"file state", enums(api.FileStates()), "active resolved closed", api.FileState(0)},
		{"function status", enums(api.FuncStatuses()), "attention ignored", api.FuncStatus(-1)},
		{"change", enums(api.ChangeTypes()), "none added deleted modified", api.ChangeType(4)},
		{"duplicate state", enums(api.DupStates()), "active ignorable closed", api.DupState(4)},
		{"file change", enums(api.FileChanges()), "added modified deleted", api.FileChange("moved")},
		{"scan state", enums([]api.ScanState{api.ScanWaiting, api.ScanRunning, api.ScanClosed, api.ScanStoring}), "waiting running closed storing", api.ScanState(4)},
		{
			"scan type", enums([]api.ScanType{
				api.ScanIncremental, api.ScanFull, api.ScanMerge, api.ScanCoverage, api.ScanExtension, api.ScanReviewFull, api.ScanReviewIncremental,
			}),
			"incremental full merge coverage extension review-full review-incremental", api.ScanType(0),
		},
		{
			"order", enums([]api.Order{
				api.OrderID, api.OrderSeverity, api.OrderTime, api.OrderPath, api.OrderSum, api.OrderAverage, api.OrderCount, api.OrderRate,
			}), "id severity time path sum average count rate", api.Order(0),
		},
	} {
		var got []string
		for _, v := range tt.all {
			got = append(got, v.String())
			if !v.Valid() {
				t.Errorf("%s %v is not valid", tt.name, v)
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
		if tt.unknown.Valid() || slices.Contains(got, tt.unknown.String()) || tt.unknown.String() == "" {
			t.Errorf("%s: %q is not unknown", tt.name, tt.unknown)
		}
	}
	if api.FileUnchanged.Valid() || api.FileUnchanged.String() != "none" {
		t.Errorf("an unchanged file is %q", api.FileUnchanged)
	}
	if d := api.OrderSum.Desc(); d.String() != "-sum" || !d.Valid() || d.Desc() != d {
		t.Errorf("descending is %q", d)
	}
}

func TestMissingCounts(t *testing.T) {
	var scan api.LintScan
	raw := `{"current_scan":{"active_severity_detail":{"error":3}},"scan_summary":null,
		"total":{"state_detail":{"active":2},"severity_detail":{"error":{"closed":4}},"category_detail":{}},
		"total_summary":{"security":{"error":{"rule_count":5,"active":6,"closed":1}}}}`
	if err := json.Unmarshal([]byte(raw), &scan); err != nil {
		t.Fatal(err)
	}
	sum := scan.TotalSummary.Security.Of(api.SeverityError)
	for name, got := range map[string][2]int{
		"error":               {scan.Current.BySeverity.Of(api.SeverityError), 3},
		"fatal":               {scan.Current.BySeverity.Of(api.SeverityFatal), 0},
		"severity 9":          {scan.Current.BySeverity.Of(9), 0},
		"active":              {scan.Total.ByState.Active, 2},
		"resolved":            {scan.Total.ByState.Resolved, 0},
		"closed errors":       {scan.Total.BySeverity.Of(api.SeverityError).Closed, 4},
		"info":                {scan.Total.BySeverity.Of(api.SeverityInfo).Active, 0},
		"category":            {scan.Total.ByCategory.Other.Active, 0},
		"rules":               {sum.Rules, 5},
		"of rules":            {sum.Active + sum.Closed, 7},
		"no summary":          {scan.ScanSummary.I18n.Of(api.SeverityInfo).Rules, 0},
		"places not counted":  {len(fmt.Sprint(scan.Places)), len("<nil>")},
		"open but not listed": {api.OpenIssues{Total: 1, BySeverity: []api.OpenCount{{Severity: api.SeverityInfo, Count: 1}}}.Of(api.SeverityFatal), 0},
		"open":                {api.OpenIssues{BySeverity: []api.OpenCount{{Severity: api.SeverityInfo, Count: 8}}}.Of(api.SeverityInfo), 8},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: got %d, want %d", name, got[0], got[1])
		}
	}
}

// TestEveryValueHasItsCount keeps the switches complete.
func TestEveryValueHasItsCount(t *testing.T) {
	bySeverity := api.SeverityCounts{Fatal: 1, Error: 2, Warning: 3, Info: 4}
	for _, s := range api.Severities() {
		if got := bySeverity.Of(s); got != int(s) {
			t.Errorf("%v: got %d", s, got)
		}
	}
}

func TestCustomSummaryGoesFirst(t *testing.T) {
	for _, tt := range []struct {
		name, raw string
		want      int
	}{
		{"default", `{"default_summary":{"min_ccn":20},"custom_summary":null}`, 20},
		{"custom", `{"default_summary":{"min_ccn":20},"custom_summary":{"min_ccn":15}}`, 15},
		{"neither", `{"default_summary":null}`, 0},
	} {
		var scan api.ComplexityScan
		if err := json.Unmarshal([]byte(tt.raw), &scan); err != nil || scan.Summary().Threshold != tt.want {
			t.Errorf("%s: got %+v, %v, want %d", tt.name, scan.Summary(), err, tt.want)
		}
	}
	var scan api.DuplicateScan
	raw := `{"default_summary":{"low_risk":{"range":[0,0.05],"file_count":6,"diff":{"diff_file_count":-1}}}}`
	if err := json.Unmarshal([]byte(raw), &scan); err != nil {
		t.Fatal(err)
	}
	if low := scan.Summary().Low; !slices.Equal(low.Range, []float64{0, 0.05}) || low.Files != 6 || low.Diff.Files != -1 {
		t.Errorf("got %+v", low)
	}
	scan.Custom = &api.DuplicateSummary{}
	if scan.Summary().Low.Files != 0 {
		t.Errorf("custom: got %+v", scan.Summary())
	}
}

func TestTools(t *testing.T) {
	var scans api.ToolScans
	raw := `{"codelint":[{"PyLint":{"id":1,"name":"PyLint","total_state_detail":{"active":65}}},{"Eslint":{"id":2}}],"codemetric":[{"圈复杂度":{"id":21}}]}`
	if err := json.Unmarshal([]byte(raw), &scans); err != nil {
		t.Fatal(err)
	}
	tools := scans.Tools()
	if len(tools) != 2 || tools[0].Name != "Eslint" || tools[1].Name != "PyLint" || tools[1].ByState.Active != 65 {
		t.Errorf("got %+v", tools)
	}
}

func TestLinePaths(t *testing.T) {
	for _, tt := range []struct{ dir, name, want string }{{"src/a", "b.py", "src/a/b.py"}, {"", "b.py", "b.py"}} {
		if got := (api.LineFile{Dir: tt.dir, Name: tt.name}).Path(); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
	if c := (api.LineSums{Code: 1, DeletedTotal: 2}).Counts(); c.Code != 1 || c.DeletedTotal != 2 {
		t.Errorf("got %+v", c)
	}
}
