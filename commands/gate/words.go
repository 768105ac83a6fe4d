package gate

import (
	"strconv"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// Words describes a condition that was checked: the figure, and the limit.
func (f Failure) Words(w locale.Sayer) string {
	number := func(n float64) string {
		switch {
		case f.What == Duplication && f.Increase:
			return w.Say("gate.points", "Number", strconv.FormatFloat(n, 'f', -1, 64))
		case f.What == Duplication:
			return strconv.FormatFloat(n, 'f', -1, 64) + "%"
		default:
			return kit.Thousands(int(n))
		}
	}
	subject := w.Say(locale.Group("gate_what").Key(string(f.What)))
	switch {
	case f.Increase && f.Have == 0:
		return w.Say("gate.unchanged", "What", subject)
	case f.Increase && f.Have < 0:
		return w.Say("gate.down", "What", subject, "Number", number(-f.Have))
	}
	group := locale.Group("gate_limit")
	if f.Increase {
		group = "gate_increase"
	}
	return w.Say(group.Key(string(f.What)), "Count", int(f.Have), "Number", number(f.Have), "Most", number(f.Most))
}

// Headline says whether the conditions are met, and if not, the first failed one. at names the branch that fails it, where
// the reader does not know; nil for nothing.
func (r Result) Headline(w locale.Words, at kit.Line) kit.Line {
	switch {
	case len(r.Failed) == 0 && r.Unknown > 0:
		return kit.Line{kit.Text(w.Say("gate.unknown", "Count", r.Unknown))}
	case len(r.Failed) == 0:
		return kit.Line{kit.Text(w.Say("gate.passed"))}
	}
	line := append(kit.Line{kit.Bold(w.Say("gate.failed", "Limit", r.Failed[0].Words(w)))}, after(at)...)
	if more := len(r.Failed) - 1; more > 0 {
		line = append(line, kit.Text(" · "+More(w, more)))
	}
	return line
}

// after is what follows a headline: where it is about.
func after(at kit.Line) kit.Line {
	if len(at) == 0 {
		return nil
	}
	return append(kit.Line{kit.Text(" · ")}, at...)
}

// More counts failed conditions that are not shown.
func More(w locale.Words, n int) string { return w.Say("gate.more", "Count", n) }

// Others is the title of the list of failed conditions after the first one.
func Others(w locale.Words) string { return w.Say("gate.also") }
