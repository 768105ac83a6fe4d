package metrics

import (
	"cmp"
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

// maxBlockCode is how many lines of a duplicated block are shown.
const maxBlockCode = 20

type blockArgs struct{ Block, File, Project string }

type blockCard struct {
	target.Branch
	block   api.DuplicateBlockDetail
	page    api.Page[api.RelatedBlock]
	code    screen.Code
	missing []locale.Key
}

func duplicateBlock(d deps) command.Command {
	return paged.Define(paged.List[blockArgs, blockAt, api.RelatedBlock, blockCard]{
		Name:     "duplicate-block",
		Access:   command.Linked,
		Examples: []string{"duplicate-block 56 1234", "duplicate-block 56 1234 payments-api@master"},
		Args: func(a *blockArgs) command.Args {
			return command.Args{command.Text(&a.Block, "block"), command.Text(&a.File, "file"), command.Text(&a.Project, "project").Optional().About("arg.project_of")}
		},
		Find: d.findBlock,
		Fetch: func(r *command.Request, _ *blockArgs, of blockAt) paged.Fetcher[api.RelatedBlock] {
			return func(ctx context.Context, w api.Window) (api.Page[api.RelatedBlock], error) {
				return r.TCA.RelatedBlocks(ctx, of.Ref, of.file, of.block, w)
			}
		},
		Load: loadBlock,
		View: viewBlock,
		File: func(r *command.Request, of blockAt) paged.File[api.RelatedBlock] {
			head := paged.ColumnNames(r.Words, "col.path", "col.id", "col.cc_start", "col.cc_end", "col.dup_lines", "col.dup_copies", "col.dup_rate", "col.cc_tokens", "col.change", "col.cc_last_modifier",
				"col.cc_related_modifiers", "col.url")
			return paged.File[api.RelatedBlock]{Name: "block-" + kit.Number(of.block), Head: head, Row: func(b api.RelatedBlock) []string {
				return slices.Concat([]string{b.File.Path}, blockCells(r, b.DuplicateBlock), []string{of.Site.DuplicateFile(of.Ref, b.File.ID)})
			}}
		},
	})
}

// blockAt is the block of a file whose copies a list is about.
type blockAt struct {
	target.Branch
	file, block int64
}

func (d deps) findBlock(ctx context.Context, r *command.Request, a *blockArgs) (of blockAt, err error) {
	if of.block, err = d.ID(&a.Block, &a.Project, target.PageNone, "block"); err != nil {
		return of, err
	}
	if of.file, err = d.ID(&a.File, &a.Project, target.PageDuplicate, "file"); err != nil {
		return of, err
	}
	of.Branch, err = d.Branch(ctx, r, &a.Project)
	return of, err
}

// loadBlock gets a block and its code. TCA includes up to maxBlocks copies: their list is fetched only when there may be
// more.
func loadBlock(ctx context.Context, r *command.Request, _ *blockArgs, of blockAt, fetch paged.Fetcher[api.RelatedBlock]) (blockCard, error) {
	var err error
	card := blockCard{Branch: of.Branch}
	if card.block, err = r.TCA.DuplicateBlock(ctx, of.Ref, of.file, of.block); err != nil {
		return card, err
	}
	b := card.block
	parts := screen.CodePart(r, of.Ref, &card.code, api.CodeRange{
		Path: b.File.Path, From: b.Start, To: min(b.End, b.Start+maxBlockCode-1), Revision: b.File.Revision,
	})
	if len(b.Related) < maxBlocks {
		sorted := slices.SortedStableFunc(slices.Values(b.Related), func(a, b api.RelatedBlock) int {
			return cmp.Or(cmp.Compare(a.File.Path, b.File.Path), cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID))
		})
		card.page = paged.SlicePage(r, api.Page[api.RelatedBlock]{Items: sorted, At: b.At})
	} else {
		parts = append(parts, command.Fetch("duplication.part_related", &card.page, func(ctx context.Context) (api.Page[api.RelatedBlock], error) {
			return paged.FetchPage(ctx, r, fetch)
		}))
	}
	card.missing, _ = command.Gather(ctx, parts...)
	return card, nil
}

