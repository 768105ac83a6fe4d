package scans

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/target"
	"time"
)

// How many scans a trend covers.
const (
	UsualScans = 14
	LeastScans = 2
	mostScans  = 30
)

// drawnScans is how many of them, the newest, fit into Slack's chart.
const drawnScans = 20

// shownScans is how many of them are in the table.
const shownScans = 5

// trendKind is the figure of a trend.
type trendKind string

// The kinds of trends.
const (
	TrendIssues      trendKind = "issues"
	trendComplexity  trendKind = "complexity"
	trendDuplication trendKind = "duplication"
	trendLines       trendKind = "lines"
)

func trendKinds() []trendKind {
	return []trendKind{TrendIssues, trendComplexity, trendDuplication, trendLines}
}

type trendArgs struct {
	Kind, Project string
	Scans         int
	Since, Until  command.Date
}

// TrendCard is one figure of a branch over its last scans.
type TrendCard struct {
	target.Branch
	Kind  trendKind
	scans int            // requested
	total int            // available
	Zone  *time.Location // of the days
	at    time.Time

	// The scans of the kind, oldest first.
	Lint       []api.LintScan
	complexity []api.ComplexityScan
	duplicate  []api.DuplicateScan
	lines      []api.LineScan
}

func trend(d deps) command.Command {
	return command.Define(command.Def[trendArgs, TrendCard]{
		Name:     "trend",
		Access:   command.Linked,
		Examples: []string{"trend payments-api@master", "trend duplication payments-api@master scans:30", "trend complexity since:4w"},
		Args: func(a *trendArgs) command.Args {
			return command.Args{
				command.Text(&a.Kind, "kind").Optional(),
				command.Text(&a.Project, "project").Optional(),
				command.Number(&a.Scans, "scans"),
				command.Day(&a.Since, "since"),
				command.Day(&a.Until, "until").Check(command.NotBefore(&a.Until, &a.Since, "since")),
			}
		},
		Run:  d.trend,
		View: viewTrend,
	})
}

func (d deps) trend(ctx context.Context, r *command.Request, a *trendArgs) (TrendCard, error) {
	card := TrendCard{scans: UsualScans, Zone: r.Zone}
	var err error
	if card.Kind, err = a.readKind(r.Words); err != nil {
		return card, err
	}
	if a.Scans > 0 {
		card.scans = a.Scans
	}
	if card.scans < LeastScans || card.scans > mostScans {
		return card, &command.UsageError{Reason: "trend.bad_scans", Data: []any{"Name", "scans", "Least", LeastScans, "Most", mostScans, "Value", kit.Number(a.Scans)}}
	}
	if card.Branch, err = d.Branch(ctx, r, &a.Project); err != nil {
		return card, err
	}
	during := api.TimeRange{After: a.Since.Start(), Before: a.Until.End()}
	switch w := (api.Window{Limit: card.scans}); card.Kind {
	case trendComplexity:
		page, err := r.TCA.ComplexityScans(ctx, card.Ref, during, w)
		card.complexity, card.total, card.at = turned(page.Items), page.Total, page.At
		return card, err
	case trendDuplication:
		page, err := r.TCA.DuplicateScans(ctx, card.Ref, during, w)
		card.duplicate, card.total, card.at = turned(page.Items), page.Total, page.At
		return card, err
	case trendLines:
		page, err := r.TCA.LineScans(ctx, card.Ref, during, w)
		card.lines, card.total, card.at = turned(page.Items), page.Total, page.At
		return card, err
	default:
		page, err := r.TCA.LintScans(ctx, card.Ref, during, w)
		card.Lint, card.total, card.at = turned(page.Items), page.Total, page.At
		return card, err
	}
}

// turned is a reversed copy of a list, which may be shared.
func turned[T any](items []T) []T {
	out := slices.Clone(items)
	slices.Reverse(out)
	return out
}

// readKind parses the kind of a trend. It may be left out, so a first word that is no kind is the branch.
func (a *trendArgs) readKind(w locale.Sayer) (trendKind, error) {
	kind, ok := kindCalled(a.Kind)
	switch {
	case ok:
	case a.Project == "":
		kind, a.Project = TrendIssues, a.Kind
	default:
		var names []string
		for _, k := range trendKinds() {
			word := string(k)
			if name := w.Say(locale.Group("trend_word").Key(word)); name != word {
				word += " = " + name
			}
			names = append(names, word)
		}
		return "", &command.UsageError{Reason: "usage.choice", Data: []any{"Name", "kind", "Value", a.Kind, "Choices", command.Choices(w, names)}}
	}
	a.Kind = string(kind)
	return kind, nil
}

// kindCalled finds a kind by its name in either language.
func kindCalled(word string) (trendKind, bool) {
	for _, k := range trendKinds() {
		if strings.EqualFold(word, string(k)) {
			return k, true
		}
		for _, l := range locale.Languages() {
			w := locale.In(l)
			if strings.EqualFold(word, w.Say(locale.Group("trend_word").Key(string(k)))) || strings.EqualFold(word, w.Say(locale.Group("trend_what").Key(string(k)))) {
				return k, true
			}
		}
	}
	return "", false
}

func viewTrend(s command.Screen, d TrendCard) kit.Message {
	what := s.Say(locale.Group("trend_what").Key(string(d.Kind)))
	m := kit.Message{kit.Heading(s.Say("trend.title", "What", what, "Repo", d.RepoName()))}
	m = append(m, screen.Breadcrumb(s, d.Branch)...)
	m = append(m, screen.Narrowed(s)...)
	points := d.Points()
	switch len(points) {
	case 0:
		m = append(m, kit.Para(kit.Phrase(s.Words, "trend.none")))
	case 1:
		m = append(m, kit.Para(kit.Phrase(s.Words, "trend.one", "What", what, "Figure", kit.Bold(d.figure(points[0].values[0])))))
	default:
		m = append(m, kit.Para(d.Sentence(s, points)), d.Chart(s, points))
		if len(points) > drawnScans {
			m = append(m, kit.Note(kit.Phrase(s.Words, "trend.drawn", "Count", drawnScans)))
		}
	}
	if len(points) > 0 {
		m = append(m, d.table(s, points))
		m = append(m, d.threshold(s)...)
	}
	var tabs kit.Buttons
	for _, k := range trendKinds() {
		tab := line.Button(string(k), s.Say(locale.Group("trend_what").Key(string(k))), d.as(s, k, 0))
		tab.Main = k == d.Kind
		tabs = append(tabs, tab)
	}
	last := kit.Buttons{line.Button("scans", s.Say("goto.scans"), line.Scans(d.Ref))}
	if d.total > d.scans && d.scans < mostScans {
		last = append(last, line.Button("longer", s.Say("trend.longer", "Count", mostScans), d.as(s, d.Kind, mostScans)))
	}
	m = append(m, kit.Note(kit.Phrase(s.Words, "list.fetched", "When", kit.When(d.at, ""))), tabs)
	return append(m, append(last, screen.Navigation(s, d.Branch), screen.RefreshButton(s, 0, 0), screen.ShareButton(s, 0, 0), screen.WebButton(s, d.Site.Project(d.Ref.Repo, d.Ref.ID))))
}

// as is the line of this screen for another kind or, when scans is not 0, for more scans.
func (d TrendCard) as(s command.Screen, k trendKind, scans int) line.Line {
	other := line.TrendOf(string(k), d.Ref)
	for _, n := range s.Narrowed {
		if n.Name != "scans" || scans == 0 {
			other = other.With(n.Name, n.Value)
		}
	}
	if scans > 0 {
		other = other.With("scans", kit.Number(scans))
	}
	return other
}
