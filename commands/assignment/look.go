package assignment

import (
	"context"
	"errors"
	"slices"
	"strings"
	"tcabot/api"
)

// Window is how many of a person's open issues in a branch are compared, the newest ones where there are more.
const Window = 500

// Mark is what was seen of a person's open issues in a branch under one of their names.
type Mark struct {
	IDs   []int64 `json:"ids,omitempty"`
	Floor int64   `json:"floor,omitempty"` // older issues, with smaller IDs, were not seen; 0 when all were
}

// Marks are those of all names, by the name in lower case. A name without a mark was not asked about yet.
type Marks map[string]Mark

// Look is what a branch answered.
type Look struct {
	Marks Marks
	Fresh []Issue // open issues that nothing was known of
	// Gone reports whether an issue is known not to be an open issue of the person any more.
	Gone  func(id int64) bool
	Asked int // requests
}

// LookAt asks for a person's open issues in a branch and compares them with those that were seen before. What is there when a
// name is asked about for the first time is only noted. A name that TCA does not answer for stays as it was; the error is the
// last one, and the rest of the answer is good. ErrNotFound is a branch that was never scanned.
func LookAt(ctx context.Context, tca *api.Client, p api.ProjectRef, names []string, before Marks) (Look, error) {
	look := Look{Marks: Marks{}}
	pages := map[string][]api.Issue{}
	var failed error
	for _, name := range names {
		key := strings.ToLower(name)
		page, err := tca.Issues(ctx, p, api.IssueFilter{
			State: []api.IssueState{api.IssueActive}, Author: name, Order: []api.Order{api.OrderID.Desc()},
		}, api.Window{Limit: Window})
		look.Asked++
		if err != nil {
			failed = err
			if known, ok := before[key]; ok {
				look.Marks[key] = known
			}
			if errors.Is(err, api.ErrUnauthorized) || errors.Is(err, api.ErrNotFound) || ctx.Err() != nil {
				break // the others have the same answer
			}
			continue
		}
		pages[key] = page.Items
		look.Marks[key] = markOf(page)
	}
	for key, items := range pages {
		known, asked := before[key]
		for _, i := range items {
			if asked && i.ID >= known.Floor && !before.seen(i.ID) && !slices.ContainsFunc(look.Fresh, func(f Issue) bool { return f.ID == i.ID }) {
				look.Fresh = append(look.Fresh, Issue{ID: i.ID, Severity: i.Severity})
			}
		}
	}
	look.Gone = look.gone(failed == nil)
	return look, failed
}

// markOf is the mark that an answer leaves.
func markOf(page api.Page[api.Issue]) Mark {
	var m Mark
	for _, i := range page.Items {
		m.IDs = append(m.IDs, i.ID)
	}
	if page.Total > len(m.IDs) && len(m.IDs) > 0 {
		m.Floor = slices.Min(m.IDs)
	}
	return m
}

// seen reports whether an issue was among those under any of the names.
func (m Marks) seen(id int64) bool {
	for _, one := range m {
		if slices.Contains(one.IDs, id) {
			return true
		}
	}
	return false
}

// gone tells of an issue that it is in none of the answers. whole says that there is one for each name. Issues below a floor
// are not known.
func (l Look) gone(whole bool) func(int64) bool {
	return func(id int64) bool {
		if !whole || l.Marks.seen(id) {
			return false
		}
		for _, one := range l.Marks {
			if id < one.Floor {
				return false
			}
		}
		return true
	}
}
