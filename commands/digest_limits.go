package commands

import "math"

// brokenLimit is a limit of a gate beyond which a branch is.
type brokenLimit struct {
	Limit
	have   float64
	branch teamBranch
}

// measure is how much a branch has of what a gate limits; not ok when TCA has not counted it.
func (d digestDelta) measure(w GateWhat) (have float64, ok bool) {
	switch w {
	case GateNew:
		return float64(d.news), d.counted()
	case GateOpen:
		return float64(sum(d.now.Open)), d.now.Has.Lint
	case GateFatal:
		return float64(d.now.Open.Fatal), d.now.Has.Lint
	case GateError:
		return float64(d.now.Open.Error), d.now.Has.Lint
	case GateWarning:
		return float64(d.now.Open.Warning), d.now.Has.Lint
	case GateComplex:
		return float64(d.now.Complex), d.now.Has.Complexity
	case GateDuplication:
		return math.Round(d.now.Duplicated*100) / 100, d.now.Has.Duplication // as it is told
	}
	return 0, false
}

// check finds the limits that a branch has broken, and counts those for which there are no figures.
func (g Gate) check(b branchNews) (broken []brokenLimit, unknown int) {
	for _, l := range g {
		have, ok := b.measure(l.What)
		switch {
		case !ok:
			unknown++
		case have > l.Most:
			broken = append(broken, brokenLimit{l, have, b.teamBranch})
		}
	}
	return broken, unknown
}
