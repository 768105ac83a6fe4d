package gate

import (
	"context"
	"errors"
	"slices"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/target"
	"time"
)

type showArgs struct{ Target string }

// card is the screen of a gate: that of a branch, or of all branches of a repository or a team.
type card struct {
	branch *branchCard
	many   *manyCard
}

// branchCard is the verdict on one branch.
type branchCard struct {
	target.Branch
	set     bool // a gate holds
	scanned bool // a scan of the branch has succeeded
	Verdict
	outcomes []Outcome
	newest   api.Scan // where that is not the scan that is judged: it failed, or has not ended
	blame    []Culprit
	partial  bool // blame covers only some of the new issues
	missing  []locale.Key
	form     setArgs // opens the form that sets the limits
}

func show(d Deps) command.Command {
	return command.Define(command.Def[showArgs, card]{
		Name:     "gate",
		Access:   command.Linked,
		Examples: []string{"gate payments-api@master", "gate bigteam", "gate"},
		Args: func(a *showArgs) command.Args {
			return command.Args{command.Text(&a.Target, "target").Optional()}
		},
		Run: func(ctx context.Context, r *command.Request, a *showArgs) (card, error) {
			at, err := d.find(ctx, r, &a.Target)
			if err != nil {
				return card{}, err
			}
			if at.Project == 0 {
				many, err := d.many(ctx, r, at)
				return card{many: &many}, err
			}
			one, err := d.one(ctx, r, at)
			return card{branch: &one}, err
		},
		View: func(s command.Screen, c card) kit.Message {
			if c.many != nil {
				return viewMany(s, *c.many)
			}
			return viewBranch(s, *c.branch)
		},
	})
}

// one judges a branch by its last successful scan.
func (d Deps) one(ctx context.Context, r *command.Request, at found) (branchCard, error) {
	c := branchCard{Branch: at.branch}
	own, err := d.Store.Gate(ctx, r.Who.Workspace, at.scope())
	if err != nil {
		return c, err
	}
	c.form = formOf(own, target.Word(at.Target))
	gates, err := d.Store.Gates(ctx, r.Who.Workspace, r.Channel, at.Target)
	if err != nil {
		return c, err
	}
	if c.Setting, c.set = gates.For(at.ref()); !c.set {
		return c, nil
	}
	c.form.put(c.Terms) // to begin with, where the branch has no gate of its own
	scans, err := recent(ctx, r.TCA, at.ref())
	if err != nil {
		return c, err
	}
	last, ok := lastGood(scans)
	if len(scans) > 0 && scans[0].ID != last.ID {
		c.newest = scans[0]
	}
	if c.scanned = ok; !ok {
		return c, nil
	}
	if c.Verdict, err = (Judge{d.Store}).judge(ctx, r.TCA, at.ref(), c.Setting, r.Channel, scans, last.ID); err != nil {
		return c, err
	}
	c.outcomes = c.Limits.Outcomes(c.Delta)
	if c.State() != Failing || c.Delta.New == 0 {
		return c, nil
	}
	issues, partial, err := change.NewIssues(ctx, r.TCA, at.ref(), c.Delta, nil)
	switch {
	case errors.Is(err, api.ErrUnauthorized):
		return c, err
	case err != nil:
		c.missing = append(c.missing, "part.new_issues")
		return c, nil //nolint:nilerr // the verdict is there: the screen says that the list is not
	}
	c.blame, c.partial = c.Blame(issues, nil), partial
	return c, nil
}

// recent gets the last scans of a branch, back to one before the last that succeeded; none when it was never scanned.
func recent(ctx context.Context, tca *api.Client, ref api.ProjectRef) ([]api.Scan, error) {
	scans, whole, err := change.Newest(ctx, tca, ref)
	if err == nil && !whole {
		if last, ok := lastGood(scans); !ok || last.ID == scans[len(scans)-1].ID {
			scans, _, err = change.Recent(ctx, tca, ref, change.Mark{Scan: 1}, time.Time{})
		}
	}
	if errors.Is(err, api.ErrNotFound) {
		return nil, nil
	}
	return scans, err
}

// lastGood is the last scan that succeeded.
func lastGood(newest []api.Scan) (api.Scan, bool) {
	i := slices.IndexFunc(newest, func(c api.Scan) bool { return change.Ended(c) && c.Code.OK() })
	if i < 0 {
		return api.Scan{}, false
	}
	return newest[i], true
}
