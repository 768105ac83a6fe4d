package watch

import (
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/scans"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

func viewScan(s command.Screen, c scanCard) kit.Message {
	if c.started != nil {
		return viewStarted(s, c)
	}
	m := kit.Message{kit.Heading(s.Say("scan.title", "Name", nameOf(c.Branch)))}
	m = append(m, screen.Breadcrumb(s, c.Branch)...)
	f := screen.Facts{Screen: s}
	f.Add("scan.how", kit.Bold(scanWords(s, c)))
	f.Add("scan.scheme", kit.Text(target.SchemeName(c.Project.Scheme)))
	f.Add("scan.last", lastLine(s, c)...)
	m = append(m, f.Rows)
	if len(c.unfinished) > 0 {
		said := kit.Phrase(s.Words, "scan.unfinished", "Count", len(c.unfinished))
		if c.force {
			said = kit.Phrase(s.Words, "scan.beside", "Count", len(c.unfinished))
		}
		m = append(m, kit.Para(said))
		m = append(m, jobRows(s, c.unfinished)...)
	}
	m = append(m, screen.Missing(s, c.missing)...)
	start := line.Button("start", s.Say("scan.start"), c.told)
	start.Main = true
	row := kit.Buttons{start}
	if !c.direct {
		row = append(row, line.Button("start_here", s.Say("scan.start_here"), c.here))
	}
	return append(m, append(row, line.Form("change", s.Say("button.change"), c.form)), kit.Note(kit.Phrase(s.Words, "scan.note")))
}

// scanWords are how much is scanned, and whether beside a job that has not ended.
func scanWords(s command.Screen, c scanCard) string {
	words := s.Say("scan.incremental")
	switch {
	case c.full:
		words = s.Say("scan.full")
	case c.last.ID == 0 && !slices.Contains(c.missing, "scan.part_last"):
		words = s.Say("scan.first")
	}
	if c.force {
		words = screen.Join(s, []string{words, s.Say("scan.forced")})
	}
	return words
}

// lastLine is the newest scan of the branch.
func lastLine(s command.Screen, c scanCard) kit.Line {
	if c.last.ID == 0 {
		return kit.Line{kit.Italic(s.Say("scan.never"))}
	}
	l := kit.Line{kit.Text(scans.ScanOutcome(s, c.last) + " · "), kit.When(c.last.Time.Time, s.Say("unknown"))}
	if who := kit.Name(c.last.Creator, "", 60); who != "" {
		l = append(l, kit.Text(" · "+who))
	}
	return l
}

// viewStarted says that TCA accepted the scan, or that it is not known whether it did.
func viewStarted(s command.Screen, c scanCard) kit.Message {
	w := *c.started
	if w.Job == 0 {
		return kit.Message{
			kit.Para(append(append(kit.Phrase(s.Words, "scan.unsure", "Name", kit.Bold(w.Name)), kit.Text(" ")), placeLine(s, w)...)),
			kit.Buttons{line.Button("jobs", s.Say("goto.jobs"), line.Jobs(w.Ref))},
		}
	}
	said := kit.Phrase(s.Words, "scan.started", "Job", "#"+kit.Number(w.Job), "Name", kit.Bold(w.Name))
	if c.again {
		said = kit.Phrase(s.Words, "scan.started_before", "Job", "#"+kit.Number(w.Job), "Name", kit.Bold(w.Name))
	}
	return kit.Message{
		kit.Para(append(append(said, kit.Text(" ")), placeLine(s, w)...)),
		kit.Buttons{
			line.Button("job", s.Say("button.job"), line.Job(w.Ref, w.Job)), line.Button("cancel", s.Say("button.cancel_scan"), line.Cancel(w.Ref, w.Job)),
			line.Button("unwatch", s.Say("watch.stop"), line.Unwatch(w.ID)),
		},
	}
}
