package action

import (
	"context"
	"iter"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
)

type auditArgs struct {
	Everybody    bool
	Since, Until command.Date
}

func (a *auditArgs) args() command.Args {
	return command.Args{
		command.Flag(&a.Everybody, "everybody"), command.Day(&a.Since, "since"),
		command.Day(&a.Until, "until").Check(command.NotBefore(&a.Until, &a.Since, "since")),
	}
}

type auditList struct {
	page      api.Page[Action]
	everybody bool
	admin     bool // may see what everybody did
}

func audit(d Deps) command.Command {
	return command.Define(command.Def[auditArgs, auditList]{
		Name:     "audit",
		Access:   command.Anyone,
		Personal: func(*auditArgs) bool { return true },
		Examples: []string{"audit", "audit since:7d", "audit --everybody since:2026-11-01"},
		Args:     (*auditArgs).args,
		Run:      d.audit,
		View:     viewAudit,
		Sheet:    d.auditFile,
	})
}

// audit lists what the person changed; for administrators what everybody did.
func (d Deps) audit(ctx context.Context, r *command.Request, a *auditArgs) (auditList, error) {
	f, err := d.filter(r, a)
	if err != nil {
		return auditList{}, err
	}
	page, err := paged.FetchPage(ctx, r, d.fetch(f))
	return auditList{page: page, everybody: a.Everybody, admin: d.isAdmin(r)}, err
}

// filter selects the actions that are asked for.
func (d Deps) filter(r *command.Request, a *auditArgs) (Filter, error) {
	f := Filter{Workspace: r.Who.Workspace, User: r.Who.User, Since: a.Since.Start()}
	if !a.Until.IsZero() {
		f.Until = a.Until.Start().AddDate(0, 0, 1)
	}
	if a.Everybody {
		if !d.isAdmin(r) {
			return f, &command.UsageError{Reason: "usage.audit_admins", Arg: "everybody"}
		}
		f.User = ""
	}
	return f, nil
}

// fetch returns the function that fetches a window of the list.
func (d Deps) fetch(f Filter) paged.Fetcher[Action] {
	return func(ctx context.Context, w api.Window) (api.Page[Action], error) {
		all, total, err := d.Store.Actions(ctx, f, w)
		return api.Page[Action]{Items: all, Total: total, Offset: w.Offset, At: d.Now()}, err
	}
}

func viewAudit(s command.Screen, d auditList) kit.Message {
	l := screen.List{
		Title: s.Say("audit.title"),
		Lead:  screen.Narrowed(s),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "audit.none"),
		Menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("audit.open")},
	}
	if d.everybody {
		l.Title = s.Say("audit.title_everybody")
	} else if d.admin {
		l.Extra = append(l.Extra, line.Button("everybody", s.Say("audit.everybody"), line.Audit().Flag("everybody")))
	}
	for _, a := range d.page.Items {
		head := kit.Line{kit.When(a.Began, "?"), kit.Text("  "), kit.Bold(Summary(s, a, AskedFor(s, a)))}
		about := kit.Line{kit.Text(kit.Name(a.Name, nothing, maxValue))}
		if d.everybody {
			about = append(kit.Line{kit.Person(a.User), kit.Text(" · ")}, about...)
		}
		if a.UndoneBy != 0 {
			about = append(about, kit.Text(" · "), kit.Italic(s.Say("audit.undone")))
		}
		l.Rows = append(l.Rows, []kit.Line{head, about})
		l.Menu.Options = append(l.Menu.Options, line.Option("#"+kit.Number(a.ID)+" "+kit.Cut(Summary(s, a, AskedFor(s, a)), 60), line.Action(a.ID)))
	}
	return l.View(s)
}

// auditFile writes one row for each change.
func (d Deps) auditFile(ctx context.Context, r *command.Request, a *auditArgs) (command.Sheet, error) {
	f, err := d.filter(r, a)
	if err != nil {
		return command.Sheet{}, err
	}
	newest, _, err := d.Store.Actions(ctx, f, api.Window{Limit: 1})
	if err != nil {
		return command.Sheet{}, err
	}
	for _, a := range newest {
		f.UpTo = a.ID // what happens while the file is written would move the windows, and repeat rows
	}
	fetch := d.fetch(f)
	w := r.Words
	head := paged.ColumnNames(w, "col.id", "col.when", "col.person", "col.surface", "col.channel", "col.action", "col.scope", "col.target", "col.object", "col.name", "col.field", "col.before", "col.after", "col.now", "col.outcome", "col.reason", "col.undone_by")
	of, err := paged.NewSheet(ctx, "audit", head, fetch, func(a Action) []string { return []string{kit.Number(a.ID)} })
	of.Rows = func(ctx context.Context) iter.Seq2[[]string, error] {
		return func(yield func([]string, error) bool) {
			for one, err := range api.Each(ctx, auditWindow, fetch) {
				if err != nil {
					yield(nil, err)
					return
				}
				for _, row := range rowsOf(r, one) {
					if !yield(row, nil) {
						return
					}
				}
			}
		}
	}
	of.Changed = nil
	return of, err
}

// auditWindow is how many actions are read at once.
const auditWindow = 200

// rowsOf are the rows of a file about an action.
func rowsOf(r *command.Request, a Action) (rows [][]string) {
	s := command.Screen{Words: r.Words}
	changes := a.Changes
	if a.User != r.Who.User {
		changes = forOthers(changes)
	}
	scope := reach(a)
	if scope != "" {
		scope = s.Say(locale.Group("issue_scope").Key(scope))
	}
	for _, c := range changes {
		rows = append(rows, []string{
			kit.Number(a.ID), paged.Timestamp(api.Time{Time: a.Began}, r), a.User, a.Surface, a.Channel, a.Kind.String(), scope, a.Name, paged.NumberOrNone(c.Object), c.Name,
			string(c.Field), c.Before, c.After, c.Now, s.Say(locale.Group("outcome_of").Key(c.Outcome.String())), c.Reason, paged.NumberOrNone(a.UndoneBy),
		})
	}
	return rows
}
