package commands

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
	"time"
)

// maxBlocks is how many blocks, and how many copies of one, TCA gives at most with what they belong to: where there are
// so many there may be more, and the list of them is asked for.
const maxBlocks = 100

// maxHistory is how many scans TCA remembers of a duplicated file.
const maxHistory = 10

type duplicateArgs struct{ File, Project string }

type duplicateCard struct {
	place
	file     api.DuplicateFileDetail
	page     api.Page[api.DuplicateBlock]
	history  api.Page[api.DuplicateFile] // the oldest first
	comments api.Page[api.IssueComment]
	zone     *time.Location // that the days of the history are in
	missing  []string
}

func duplicate(d metricsDeps) spec.Command {
	return spec.Define(spec.Def[duplicateArgs, duplicateCard]{
		Name:     "duplicate",
		Access:   spec.Linked,
		Examples: []string{"duplicate 1234", "duplicate 1234 payments-api@master"},
		Args: func(a *duplicateArgs) spec.Args {
			return spec.Args{spec.Text(&a.File, "file"), spec.Text(&a.Project, "project").Optional()}
		},
		Run:  d.duplicate,
		View: viewDuplicate,
		Sheet: func(ctx context.Context, r *spec.Request, a *duplicateArgs) (spec.Sheet, error) {
			at, n, err := d.findDuplicate(ctx, r, a)
			if err != nil {
				return spec.Sheet{}, err
			}
			return blockSheet(ctx, r, "blocks-"+number(n), duplicateBlocks(r, at, n))
		},
	})
}

func (d metricsDeps) findDuplicate(ctx context.Context, r *spec.Request, a *duplicateArgs) (place, int64, error) {
	n, err := d.readID(&a.File, &a.Project, pageDuplicate, "file")
	if err != nil {
		return place{}, 0, err
	}
	at, err := d.findProject(ctx, r, &a.Project)
	return at, n, err
}

func (d metricsDeps) duplicate(ctx context.Context, r *spec.Request, a *duplicateArgs) (duplicateCard, error) {
	at, n, err := d.findDuplicate(ctx, r, a)
	if err != nil {
		return duplicateCard{}, err
	}
	card := duplicateCard{place: at, zone: r.Zone}
	if card.file, err = r.TCA.DuplicateFile(ctx, at.ref, n); err != nil {
		return card, err
	}
	f := card.file
	parts := []part{fetch("duplication.part_history", &card.history, func(ctx context.Context) (api.Page[api.DuplicateFile], error) {
		return r.TCA.DuplicateHistory(ctx, at.ref, n, api.Window{Limit: maxHistory})
	})}
	if len(f.Blocks) >= maxBlocks {
		parts = append(parts, fetch("duplication.part_blocks", &card.page, func(ctx context.Context) (api.Page[api.DuplicateBlock], error) {
			return fetchPage(ctx, r, duplicateBlocks(r, at, n))
		}))
	} else {
		slices.SortStableFunc(f.Blocks, func(a, b api.DuplicateBlock) int {
			return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.ID, b.ID))
		})
		card.page = cutPage(r, api.Page[api.DuplicateBlock]{Items: f.Blocks, At: f.At})
	}
	if f.Issue.ID != 0 && f.Issue.State != api.DupActive { // somebody, or a scan, has done something about it
		parts = append(parts, fetch("duplication.part_comments", &card.comments, func(ctx context.Context) (api.Page[api.IssueComment], error) {
			return r.TCA.DuplicateComments(ctx, at.ref, f.Issue.ID, api.Window{Limit: maxComments})
		}))
	}
	card.missing, _ = gather(ctx, parts...)
	return card, nil
}

func duplicateBlocks(r *spec.Request, at place, file int64) func(context.Context, api.Window) (api.Page[api.DuplicateBlock], error) {
	return func(ctx context.Context, w api.Window) (api.Page[api.DuplicateBlock], error) {
		return r.TCA.DuplicateBlocks(ctx, at.ref, file, w)
	}
}

