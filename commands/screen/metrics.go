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
		f.Add("overview.complexity", kit.Text(s.Say("overview.complexity_is", "Count", sum.Over, "Number", kit.Thousands(sum.Over),
			"Threshold", sum.Threshold, "Diff", Signed(sum.OverDiff))))
	}
	if u != nil {
		risky := u.Summary().VeryHigh.Files
		f.Add("overview.duplication", kit.Text(s.Say("overview.duplication_is", "Rate", Percent(u.Rate), "Diff", Signed(u.LinesDiff),
			"Count", risky, "Number", kit.Thousands(risky))))
	}
	if l != nil {
		f.Add("overview.lines", kit.Text(s.Say("overview.lines_is", "Code", kit.Thousands(l.Code), "Comments", Percent(PercentOf(l.Comment, l.Total)),
			"Diff", Signed(l.AddedCode-l.DeletedCode))))
	}
	return f.Rows
}