func viewBlock(s command.Screen, d blockCard) kit.Message {
	b := d.block
	file := line.Duplicate(d.Ref, b.File.ID)
	l := screen.List{
		Title: s.Say("duplication.block_title", "File", screen.FileTitle(b.File.Path), "Lines", screen.LineSpan(s, b.Start, b.End)),
		Lead:  append(screen.Breadcrumb(s, d.Branch), screen.Missing(s, d.missing)...),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("duplication.open_copy")},
		Where: screen.Navigation(s, d.Branch),
		Extra: []kit.Control{line.Button("up", s.Say("duplication.up_file"), file)},
		Web:   d.Site.DuplicateFile(d.Ref, b.File.ID),
	}
	if !d.page.At.IsZero() {
		l.Empty = kit.Phrase(s.Words, "duplication.alone")
	}
	spot := kit.Para{kit.Code(kit.Tail(b.File.Path, 200) + ":" + kit.Number(b.Start))}
	l.Lead = append(l.Lead, spot, kit.Para(blockFacts(s, b.DuplicateBlock)))
	l.Lead = append(l.Lead, sourceOf(s, d.code, b.End)...)
	if l.Count > 0 {
		l.Lead = append(l.Lead, kit.Para{kit.Bold(s.Say("duplication.elsewhere"))})
	}
	for _, o := range d.page.Items {
		where := screen.FactLine{Line: kit.Line{kit.Link(d.Site.DuplicateFile(d.Ref, o.File.ID), screen.PathName(o.File.Path, o.File.ID, 70))}}
		if o.File.ID == b.File.ID {
			where.Add(kit.Italic(s.Say("duplication.same_file")))
		}
		where.Add(kit.Text(screen.LineSpan(s, o.Start, o.End)))
		l.Rows = append(l.Rows, []kit.Line{where.Line})
		l.Menu.Options = append(l.Menu.Options, line.Option(
			screen.PathName(o.File.Path, o.File.ID, 50)+" · "+screen.LineSpan(s, o.Start, o.End), line.DuplicateBlock(d.Ref, o.ID, o.File.ID)))
	}
	return l.View(s)
}

// blockRow is a block in the list of a file's blocks: its lines, how often they occur, and who changed them last.
func blockRow(b api.DuplicateBlock) kit.Line {
	var facts screen.FactLine
	facts.Add(kit.Bold(screen.BareSpan(b.Start, b.End)))
	facts.Add(kit.Text("×" + kit.Thousands(b.Times)))
	facts.Person(b.LastModifier)
	return facts.Line
}

// blockFacts is a block in one line: location, length, number of copies.
func blockFacts(s command.Screen, b api.DuplicateBlock) kit.Line {
	var facts screen.FactLine
	facts.Add(kit.Bold(screen.LineSpan(s, b.Start, b.End)))
	facts.Add(kit.Text(s.Say("duplication.block_lines", "Count", b.Lines, "Number", kit.Thousands(b.Lines))))
	facts.Add(kit.Text(s.Say("duplication.copies", "Count", b.Times, "Number", kit.Thousands(b.Times))))
	facts.By(s, "modifier.last", b.LastModifier)
	return facts.Line
}

// blockFile writes the blocks of a file, one per row.
func blockFile(r *command.Request, of fileOf) paged.File[api.DuplicateBlock] {
	head := paged.ColumnNames(r.Words, "col.id", "col.cc_start", "col.cc_end", "col.dup_lines", "col.dup_copies", "col.dup_rate", "col.cc_tokens", "col.change", "col.cc_last_modifier", "col.cc_related_modifiers")
	return paged.File[api.DuplicateBlock]{
		Name: "blocks-" + kit.Number(of.id), Head: head, Row: func(b api.DuplicateBlock) []string { return blockCells(r, b) },
	}
}

func blockCells(r *command.Request, b api.DuplicateBlock) []string {
	return []string{
		kit.Number(b.ID), kit.Number(b.Start), kit.Number(b.End), kit.Number(b.Lines), kit.Number(b.Times), screen.PlainRate(b.Rate), kit.Number(b.Tokens), screen.FileChange(r.Words, b.Change),
		b.LastModifier, b.RelatedModifiers,
	}
}
