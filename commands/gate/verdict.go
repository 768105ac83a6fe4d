package gate

import (
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"time"
)

// Verdict is what a gate says of a branch after a scan.
type Verdict struct {
	Setting
	Result

	Ref      api.ProjectRef
	Scan     api.Scan     // the one that is judged
	Delta    change.Delta // what the limits were checked with
	Compared Compared
}

// Compared says which state a branch was compared with.
type Compared struct {
	With    Reference
	Scan    int64     // 0 for none: it was the first scan of the branch
	At      time.Time // of the scan, or of the digest; zero when TCA no longer has the scan
	Missing Missing   // why it was the scan before instead of what the gate asks for
}

// Missing is why a branch could not be compared with what its gate asks for.
type Missing string

// Why the scan before is compared with instead.
const (
	MissingDigest Missing = "digest" // no digest of the channel covered the branch
	MissingPin    Missing = "pin"    // the branch has no pin with that name
	MissingLater  Missing = "later"  // that state is later than the scan that is judged
)

// State is a verdict in one word.
type State string

// The states of a gate.
const (
	Passed  State = "passed"
	Failing State = "failed"
	Unknown State = "unknown" // the scan failed, or figures are missing
)

// State is the verdict in one word. A scan that failed says nothing about the code: its verdict is Unknown.
func (v Verdict) State() State {
	switch {
	case v.Undecided():
		return Unknown
	case len(v.Failed) > 0:
		return Failing
	case v.Unknown > 0:
		return Unknown
	default:
		return Passed
	}
}

// Undecided reports whether the scan has no results to judge, because it failed or was cancelled.
func (v Verdict) Undecided() bool { return v.Scan.Code == nil || !v.Scan.Code.OK() }

// Transition is what became of a gate.
type Transition string

// What can become of a gate.
const (
	Broke  Transition = "broke"
	Mended Transition = "mended"
)

// After is what became of a gate that was in a former state; empty when it is as before. Unknown states are no news, in
// either place: who keeps a former state keeps the last one that was known.
func (s State) After(former State) Transition {
	switch {
	case s == Failing && former == Passed:
		return Broke
	case s == Passed && former == Failing:
		return Mended
	default:
		return ""
	}
}

// Headline is the verdict in one line, with the first failed condition. at names the branch, where the reader does not know;
// nil for nothing.
func (v Verdict) Headline(w locale.Words, at kit.Line) kit.Line {
	if v.Undecided() {
		return append(kit.Line{kit.Text(w.Say("gate.undecided"))}, after(at)...)
	}
	return v.Result.Headline(w, at)
}

// Failures describes each failed condition, in the order of the gate.
func (v Verdict) Failures(w locale.Words) []string {
	all := make([]string, len(v.Failed))
	for i, f := range v.Failed {
		all[i] = f.Words(w)
	}
	return all
}

// ComparedWords says what the branch was compared with, and where that is not what the gate asks for, why.
func (v Verdict) ComparedWords(w locale.Words) kit.Line {
	c := v.Compared
	id := locale.Key("gate.compared_first")
	switch {
	case c.With == AgainstDigest:
		id = "gate.compared_digest"
	case c.With == AgainstPin:
		id = "gate.compared_pin"
	case c.Scan != 0:
		id = "gate.compared_scan"
	}
	line := kit.Phrase(w, id, "Scan", kit.Number(c.Scan), "When", kit.When(c.At, "?"), "Pin", kit.Name(v.Against.Pin, UsualPin, MaxPinName))
	if c.Missing != "" {
		line = append(append(line, kit.Text(" · ")), kit.Phrase(w, locale.Group("gate_missing").Key(string(c.Missing)), "Pin", kit.Name(v.Against.Pin, UsualPin, MaxPinName))...)
	}
	return line
}
