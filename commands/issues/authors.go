package issues

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type authorsArgs struct{ Project string }

type authorList struct {
	target.Branch
	page    api.Page[string]
	me      string         // the person's own TCA user
	open    map[string]int // how many open issues the authors of the page have; without those that TCA did not count
	missing []locale.Key
}

func authors(d deps) command.Command {
	return paged.Define(paged.List[authorsArgs, target.Branch, string, authorList]{
		Name:     "authors",
		Access:   command.Linked,
		Examples: []string{"authors payments-api@master", "authors"},
		Args: func(a *authorsArgs) command.Args {
			return command.Args{command.Text(&a.Project, "project").Optional()}
		},
		Find: func(ctx context.Context, r *command.Request, a *authorsArgs) (target.Branch, error) {
			return d.Branch(ctx, r, &a.Project)
		},
		Fetch: func(r *command.Request, _ *authorsArgs, at target.Branch) paged.Fetcher[string] {
			return func(ctx context.Context, _ api.Window) (api.Page[string], error) {
				return r.TCA.IssueAuthors(ctx, at.Ref)
			}
		},
		Load: func(ctx context.Context, r *command.Request, _ *authorsArgs, at target.Branch, fetch paged.Fetcher[string]) (authorList, error) {
			page, err := paged.WholePage(ctx, r, fetch)
			list := authorList{Branch: at, page: page, me: r.Username}
			if err == nil {
				list.open, list.missing = openOf(ctx, r, at.Ref, page.Items)
			}
			return list, err
		},
		View: viewAuthors,
		File: func(r *command.Request, at target.Branch) paged.File[string] {
			return paged.File[string]{
				Name: "authors-" + at.FileName(), Head: paged.ColumnNames(r.Words, "col.author"), Row: func(author string) []string { return []string{author} },
			}
		},
	})
}

// openOf counts the open issues of authors. TCA counts those of one at a time, so it is for a page of them. Issues without an
// author cannot be asked for.
func openOf(ctx context.Context, r *command.Request, ref api.ProjectRef, authors []string) (open map[string]int, missing []locale.Key) {
	named := slices.DeleteFunc(slices.Clone(authors), func(a string) bool { return kit.Blank(a) || strings.TrimSpace(a) != a })
	missing, _ = command.Gather(ctx, command.Fetch("authors.part_counts", &open, func(ctx context.Context) (map[string]int, error) {
		counts, err := command.ForEach(ctx, named, func(ctx context.Context, author string) (int, error) {
			page, err := r.TCA.Issues(ctx, ref, api.IssueFilter{State: []api.IssueState{api.IssueActive}, Author: author}, api.Window{Limit: 1})
			return page.Total, err
		})
		all := make(map[string]int, len(counts))
		for i, n := range counts {
			all[named[i]] = n
		}
		return all, err
	}))
	return open, missing
}

func viewAuthors(s command.Screen, d authorList) kit.Message {
	l := screen.List{
		Title: s.Say("authors.title", "Repo", d.RepoName()),
		Lead:  append(screen.Breadcrumb(s, d.Branch), screen.Missing(s, d.missing)...),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "authors.none"),
		Menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("authors.open")},
		Where: screen.Navigation(s, d.Branch),
		Extra: []kit.Control{line.Button("mine", s.Say("button.my_issues"), line.Issues(d.Ref).With("author", "me"))},
		Web:   d.Site.Issues(d.Ref),
	}
	for _, author := range d.page.Items {
		known := kit.Name(author, "", 80)
		label := screen.TextOr(known, s.Say("nobody"))
		row := kit.Line{kit.Text(label)}
		// On a shared page "you" would be ambiguous.
		if s.By == "" && d.me != "" && strings.EqualFold(author, d.me) {
			row = kit.Line{kit.Bold(label), kit.Text("  " + s.Say("authors.you"))}
		}
		if n, counted := d.open[author]; counted {
			row = append(row, kit.Text("  "+s.Say("count.open", "Number", kit.Thousands(n))))
		}
		l.Rows = append(l.Rows, []kit.Line{row})
		if found := issuesBy(d.Branch, author); !found.IsZero() && known != "" {
			l.Menu.Options = append(l.Menu.Options, line.Option(label, found))
		}
	}
	return l.View(s)
}

// issuesBy is the line that lists an author's issues. TCA compares whole names, so it is empty for a name that does not fit
// into a line.
func issuesBy(p target.Branch, author string) line.Line {
	narrowed := line.Issues(p.Ref).Exactly("author", author)
	if !narrowed.FitsOption() {
		return line.Line{}
	}
	return narrowed
}
