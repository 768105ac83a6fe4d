package digest

import (
	"math"
	"slices"
	"tcabot/api"
	"tcabot/commands/scans"
	"time"
)

// digestDay is how far back a digest looks that told of a branch never before.
const digestDay = 24 * time.Hour

// digestDelta is how an analysed branch stands, and what changed since a digest told of it last.
type digestDelta struct {
	was, now Mark      // was.Scan is 0 when there is nothing to compare with
	since    time.Time // of the scan it is compared with; zero when TCA no longer has that
	day      bool      // no digest told of it yet: it is compared with how it stood a day ago

	opened  api.SeverityCounts // of the severities that are told as new
	news    int                // all of those
	all     int                // of every severity
	fixed   int
	finders []int64 // the scans that found what is new, oldest first
	floor   int64   // what a scan after this one found is new
	begun   bool    // issues were counted for the first time since
	cut     bool    // there were more scans than were looked at

	failed     int
	failure    api.Scan // the last of those that failed; the zero one when none did
	lastFailed bool     // no good one came after it
	underWay   api.Scan // a scan that is not over, newer than all others; the zero one when there is none
}

// deltaOf compares a branch with its mark, which has its Project alone when no digest told of it yet. Its scans come
// newest first; whole says that they reach back as far as is needed. told are the severities that are told as new, none
// for all.
func deltaOf(scans []api.Scan, whole bool, mark Mark, told []api.Severity, now time.Time) digestDelta {
	d := digestDelta{was: mark}
	from := now.Add(-digestDay)
	if mark.Scan == 0 {
		d.was, d.day = standingAt(scans, mark, from)
	}
	d.now = standing(scans, d.was)
	d.floor, d.cut = d.was.Scan, !whole && d.was.Scan != 0
	for _, c := range slices.Backward(scans) {
		switch {
		case c.ID == d.was.Scan:
			d.since = c.Time.Time
		case c.ID < d.was.Scan, d.was.Scan == 0 && c.Time.Before(from): // told before, or too long ago
		case over(c):
			addScan(&d, c, told)
		}
	}
	if len(scans) > 0 && !over(scans[0]) && scans[0].State != api.ScanClosed {
		d.underWay = scans[0]
	}
	return d
}

// over reports whether a scan has brought all that it will. Until its results are stored, some may be missing.
func over(c api.Scan) bool { return c.Code != nil && c.State != api.ScanStoring }

// addScan counts what one scan changed.
func addScan(d *digestDelta, c api.Scan, told []api.Severity) {
	switch {
	case c.Code.OK():
		d.lastFailed = false
	case !scans.Stopped(*c.Code):
		d.failed++
		d.failure, d.lastFailed = c, true
	}
	switch l := c.Lint; {
	case l == nil, d.was.Scan == 0:
	case !d.was.Has.Lint: // the first that ever counted issues: what it found had been there before
		d.was.setLint(l)
		d.floor, d.begun = c.ID, true
	default:
		opened, news := l.Current.BySeverity, l.Opened
		if len(told) > 0 {
			opened = only(opened, told)
			news = sum(opened)
		}
		if news > 0 {
			d.finders = append(d.finders, c.ID)
		}
		d.opened = plus(d.opened, opened)
		d.news, d.all, d.fixed = d.news+news, d.all+l.Opened, d.fixed+l.Fixed
	}
}

// standingAt is how a branch stood at a moment, and whether that is known.
func standingAt(scans []api.Scan, mark Mark, at time.Time) (Mark, bool) {
	i := slices.IndexFunc(scans, func(c api.Scan) bool { return over(c) && !c.Time.After(at) })
	if i < 0 {
		return mark, false
	}
	m := standing(scans[i:], mark)
	if m.Has == (MarkParts{}) {
		return mark, false
	}
	return m, true
}

// standing is how a branch stands after scans, newest first. What none of them counted is as before.
func standing(scans []api.Scan, before Mark) Mark {
	m := before
	m.Scan = 0
	var seen MarkParts
	for _, c := range scans {
		if !over(c) {
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

// first reports whether a branch has something to tell and nothing to compare it with.
func (d digestDelta) first() bool { return d.begun || d.was.Scan == 0 && d.now.Scan != 0 }

// counted reports whether it is known what became of the issues.
func (d digestDelta) counted() bool { return d.was.Has.Lint && d.now.Has.Lint }

// open is how many more issues are open than before.
func (d digestDelta) open() int {
	if !d.counted() {
		return 0
	}
	return sum(d.now.Open) - sum(d.was.Open)
}

// resolved is how many more issues people have resolved.
func (d digestDelta) resolved() int {
	if !d.counted() {
		return 0
	}
	return d.now.Resolved - d.was.Resolved
}

// reopened is how many issues came back. TCA does not count them: they are what is open more than all else explains,
// so nothing is known of them unless all else is.
func (d digestDelta) reopened() int {
	if !d.counted() || d.cut {
		return 0
	}
	return max(0, d.open()-d.all+d.fixed+d.resolved())
}

// complexity, duplication and lines are by how much the metrics changed. Duplication is compared as finely as it is
// written.
func (d digestDelta) complexity() int {
	if !d.was.Has.Complexity || !d.now.Has.Complexity {
		return 0
	}
	return d.now.Complex - d.was.Complex
}

func (d digestDelta) duplication() float64 {
	if !d.was.Has.Duplication || !d.now.Has.Duplication {
		return 0
	}
	return (math.Round(d.now.Duplicated*10) - math.Round(d.was.Duplicated*10)) / 10
}

func (d digestDelta) lines() int {
	if !d.was.Has.Lines || !d.now.Has.Lines {
		return 0
	}
	return d.now.Code - d.was.Code
}

// metrics reports whether any metric changed.
func (d digestDelta) metrics() bool {
	return d.complexity() != 0 || d.duplication() != 0 || d.lines() != 0
}

// changed reports whether there is anything to tell of the branch but how it stands. Metrics count where they are told.
func (d digestDelta) changed(metrics bool) bool {
	return d.first() || d.news > 0 || d.fixed > 0 || d.open() != 0 || d.resolved() != 0 || d.failed > 0 || d.cut || metrics && d.metrics()
}

func sum(c api.SeverityCounts) int { return c.Fatal + c.Error + c.Warning + c.Info }

func plus(a, b api.SeverityCounts) api.SeverityCounts {
	return api.SeverityCounts{Fatal: a.Fatal + b.Fatal, Error: a.Error + b.Error, Warning: a.Warning + b.Warning, Info: a.Info + b.Info}
}

// only counts some severities alone.
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
