package api

// LintScan is the code check part of a scan. Its counts were stored when the scan ended.
type LintScan struct {
	Scan         LintTimes                          `json:"scan"`
	Opened       int                                `json:"issue_open_num"`   // issues that this scan was the first to report
	Fixed        int                                `json:"issue_fix_num"`    // issues that this scan no longer reported
	Places       *int                               `json:"issue_detail_num"` // nil when TCA did not count them
	Current      LintChange                         `json:"current_scan"`
	Total        LintTotal                          `json:"total"`
	Status       *int                               `json:"status"` // the scan's result code
	Text         string                             `json:"text"`   // TCA's label of it
	Description  string                             `json:"description"`
	ScanSummary  ByCategory[BySeverity[RuleCounts]] `json:"scan_summary"`  // of issues that this scan was the first to report
	TotalSummary ByCategory[BySeverity[RuleCounts]] `json:"total_summary"` // of the whole project
}

// LintTimes identifies the scan that a LintScan belongs to.
type LintTimes struct {
	ID      int64 `json:"id"`
	Time    Time  `json:"scan_time"`
	Execute Span  `json:"execute_time"`
}

// LintChange counts what one scan changed. By severity and category it counts the opened issues only.
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
	LastRevision string             `json:"last_revision"` // the revision it was compared with
	Time         Time               `json:"scan_time"`
	Default      ComplexitySummary  `json:"default_summary"`
	Custom       *ComplexitySummary `json:"custom_summary"`      // nil unless the scheme has its own threshold
	Added        int                `json:"diff_cc_num"`         // change of functions over the threshold since the previous scan
	Opened       int                `json:"cc_open_num"`         // functions over the threshold
	Fixed        int                `json:"cc_fix_num"`          // functions no longer over it
	Worse        int                `json:"worse_cc_file_num"`   // files that became more complex
	Threshold    int                `json:"min_ccn"`             // threshold: functions with a higher complexity are counted
	CodeLines    int                `json:"code_line_num"`       // lines of code that were analysed
	PerThousand  float64            `json:"cc_average_of_lines"` // complexity per thousand lines of code
}

// Summary returns the counts for the scheme's own thresholds, or for TCA's defaults when the scheme has none.
func (s ComplexityScan) Summary() ComplexitySummary {
	if s.Custom != nil {
		return *s.Custom
	}
	return s.Default
}

// At returns the counts for a threshold, and whether the scan has them: before a scheme had its own threshold, its scans
// have the default one only. Counts of different thresholds must not be compared.
func (s ComplexityScan) At(threshold int) (ComplexitySummary, bool) {
	switch {
	case s.Custom != nil && s.Custom.Threshold == threshold:
		return *s.Custom, true
	case s.Default.Threshold == threshold:
		return s.Default, true
	}
	return ComplexitySummary{}, false
}

// ComplexitySummary counts functions against one threshold.
type ComplexitySummary struct {
	Threshold   int     `json:"min_ccn"`
	Over        int     `json:"over_cc_func_count"`
	Under       int     `json:"under_cc_func_count"`
	OverDiff    int     `json:"diff_over_cc_func_count"` // change since the previous scan
	OverAverage float64 `json:"over_cc_func_average"`    // average complexity of the functions over the threshold
	Average     float64 `json:"cc_func_average"`         // average complexity of all functions
	Excess      int     `json:"over_cc_sum"`             // sum of what they exceed the threshold by
	PerThousand float64 `json:"cc_average_of_lines"`     // complexity per thousand lines of code
}

// DuplicateScan is the duplicate code part of a scan. A line that two blocks share is counted twice unless a comment says
// otherwise.
type DuplicateScan struct {
	ID           int64             `json:"id"`   // of the part
	Scan         int64             `json:"scan"` // of the scan
	Revision     string            `json:"scan_revision"`
	LastRevision string            `json:"last_revision"` // the revision it was compared with
	Time         Time              `json:"scan_time"`
	Default      DuplicateSummary  `json:"default_summary"`
	Custom       *DuplicateSummary `json:"custom_summary"` // nil unless the scheme has its own thresholds
	Rate         float64           `json:"duplicate_rate"` // percent of the project's lines
	Files        int               `json:"duplicate_file_count"`
	Blocks       int               `json:"duplicate_block_count"`
	BlocksDiff   int               `json:"diff_duplicate_block_count"` // added, changed and removed blocks
	Lines        int               `json:"duplicate_line_count"`
	LinesDiff    int               `json:"diff_duplicate_line_count"` // their lines: no difference to the previous scan
	Closed       int               `json:"close_issue_count"`
	New          int               `json:"new_issue_count"`
	Reopened     int               `json:"reopen_issue_count"`
	Ignored      int               `json:"ignored_issue_count"`
	UniqueLines  int               `json:"unique_duplicate_line_count"` // reported by this scan, each line once
	AllUnique    int               `json:"total_duplicate_line_count"`  // of the whole project, each line once
	AllLines     int               `json:"total_line_count"`            // lines of the whole project
}

// Summary returns the counts for the scheme's own thresholds, or for TCA's defaults when the scheme has none.
func (s DuplicateScan) Summary() DuplicateSummary {
	if s.Custom != nil {
		return *s.Custom
	}
	return s.Default
}

// DuplicateSummary counts files by their duplicate rate.
type DuplicateSummary struct {
	VeryHigh DuplicateRisk `json:"exhi_risk"` // 20 % and more, unless the scheme says otherwise
	High     DuplicateRisk `json:"high_risk"` // 11 to 20 %
	Middle   DuplicateRisk `json:"midd_risk"` // 5 to 11 %
	Low      DuplicateRisk `json:"low_risk"`  // below 5 %
}

// DuplicateRisk counts the files in one range of duplicate rates.
type DuplicateRisk struct {
	Range []float64         `json:"range"` // from (inclusive) and to (exclusive), as fractions of 1, not percentages
	Files int               `json:"file_count"`
	Diff  DuplicateRiskDiff `json:"diff"`
}

// DuplicateRiskDiff holds changes since the previous scan.
type DuplicateRiskDiff struct {
	Files int `json:"diff_file_count"`
}

// LineScan is the line count part of a scan.
type LineScan struct {
	ID           int64  `json:"id"`   // of the part
	Scan         int64  `json:"scan"` // of the scan
	Revision     string `json:"scan_revision"`
	LastRevision string `json:"last_revision"` // the revision it was compared with; empty for a first scan, which has no changes
	Time         Time   `json:"scan_time"`
	LineCounts
}
