package commands

import (
	"math"
	"slices"
	"tcabot/api"
)

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
