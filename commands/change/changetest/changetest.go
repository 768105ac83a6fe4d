// Package changetest has hand-made scans and states of a branch for tests.
package changetest

import (
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/screen/screentest"
)

// Counted is a good scan that found new issues and counted what is open.
func Counted(id int64, hoursAgo int, opened, open api.SeverityCounts, fixed, resolved int) api.Scan {
	l := &api.LintScan{Opened: change.Sum(opened), Fixed: fixed, Current: api.LintChange{Opened: change.Sum(opened), Fixed: fixed, BySeverity: opened}}
	l.Total.ByState = api.StateCounts{Active: change.Sum(open), Resolved: resolved}
	l.Total.BySeverity.Fatal.Active, l.Total.BySeverity.Error.Active = open.Fatal, open.Error
	l.Total.BySeverity.Warning.Active, l.Total.BySeverity.Info.Active = open.Warning, open.Info
	return api.Scan{ID: id, Time: screentest.Moments(hoursAgo), State: api.ScanClosed, Code: new(api.ResultCode(0)), Lint: l}
}

// Ended is a scan that ended with a code and has no figures.
func Ended(id int64, hoursAgo int, code api.ResultCode) api.Scan {
	return api.Scan{ID: id, Time: screentest.Moments(hoursAgo), State: api.ScanClosed, Code: new(code)}
}

// Waiting is a scan that has not started.
func Waiting(id int64) api.Scan {
	return api.Scan{ID: id, Time: screentest.Moments(0), Created: screentest.Moments(0), State: api.ScanWaiting}
}

// Open counts fatal, error, warning and info.
func Open(counts ...int) api.SeverityCounts {
	counts = append(counts, 0, 0, 0, 0)
	return api.SeverityCounts{Fatal: counts[0], Error: counts[1], Warning: counts[2], Info: counts[3]}
}

// Mark is the state of a branch after a scan.
func Mark(scan int64, open api.SeverityCounts, resolved int) change.Mark {
	return change.Mark{Project: 7, Scan: scan, Open: open, Resolved: resolved, Has: change.MarkParts{Lint: true}}
}
