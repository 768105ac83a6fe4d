package metrics

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/target"
	"time"
)

// maxBlocks is the maximum number of blocks of a file, or copies of a block, that TCA includes in a response: at that number
// there may be more, and their list is fetched.
const maxBlocks = 100

// maxHistory is how many scans TCA keeps for a file with duplicate code.
const maxHistory = 10

// maxComments is how much of a file's history is shown.
const maxComments = 3

type duplicateArgs struct{ File, Project string }

type duplicateCard struct {
	target.Branch
	file     api.DuplicateFileDetail
	page     api.Page[api.DuplicateBlock]
	history  api.Page[api.DuplicateFile] // the oldest first
	comments api.Page[api.IssueComment]
	zone     *time.Location // of the days of the history
	missing  []locale.Key
}

func duplicate(d deps) command.Command {
	return paged.Define(paged.List[duplicateArgs, fileOf, api.DuplicateBlock, duplicateCard]{
		Name:     "duplicate",
		Access:   command.Linked,
		Examples: []string{"duplicate 1234", "duplicate 1234 payments-api@master"},
		Args: func(a *duplicateArgs) command.Args {
			return command.Args{command.Text(&a.File, "file"), command.Text(&a.Project, "project").Optional().About("arg.project_of")}
		},
		Find: d.findDuplicate,
		Fetch: func(r *command.Request, _ *duplicateArgs, of fileOf) paged.Fetcher[api.DuplicateBlock] {
			return func(ctx context.Context, w api.Window) (api.Page[api.DuplicateBlock], error) {
				return r.TCA.DuplicateBlocks(ctx, of.Ref, of.id, w)
			}
		},
		Load: loadDuplicate,
		View: viewDuplicate,
		File: blockFile,
	})
}

func (d deps) findDuplicate(ctx context.Context, r *command.Request, a *duplicateArgs) (fileOf, error) {
	n, err := d.ID(&a.File, &a.Project, target.PageDuplicate, "file")
	if err != nil {
		return fileOf{}, err
	}
	at, err := d.Branch(ctx, r, &a.Project)
	return fileOf{Branch: at, id: n}, err
}

// loadDuplicate gets a file with duplicate code, its history and its comments. TCA includes up to maxBlocks blocks: their
// list is fetched only when there may be more.
func loadDuplicate(ctx context.Context, r *command.Request, _ *duplicateArgs, of fileOf, fetch paged.Fetcher[api.DuplicateBlock]) (duplicateCard, error) {
	var err error
	card := duplicateCard{Branch: of.Branch, zone: r.Zone}
	if card.file, err = r.TCA.DuplicateFile(ctx, of.Ref, of.id); err != nil {
		return card, err
	}
	f := card.file
	parts := []command.Part{command.Fetch("duplication.part_history", &card.history, func(ctx context.Context) (api.Page[api.DuplicateFile], error) {
		return r.TCA.DuplicateHistory(ctx, of.Ref, of.id, api.Window{Limit: maxHistory})
	})}
	if len(f.Blocks) >= maxBlocks {
		parts = append(parts, command.Fetch("duplication.part_blocks", &card.page, func(ctx context.Context) (api.Page[api.DuplicateBlock], error) {
			return paged.FetchPage(ctx, r, fetch)
		}))
	} else {
		sorted := slices.SortedStableFunc(slices.Values(f.Blocks), func(a, b api.DuplicateBlock) int {
			return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.ID, b.ID))
		})
		card.page = paged.SlicePage(r, api.Page[api.DuplicateBlock]{Items: sorted, At: f.At})
	}
	if f.Issue.ID != 0 && f.Issue.State != api.DupActive { // its state was changed, by a person or a scan
		parts = append(parts, command.Fetch("duplication.part_comments", &card.comments, func(ctx context.Context) (api.Page[api.IssueComment], error) {
			return r.TCA.DuplicateComments(ctx, of.Ref, f.Issue.ID, api.Window{Limit: maxComments})
		}))
	}
	card.missing, _ = command.Gather(ctx, parts...)
	return card, nil
}

