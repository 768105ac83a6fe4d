package screen

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// MetricFacts are the complexity, the duplicate code and the lines of code of a scan, as far as it measured them.
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

// SincePrevious formats the change since the previous scan, after a figure; empty for none.
func SincePrevious(s command.Screen, change int) string {
	if change == 0 {
		return ""
	}
	return s.Say("metric.since_previous", "Diff", Signed(change))
}

// ChangedBlocks formats the number of lines of duplicate blocks that changed in the last scan, after the duplicate rate;
// empty for none. TCA counts all changes, so the figure has no sign.
func ChangedBlocks(s command.Screen, lines int) string {
	if lines == 0 {
		return ""
	}
	return s.Say("metric.changed_blocks", "Count", lines)
}
