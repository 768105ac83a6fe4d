package commands

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type authorsArgs struct{ Project string }

type authorList struct {
	place
	page api.Page[string]
	me   string // the person's own TCA user
}

func authors(d issuesDeps) spec.Command {
	return spec.Define(spec.Def[authorsArgs, authorList]{
		Name:     "authors",
		Access:   spec.Linked,
		Examples: []string{"authors payments-api@master", "authors"},
		Args: func(a *authorsArgs) spec.Args {
			return spec.Args{spec.Text(&a.Project, "project").Optional()}
		},
		Run: func(ctx context.Context, r *spec.Request, a *authorsArgs) (authorList, error) {
			at, err := d.findProject(ctx, r, &a.Project)
			if err != nil {
				return authorList{}, err
			}
			whole, err := r.TCA.IssueAuthors(ctx, at.ref)
			return authorList{place: at, page: cutPage(r, whole), me: r.Username}, err
		},
		View: viewAuthors,
		Sheet: func(ctx context.Context, r *spec.Request, a *authorsArgs) (spec.Sheet, error) {
			at, err := d.findProject(ctx, r, &a.Project)
			if err != nil {
				return spec.Sheet{}, err
			}
			return sheet(ctx, "authors-"+at.fileName(), heads(r.Words, "author"),
				func(ctx context.Context, _ api.Window) (api.Page[string], error) {
					return r.TCA.IssueAuthors(ctx, at.ref)
				},
				func(author string) []string { return []string{author} })
		},
	})
}

func viewAuthors(s spec.Screen, d authorList) kit.Message {
	l := list{
		title: s.Say("authors.title", "Repo", d.repoName()),
		lead:  crumb(s, d.place),
		page:  bare(d.page),
		count: len(d.page.Items),
		empty: kit.Phrase(s.Words, "authors.none"),
		menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("authors.open")},
		where: goTo(s, d.place),
		extra: []kit.Control{runs("mine", s.Say("authors.mine"), "issues "+d.word()+" author:me")},
		web:   d.site.Issues(d.ref),
	}
	for _, author := range d.page.Items {
		known := kit.Name(author, "", 80)
		label := orWord(known, s.Say("nobody"))
		row := kit.Line{kit.Text(label)}
		// A shared page is read by others, to whom its "you" would be somebody else.
		if s.By == "" && d.me != "" && strings.EqualFold(author, d.me) {
			row = kit.Line{kit.Bold(label), kit.Text("  " + s.Say("authors.you"))}
		}
		l.rows = append(l.rows, []kit.Line{row})
		if line := issuesBy(d.place, author); line != "" && known != "" {
			l.menu.Options = append(l.menu.Options, kit.Option{Label: label, Value: spec.State{Line: line}.String()})
		}
	}
	return l.view(s)
}

// issuesBy is the line that lists an author's issues. TCA compares whole names, so there is none for a name that a line
// cannot carry whole.
func issuesBy(p place, author string) string {
	narrowed := narrowTo("issues", p.word(), "author", author)
	if len(narrowed) > maxOptionLine {
		return ""
	}
	return narrowed
}
