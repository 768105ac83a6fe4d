package overview

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/target"
)

const (
	// severityBranches is of how many branches the issues are counted by severity: those with the most of them.
	severityBranches = 5
	// severityWindow is how many issues of a branch are read: where there are more, TCA counts them.
	severityWindow = 50
	// worstIssues is how many issues are shown one by one.
	worstIssues = 5
)

// Work is a person's open work as a part of another screen: what mine counts, and the worst of their issues.
type Work struct {
	card       mineCard
	severities map[api.Severity]int
	judged     int  // branches whose issues are in severities
	unanswered bool // TCA did not count the issues of some of them
	worst      []workIssue
	site       api.Site
}

// workIssue is an issue of a branch.
type workIssue struct {
	api.Issue
	of target.TeamBranch
}

// Worker finds a person's open work.
type Worker struct{ deps }

// NewWorker makes a Worker that counts what mine counts, as far as it gets at a glance.
func NewWorker(f target.Finder, c Counting) Worker {
	return Worker{deps{Finder: f, counting: c.Glance()}}
}

// Work is the open work of the person who asks, in their default team or in all.
func (w Worker) Work(ctx context.Context, r *command.Request) (Work, error) {
	card, err := w.mine(ctx, r, &mineArgs{})
	if err != nil {
		return Work{}, err
	}
	if w.counting.Patience > 0 { // what is not counted by then is named
		limited, cancel := context.WithTimeoutCause(ctx, w.counting.Patience, errLeft)
		defer cancel()
		ctx = limited
	}
	return judged(ctx, r, Work{card: card, severities: map[api.Severity]int{}, site: w.Site})
}

// judged counts the issues of the branches with the most of them by severity, and finds the worst.
func judged(ctx context.Context, r *command.Request, w Work) (Work, error) {
	branches := slices.DeleteFunc(slices.Clone(w.card.found), func(b mineCounts) bool { return b.Issues == 0 })
	branches = branches[:min(severityBranches, len(branches))]
	type part struct {
		branch mineCounts
		name   string
	}
	var parts []part
	for _, b := range branches {
		for _, name := range w.card.names {
			parts = append(parts, part{b, name})
		}
	}
	answers, err := command.ForEach(ctx, parts, func(ctx context.Context, p part) (judgement, error) {
		j := judgeIssues(ctx, r.TCA, p.branch.Ref, p.name)
		if errors.Is(j.err, api.ErrUnauthorized) {
			return j, j.err
		}
		return j, nil
	})
	if err != nil {
		return w, err
	}
	w.judged = len(branches)
	for i, j := range answers {
		w.unanswered = w.unanswered || j.err != nil
		for severity, n := range j.counts {
			w.severities[severity] += n
		}
		for _, issue := range j.worst {
			w.worst = append(w.worst, workIssue{issue, parts[i].branch.TeamBranch})
		}
	}
	slices.SortStableFunc(w.worst, func(a, b workIssue) int {
		return cmp.Or(cmp.Compare(rank(a.Severity), rank(b.Severity)), cmp.Compare(b.ID, a.ID))
	})
	w.worst = w.worst[:min(worstIssues, len(w.worst))]
	return w, nil
}

// rank sorts severities, the worst first and unknown ones last.
func rank(s api.Severity) int {
	if at := slices.Index(api.Severities(), s); at >= 0 {
		return at
	}
	return len(api.Severities())
}

// judgement is what is known of an author's open issues in a branch.
type judgement struct {
	counts map[api.Severity]int
	worst  []api.Issue
	err    error // some counts are missing
}

// judgeIssues counts an author's open issues in a branch by severity. TCA sorts them by severity, so that the first ones are
// the worst; where that page holds all of them, nothing more is asked.
func judgeIssues(ctx context.Context, tca *api.Client, p api.ProjectRef, author string) judgement {
	f := api.IssueFilter{State: []api.IssueState{api.IssueActive}, Author: author, Order: []api.Order{api.OrderSeverity}}
	page, err := tca.Issues(ctx, p, f, api.Window{Limit: severityWindow})
	j := judgement{counts: map[api.Severity]int{}, worst: page.Items[:min(worstIssues, len(page.Items))], err: err}
	if err != nil {
		return j
	}
	if page.Total <= len(page.Items) {
		for _, i := range page.Items {
			j.counts[i.Severity]++
		}
		return j
	}
	for _, severity := range api.Severities() {
		f.Severity = []api.Severity{severity}
		one, err := tca.Issues(ctx, p, f, api.Window{Limit: 1})
		if err != nil {
			j.err = err
			continue
		}
		j.counts[severity] = one.Total
	}
	return j
}
