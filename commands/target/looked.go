package target

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

const (
	// maxLooked is how many things that fit a word are looked at for the one that is called just so.
	maxLooked = 1000
	// firstLook is how many are asked for at first: most words fit fewer.
	firstLook = 50
)

// Coverage is how many of how many things a search looked at.
type Coverage struct {
	what  locale.Key // the sentence that says so
	n, of int
}

// All reports whether nothing was left out.
func (l Coverage) All() bool { return l.n >= l.of }

// Note says that there is more than was looked at; nothing where all was.
func (l Coverage) Note(s command.Screen) kit.Message {
	if l.All() {
		return nil
	}
	return kit.Message{kit.Note(kit.Phrase(s.Words, l.what, "Looked", kit.Thousands(l.n), "Total", kit.Thousands(l.of)))}
}

// lookThrough gets all that fits a search, up to most: a search that fits more is told so by the page's total.
func lookThrough[T any](ctx context.Context, most int, fetch func(context.Context, api.Window) (api.Page[T], error)) (api.Page[T], error) {
	page, err := fetch(ctx, api.Window{Limit: min(firstLook, most)})
	n := len(page.Items)
	if err != nil || n == 0 || n >= page.Total || n >= most {
		return page, err
	}
	rest, err := fetch(ctx, api.Window{Offset: n, Limit: most - n})
	page.Items = append(page.Items[:n:n], rest.Items...)
	return page, err
}

// MyOrgs are the organisations that are looked through when none was named, by their IDs.
func MyOrgs(ctx context.Context, r *command.Request) (sids []string, page api.Page[api.Org], err error) {
	page, err = r.TCA.Orgs(ctx, api.OrgFilter{}, api.Window{Limit: maxOrgs})
	for _, o := range page.Items {
		sids = append(sids, o.SID)
	}
	return sids, page, err
}

// orgsLooked says how many of a person's organisations were looked through.
func orgsLooked(page api.Page[api.Org]) Coverage {
	return Coverage{"looked.orgs", len(page.Items), page.Total}
}

// closed reports whether an organisation is listed but not open, because it is not active: the others still answer.
func closed(err error) bool {
	return errors.Is(err, api.ErrForbidden) || errors.Is(err, api.ErrNotFound)
}
