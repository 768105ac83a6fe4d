package gate

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/line"
)

// setArgs are the arguments of gate set: limits that are typed together, as new=0,fatal=0, or one by one, as forms do.
type setArgs struct {
	Target  string
	typed   string
	limits  [7]Gate // by figure, in the order of Whats
	Against against
	Pin     string
	Channel bool
	Seen    *int // version of the setting that the person saw
}

// against is a Reference as people choose it; empty for what it was.
type against string

// String is the word.
func (a against) String() string { return string(a) }

const (
	scanBefore against = scanWord
	lastDigest against = against(AgainstDigest)
	pinnedScan against = against(AgainstPin)
)

func (a *setArgs) args() command.Args {
	args := command.Args{
		command.Text(&a.Target, "target").Optional().InForm().Suggested().Spare(),
		command.Rest(&a.typed, "limits").Check(a.readTyped),
	}
	for i, w := range Whats() {
		limit := command.Read(&a.limits[i], string(w), sampleOf(w), readFigure(w), writeFigure)
		if !slices.Contains([]What{New, Fatal, Error}, w) {
			limit = limit.Rare()
		}
		args = append(args, limit)
	}
	args[2] = args[2].Check(a.someLimit)
	return append(args,
		command.One(&a.Against, "against", "gate_against", scanBefore, lastDigest, pinnedScan).Rare(),
		command.Read(&a.Pin, "pin", UsualPin, command.ReadPinName, func(name string) string { return name }).Check(a.pinFits).Rare(),
		command.Flag(&a.Channel, "channel").Check(a.oneScope),
		command.Read(&a.Seen, "seen", "1", readSeen, writeSeen).Internal())
}

func (a *setArgs) line() line.Line { return line.Of("gate set", a.args()) }

// sampleOf is an example of a limit.
func sampleOf(w What) string {
	if w == Duplication {
		return "5"
	}
	return "0"
}

// limitForm is how a word begins that is a limit and not a target.
var limitForm = regexp.MustCompile(`^[^@#/:=<≤]+(<?=|≤)`)

// readTyped reads limits that were typed together. Where a line has nothing else, they stand in the place of the target.
func (a *setArgs) readTyped() error {
	text := a.typed
	if limitForm.MatchString(a.Target) {
		text, a.Target = a.Target+" "+text, ""
	}
	g, err := Read(text)
	if err != nil {
		return err
	}
	a.typed = ""
	for _, l := range g {
		to := &a.limits[slices.Index(Whats(), l.What)]
		if slices.ContainsFunc(*to, func(o Limit) bool { return o.Increase == l.Increase }) {
			return &command.UsageError{Reason: "usage.twice", Data: []any{"Name", string(l.What)}}
		}
		*to = append(*to, l)
	}
	return nil
}

// someLimit refuses a form without any limit.
func (a *setArgs) someLimit() error {
	if a.Seen != nil && len(a.gate()) == 0 {
		return &command.UsageError{Reason: "usage.no_limits"}
	}
	return nil
}

// pinFits refuses the name of a pin beside another choice.
func (a *setArgs) pinFits() error {
	if a.Pin != "" && a.Against != "" && a.Against != pinnedScan {
		return &command.UsageError{Reason: "usage.pin_unused", Data: []any{"Other", "against"}}
	}
	return nil
}

// oneScope refuses a target beside the whole channel.
func (a *setArgs) oneScope() error {
	if a.Channel && a.Target != "" {
		return &command.UsageError{Reason: "usage.channel_or_target", Data: []any{"Other", "target"}}
	}
	return nil
}

// gate is all limits.
func (a *setArgs) gate() Gate {
	var all Gate
	for _, g := range a.limits {
		all = append(all, g...)
	}
	return all
}

// against is what was chosen; what it was before, when nothing was.
func (a *setArgs) against(before Against) Against {
	switch {
	case a.Against == scanBefore:
		return Against{}
	case a.Against == lastDigest:
		return Against{What: AgainstDigest}
	case a.Pin != "":
		return Against{What: AgainstPin, Pin: a.Pin}
	case a.Against == pinnedScan && before.What != AgainstPin:
		return Against{What: AgainstPin, Pin: UsualPin}
	default:
		return before
	}
}

// formOf fills in the form for a target with a setting; where there is none, with limits that suit most: no new issues, and
// none that is fatal.
func formOf(was Setting, word string) setArgs {
	a := setArgs{Target: word, Channel: was.Channel != "", Seen: &was.Version}
	a.put(was.Terms)
	if len(was.Limits) == 0 {
		a.put(Terms{Limits: Gate{{What: New}, {What: Fatal}}})
	}
	return a
}

// put sets the arguments to some terms.
func (a *setArgs) put(t Terms) {
	a.limits = [7]Gate{}
	for i, w := range Whats() {
		for _, l := range t.Limits {
			if l.What == w {
				a.limits[i] = append(a.limits[i], l)
			}
		}
	}
	a.Against, a.Pin = against(t.Against.What), t.Against.Pin
	if t.Against.What == AgainstScan {
		a.Against = scanBefore
	}
}

// readFigure reads the limits of one figure: 0, +10 or 500,+10.
func readFigure(w What) func(string) (Gate, error) {
	return func(text string) (Gate, error) {
		var typed []string
		for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(",，、; ", r) }) {
			typed = append(typed, string(w)+"="+strings.TrimLeft(part, "<=≤"))
		}
		if len(typed) == 0 {
			return nil, &command.UsageError{Reason: "usage.gate_number", Data: []any{"Value", text}}
		}
		return Read(strings.Join(typed, ","))
	}
}

// writeFigure writes what readFigure reads.
func writeFigure(g Gate) string {
	parts := make([]string, len(g))
	for i, l := range g {
		_, parts[i], _ = strings.Cut(Gate{l}.String(), "=")
	}
	return strings.Join(parts, ",")
}

func readSeen(text string) (*int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return nil, &command.UsageError{Reason: "usage.number", Data: []any{"Name", "seen", "Value", text}}
	}
	return &n, nil
}

func writeSeen(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}
