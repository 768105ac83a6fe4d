package screentest

import (
	"tcabot/api"
	"time"
)

// Lasting is a span of so many seconds.
func Lasting(seconds float64) api.Span {
	return api.Span{Duration: time.Duration(seconds * float64(time.Second))}
}

// SomeLint is what a scan counted of issues.
func SomeLint(open, opened, fixed, hoursAgo int) *api.LintScan {
	l := &api.LintScan{Opened: opened, Fixed: fixed, Current: api.LintChange{Opened: opened, Fixed: fixed}}
	l.Scan.Time = Moments(hoursAgo)
	l.Total.ByState = api.StateCounts{Active: open, Resolved: open / 7, Closed: open / 5}
	l.Total.BySeverity = api.BySeverity[api.StateCounts]{
		Fatal: api.StateCounts{Active: open / 10, Resolved: 9, Closed: 9}, Error: api.StateCounts{Active: open / 4, Resolved: 9, Closed: 18},
		Warning: api.StateCounts{Active: open / 3, Resolved: 8, Closed: 24}, Info: api.StateCounts{Active: open / 4, Resolved: 9, Closed: 17},
	}
	return l
}

// SomeComplexity is what a scan measured of complexity.
func SomeComplexity(over, diff, hoursAgo int) *api.ComplexityScan {
	return &api.ComplexityScan{Time: Moments(hoursAgo), Worse: 2, Default: api.ComplexitySummary{Threshold: 20, Over: over, OverDiff: diff}}
}

// SomeDuplicate is what a scan measured of duplicate code.
func SomeDuplicate(rate float64, lines, hoursAgo int) *api.DuplicateScan {
	u := &api.DuplicateScan{Time: Moments(hoursAgo), Rate: rate, Lines: lines, UniqueLines: lines, Files: 12}
	u.Default.VeryHigh.Files = 7
	return u
}

// SomeLines is what a scan counted of lines.
func SomeLines(code, hoursAgo int) *api.LineScan {
	return &api.LineScan{Time: Moments(hoursAgo), LineCounts: api.LineCounts{Code: code, Comment: code / 10, Blank: code / 20, Total: code + code*3/20, AddedCode: 320, DeletedCode: 120}}
}
