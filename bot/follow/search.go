package follow

import (
	"context"
	"slices"
	"tcabot/api"
)

// search looks for jobs that were counted and not found: on the branches that are known, then on all others. A round looks at
// a few, and the next one goes on behind them, also when more jobs were counted meanwhile: then the first ones are looked at
// again in the end, so that each job is found after one turn.
func (r *round) search(ctx context.Context, owed int) error {
	c := candidates{round: r}
	for id := range r.state.Branches {
		c.all = append(c.all, id)
	}
	slices.Sort(c.all)
	c.whole = r.only != nil
	for looks := 0; owed > 0 || r.state.Widened; looks++ {
		id, ok, err := c.next(ctx)
		if err != nil {
			return err
		}
		if !ok { // they are on no branch that can be seen, or it was deleted
			break
		}
		if looks == maxLooks {
			r.state.Owed = owed
			return nil
		}
		found := r.found
		if err := r.look(ctx, id); err != nil {
			return err
		}
		r.tried(id)
		owed -= r.found - found
	}
	r.state.Owed, r.state.Tried, r.state.Again, r.state.Widened = 0, nil, 0, false
	return nil
}

// tried notes that the search looked at a branch.
func (r *round) tried(id int64) {
	if at := slices.Index(r.state.Tried, id); at >= 0 {
		r.state.Tried = slices.Delete(r.state.Tried, at, at+1)
		if at < r.state.Again {
			r.state.Again--
		}
	}
	r.state.Tried = append(r.state.Tried, id)
}

// candidates are the branches that a search may look at.
type candidates struct {
	*round
	all    []int64
	listed []int64 // by TCA
	whole  bool    // all of them are listed
}

// next is the branch that is looked at next: one that the search has not looked at or, of those that it looked at before the
// last job was counted, the one that it looked at first. TCA lists the branches only if those that are known are not enough.
func (c *candidates) next(ctx context.Context) (id int64, ok bool, err error) {
	for {
		i := slices.IndexFunc(c.all, func(id int64) bool { return !c.looked[id] && !slices.Contains(c.state.Tried, id) })
		if i >= 0 {
			return c.all[i], true, nil
		}
		if c.whole {
			break
		}
		if err := c.list(ctx); err != nil {
			return 0, false, err
		}
	}
	i := slices.IndexFunc(c.state.Tried[:c.state.Again], func(id int64) bool { return !c.looked[id] })
	if i < 0 {
		return 0, false, nil
	}
	return c.state.Tried[i], true, nil
}

// list asks TCA for more branches. Once all are listed, the others are forgotten.
func (c *candidates) list(ctx context.Context) error {
	page, err := c.tca.Projects(ctx, c.repo, api.ProjectFilter{Status: api.ProjectActive}, api.Window{Offset: len(c.listed), Limit: projectsPage})
	if err != nil {
		return err
	}
	for _, p := range page.Items {
		c.listed = append(c.listed, p.ID)
		if !slices.Contains(c.all, p.ID) {
			c.all = append(c.all, p.ID)
		}
	}
	if len(page.Items) > 0 && len(c.listed) < page.Total {
		return nil
	}
	c.whole = true
	for id, b := range c.state.Branches {
		if len(b.Running) == 0 && !slices.Contains(c.listed, id) {
			delete(c.state.Branches, id)
		}
	}
	return nil
}
