package api

import (
	"context"
	"net/url"
)

// RuleFilter selects rules. A zero field selects all. The manual does not list these filters: they are from the server's
// code, and TCA's web pages use them. A server that does not know a filter ignores it.
type RuleFilter struct {
	Name     string // part of the rule's real name or of its display name
	Severity []Severity
	Packages []int64 // rule packages
}

// IsZero reports whether the filter selects every rule.
func (f RuleFilter) IsZero() bool {
	return f.Name == "" && len(f.Severity) == 0 && len(f.Packages) == 0
}

func (f RuleFilter) query() url.Values {
	q := url.Values{}
	set(q, "name", f.Name)
	setNumbers(q, "severity", f.Severity...)
	setNumbers(q, "checkpackage", f.Packages...)
	return q
}

// FindRules lists the rules of SchemeRules that the filter selects, by display name.
func (c *Client) FindRules(ctx context.Context, s SchemeRef, f RuleFilter, w Window) (Page[Rule], error) {
	return page(ctx, c, listSchemeRules, s.at(), f.query(), w)
}
