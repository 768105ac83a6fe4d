package digest

import (
	"math"
	"strconv"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// Gate is a quality gate: limits for each analysed branch. A digest that exceeds one says so at the top.
type Gate []Limit

// Limit is one condition of a Gate.
type Limit struct {
	What GateWhat
	Most float64
}

// GateWhat is the figure that a Limit is for.
type GateWhat string

// What a gate can limit.
const (
	GateNew         GateWhat = "new"         // issues since the last digest
	GateOpen        GateWhat = "open"        // issues
	GateFatal       GateWhat = "fatal"       // open issues of that severity
	GateError       GateWhat = "error"       // the same
	GateWarning     GateWhat = "warning"     // the same
	GateComplex     GateWhat = "complex"     // functions over the threshold of complexity
	GateDuplication GateWhat = "duplication" // percent of duplicate lines
)

// GateWhats lists the figures that can be limited.
func GateWhats() []GateWhat {
	return []GateWhat{GateNew, GateOpen, GateFatal, GateError, GateWarning, GateComplex, GateDuplication}
}

// String is a gate as it is typed: new=0,fatal=0,duplication=5.
func (g Gate) String() string {
	parts := make([]string, len(g))
	for i, l := range g {
		parts[i] = string(l.What) + "=" + strconv.FormatFloat(l.Most, 'f', -1, 64)
	}
	return strings.Join(parts, ",")
}

// ReadGate reads what String writes. The error is a *command.UsageError.
func ReadGate(text string) (Gate, error) {
	var g Gate
	seen := map[GateWhat]bool{}
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(",，、; ", r) }) {
		word, number, ok := strings.Cut(strings.NewReplacer("<=", "=", "≤", "=").Replace(part), "=")
		what, known := gateWhat(word)
		if !ok || !known {
			return nil, &command.UsageError{Reason: "usage.gate", Data: []any{"Value", part, "Words", gateWords()}}
		}
		most, err := strconv.ParseFloat(strings.TrimSuffix(number, "%"), 64)
		if err != nil || !(most >= 0 && most <= 1e6) || what != GateDuplication && most != float64(int(most)) {
			return nil, &command.UsageError{Reason: "usage.gate_number", Data: []any{"Value", number}}
		}
		most = math.Round(most*100) / 100
		if seen[what] {
			return nil, &command.UsageError{Reason: "usage.twice", Data: []any{"Name", string(what)}}
		}
		seen[what] = true
		g = append(g, Limit{what, most})
	}
	return g, nil
}

func gateWhat(word string) (GateWhat, bool) {
	for _, w := range GateWhats() {
		if strings.EqualFold(strings.TrimSpace(word), string(w)) {
			return w, true
		}
	}
	return "", false
}

func gateWords() []string {
	var words []string
	for _, w := range GateWhats() {
		words = append(words, string(w))
	}
	return words
}

// failedLimit is a condition of the quality gate that a branch fails.
type failedLimit struct {
	Limit
	have   float64
	branch target.TeamBranch
}

// measure is the figure of a branch that a gate limits; not ok when TCA has not counted it.
func (d delta) measure(w GateWhat) (have float64, ok bool) {
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
		return math.Round(d.now.Duplicated*100) / 100, d.now.Has.Duplication // with the precision it is shown with
	}
	return 0, false
}

// check lists the limits that a branch exceeds, and counts those for which there are no figures.
func (g Gate) check(b branchNews) (failed []failedLimit, unknown int) {
	for _, l := range g {
		have, ok := b.measure(l.What)
		switch {
		case !ok:
			unknown++
		case have > l.Most:
			failed = append(failed, failedLimit{l, have, b.TeamBranch})
		}
	}
	return failed, unknown
}