func viewDuplicate(s spec.Screen, d duplicateCard) kit.Message {
	f := d.file
	l := list{
		title: s.Say("duplication.file_title", "File", fileTitle(f.Path)),
		lead:  append(crumb(s, d.place), lost(s, d.missing)...),
		page:  bare(d.page),
		count: len(d.page.Items),
		menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("duplication.open_block")},
		where: goTo(s, d.place),
		extra: []kit.Control{runs("up", s.Say("duplication.up"), "duplication "+d.word())},
		web:   d.site.DuplicateFile(d.ref, f.ID),
	}
	if !d.page.At.IsZero() {
		l.empty = kit.Phrase(s.Words, "duplication.no_blocks")
	}
	if !f.Latest {
		l.lead = append(l.lead, kit.Para(kit.Phrase(s.Words, "duplication.old")))
		l.extra = append(l.extra, leads("newest", s.Say("duplication.newest"), narrowToPart("duplication", d.word(), "path", f.Path))...)
	}
	l.lead = append(l.lead, kit.Para{kit.Code(tail(f.Path, 200))}, d.figures(s))
	l.lead = append(l.lead, d.chart(s)...)
	for _, c := range d.comments.Items {
		l.lead = append(l.lead, kit.Note(kit.Phrase(s.Words, "issue.comment", "Person", kit.Text(kit.Name(c.Creator, "?", 40)),
			"Action", kit.Text(kit.Cut(c.Action+" "+c.Message, 150)), "When", kit.When(c.Created.Time, "?"))))
	}
	for _, b := range d.page.Items {
		l.rows = append(l.rows, []kit.Line{blockFacts(s, b)})
		l.menu.Options = append(l.menu.Options, kit.Option{
			Label: lineSpan(s, b.Start, b.End), Value: spec.State{Line: "duplicate-block " + number(b.ID) + " " + number(f.ID) + " " + d.word()}.String(),
		})
	}
	return l.view(s)
}

// figures are how much of the file is duplicate, and whose business that is.
func (d duplicateCard) figures(s spec.Screen) kit.Rows {
	file, f := d.file, facts{s: s}
	rate := kit.Line{kit.Bold(percent(file.Rate))}
	if file.Trend != 0 || len(d.history.Items) > 1 { // TCA has no trend of a file that was found for the first time
		rate = append(rate, kit.Text(s.Say("duplication.trend", "Diff", signedPoints(file.Trend))))
	}
	f.add("duplication.rate", rate...)
	var size dotted
	size.add(kit.Text(s.Say("duplication.size", "Count", file.Lines, "Duplicate", kit.Thousands(file.DuplicateLines), "Number", kit.Thousands(file.Lines))))
	size.add(kit.Text(s.Say("duplication.blocks", "Count", file.BlockCount, "Number", kit.Thousands(file.BlockCount))))
	if n := file.DistinctCount; n > 0 && n < file.BlockCount {
		size.add(kit.Text(s.Say("duplication.distinct", "Count", n, "Number", kit.Thousands(n))))
	}
	f.add("duplication.lines", size.line...)
	var state dotted
	if file.Issue.State != 0 {
		state.add(kit.Bold(name(s, "dup_state", file.Issue.State)))
	}
	state.fileChange(s, file.Change)
	if len(state.line) > 0 {
		f.add("complexity.state", state.line...)
	}
	f.add("complexity.people", whoseCode(s, file.Issue.Owner, file.LastModifier, "")...)
	return f.rows
}

// chart is how the rate went from scan to scan.
func (d duplicateCard) chart(s spec.Screen) kit.Message {
	seen := d.history.Items
	if len(seen) < 2 {
		return nil
	}
	zone := d.zone
	if zone == nil {
		zone = time.UTC
	}
	line := kit.Series{Name: s.Say("duplication.chart_rate")}
	c := kit.Chart{Title: s.Say("duplication.chart", "Count", len(seen))}
	for _, f := range seen[max(0, len(seen)-maxHistory):] {
		point := kit.Cut(f.Revision, 8)
		if !f.Created.IsZero() {
			point = f.Created.In(zone).Format("01-02")
		}
		c.Points, line.Values = append(c.Points, point), append(line.Values, f.Rate)
	}
	c.Series = []kit.Series{line}
	return kit.Message{c}
}

// signedPoints writes a change of a rate in percent points, without their name: +1.5, −0.3, 0.
func signedPoints(v float64) string {
	switch text := strconv.FormatFloat(math.Abs(v), 'f', 1, 64); {
	case text == "0.0":
		return "0"
	case v > 0:
		return "+" + text
	default:
		return "−" + text
	}
}
