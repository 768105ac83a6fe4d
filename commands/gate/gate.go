// Package gate is the quality gate: limits for an analysed branch, and whether the branch is within them. Digests, follows
// and watches use it, and people ask for it.
package gate

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/locale"
)

// Gate is a quality gate: limits for each analysed branch.
type Gate []Limit

// Limit is one condition of a Gate: a figure, or its increase since the state that the branch is compared with, may be at
// most Most.
type Limit struct {
	What     What
	Most     float64 // percentage points for an increase of Duplication
	Increase bool    // Most limits the increase; never for New, which is one
}

// What is the figure that a Limit is for.
type What string

// What a gate can limit.
const (
	New         What = "new"         // issues since the compared state
	Open        What = "open"        // issues
	Fatal       What = "fatal"       // open issues of that severity
	Error       What = "error"       // the same
	Warning     What = "warning"     // the same
	Complex     What = "complex"     // functions over the threshold of complexity
	Duplication What = "duplication" // percent of duplicate lines
)

// Whats lists the figures that can be limited.
func Whats() []What { return []What{New, Open, Fatal, Error, Warning, Complex, Duplication} }

// String is a gate as it is typed: new=0,fatal=0,duplication=5,open=+10.
func (g Gate) String() string {
	parts := make([]string, len(g))
	for i, l := range g {
		sign := ""
		if l.Increase {
			sign = "+"
		}
		parts[i] = string(l.What) + "=" + sign + strconv.FormatFloat(l.Most, 'f', -1, 64)
	}
	return strings.Join(parts, ",")
}

// maxLimit is the largest number that a limit can have.
const maxLimit = 1e6

// Read reads what String writes. The error is a *command.UsageError.
func Read(text string) (Gate, error) {
	var g Gate
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(",，、; ", r) }) {
		l, err := readLimit(part)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(g, func(o Limit) bool { return o.What == l.What && o.Increase == l.Increase }) {
			return nil, &command.UsageError{Reason: "usage.twice", Data: []any{"Name", string(l.What)}}
		}
		g = append(g, l)
	}
	return g, nil
}

func readLimit(part string) (Limit, error) {
	word, number, ok := strings.Cut(strings.NewReplacer("<=", "=", "≤", "=").Replace(part), "=")
	what, known := read(word)
	if !ok || !known {
		return Limit{}, &command.UsageError{Reason: "usage.gate", Data: []any{"Value", part, "Words", words()}}
	}
	l := Limit{What: what}
	text, increase := strings.CutPrefix(number, "+")
	l.Increase = increase && what != New
	most, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
	if err != nil || !(most >= 0 && most <= maxLimit) || strings.HasPrefix(text, "+") || what != Duplication && most != math.Trunc(most) {
		return Limit{}, &command.UsageError{Reason: "usage.gate_number", Data: []any{"Value", number}}
	}
	l.Most = math.Round(most*100) / 100
	return l, nil
}

func read(word string) (What, bool) {
	for _, w := range Whats() {
		named := func(l locale.Lang) bool {
			return strings.EqualFold(strings.TrimSpace(word), command.Label(locale.In(l), string(w)))
		}
		if strings.EqualFold(strings.TrimSpace(word), string(w)) || slices.ContainsFunc(locale.Languages(), named) {
			return w, true
		}
	}
	return "", false
}

func words() []string {
	var all []string
	for _, w := range Whats() {
		all = append(all, string(w))
	}
	return all
}
