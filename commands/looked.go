package commands

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

const (
	// maxLooked is how many things that fit a word are looked at for the one that is called just so.
	maxLooked = 1000
	// firstLook is how many are asked for at first: most words fit fewer.
	firstLook = 50
)

// looked is how many of how many things a search looked at.
type looked struct {
	what  string // catalogue key of the sentence that says so
	n, of int
}

// all reports whether nothing was left out.
func (l looked) all() bool { return l.n >= l.of }

// said says that there is more than was looked at; nothing where all was.
func (l looked) said(s spec.Screen) kit.Message {
	if l.all() {
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

// myOrgs are the organisations that are looked through when none was named, by their IDs.
func myOrgs(ctx context.Context, r *spec.Request) (sids []string, page api.Page[api.Org], err error) {
	page, err = r.TCA.Orgs(ctx, api.OrgFilter{}, api.Window{Limit: maxOrgs})
	for _, o := range page.Items {
		sids = append(sids, o.SID)
	}
	return sids, page, err
}

// orgsLooked says how many of a person's organisations were looked through.
func orgsLooked(page api.Page[api.Org]) looked {
	return looked{"looked.orgs", len(page.Items), page.Total}
}

// closed reports whether an organisation is listed but not open, because it is not active: the others still answer.
func closed(err error) bool {
	return errors.Is(err, api.ErrForbidden) || errors.Is(err, api.ErrNotFound)
}
