package digest

import (
	"tcabot/commands/gate"
	"tcabot/commands/kit"
	"tcabot/commands/target"
)

// failedLimit is a condition of the quality gate that a branch fails.
type failedLimit struct {
	gate.Failure
	branch target.TeamBranch
}

// gate says whether the quality gate passed, and if not, its first failed condition.
func (v postView) gate() kit.Message {
	if len(v.digest.Content.Gate) == 0 {
		return nil
	}
	all := gate.Result{Unknown: v.unknown}
	for _, f := range v.failedLimits {
		all.Failed = append(all.Failed, f.Failure)
	}
	var at kit.Line
	if len(v.failedLimits) > 0 && !v.single() {
		at = kit.Line{v.link(v.failedLimits[0].branch)}
	}
	return kit.Message{kit.Para(all.Headline(v.Words, at))}
}

// otherFailedLimits lists the failed conditions after the one that the post names.
func (v postView) otherFailedLimits() kit.Message {
	if len(v.failedLimits) < 2 {
		return nil
	}
	var rows kit.Rows
	for _, b := range v.failedLimits[1:min(len(v.failedLimits), maxFailedLimits+1)] {
		row := kit.Line{kit.Text(b.Words(v))}
		if !v.single() {
			row = append(kit.Line{v.link(b.branch), kit.Text("  ")}, row...)
		}
		rows = append(rows, []kit.Line{row})
	}
	m := kit.Message{kit.Para{kit.Bold(gate.Others(v.Words))}, rows}
	if more := len(v.failedLimits) - 1 - len(rows); more > 0 {
		m = append(m, kit.Para{kit.Text(gate.More(v.Words, more))})
	}
	return m
}
