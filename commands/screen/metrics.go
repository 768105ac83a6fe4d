package screen

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// MetricFacts are the complexity, the duplicate code and the lines that a scan measured. What it did not is left out.
func MetricFacts(s command.Screen, c *api.ComplexityScan, u *api.DuplicateScan, l *api.LineScan) kit.Rows {
	f := Facts{Screen: s}
	if c != nil {
		sum := c.Summary()
		f.Add("fact.complexity", kit.Text(s.Say("complexity.now", "Count", sum.Over, "Number", kit.Thousands(sum.Over),
			"Threshold", sum.Threshold, "Since", SincePrevious(s, sum.OverDiff))))
	}
	if u != nil {
		risky := u.Summary().VeryHigh.Files
		f.Add("fact.duplication", kit.Text(s.Say("overview.duplication_is", "Rate", Percent(u.Rate), "Changed", ChangedBlocks(s, u.LinesDiff),
			"Count", risky, "Number", kit.Thousands(risky))))
	}
	if l != nil {
		f.Add("fact.lines", kit.Text(s.Say("overview.lines_is", "Code", kit.Thousands(l.Code), "Comments", Percent(PercentOf(l.Comment, l.Total)),
			"Since", Since(s, l.AddedCode-l.DeletedCode))))
	}
	return f.Rows
}

// SincePrevious writes how a figure changed since the previous scan, to stand behind it; nothing when it did not.
func SincePrevious(s command.Screen, change int) string {
	if change == 0 {
		return ""
	}
	return s.Say("metric.since_previous", "Diff", Signed(change))
}

// ChangedBlocks writes how many lines the duplicate blocks have that changed in the last scan, to stand behind the
// duplicate rate; nothing when none did. TCA counts them whichever way they changed, so the figure has no sign.
func ChangedBlocks(s command.Screen, lines int) string {
	if lines == 0 {
		return ""
	}
	return s.Say("metric.changed_blocks", "Count", lines)
}
