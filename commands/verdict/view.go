package verdict

import (
	"strconv"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/scans"
	"tcabot/commands/screen"
)

// Headline is the verdict in one line: the quality gate where one holds, or else what the scan found. It is the beginning
// of notifications.
func (v Verdict) Headline(s command.Screen) string {
	switch {
	case v.Scan.Code == nil:
		return s.Say("verdict.unknown", "Name", v.Name)
	case v.Scan.Code.Stopped():
		return s.Say("verdict.stopped", "Name", v.Name, "Result", scans.ResultName(s, *v.Scan.Code))
	case !v.Scan.Code.OK():
		return s.Say("verdict.failed", "Name", v.Name, "Result", scans.ResultName(s, *v.Scan.Code))
	case v.Unstored || v.NoFigures:
		return s.Say("verdict.unstored", "Name", v.Name)
	case v.Gated && len(v.Gate.Failed) > 0:
		return s.Say("verdict.gate_failed", "Name", v.Name)
	case v.Gated && v.Gate.Unknown == 0:
		return s.Say("verdict.gate_passed", "Name", v.Name)
	case !v.measured():
		return s.Say("verdict.done", "Name", v.Name, "Result", scans.ResultName(s, *v.Scan.Code))
	case !v.Delta.Comparable():
		return s.Say("verdict.began", "Name", v.Name)
	case v.Delta.New > 0:
		return s.Say("verdict.found", "Name", v.Name, "Count", v.Delta.New, "Number", kit.Thousands(v.Delta.New))
	default:
		return s.Say("verdict.clean", "Name", v.Name)
	}
}

// measured reports whether the scan has figures: one without changes to scan has none.
func (v Verdict) measured() bool {
	return v.Known && (v.Scan.Lint != nil || v.Scan.Complexity != nil || v.Scan.Duplicate != nil)
}

// Body says what the scan found, or why it failed and what to do.
func (v Verdict) Body(s command.Screen) kit.Message {
	if v.Scan.Code == nil || !v.Scan.Code.OK() {
		return v.failure(s)
	}
	if v.NoFigures {
		return kit.Message{kit.Gap(kit.Phrase(s.Words, "verdict.not_returned"))}
	}
	if v.Unstored {
		return kit.Message{kit.Para(kit.Phrase(s.Words, "verdict.no_figures"))}
	}
	var m kit.Message
	if numbers := v.Numbers(s); len(numbers) > 0 {
		m = append(m, kit.Para(numbers))
	} else {
		m = append(m, kit.Para{kit.Text(scans.ResultNext(s, *v.Scan.Code))})
	}
	m = append(m, v.gate(s)...)
	if metrics := v.metrics(s); metrics != "" {
		m = append(m, kit.Para{kit.Text(metrics)})
	}
	m = append(m, v.WorstIssues(s)...)
	return append(m, screen.Missing(s, v.Missing)...)
}

// failure is why a scan did not succeed, and what to do about it.
func (v Verdict) failure(s command.Screen) kit.Message {
	if v.Scan.Code == nil {
		return kit.Message{kit.Para(kit.Phrase(s.Words, "verdict.no_result"))}
	}
	return scans.Explanation(s, v.Scan.Code, v.Scan.Message, v.Scan.Label)
}

// Numbers are the new, fixed and open issues; nil when the scan has not counted any.
func (v Verdict) Numbers(s command.Screen) kit.Line {
	d := v.Delta
	if !v.measured() || !d.Now.Has.Lint {
		return nil
	}
	total := kit.Thousands(change.Sum(d.Now.Open))
	if !d.Comparable() {
		return kit.Line{kit.Text(s.Say("verdict.first", "Number", total))}
	}
	open := s.Say("count.open", "Number", total)
	found := s.Say("count.new", "Number", kit.Thousands(d.New))
	if of := v.bySeverity(s); of != "" {
		found = s.Say("count.new_of", "Number", kit.Thousands(d.New), "Of", of)
	}
	if n := d.OpenChange(); n != 0 {
		open = s.Say("count.changed", "Figure", open, "Diff", screen.Signed(n))
	}
	return kit.Line{
		kit.Bold(found), kit.Text(" · " + s.Say("count.fixed", "Number", kit.Thousands(d.Fixed)) + " · " + open),
	}
}

func (v Verdict) bySeverity(s command.Screen) string {
	var parts []string
	for _, one := range api.Severities() {
		if n := v.Delta.Opened.Of(one); n > 0 {
			parts = append(parts, s.Say("count.of_severity", "Number", kit.Thousands(n), "Severity", screen.Name(s, "severity", one)))
		}
	}
	return screen.Join(s, parts)
}

