package commands

import (
	"cmp"
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// maxBlockCode is how many lines of a duplicated block are shown.
const maxBlockCode = 20

type blockArgs struct{ Block, File, Project string }

type blockCard struct {
	place
	block   api.DuplicateBlockDetail
	page    api.Page[api.RelatedBlock]
	code    api.CodeFile
	missing []string
}

func duplicateBlock(d metricsDeps) spec.Command {
	return spec.Define(spec.Def[blockArgs, blockCard]{
		Name:     "duplicate-block",
		Access:   spec.Linked,
		Examples: []string{"duplicate-block 56 1234", "duplicate-block 56 1234 payments-api@master"},
		Args: func(a *blockArgs) spec.Args {
			return spec.Args{spec.Text(&a.Block, "block"), spec.Text(&a.File, "file"), spec.Text(&a.Project, "project").Optional()}
		},
		Run:  d.duplicateBlock,
		View: viewBlock,
		Sheet: func(ctx context.Context, r *spec.Request, a *blockArgs) (spec.Sheet, error) {
			at, file, block, err := d.findBlock(ctx, r, a)
			if err != nil {
				return spec.Sheet{}, err
			}
			head := heads(r.Words, "path", "id", "cc_start", "cc_end", "dup_lines", "dup_copies", "dup_rate", "cc_tokens", "cc_change", "cc_last_modifier",
				"cc_related_modifiers", "url")
			return sheet(ctx, "block-"+number(block), head, relatedBlocks(r, at, file, block), func(b api.RelatedBlock) []string {
				return slices.Concat([]string{b.File.Path}, blockCells(r, b.DuplicateBlock), []string{at.site.DuplicateFile(at.ref, b.File.ID)})
			})
		},
	})
}

func (d metricsDeps) findBlock(ctx context.Context, r *spec.Request, a *blockArgs) (at place, file, block int64, err error) {
	if block, err = d.readID(&a.Block, &a.Project, pageNone, "block"); err != nil {
		return at, 0, 0, err
	}
	if file, err = d.readID(&a.File, &a.Project, pageDuplicate, "file"); err != nil {
		return at, 0, 0, err
	}
	at, err = d.findProject(ctx, r, &a.Project)
	return at, file, block, err
}

func (d metricsDeps) duplicateBlock(ctx context.Context, r *spec.Request, a *blockArgs) (blockCard, error) {
	at, file, block, err := d.findBlock(ctx, r, a)
	if err != nil {
		return blockCard{}, err
	}
	card := blockCard{place: at}
	if card.block, err = r.TCA.DuplicateBlock(ctx, at.ref, file, block); err != nil {
		return card, err
	}
	b := card.block
	parts := codePart("duplication.part_code", r, at, &card.code, api.CodeRange{
		Path: b.File.Path, From: b.Start, To: min(b.End, b.Start+maxBlockCode-1), Revision: b.File.Revision,
	})
	if len(b.Related) < maxBlocks {
		slices.SortStableFunc(b.Related, func(a, b api.RelatedBlock) int {
			return cmp.Or(cmp.Compare(a.File.Path, b.File.Path), cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID))
		})
		card.page = cutPage(r, api.Page[api.RelatedBlock]{Items: b.Related, At: b.At})
	} else {
		parts = append(parts, fetch("duplication.part_related", &card.page, func(ctx context.Context) (api.Page[api.RelatedBlock], error) {
			return fetchPage(ctx, r, relatedBlocks(r, at, file, block))
		}))
	}
	card.missing, _ = gather(ctx, parts...)
	return card, nil
}

func relatedBlocks(r *spec.Request, at place, file, block int64) func(context.Context, api.Window) (api.Page[api.RelatedBlock], error) {
	return func(ctx context.Context, w api.Window) (api.Page[api.RelatedBlock], error) {
		return r.TCA.RelatedBlocks(ctx, at.ref, file, block, w)
	}
}

func viewBlock(s spec.Screen, d blockCard) kit.Message {
	b := d.block
	file := "duplicate " + number(b.File.ID) + " " + d.word()
	l := list{
		title: s.Say("duplication.block_title", "File", fileTitle(b.File.Path), "Lines", lineSpan(s, b.Start, b.End)),
		lead:  append(crumb(s, d.place), lost(s, d.missing)...),
		page:  bare(d.page),
		count: len(d.page.Items),
		menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("duplication.open_copy")},
		where: goTo(s, d.place),
		extra: []kit.Control{runs("up", s.Say("duplication.up_file"), file)},
		web:   d.site.DuplicateFile(d.ref, b.File.ID),
	}
	if !d.page.At.IsZero() {
		l.empty = kit.Phrase(s.Words, "duplication.alone")
	}
	spot := kit.Para{kit.Code(tail(b.File.Path, 200) + ":" + number(b.Start))}
	l.lead = append(l.lead, spot, kit.Para(blockFacts(s, b.DuplicateBlock)))
	l.lead = append(l.lead, sourceOf(s, d.code, b.End)...)
	if l.count > 0 {
		l.lead = append(l.lead, kit.Para{kit.Bold(s.Say("duplication.elsewhere"))})
	}
	for _, o := range d.page.Items {
		where := dotted{kit.Line{kit.Link(d.site.DuplicateFile(d.ref, o.File.ID), pathName(o.File.Path, o.File.ID, 70))}}
		if o.File.ID == b.File.ID {
			where.add(kit.Italic(s.Say("duplication.same_file")))
		}
		where.add(kit.Text(lineSpan(s, o.Start, o.End)))
		l.rows = append(l.rows, []kit.Line{where.line})
		l.menu.Options = append(l.menu.Options, kit.Option{
			Label: pathName(o.File.Path, o.File.ID, 50) + " · " + lineSpan(s, o.Start, o.End),
			Value: spec.State{Line: "duplicate-block " + number(o.ID) + " " + number(o.File.ID) + " " + d.word()}.String(),
		})
	}
	return l.view(s)
}

// blockFacts is a block in one line: where, how long, how often.
func blockFacts(s spec.Screen, b api.DuplicateBlock) kit.Line {
	var facts dotted
	facts.add(kit.Bold(lineSpan(s, b.Start, b.End)))
	facts.add(kit.Text(s.Say("duplication.block_lines", "Count", b.Lines, "Number", kit.Thousands(b.Lines))))
	facts.add(kit.Text(s.Say("duplication.copies", "Count", b.Times, "Number", kit.Thousands(b.Times))))
	facts.by(s, "modifier.last", b.LastModifier)
	return facts.line
}

// blockSheet is all of a file's blocks, one a row.
func blockSheet(ctx context.Context, r *spec.Request, file string, fetch func(context.Context, api.Window) (api.Page[api.DuplicateBlock], error)) (spec.Sheet, error) {
	head := heads(r.Words, "id", "cc_start", "cc_end", "dup_lines", "dup_copies", "dup_rate", "cc_tokens", "cc_change", "cc_last_modifier", "cc_related_modifiers")
	return sheet(ctx, file, head, fetch, func(b api.DuplicateBlock) []string { return blockCells(r, b) })
}

func blockCells(r *spec.Request, b api.DuplicateBlock) []string {
	return []string{
		number(b.ID), number(b.Start), number(b.End), number(b.Lines), number(b.Times), plainRate(b.Rate), number(b.Tokens), fileChange(r.Words, b.Change),
		b.LastModifier, b.RelatedModifiers,
	}
}
