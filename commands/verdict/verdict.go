// Package verdict says how a scan ended: what it found and mended, whether the quality gate passed, and what to do about a
// failure. Watches and follows post it.
package verdict

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/locale"
	"tcabot/commands/people"
	"time"
)

// maxWorst is how many new issues are shown one by one.
const maxWorst = 3

// Verdict is how a scan of an analysed branch ended.
type Verdict struct {
	Site api.Site
	Ref  api.ProjectRef
	Name string   // of the branch
	Scan api.Scan // zero when TCA did not return it

	Unstored bool // the job has ended, but the analysis service has not stored the result

	Delta   change.Delta
	Known   bool // Delta is known: the scan has ended, and TCA returned the scans before it
	Worst   []Issue
	Gate    gate.Result
	Gated   bool // a quality gate holds for the branch
	Missing []locale.Key

	NoFigures bool          // the scan has ended, and TCA did not return what it found
	People    people.People // whom the message mentions as authors; zero for nobody, as in an edit
}

// Authors are the authors that Body names, in its order. Whoever names more of them in the same message chooses among all:
// see people.People.Mentioning.
func (v Verdict) Authors() []string {
	names := make([]string, len(v.Worst))
	for i, one := range v.Worst {
		names[i] = one.Author
	}
	return names
}

// Issue is a new issue and its place in the code.
type Issue struct {
	api.Issue
	Line int // 0 when it is not known
}

// Query is a scan to be judged.
type Query struct {
	Site api.Site
	Ref  api.ProjectRef
	Name string // of the branch
	Scan int64

	Gates     gate.Reader // the quality gates that may hold for the branch; nil to judge by none
	Workspace string
	Channel   string // where the verdict is shown; empty for nowhere that has a gate
}

// New asks TCA how a scan ended, with the given client. A part that TCA does not return is named in Missing; the error is
// api.ErrUnauthorized, or that of the scan itself.
func New(ctx context.Context, tca *api.Client, q Query) (Verdict, error) {
	v := Verdict{Site: q.Site, Ref: q.Ref, Name: q.Name}
	newest, _, err := change.Recent(ctx, tca, q.Ref, change.Mark{Scan: q.Scan - 1}, time.Time{})
	if err != nil {
		return v, err
	}
	if v, err = Of(ctx, tca, q, newest); err != nil {
		return v, err
	}
	return v.Located(ctx, tca)
}

// Of is New with the scans of the branch, newest first. The worst issues come without their lines: see Located.
func Of(ctx context.Context, tca *api.Client, q Query, newest []api.Scan) (Verdict, error) {
	v := Verdict{Site: q.Site, Ref: q.Ref, Name: q.Name}
	if i := slices.IndexFunc(newest, func(c api.Scan) bool { return c.ID == q.Scan }); i >= 0 {
		v.Scan = newest[i]
	}
	if v.Delta, v.Known = change.OfScan(newest, q.Scan); !v.Known {
		return v, nil
	}
	if q.Gates != nil {
		judged, ok, err := gate.Judge{Store: q.Gates}.Scan(ctx, tca, q.Ref, q.Workspace, q.Channel, newest, q.Scan)
		if err != nil {
			return v, err
		}
		v.Gate, v.Gated = judged.Result, ok && !judged.Undecided()
	}
	return v.withWorst(ctx, tca)
}

// withWorst adds the worst of the new issues.
func (v Verdict) withWorst(ctx context.Context, tca *api.Client) (Verdict, error) {
	if v.Delta.New == 0 || v.Delta.First() {
		return v, nil
	}
	found, _, err := change.NewIssues(ctx, tca, v.Ref, v.Delta, nil)
	switch {
	case errors.Is(err, api.ErrUnauthorized):
		return v, err
	case err != nil:
		v.Missing = append(v.Missing, "part.new_issues")
		return v, nil //nolint:nilerr // the numbers are there: the message says that the list is not
	}
	slices.SortStableFunc(found, func(a, b api.Issue) int { return cmp.Or(rank(a)-rank(b), cmp.Compare(b.ID, a.ID)) })
	for _, i := range found[:min(len(found), maxWorst)] {
		v.Worst = append(v.Worst, Issue{Issue: i})
	}
	return v, nil
}

// Located adds the lines of the worst issues, which takes a request for each of them.
func (v Verdict) Located(ctx context.Context, tca *api.Client) (Verdict, error) {
	lines, err := command.ForEach(ctx, v.Worst, func(ctx context.Context, i Issue) (int, error) {
		detail, err := tca.Issue(ctx, i.Ref(v.Ref))
		if errors.Is(err, api.ErrUnauthorized) {
			return 0, err
		}
		return detail.Line(), nil // an issue without its line is better than none
	})
	for i, n := range lines {
		v.Worst[i].Line = n
	}
	return v, err
}

// rank sorts severities that TCA may add behind the known ones.
func rank(i api.Issue) int {
	if !i.Severity.Valid() {
		return len(api.Severities()) + 1
	}
	return int(i.Severity)
}
