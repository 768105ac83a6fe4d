package commands

import (
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// metricFacts are the complexity, the duplicate code and the lines that a scan measured. What it did not is left out.
func metricFacts(s spec.Screen, c *api.ComplexityScan, u *api.DuplicateScan, l *api.LineScan) kit.Rows {
	f := facts{s: s}
	if c != nil {
		sum := c.Summary()
		f.add("overview.complexity", kit.Text(s.Say("overview.complexity_is", "Count", sum.Over, "Number", kit.Thousands(sum.Over),
			"Threshold", sum.Threshold, "Diff", signed(sum.OverDiff))))
	}
	if u != nil {
		risky := u.Summary().VeryHigh.Files
		f.add("overview.duplication", kit.Text(s.Say("overview.duplication_is", "Rate", percent(u.Rate), "Diff", signed(u.LinesDiff),
			"Count", risky, "Number", kit.Thousands(risky))))
	}
	if l != nil {
		f.add("overview.lines", kit.Text(s.Say("overview.lines_is", "Code", kit.Thousands(l.Code), "Comments", percent(share100(l.Comment, l.Total)),
			"Diff", signed(l.AddedCode-l.DeletedCode))))
	}
	return f.rows
}
