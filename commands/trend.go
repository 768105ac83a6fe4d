package commands

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/spec"
	"time"
)

// How many scans a trend looks back over.
const (
	usualScans = 14
	leastScans = 2
	mostScans  = 30
)

// drawnScans is how many of them Slack's chart has room for, the newest.
const drawnScans = 20

// shownScans is how many of them are told figure by figure.
const shownScans = 5

// trendKind is what a trend is of.
type trendKind string

const (
	trendIssues      trendKind = "issues"
	trendComplexity  trendKind = "complexity"
	trendDuplication trendKind = "duplication"
	trendLines       trendKind = "lines"
)

func trendKinds() []trendKind {
	return []trendKind{trendIssues, trendComplexity, trendDuplication, trendLines}
}

type trendArgs struct {
	Kind, Project string
	Scans         int
	Since, Until  spec.Date
}

type trendCard struct {
	place
	kind  trendKind
	scans int            // that were asked for
	total int            // that there are
	zone  *time.Location // in which days are told
	at    time.Time

	// The scans of the one kind, oldest first.
	lint       []api.LintScan
	complexity []api.ComplexityScan
	duplicate  []api.DuplicateScan
	lines      []api.LineScan
}

func trend(d scansDeps) spec.Command {
	return spec.Define(spec.Def[trendArgs, trendCard]{
		Name:     "trend",
		Access:   spec.Linked,
		Examples: []string{"trend payments-api@master", "trend duplication payments-api@master scans:30", "trend complexity since:4w"},
		Args: func(a *trendArgs) spec.Args {
			return spec.Args{
				spec.Text(&a.Kind, "kind").Optional(),
				spec.Text(&a.Project, "project").Optional(),
				spec.Number(&a.Scans, "scans"),
				spec.Day(&a.Since, "since"),
				spec.Day(&a.Until, "until").Check(spec.NotBefore(&a.Until, &a.Since, "since")),
			}
		},
		Run:  d.trend,
		View: viewTrend,
	})
}

func (d scansDeps) trend(ctx context.Context, r *spec.Request, a *trendArgs) (trendCard, error) {
	card := trendCard{scans: usualScans, zone: r.Zone}
	var err error
	if card.kind, err = a.readKind(r.Words); err != nil {
		return card, err
	}
	if a.Scans > 0 {
		card.scans = a.Scans
	}
	if card.scans < leastScans || card.scans > mostScans {
		return card, &spec.UsageError{Reason: "trend.bad_scans", Data: []any{"Name", "scans", "Least", leastScans, "Most", mostScans, "Value", number(a.Scans)}}
	}
	if card.place, err = d.findProject(ctx, r, &a.Project); err != nil {
		return card, err
	}
	during := api.TimeRange{After: a.Since.Start(), Before: a.Until.End()}
	switch w := (api.Window{Limit: card.scans}); card.kind {
	case trendComplexity:
		page, err := r.TCA.ComplexityScans(ctx, card.ref, during, w)
		card.complexity, card.total, card.at = turned(page.Items), page.Total, page.At
		return card, err
	case trendDuplication:
		page, err := r.TCA.DuplicateScans(ctx, card.ref, during, w)
		card.duplicate, card.total, card.at = turned(page.Items), page.Total, page.At
		return card, err
	case trendLines:
		page, err := r.TCA.LineScans(ctx, card.ref, during, w)
		card.lines, card.total, card.at = turned(page.Items), page.Total, page.At
		return card, err
	default:
		page, err := r.TCA.LintScans(ctx, card.ref, during, w)
		card.lint, card.total, card.at = turned(page.Items), page.Total, page.At
		return card, err
	}
}

// turned is a list the other way round. It leaves the given one, which others may hold, as it is.
func turned[T any](items []T) []T {
	out := slices.Clone(items)
	slices.Reverse(out)
	return out
}

// readKind reads what the trend is to be of. The first word may be left out, so what is no kind is the branch.
func (a *trendArgs) readKind(w sayer) (trendKind, error) {
	kind, ok := kindCalled(a.Kind)
	switch {
	case ok:
	case a.Project == "":
		kind, a.Project = trendIssues, a.Kind
	default:
		var names []string
		for _, k := range trendKinds() {
			word := string(k)
			if name := w.Say("trend_word." + word); name != word {
				word += " = " + name
			}
			names = append(names, word)
		}
		return "", &spec.UsageError{Reason: "usage.choice", Data: []any{"Name", "kind", "Value", a.Kind, "Choices", join(w, names)}}
	}
	a.Kind = string(kind)
	return kind, nil
}

// kindCalled finds the kind that a word means, in either language.
func kindCalled(word string) (trendKind, bool) {
	for _, k := range trendKinds() {
		if strings.EqualFold(word, string(k)) {
			return k, true
		}
		for _, l := range locale.Languages() {
			w := locale.In(l)
			if strings.EqualFold(word, w.Say("trend_word."+string(k))) || strings.EqualFold(word, w.Say("trend_what."+string(k))) {
				return k, true
			}
		}
	}
	return "", false
}

func viewTrend(s spec.Screen, d trendCard) kit.Message {
	what := s.Say("trend_what." + string(d.kind))
	m := kit.Message{kit.Heading(s.Say("trend.title", "What", what, "Repo", d.repoName()))}
	m = append(m, crumb(s, d.place)...)
	m = append(m, narrowed(s)...)
	points := d.points()
	switch len(points) {
	case 0:
		m = append(m, kit.Para(kit.Phrase(s.Words, "trend.none")))
	case 1:
		m = append(m, kit.Para(kit.Phrase(s.Words, "trend.one", "What", what, "Figure", kit.Bold(d.figure(points[0].values[0])))))
	default:
		m = append(m, kit.Para(d.sentence(s, points)), d.chart(s, points))
		if len(points) > drawnScans {
			m = append(m, kit.Note(kit.Phrase(s.Words, "trend.drawn", "Count", drawnScans)))
		}
	}
	if len(points) > 0 {
		m = append(m, d.table(s, points))
	}
	var tabs kit.Buttons
	for _, k := range trendKinds() {
		tab := runs(string(k), s.Say("trend_what."+string(k)), d.line(s, k, 0))
		tab.Main = k == d.kind
		tabs = append(tabs, tab)
	}
	last := kit.Buttons{runs("scans", s.Say("goto.scans"), "scans "+d.word())}
	if d.total > d.scans && d.scans < mostScans {
		last = append(last, runs("longer", s.Say("trend.longer", "Count", mostScans), d.line(s, d.kind, mostScans)))
	}
	m = append(m, kit.Note(kit.Phrase(s.Words, "list.fetched", "When", kit.When(d.at, ""))), tabs)
	return append(m, append(last, goTo(s, d.place), refresh(s, 0, 0), share(s, 0, 0), webButton(s, d.site.Project(d.ref.Repo, d.ref.ID))))
}

// line is the present screen as a line, of another kind or, when scans is not 0, over more scans.
func (d trendCard) line(s spec.Screen, k trendKind, scans int) string {
	words := []string{"trend", string(k), d.word()}
	old, _ := spec.Split(s.Line)
	for _, w := range old {
		switch name, _, filter := strings.Cut(w, ":"); {
		case !filter, scans > 0 && name == "scans":
		case name == "scans" || name == "since" || name == "until":
			words = append(words, w)
		}
	}
	if scans > 0 {
		words = append(words, "scans:"+number(scans))
	}
	return spec.Join(words)
}
