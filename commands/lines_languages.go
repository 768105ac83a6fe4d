package commands

import (
	"cmp"
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type languageLinesArgs struct{ Project string }

type languageLines struct {
	place
	page  api.Page[api.LineLanguage]
	code  int // of all languages
	files int
}

// linesLanguages is not called languages: that is one letter from language, which sets what I speak.
func linesLanguages(d metricsDeps) spec.Command {
	return spec.Define(spec.Def[languageLinesArgs, languageLines]{
		Name:     "lines-languages",
		Access:   spec.Linked,
		Examples: []string{"lines-languages payments-api@master", "lines-languages"},
		Args: func(a *languageLinesArgs) spec.Args {
			return spec.Args{spec.Text(&a.Project, "project").Optional()}
		},
		Run: func(ctx context.Context, r *spec.Request, a *languageLinesArgs) (languageLines, error) {
			at, err := d.findProject(ctx, r, &a.Project)
			if err != nil {
				return languageLines{}, err
			}
			whole, err := lineLanguages(r, at)(ctx, api.Window{Limit: maxSorted}) // no project has more, and a share needs all
			if err != nil {
				return languageLines{}, err
			}
			lines := languageLines{place: at}
			for _, one := range whole.Items {
				lines.code, lines.files = lines.code+one.Code, lines.files+one.Files
			}
			slices.SortStableFunc(whole.Items, func(a, b api.LineLanguage) int {
				return cmp.Or(cmp.Compare(b.Code, a.Code), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
			})
			lines.page = cutPage(r, whole)
			return lines, nil
		},
		View: viewLanguageLines,
		Sheet: func(ctx context.Context, r *spec.Request, a *languageLinesArgs) (spec.Sheet, error) {
			at, err := d.findProject(ctx, r, &a.Project)
			if err != nil {
				return spec.Sheet{}, err
			}
			head := heads(r.Words, append([]string{"language", "loc_files"}, lineColumns...)...)
			return sheet(ctx, "languages-"+at.fileName(), head, lineLanguages(r, at), func(l api.LineLanguage) []string {
				return append([]string{l.Name, number(l.Files)}, lineCells(l.LineCounts)...)
			})
		},
	})
}

func lineLanguages(r *spec.Request, at place) func(context.Context, api.Window) (api.Page[api.LineLanguage], error) {
	return func(ctx context.Context, w api.Window) (api.Page[api.LineLanguage], error) {
		return r.TCA.LineLanguages(ctx, at.ref, w)
	}
}

func viewLanguageLines(s spec.Screen, d languageLines) kit.Message {
	l := list{
		title: s.Say("lines.languages_title", "Repo", d.repoName()),
		lead:  crumb(s, d.place),
		page:  bare(d.page),
		count: len(d.page.Items),
		table: kit.Table{Head: []string{s.Say("lines.code"), s.Say("lines.share"), s.Say("lines.change"), s.Say("lines.head_files"), ""}},
		empty: kit.Phrase(s.Words, "lines.none"),
		where: goTo(s, d.place),
		extra: []kit.Control{runs("up", s.Say("lines.by_dir"), "lines "+d.word()), runs("files", s.Say("lines.all_files"), "lines-files "+d.word())},
		web:   d.site.Lines(d.ref),
	}
	if l.count > 0 {
		l.lead = append(l.lead, kit.Para(kit.Phrase(s.Words, "lines.languages_are", "Count", d.page.Total, "Languages", kit.Thousands(d.page.Total),
			"Code", kit.Bold(kit.Thousands(d.code)), "Files", kit.Thousands(d.files))))
	}
	for _, one := range d.page.Items {
		l.table.Rows = append(l.table.Rows, []string{
			kit.Thousands(one.Code), percent(share100(one.Code, d.code)), signed(one.AddedCode - one.DeletedCode), kit.Thousands(one.Files),
			kit.Name(one.Name, "?", maxFileLabel),
		})
	}
	return l.view(s)
}
