// Package change says what changed in an analysed branch: between two of its scans, or since a former state. Digests,
// follows, watches and quality gates compare with it.
package change

import (
	"math"
	"slices"
	"tcabot/api"
	"time"
)

// Lookback is the period that a branch without a former state is compared over.
const Lookback = 24 * time.Hour

// Delta is the state of an analysed branch, and what changed since a former state.
type Delta struct {
	Was, Now Mark      // Was.Scan is 0 when there is nothing to compare with
	Since    time.Time // time of the scan it is compared with; zero when TCA no longer has that scan
	LastDay  bool      // there is no former state: it is compared with its state a day ago

	Opened  api.SeverityCounts // new issues, of the severities that count
	New     int                // their sum
	AllNew  int                // new issues of every severity
	Fixed   int
	Finders []int64 // scans that found new issues, oldest first
	Floor   int64   // issues found by a later scan than this are new
	Begun   bool    // issues were counted for the first time in this period
	Cut     bool    // there were more scans than MaxScans

	Failed     int
	Failure    api.Scan // the last failed scan; zero when none failed
	LastFailed bool     // no successful scan came after it
	UnderWay   api.Scan // the newest scan when it is still running; zero otherwise
}

// Between compares a branch with its mark, which has only a Project when there is no former state. Scans are
// in order, newest first; whole says that they go back far enough. Issues of some severities count as new; none
// stands for all.
func Between(scans []api.Scan, whole bool, mark Mark, severities []api.Severity, now time.Time) Delta {
	d := Delta{Was: mark}
	from := now.Add(-Lookback)
	if mark.Scan == 0 {
		d.Was, d.LastDay = standingAt(scans, mark, from)
	}
	d.Now = standing(scans, d.Was)
	d.Was = likeNow(d.Was, scans, whole)
	d.Floor, d.Cut = d.Was.Scan, !whole && d.Was.Scan != 0
	for _, c := range slices.Backward(scans) {
		switch {
		case c.ID == d.Was.Scan:
			d.Since = c.Time.Time
		case c.ID < d.Was.Scan, d.Was.Scan == 0 && c.Time.Before(from): // reported before, or too old
		case Ended(c):
			addScan(&d, c, severities)
		}
	}
	if len(scans) > 0 && !Ended(scans[0]) && scans[0].State != api.ScanClosed {
		d.UnderWay = scans[0]
	}
	return d
}

// Ended reports whether a scan is complete. Until its results are stored, some figures may be missing.
func Ended(c api.Scan) bool { return c.Code != nil && c.State != api.ScanStoring }

// addScan counts what one scan changed.
func addScan(d *Delta, c api.Scan, severities []api.Severity) {
	switch {
	case c.Code.OK():
		d.LastFailed = false
	case !c.Code.Stopped():
		d.Failed++
		d.Failure, d.LastFailed = c, true
	}
	switch l := c.Lint; {
	case l == nil, d.Was.Scan == 0:
	case !d.Was.Has.Lint: // the first scan that counted issues: what it found existed before
		d.Was.setLint(l)
		d.Floor, d.Begun = c.ID, true
	default:
		opened, news := l.Current.BySeverity, l.Opened
		if len(severities) > 0 {
			opened = only(opened, severities)
			news = Sum(opened)
		}
		if news > 0 {
			d.Finders = append(d.Finders, c.ID)
		}
		d.Opened = Plus(d.Opened, opened)
		d.New, d.AllNew, d.Fixed = d.New+news, d.AllNew+l.Opened, d.Fixed+l.Fixed
	}
}

// standingAt is the state of a branch at a given time, and whether that is known.
func standingAt(scans []api.Scan, mark Mark, at time.Time) (Mark, bool) {
	i := slices.IndexFunc(scans, func(c api.Scan) bool { return Ended(c) && !c.Time.After(at) })
	if i < 0 {
		return mark, false
	}
	m := standing(scans[i:], mark)
	if m.Has == (MarkParts{}) {
		return mark, false
	}
	return m, true
}

// likeNow is a former state with the complexity that can be compared with that of the newest scan: when the scheme's
// threshold changed since, the functions over the present one, or none if they were not counted. Where the scans do not go
// back to that state, its threshold is not known: then there is nothing to compare with.
func likeNow(was Mark, newest []api.Scan, whole bool) Mark {
	threshold := 0
	for _, c := range newest {
		switch {
		case c.Complexity == nil || !Ended(c):
		case c.ID > was.Scan && threshold == 0:
			threshold = c.Complexity.Summary().Threshold
		case c.ID <= was.Scan && threshold != 0:
			sum, ok := c.Complexity.At(threshold)
			was.Complex, was.Has.Complexity = sum.Over, ok
			return was
		}
	}
	if !whole && threshold != 0 {
		was.Complex, was.Has.Complexity = 0, false
	}
	return was
}

