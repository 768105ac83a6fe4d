package screen

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// Metrics are the complexity, the duplicate code and the lines of code of a scan, as far as it measured them.
type Metrics struct {
	Complexity *api.ComplexityScan
	Duplicate  *api.DuplicateScan
	Lines      *api.LineScan

	DuplicateChange *int // see api.Client.DuplicateChange; nil when it is not known
}

// MetricFacts shows metrics, one per row.
func MetricFacts(s command.Screen, m Metrics) kit.Rows {
	c, u, l := m.Complexity, m.Duplicate, m.Lines
	f := Facts{Screen: s}
	if c != nil {
		sum := c.Summary()
		f.Add("fact.complexity", kit.Text(s.Say("complexity.now", "Count", sum.Over, "Number", kit.Thousands(sum.Over),
			"Threshold", sum.Threshold, "Since", SincePrevious(s, sum.OverDiff))))
	}
	if u != nil {
		risky := u.Summary().VeryHigh.Files
		f.Add("fact.duplication", kit.Text(s.Say("overview.duplication_is", "Rate", Percent(u.Rate), "Changed", DuplicateChange(s, m.DuplicateChange),
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

// DuplicateChange formats the change in duplicate lines since the previous scan, after the duplicate rate; empty for none.
func DuplicateChange(s command.Screen, lines *int) string {
	if lines == nil || *lines == 0 {
		return ""
	}
	return s.Say("metric.duplicate_since", "Count", max(*lines, -*lines), "Diff", Signed(*lines))
}
