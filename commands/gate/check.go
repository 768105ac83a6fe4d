package gate

import (
	"math"
	"tcabot/commands/change"
)

// Result is whether a branch is within the limits of a gate.
type Result struct {
	Failed  []Failure // the conditions that it fails, in the order of the gate
	Unknown int       // conditions that could not be checked because figures are missing
}

// Failure is a condition that a branch fails.
type Failure struct {
	Limit
	Have float64 // the figure, or its increase
}

// Check compares the state of a branch with the limits. What equals a limit is within it.
func (g Gate) Check(d change.Delta) Result {
	var r Result
	for _, o := range g.Outcomes(d) {
		switch o.State {
		case Unknown:
			r.Unknown++
		case Failing:
			r.Failed = append(r.Failed, o.Failure)
		case Passed:
		}
	}
	return r
}

// Outcome is a condition, the figure it is about, and whether it is met.
type Outcome struct {
	Failure
	State State
}

// Outcomes checks the conditions one by one, in the order of the gate.
func (g Gate) Outcomes(d change.Delta) []Outcome {
	all := make([]Outcome, len(g))
	for i, l := range g {
		have, known := l.measure(d)
		all[i] = Outcome{Failure{l, have}, Passed}
		switch {
		case !known:
			all[i].State = Unknown
		case have > l.Most:
			all[i].State = Failing
		}
	}
	return all
}

// measure is the figure that a limit is for; not known when TCA has not counted it.
func (l Limit) measure(d change.Delta) (have float64, known bool) {
	if l.What == New {
		// Of a period with more scans than were looked at, only those were counted: no fewer are new.
		return float64(d.New), d.Comparable() && (!d.Cut || float64(d.New) > l.Most)
	}
	now, known := figure(l.What, d.Now)
	if !l.Increase {
		return now, known
	}
	was, compared := figure(l.What, d.Was)
	return math.Round((now-was)*100) / 100, known && compared
}

// Compares reports whether the limit is about what changed.
func (l Limit) Compares() bool { return l.What == New || l.Increase }

// figure is a figure of a state.
func figure(w What, m change.Mark) (have float64, known bool) {
	switch w {
	case Open:
		return float64(change.Sum(m.Open)), m.Has.Lint
	case Fatal:
		return float64(m.Open.Fatal), m.Has.Lint
	case Error:
		return float64(m.Open.Error), m.Has.Lint
	case Warning:
		return float64(m.Open.Warning), m.Has.Lint
	case Complex:
		return float64(m.Complex), m.Has.Complexity
	case Duplication:
		return math.Round(m.Duplicated*100) / 100, m.Has.Duplication // with the precision it is shown with
	default:
		return 0, false
	}
}