// standing is the state of a branch after scans, newest first. Figures that none of them has are as before.
func standing(scans []api.Scan, before Mark) Mark {
	m := before
	m.Scan = 0
	var seen MarkParts
	for _, c := range scans {
		if !Ended(c) {
			continue
		}
		m.Scan = max(m.Scan, c.ID)
		if c.Lint != nil && !seen.Lint {
			seen.Lint = true
			m.setLint(c.Lint)
		}
		if c.Complexity != nil && !seen.Complexity {
			seen.Complexity, m.Has.Complexity = true, true
			m.Complex = c.Complexity.Summary().Over
		}
		if c.Duplicate != nil && !seen.Duplication {
			seen.Duplication, m.Has.Duplication = true, true
			m.Duplicated = c.Duplicate.Rate
		}
		if c.Lines != nil && !seen.Lines {
			seen.Lines, m.Has.Lines = true, true
			m.Code = c.Lines.Code
		}
	}
	if m.Scan == 0 {
		m.Scan = before.Scan
	}
	return m
}

func (m *Mark) setLint(l *api.LintScan) {
	by := l.Total.BySeverity
	m.Open = api.SeverityCounts{Fatal: by.Fatal.Active, Error: by.Error.Active, Warning: by.Warning.Active, Info: by.Info.Active}
	m.Resolved, m.Has.Lint = l.Total.ByState.Resolved, true
}

// First reports whether a branch has figures and nothing to compare them with.
func (d Delta) First() bool { return d.Begun || d.Was.Scan == 0 && d.Now.Scan != 0 }

// Comparable reports whether issues can be compared.
func (d Delta) Comparable() bool { return d.Was.Has.Lint && d.Now.Has.Lint }

// OpenChange is the change in OpenChange issues.
func (d Delta) OpenChange() int {
	if !d.Comparable() {
		return 0
	}
	return Sum(d.Now.Open) - Sum(d.Was.Open)
}

// ResolvedChange is how many more issues people have ResolvedChange.
func (d Delta) ResolvedChange() int {
	if !d.Comparable() {
		return 0
	}
	return d.Now.Resolved - d.Was.Resolved
}

// Reopened is how many issues were Reopened. TCA does not count them: they are the part of the change in open issues
// that new, fixed and resolved ones do not explain, so all of those have to be known.
func (d Delta) Reopened() int {
	if !d.Comparable() || d.Cut {
		return 0
	}
	return max(0, d.OpenChange()-d.AllNew+d.Fixed+d.ResolvedChange())
}

// ComplexityChange is the change in the number of functions over the threshold.
func (d Delta) ComplexityChange() int {
	if !d.Was.Has.Complexity || !d.Now.Has.Complexity {
		return 0
	}
	return d.Now.Complex - d.Was.Complex
}

// DuplicationChange is the change in the share of duplicate lines, in percentage points with the precision it is shown with.
func (d Delta) DuplicationChange() float64 {
	if !d.Was.Has.Duplication || !d.Now.Has.Duplication {
		return 0
	}
	return (math.Round(d.Now.Duplicated*10) - math.Round(d.Was.Duplicated*10)) / 10
}

// LinesChange is the change in the number of lines of code.
func (d Delta) LinesChange() int {
	if !d.Was.Has.Lines || !d.Now.Has.Lines {
		return 0
	}
	return d.Now.Code - d.Was.Code
}

// MetricsChanged reports whether any metric changed.
func (d Delta) MetricsChanged() bool {
	return d.ComplexityChange() != 0 || d.DuplicationChange() != 0 || d.LinesChange() != 0
}

// Changed reports whether anything about the branch Changed. Metrics count only where the digest includes them.
func (d Delta) Changed(metrics bool) bool {
	return d.First() || d.New > 0 || d.Fixed > 0 || d.OpenChange() != 0 || d.ResolvedChange() != 0 || d.Failed > 0 || d.Cut || metrics && d.MetricsChanged()
}

// Sum is the number of issues of all severities.
func Sum(c api.SeverityCounts) int { return c.Fatal + c.Error + c.Warning + c.Info }

// Plus adds two counts.
func Plus(a, b api.SeverityCounts) api.SeverityCounts {
	return api.SeverityCounts{Fatal: a.Fatal + b.Fatal, Error: a.Error + b.Error, Warning: a.Warning + b.Warning, Info: a.Info + b.Info}
}

// only keeps the counts of some severities.
func only(c api.SeverityCounts, some []api.Severity) api.SeverityCounts {
	keep := func(n int, v api.Severity) int {
		if slices.Contains(some, v) {
			return n
		}
		return 0
	}
	return api.SeverityCounts{
		Fatal: keep(c.Fatal, api.SeverityFatal), Error: keep(c.Error, api.SeverityError),
		Warning: keep(c.Warning, api.SeverityWarning), Info: keep(c.Info, api.SeverityInfo),
	}
}
