package api

import (
	"context"
	"net/url"
)

// RuleFilter narrows a list of rules. What is zero does not narrow. The manual does not have these filters; they are
// from the server's code and the web uses them. A server that knew none of them would answer with every rule.
type RuleFilter struct {
	Name     string // part of the tool's name of the rule or of the name people see
	Severity []Severity
	Packages []int64 // rule packages
}

// IsZero reports whether the filter lets every rule pass.
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

// FindRules lists those of SchemeRules that the filter lets pass, by the name people see.
func (c *Client) FindRules(ctx context.Context, s SchemeRef, f RuleFilter, w Window) (Page[Rule], error) {
	return page(ctx, c, listSchemeRules, s.at(), f.query(), w)
}
