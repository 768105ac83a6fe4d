package api

// LintScan is the code scan part of a scan: counts stored when it was done.
type LintScan struct {
	Scan         LintTimes                          `json:"scan"`
	Opened       int                                `json:"issue_open_num"`   // issues this scan was the first to find
	Fixed        int                                `json:"issue_fix_num"`    // issues this scan no longer found
	Places       *int                               `json:"issue_detail_num"` // nil when TCA did not count them
	Current      LintChange                         `json:"current_scan"`
	Total        LintTotal                          `json:"total"`
	Status       *int                               `json:"status"` // the scan's result code
	Text         string                             `json:"text"`   // TCA's word for it
	Description  string                             `json:"description"`
	ScanSummary  ByCategory[BySeverity[RuleCounts]] `json:"scan_summary"`  // of what this scan found first
	TotalSummary ByCategory[BySeverity[RuleCounts]] `json:"total_summary"` // of the whole project
}

// LintTimes says which scan counted, and when.
type LintTimes struct {
	ID      int64 `json:"id"`
	Time    Time  `json:"scan_time"`
	Execute Span  `json:"execute_time"`
}

// LintChange counts what one scan changed; by severity and category only what it found first.
type LintChange struct {
	Opened     int            `json:"issue_open_num"`
	Fixed      int            `json:"issue_fix_num"`
	BySeverity SeverityCounts `json:"active_severity_detail"`
	ByCategory CategoryCounts `json:"active_category_detail"`
}

// LintTotal counts all issues of a project.
type LintTotal struct {
	ByState    StateCounts             `json:"state_detail"`
	BySeverity BySeverity[StateCounts] `json:"severity_detail"`
	ByCategory ByCategory[StateCounts] `json:"category_detail"`
}

// ComplexityScan is the cyclomatic complexity part of a scan.
type ComplexityScan struct {
	ID           int64              `json:"id"`   // of the part
	Scan         int64              `json:"scan"` // of the scan
	Revision     string             `json:"scan_revision"`
	LastRevision string             `json:"last_revision"` // what it was compared with
	Time         Time               `json:"scan_time"`
	Default      ComplexitySummary  `json:"default_summary"`
	Custom       *ComplexitySummary `json:"custom_summary"`      // nil unless the scheme has its own threshold
	Added        int                `json:"diff_cc_num"`         // functions over the threshold, compared with the scan before
	Opened       int                `json:"cc_open_num"`         // functions over the threshold
	Fixed        int                `json:"cc_fix_num"`          // functions no longer over it
	Worse        int                `json:"worse_cc_file_num"`   // files that became more complex
	Threshold    int                `json:"min_ccn"`             // the least complexity of a function that is counted
	CodeLines    int                `json:"code_line_num"`       // lines of code that were looked at
	PerThousand  float64            `json:"cc_average_of_lines"` // complexity for each thousand lines of code
}

// Summary is the one that counts: the scheme's own, or TCA's default.
func (s ComplexityScan) Summary() ComplexitySummary {
	if s.Custom != nil {
		return *s.Custom
	}
	return s.Default
}

// ComplexitySummary counts functions against one threshold.
type ComplexitySummary struct {
	Threshold   int     `json:"min_ccn"`
	Over        int     `json:"over_cc_func_count"`
	Under       int     `json:"under_cc_func_count"`
	OverDiff    int     `json:"diff_over_cc_func_count"` // compared with the scan before
	OverAverage float64 `json:"over_cc_func_average"`    // complexity of those over the threshold
	Average     float64 `json:"cc_func_average"`         // complexity of all
	Excess      int     `json:"over_cc_sum"`             // by how much they are over the threshold, together
	PerThousand float64 `json:"cc_average_of_lines"`     // complexity for each thousand lines of code
}

// DuplicateScan is the duplicate code part of a scan. Lines are counted twice where two blocks share them, unless said.
type DuplicateScan struct {
	ID           int64             `json:"id"`   // of the part
	Scan         int64             `json:"scan"` // of the scan
	Revision     string            `json:"scan_revision"`
	LastRevision string            `json:"last_revision"` // what it was compared with
	Time         Time              `json:"scan_time"`
	Default      DuplicateSummary  `json:"default_summary"`
	Custom       *DuplicateSummary `json:"custom_summary"` // nil unless the scheme has its own thresholds
	Rate         float64           `json:"duplicate_rate"` // percent of the project's lines
	Files        int               `json:"duplicate_file_count"`
	Blocks       int               `json:"duplicate_block_count"`
	BlocksDiff   int               `json:"diff_duplicate_block_count"`
	Lines        int               `json:"duplicate_line_count"`
	LinesDiff    int               `json:"diff_duplicate_line_count"`
	Closed       int               `json:"close_issue_count"`
	New          int               `json:"new_issue_count"`
	Reopened     int               `json:"reopen_issue_count"`
	Ignored      int               `json:"ignored_issue_count"`
	UniqueLines  int               `json:"unique_duplicate_line_count"` // reported by this scan, each line once
	AllUnique    int               `json:"total_duplicate_line_count"`  // of the whole project, each line once
	AllLines     int               `json:"total_line_count"`            // lines of the whole project
}

// Summary is the one that counts: the scheme's own, or TCA's default.
func (s DuplicateScan) Summary() DuplicateSummary {
	if s.Custom != nil {
		return *s.Custom
	}
	return s.Default
}

// DuplicateSummary counts files by how much of them is duplicate.
type DuplicateSummary struct {
	VeryHigh DuplicateRisk `json:"exhi_risk"` // 20 % and more, unless the scheme says otherwise
	High     DuplicateRisk `json:"high_risk"` // 11 to 20 %
	Middle   DuplicateRisk `json:"midd_risk"` // 5 to 11 %
	Low      DuplicateRisk `json:"low_risk"`  // below 5 %
}

// DuplicateRisk counts the files of a range.
type DuplicateRisk struct {
	Range []float64         `json:"range"` // from and below, as fractions of a file's lines, not percent
	Files int               `json:"file_count"`
	Diff  DuplicateRiskDiff `json:"diff"`
}

// DuplicateRiskDiff compares with the scan before.
type DuplicateRiskDiff struct {
	Files int `json:"diff_file_count"`
}

// LineScan is the line count part of a scan.
type LineScan struct {
	ID           int64  `json:"id"`   // of the part
	Scan         int64  `json:"scan"` // of the scan
	Revision     string `json:"scan_revision"`
	LastRevision string `json:"last_revision"` // what it was compared with; empty for a first scan, which has no changes
	Time         Time   `json:"scan_time"`
	LineCounts
}