func viewDuplicate(s command.Screen, d duplicateCard) kit.Message {
	f := d.file
	l := screen.List{
		Title:  s.Say("duplication.file_title", "File", screen.FileTitle(f.Path)),
		Lead:   append(screen.Breadcrumb(s, d.Branch), screen.Missing(s, d.missing)...),
		Page:   screen.PagePosition(d.page),
		Count:  len(d.page.Items),
		Legend: kit.Phrase(s.Words, "duplication.legend_blocks"),
		Menu:   kit.Menu{ID: "run/open", Placeholder: s.Say("duplication.open_block")},
		Where:  screen.Navigation(s, d.Branch),
		Extra:  []kit.Control{line.Button("up", s.Say("duplication.up"), line.Duplication(d.Ref))},
		Web:    d.Site.DuplicateFile(d.Ref, f.ID),
	}
	l.Extra = append(duplicateActions(s, d.Ref, f.DuplicateFile), l.Extra...)
	if !d.page.At.IsZero() {
		l.Empty = kit.Phrase(s.Words, "duplication.no_blocks")
	}
	if !f.Latest {
		l.Lead = append(l.Lead, kit.Para(kit.Phrase(s.Words, "duplication.old")))
		l.Extra = append(l.Extra, line.OptionalButtons("newest", s.Say("scans.latest"), line.Duplication(d.Ref).Containing("path", f.Path))...)
	}
	l.Lead = append(l.Lead, kit.Para{kit.Code(kit.Tail(f.Path, 200))}, d.figures(s))
	l.Lead = append(l.Lead, d.chart(s)...)
	for _, c := range d.comments.Items {
		l.Lead = append(l.Lead, kit.Note(kit.Phrase(s.Words, "issue.comment", "Person", kit.Text(kit.Name(c.Creator, "?", 40)),
			"Action", kit.Text(kit.Cut(c.Action+" "+c.Message, 150)), "When", kit.When(c.Created.Time, "?"))))
	}
	for _, b := range d.page.Items {
		l.Rows = append(l.Rows, []kit.Line{blockRow(b)})
		l.Menu.Options = append(l.Menu.Options, line.Option(screen.LineSpan(s, b.Start, b.End), line.DuplicateBlock(d.Ref, b.ID, f.ID)))
	}
	return l.View(s)
}

// figures are the duplicate rate, the size and the people of the file.
func (d duplicateCard) figures(s command.Screen) kit.Rows {
	file, f := d.file, screen.Facts{Screen: s}
	rate := kit.Line{kit.Bold(screen.Percent(file.Rate))}
	if file.Trend != 0 || len(d.history.Items) > 1 { // a file that was found for the first time has no trend
		rate = append(rate, kit.Text(s.Say("duplication.trend", "Diff", signedPoints(file.Trend))))
	}
	f.Add("duplication.rate", rate...)
	var size screen.FactLine
	size.Add(kit.Text(s.Say("duplication.size", "Count", file.Lines, "Duplicate", kit.Thousands(file.DuplicateLines), "Number", kit.Thousands(file.Lines))))
	size.Add(kit.Text(s.Say("duplication.blocks", "Count", file.BlockCount, "Number", kit.Thousands(file.BlockCount))))
	if n := file.DistinctCount; n > 0 && n < file.BlockCount {
		size.Add(kit.Text(s.Say("duplication.distinct", "Count", n, "Number", kit.Thousands(n))))
	}
	f.Add("duplication.lines", size.Line...)
	var state screen.FactLine
	if file.Issue.State != 0 {
		state.Add(kit.Bold(screen.Name(s, "dup_state", file.Issue.State)))
	}
	state.FileChange(s, file.Change)
	if len(state.Line) > 0 {
		f.Add("complexity.state", state.Line...)
	}
	f.Add("complexity.people", whoseCode(s, file.Issue.Owner, file.LastModifier, "")...)
	return f.Rows
}

// chart shows the duplicate rate by scan.
func (d duplicateCard) chart(s command.Screen) kit.Message {
	seen := d.history.Items
	if len(seen) < 2 {
		return nil
	}
	zone := d.zone
	if zone == nil {
		zone = time.UTC
	}
	line := kit.Series{Name: s.Say("head.duplicate")}
	c := kit.NewChart(s.Words, "duplication.chart", "Count", len(seen))
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

// signedPoints formats a change in percentage points, without the unit: +1.5, −0.3, 0.
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
