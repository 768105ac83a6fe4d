package digest

import (
	"strconv"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// gate says whether the quality gate passed, and if not, its first failed condition.
func (v postView) gate() kit.Message {
	switch {
	case len(v.digest.Content.Gate) == 0:
		return nil
	case len(v.failedLimits) == 0 && v.unknown > 0:
		return kit.Message{kit.Para{kit.Text(v.Say("post.gate_unknown", "Count", v.unknown))}}
	case len(v.failedLimits) == 0:
		return kit.Message{kit.Para{kit.Text(v.Say("post.gate_passed"))}}
	}
	line := kit.Line{kit.Bold(v.Say("post.gate_failed", "Limit", v.limit(v.failedLimits[0])))}
	if !v.single() {
		line = append(line, kit.Text(" · "), v.link(v.failedLimits[0].branch))
	}
	if more := len(v.failedLimits) - 1; more > 0 {
		line = append(line, kit.Text(" · "+v.Say("post.gate_more", "Count", more)))
	}
	return kit.Message{kit.Para(line)}
}

// limit describes a failed condition: the figure and the limit it exceeds.
func (v postView) limit(b failedLimit) string {
	figure := func(n float64) string {
		if b.What == GateDuplication {
			return strconv.FormatFloat(n, 'f', -1, 64) + "%"
		}
		return kit.Thousands(int(n))
	}
	return v.Say(locale.Group("digest_limit").Key(string(b.What)), "Count", int(b.have), "Number", figure(b.have), "Most", figure(b.Most))
}

// otherFailedLimits lists the failed conditions after the one that the post names.
func (v postView) otherFailedLimits() kit.Message {
	if len(v.failedLimits) < 2 {
		return nil
	}
	var rows kit.Rows
	for _, b := range v.failedLimits[1:min(len(v.failedLimits), maxFailedLimits+1)] {
		row := kit.Line{kit.Text(v.limit(b))}
		if !v.single() {
			row = append(kit.Line{v.link(b.branch), kit.Text("  ")}, row...)
		}
		rows = append(rows, []kit.Line{row})
	}
	m := kit.Message{kit.Para{kit.Bold(v.Say("post.gate_also"))}, rows}
	if more := len(v.failedLimits) - 1 - len(rows); more > 0 {
		m = append(m, kit.Para{kit.Text(v.Say("post.gate_more", "Count", more))})
	}
	return m
}
