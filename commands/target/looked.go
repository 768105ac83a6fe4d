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
	// maxLooked is how many search results are checked for an exact match.
	maxLooked = 1000
	// firstLook is the size of the first request: most searches have fewer results.
	firstLook = 50
)

// Coverage is how many of its results a search checked.
type Coverage struct {
	what  locale.Key // the sentence that says so
	n, of int
}

// All reports whether all results were checked.
func (l Coverage) All() bool { return l.n >= l.of }

// Note says that not all results were checked; empty when they were.
func (l Coverage) Note(s command.Screen) kit.Message {
	if l.All() {
		return nil
	}
	return kit.Message{kit.Note(kit.Phrase(s.Words, l.what, "Looked", kit.Thousands(l.n), "Total", kit.Thousands(l.of)))}
}

// lookThrough gets the results of a search, up to most; the page's total says whether there are more.
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

// MyOrgs lists the organisations that are searched when none is named.
func MyOrgs(ctx context.Context, r *command.Request) (sids []string, page api.Page[api.Org], err error) {
	page, err = r.TCA.Orgs(ctx, api.OrgFilter{}, api.Window{Limit: maxOrgs})
	for _, o := range page.Items {
		sids = append(sids, o.SID)
	}
	return sids, page, err
}

// orgsLooked is how many of a person's organisations were searched.
func orgsLooked(page api.Page[api.Org]) Coverage {
	return Coverage{"looked.orgs", len(page.Items), page.Total}
}

// closed reports whether an organisation is listed but inactive, so that TCA denies access to it.
func closed(err error) bool {
	return errors.Is(err, api.ErrForbidden) || errors.Is(err, api.ErrNotFound)
}