// gate lists the failed conditions of the quality gate, or says that some could not be checked.
func (v Verdict) gate(s command.Screen) kit.Message {
	switch {
	case !v.Gated:
		return nil
	case len(v.Gate.Failed) == 0 && v.Gate.Unknown > 0:
		return kit.Message{kit.Para(v.Gate.Headline(s.Words, nil))}
	case len(v.Gate.Failed) == 0:
		return nil // the headline says so
	}
	var rows kit.Rows
	for _, f := range v.Gate.Failed {
		rows = append(rows, []kit.Line{{kit.Text(f.Words(s))}})
	}
	return kit.Message{kit.Para{kit.Bold(s.Say("verdict.conditions", "Count", len(rows)))}, rows}
}

// metrics are the metrics that the scan changed.
func (v Verdict) metrics(s command.Screen) string {
	var facts []string
	d := v.Delta
	add := func(figure, diff string) {
		facts = append(facts, s.Say("count.changed", "Figure", figure, "Diff", diff))
	}
	if n := d.ComplexityChange(); n != 0 {
		add(s.Say("count.complex_functions", "Count", d.Now.Complex, "Number", kit.Thousands(d.Now.Complex)), screen.Signed(n))
	}
	if points := d.DuplicationChange(); points != 0 {
		sign := "+"
		if points < 0 {
			sign, points = "−", -points
		}
		add(s.Say("count.duplicate_code", "Rate", screen.Percent(d.Now.Duplicated)), s.Say("count.points", "Diff", sign+strconv.FormatFloat(points, 'f', 1, 64)))
	}
	if len(facts) == 0 {
		return ""
	}
	return screen.Join(s, facts)
}

// WorstIssues lists the worst new issues with their places and authors.
func (v Verdict) WorstIssues(s command.Screen) kit.Message {
	v.People = v.People.Mentioning(v.Authors()...)
	var rows kit.Rows
	for _, i := range v.Worst {
		said := kit.Name(i.Message, kit.Name(i.RuleName, i.Rule, 60), 100)
		rows = append(rows, []kit.Line{
			{kit.Bold(screen.SeverityMark(s, i.Severity)), kit.Text("  "), kit.Link(v.Site.Issue(i.Ref(v.Ref)), said)},
			v.place(s, i),
		})
	}
	if len(rows) == 0 {
		return nil
	}
	m := kit.Message{kit.Para{kit.Bold(s.Say("verdict.worst", "Count", v.Delta.New))}, rows}
	if more := v.Delta.New - len(rows); more > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, "verdict.more", "Count", more, "Number", kit.Thousands(more))))
	}
	return m
}

// place is where an issue is, and who wrote the code.
func (v Verdict) place(s command.Screen, i Issue) kit.Line {
	at := kit.Tail(i.Path, 55)
	if i.Line > 0 {
		at += ":" + kit.Number(i.Line)
	}
	return kit.Line{kit.Code(at), kit.Text(" · "), v.People.Author(i.Author, kit.Name(i.Author, s.Say("nobody"), 30))}
}

// Buttons open the screens behind the verdict, with the account of whoever clicks.
func (v Verdict) Buttons(s command.Screen) kit.Buttons {
	job := line.Button("verdict_job", s.Say("button.job"), line.Job(v.Ref, v.Scan.JobID))
	if v.Scan.Code != nil && !v.Scan.Code.OK() {
		job.Main = true
		return kit.Buttons{job, line.Button("verdict_overview", s.Say("goto.overview"), line.Overview(v.Ref))}
	}
	var row kit.Buttons
	if v.Known && v.Delta.New > 0 && v.Delta.Comparable() {
		found := line.Button("verdict_new", s.Say("button.new_issues"), line.Issues(v.Ref).With("scan", kit.Number(v.Scan.ID)))
		found.Main = true
		row = append(row, found)
	}
	return append(row, line.Button("verdict_overview", s.Say("goto.overview"), line.Overview(v.Ref)), job)
}

// Maker says who started the scan, when and how, and how long it ran; the rest of the message is the same for all of them.
func (v Verdict) Maker(s command.Screen) kit.Line {
	c := v.Scan
	l := kit.Phrase(s.Words, "verdict.maker", "When", kit.When(c.Created.Time, s.Say("unknown")), "Person", kit.Name(c.Creator, s.Say("unknown"), 60))
	if c.Type.Valid() {
		l = append(l, kit.Text(" · "+screen.Name(s, "scan_type", c.Type)))
	}
	if c.Execute.Seconds() >= 0.5 && c.Code != nil {
		l = append(l, kit.Text(" · "+s.Say("verdict.took", "Time", screen.Duration(s, c.Execute))))
	}
	return l
}

// View is the whole message.
func View(s command.Screen, v Verdict) kit.Message {
	m := append(kit.Message{kit.Heading(v.Headline(s))}, v.Body(s)...)
	if v.Scan.ID != 0 {
		m = append(m, kit.Note(v.Maker(s)))
	}
	return append(m, v.Buttons(s))
}
