package gate

import (
	"cmp"
	"slices"
	"strings"
	"tcabot/api"
)

// Culprit is an author of new issues that broke a gate.
type Culprit struct {
	Author string // as names gave it; empty for issues without an author
	Count  int
	Worst  api.Severity // of these issues
}

// Blame says whose new issues a gate is broken by, the most first. The issues are those that are new in the verdict's Delta,
// see change.NewIssues. They count where a failed condition is about them: all of them for new and open issues, else those
// of its severity; nobody is to blame by a limit of complexity or duplication. names unites the names of an author; nil
// leaves them as TCA has them.
func (v Verdict) Blame(issues []api.Issue, names func(author string) string) []Culprit {
	if v.Undecided() {
		return nil
	}
	by := map[string]*Culprit{}
	var all []*Culprit
	for _, i := range issues {
		if !slices.ContainsFunc(v.Failed, func(f Failure) bool { return f.What.counts(i.Severity) }) {
			continue
		}
		name := strings.TrimSpace(i.Author)
		if names != nil {
			name = names(name)
		}
		c := by[name]
		if c == nil {
			c = &Culprit{Author: name, Worst: i.Severity}
			by[name] = c
			all = append(all, c)
		}
		c.Count++
		if worse(i.Severity, c.Worst) {
			c.Worst = i.Severity
		}
	}
	found := make([]Culprit, len(all))
	for i, c := range all {
		found[i] = *c
	}
	slices.SortFunc(found, func(a, b Culprit) int {
		return cmp.Or(b.Count-a.Count, rank(a.Worst)-rank(b.Worst), strings.Compare(a.Author, b.Author))
	})
	return found
}

// counts reports whether a limit of this figure is about issues of a severity.
func (w What) counts(s api.Severity) bool {
	switch w {
	case New, Open:
		return true
	case Fatal:
		return s == api.SeverityFatal
	case Error:
		return s == api.SeverityError
	case Warning:
		return s == api.SeverityWarning
	default:
		return false
	}
}

func worse(a, b api.Severity) bool { return rank(a) < rank(b) }

// rank orders severities, the worst first.
func rank(s api.Severity) int {
	if i := slices.Index(api.Severities(), s); i >= 0 {
		return i
	}
	return len(api.Severities())
}
