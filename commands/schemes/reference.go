package schemes

import (
	"cmp"
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
)

// referenceKind is one of TCA's lists of values for settings.
type referenceKind string

const (
	refLanguages referenceKind = "languages"
	refTags      referenceKind = "tags"
	refLabels    referenceKind = "labels"
)

type referenceArgs struct{ What referenceKind }

// entry is one value of such a list.
type entry struct{ word, name, about string }

type referenceList struct {
	what referenceKind
	page api.Page[entry]
}

func reference(_ deps) command.Command {
	return paged.Define(paged.List[referenceArgs, referenceKind, entry, referenceList]{
		Name:     "reference",
		Access:   command.Linked,
		Examples: []string{"reference", "reference of:tags"},
		Args: func(a *referenceArgs) command.Args {
			return command.Args{command.Choice(&a.What, "of", refLanguages, refTags, refLabels)}
		},
		Find: func(_ context.Context, _ *command.Request, a *referenceArgs) (referenceKind, error) {
			a.What = cmp.Or(a.What, refLanguages)
			return a.What, nil
		},
		Fetch: fetchReference,
		Show: func(_ *command.Request, _ *referenceArgs, of referenceKind, page api.Page[entry]) referenceList {
			return referenceList{what: of, page: page}
		},
		View: viewReference,
		File: func(r *command.Request, of referenceKind) paged.File[entry] {
			return paged.File[entry]{Name: string(of), Head: paged.ColumnNames(r.Words, "col.id", "col.name", "col.about"), Row: func(e entry) []string {
				return []string{e.word, e.name, e.about}
			}}
		},
	})
}

// fetchReference fetches windows of one of TCA's lists as entries.
func fetchReference(r *command.Request, _ *referenceArgs, of referenceKind) paged.Fetcher[entry] {
	return func(ctx context.Context, w api.Window) (api.Page[entry], error) {
		switch of {
		case refTags:
			return entries(r.TCA.Tags(ctx, w))(func(t api.Tag) entry { return entry{t.Name, t.DisplayName, t.Description} })
		case refLabels:
			return entries(r.TCA.Labels(ctx, w))(func(l api.Label) entry { return entry{l.Name, l.DisplayName, ""} })
		default:
			return entries(r.TCA.Languages(ctx, w))(func(l api.Language) entry { return entry{l.Name, l.DisplayName, ""} })
		}
	}
}

// entries turns a page of one kind into one of entries.
func entries[T any](p api.Page[T], err error) func(func(T) entry) (api.Page[entry], error) {
	return func(of func(T) entry) (api.Page[entry], error) {
		out := api.Page[entry]{Total: p.Total, Offset: p.Offset, At: p.At}
		for _, one := range p.Items {
			out.Items = append(out.Items, of(one))
		}
		return out, err
	}
}

func viewReference(s command.Screen, d referenceList) kit.Message {
	l := screen.List{
		Title: s.Say(locale.Group("reference").Key(string(d.what))),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "reference.none"),
	}
	for _, k := range []referenceKind{refLanguages, refTags, refLabels} {
		if k != d.what {
			l.Extra = append(l.Extra, line.Button(string(k), s.Say(locale.Group("reference").Key(string(k))), line.Reference(string(k))))
		}
	}
	for _, e := range d.page.Items {
		row := []kit.Line{{kit.Code(kit.Cut(e.word, 60)), kit.Text("  " + kit.Name(e.name, "", 60))}}
		if e.about != "" {
			row = append(row, kit.Line{kit.Text(kit.Cut(e.about, 120))})
		}
		l.Rows = append(l.Rows, row)
	}
	return l.View(s)
}
