package digest

import (
	"math"
	"slices"
	"tcabot/api"
	"time"
)

// lookback is the period that a digest covers when it reports a branch for the first time.
const lookback = 24 * time.Hour

// delta is the state of an analysed branch, and what changed since a digest last reported it.
type delta struct {
	was, now Mark      // was.Scan is 0 when there is nothing to compare with
	since    time.Time // time of the scan it is compared with; zero when TCA no longer has that scan
	day      bool      // not reported before: it is compared with its state a day ago

	opened  api.SeverityCounts // new issues, of the severities that the digest counts
	news    int                // their sum
	all     int                // new issues of every severity
	fixed   int
	finders []int64 // scans that found new issues, oldest first
	floor   int64   // issues found by a later scan than this are new
	begun   bool    // issues were counted for the first time in this period
	cut     bool    // there were more scans than maxScans

	failed     int
	failure    api.Scan // the last failed scan; zero when none failed
	lastFailed bool     // no successful scan came after it
	underWay   api.Scan // the newest scan when it is still running; zero otherwise
}

// deltaOf compares a branch with its mark, which has only a Project when the branch was not reported before. Scans are
// in order, newest first; whole says that they go back far enough. Issues of the severities severities count as new; none
// stands for all.
func deltaOf(scans []api.Scan, whole bool, mark Mark, severities []api.Severity, now time.Time) delta {
	d := delta{was: mark}
	from := now.Add(-lookback)
	if mark.Scan == 0 {
		d.was, d.day = standingAt(scans, mark, from)
	}
	d.now = standing(scans, d.was)
	d.was = likeNow(d.was, scans)
	d.floor, d.cut = d.was.Scan, !whole && d.was.Scan != 0
	for _, c := range slices.Backward(scans) {
		switch {
		case c.ID == d.was.Scan:
			d.since = c.Time.Time
		case c.ID < d.was.Scan, d.was.Scan == 0 && c.Time.Before(from): // reported before, or too old
		case over(c):
			addScan(&d, c, severities)
		}
	}
	if len(scans) > 0 && !over(scans[0]) && scans[0].State != api.ScanClosed {
		d.underWay = scans[0]
	}
	return d
}

// over reports whether a scan is complete. Until its results are stored, some figures may be missing.
func over(c api.Scan) bool { return c.Code != nil && c.State != api.ScanStoring }

// addScan counts what one scan changed.
func addScan(d *delta, c api.Scan, severities []api.Severity) {
	switch {
	case c.Code.OK():
		d.lastFailed = false
	case !c.Code.Stopped():
		d.failed++
		d.failure, d.lastFailed = c, true
	}
	switch l := c.Lint; {
	case l == nil, d.was.Scan == 0:
	case !d.was.Has.Lint: // the first scan that counted issues: what it found existed before
		d.was.setLint(l)
		d.floor, d.begun = c.ID, true
	default:
		opened, news := l.Current.BySeverity, l.Opened
		if len(severities) > 0 {
			opened = only(opened, severities)
			news = sum(opened)
		}
		if news > 0 {
			d.finders = append(d.finders, c.ID)
		}
		d.opened = plus(d.opened, opened)
		d.news, d.all, d.fixed = d.news+news, d.all+l.Opened, d.fixed+l.Fixed
	}
}

// standingAt is the state of a branch at a given time, and whether that is known.
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

// likeNow is a former state with the complexity that can be compared with that of the newest scan: when the scheme's
// threshold changed since, the functions over the present one, or none if they were not counted.
func likeNow(was Mark, newest []api.Scan) Mark {
	threshold := 0
	for _, c := range newest {
		switch {
		case c.Complexity == nil || !over(c):
		case c.ID > was.Scan && threshold == 0:
			threshold = c.Complexity.Summary().Threshold
		case c.ID <= was.Scan && threshold != 0:
			sum, ok := c.Complexity.At(threshold)
			was.Complex, was.Has.Complexity = sum.Over, ok
			return was
		}
	}
	return was
}

// standing is the state of a branch after scans, newest first. Figures that none of them has are as before.
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

// first reports whether a branch has figures and nothing to compare them with.
func (d delta) first() bool { return d.begun || d.was.Scan == 0 && d.now.Scan != 0 }

// counted reports whether issues can be compared.
func (d delta) counted() bool { return d.was.Has.Lint && d.now.Has.Lint }

// open is the change in open issues.
func (d delta) open() int {
	if !d.counted() {
		return 0
	}
	return sum(d.now.Open) - sum(d.was.Open)
}

// resolved is how many more issues people have resolved.
func (d delta) resolved() int {
	if !d.counted() {
		return 0
	}
	return d.now.Resolved - d.was.Resolved
}

// reopened is how many issues were reopened. TCA does not count them: they are the part of the change in open issues
// that new, fixed and resolved ones do not explain, so all of those have to be known.
func (d delta) reopened() int {
	if !d.counted() || d.cut {
		return 0
	}
	return max(0, d.open()-d.all+d.fixed+d.resolved())
}

// complexity, duplication and lines are the changes of the metrics. Duplication is compared with the precision it is
// shown with.
func (d delta) complexity() int {
	if !d.was.Has.Complexity || !d.now.Has.Complexity {
		return 0
	}
	return d.now.Complex - d.was.Complex
}

func (d delta) duplication() float64 {
	if !d.was.Has.Duplication || !d.now.Has.Duplication {
		return 0
	}
	return (math.Round(d.now.Duplicated*10) - math.Round(d.was.Duplicated*10)) / 10
}

func (d delta) lines() int {
	if !d.was.Has.Lines || !d.now.Has.Lines {
		return 0
	}
	return d.now.Code - d.was.Code
}

// metrics reports whether any metric changed.
func (d delta) metrics() bool {
	return d.complexity() != 0 || d.duplication() != 0 || d.lines() != 0
}

// changed reports whether anything about the branch changed. Metrics count only where the digest includes them.
func (d delta) changed(metrics bool) bool {
	return d.first() || d.news > 0 || d.fixed > 0 || d.open() != 0 || d.resolved() != 0 || d.failed > 0 || d.cut || metrics && d.metrics()
}

func sum(c api.SeverityCounts) int { return c.Fatal + c.Error + c.Warning + c.Info }

func plus(a, b api.SeverityCounts) api.SeverityCounts {
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
