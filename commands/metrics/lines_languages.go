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

type languageLinesArgs struct{ Project string }

type languageLines struct {
	target.Branch
	page  api.Page[api.LineLanguage]
	code  int // of all languages
	files int
}

// linesLanguages is not called languages, because that is too similar to language, which sets the bot's language.
func linesLanguages(d deps) command.Command {
	return paged.Define(paged.List[languageLinesArgs, target.Branch, api.LineLanguage, languageLines]{
		Name:     "lines-languages",
		Access:   command.Linked,
		Examples: []string{"lines-languages payments-api@master", "lines-languages"},
		Args: func(a *languageLinesArgs) command.Args {
			return command.Args{command.Text(&a.Project, "project").Optional()}
		},
		Find: func(ctx context.Context, r *command.Request, a *languageLinesArgs) (target.Branch, error) {
			return d.Branch(ctx, r, &a.Project)
		},
		Fetch: func(r *command.Request, _ *languageLinesArgs, at target.Branch) paged.Fetcher[api.LineLanguage] {
			return func(ctx context.Context, w api.Window) (api.Page[api.LineLanguage], error) {
				return r.TCA.LineLanguages(ctx, at.Ref, w)
			}
		},
		Load: loadLanguages,
		View: viewLanguageLines,
		File: func(r *command.Request, at target.Branch) paged.File[api.LineLanguage] {
			head := paged.ColumnNames(r.Words, append([]locale.Key{"col.language", "col.loc_files"}, lineColumns...)...)
			return paged.File[api.LineLanguage]{Name: "languages-" + at.FileName(), Head: head, Row: func(l api.LineLanguage) []string {
				return append([]string{l.Name, kit.Number(l.Files)}, lineCells(l.LineCounts)...)
			}}
		},
	})
}

// loadLanguages sums up the code of all languages, for the shares, and cuts out the requested page, the largest first.
func loadLanguages(
	ctx context.Context, r *command.Request, _ *languageLinesArgs, at target.Branch, fetch paged.Fetcher[api.LineLanguage],
) (languageLines, error) {
	whole, err := fetch(ctx, api.Window{Limit: paged.MaxSorted}) // no branch has more
	if err != nil {
		return languageLines{}, err
	}
	lines := languageLines{Branch: at}
	for _, one := range whole.Items {
		lines.code, lines.files = lines.code+one.Code, lines.files+one.Files
	}
	whole.Items = slices.SortedStableFunc(slices.Values(whole.Items), func(a, b api.LineLanguage) int {
		return cmp.Or(cmp.Compare(b.Code, a.Code), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	lines.page = paged.SlicePage(r, whole)
	return lines, nil
}

func viewLanguageLines(s command.Screen, d languageLines) kit.Message {
	l := screen.List{
		Title: s.Say("lines.languages_title", "Repo", d.RepoName()),
		Lead:  screen.Breadcrumb(s, d.Branch),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Table: kit.NewTable(s.Words, "lines.code", "head.share", "head.change", "head.files", ""),
		Empty: kit.Phrase(s.Words, "lines.none"),
		Where: screen.Navigation(s, d.Branch),
		Extra: []kit.Control{line.Button("up", s.Say("lines.by_dir"), line.Lines(d.Ref)), line.Button("files", s.Say("lines.all_files"), line.LinesFiles(d.Ref))},
		Web:   d.Site.Lines(d.Ref),
	}
	if l.Count > 0 {
		l.Lead = append(l.Lead, kit.Para(kit.Phrase(s.Words, "lines.languages_are", "Count", d.page.Total, "Languages", kit.Thousands(d.page.Total),
			"Code", kit.Bold(kit.Thousands(d.code)), "Files", kit.Thousands(d.files))))
	}
	for _, one := range d.page.Items {
		l.Table.Rows = append(l.Table.Rows, []string{
			kit.Thousands(one.Code), screen.Percent(screen.PercentOf(one.Code, d.code)), screen.Signed(one.AddedCode - one.DeletedCode), kit.Thousands(one.Files),
			kit.Name(one.Name, "?", maxFileLabel),
		})
	}
	return l.View(s)
}
