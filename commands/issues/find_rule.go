package issues

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/schemes"
	"tcabot/commands/target"
)

// Limits of the search for a rule by name. TCA filters the list by the word; an older server returns all rules, which are
// then searched here.
const (
	maxRules   = 5000
	ruleWindow = 500
)

// findRule finds the rule that an argument names by its ID, by its name and tool as an issue has them, or by a part of its
// name, and writes its ID to the argument.
func (d deps) findRule(ctx context.Context, r *command.Request, a *ruleArgs, scheme api.SchemeRef, at *target.Branch) (api.Rule, error) {
	all := line.Scheme(scheme).With("tab", string(schemes.TabRules))
	found, err := ruleCalled(ctx, r, a, scheme)
	switch {
	case err != nil:
		return api.Rule{}, err
	case len(found) == 1:
		a.Rule, a.Tool = kit.Number(found[0].ID), ""
		return found[0], nil
	}
	e := &target.ChooseError{Reason: "choose.rule_which", Data: []any{"Word", kit.Bold(a.Rule)}, All: all}
	for _, u := range found {
		e.Choices = append(e.Choices, target.Choice{Label: target.RuleName(u) + " · " + kit.Name(u.Tool.Name, "?", 30), Line: line.Again(r, &a.Rule, kit.Number(u.ID))})
	}
	if len(found) == 0 {
		if e.Choices, err = rulesNear(ctx, r, a, at); err != nil {
			return api.Rule{}, err
		}
		e.Reason = "choose.rule_none"
		if len(e.Choices) == 0 {
			e.Reason = "choose.no_rule"
		}
	}
	return api.Rule{}, e
}

// ruleCalled finds the rules that match a word, by the strictest rule that finds any.
func ruleCalled(ctx context.Context, r *command.Request, a *ruleArgs, scheme api.SchemeRef) ([]api.Rule, error) {
	gone := func(err error) bool { return errors.Is(err, api.ErrNotFound) || errors.Is(err, api.ErrInvalid) }
	if n, ok := target.ParseID(strings.TrimPrefix(a.Rule, "#")); ok {
		found, err := r.TCA.Rule(ctx, scheme, n)
		if err == nil || !gone(err) {
			return []api.Rule{found}, err
		}
	}
	if a.Tool != "" {
		found, err := r.TCA.RuleByName(ctx, scheme, a.Tool, a.Rule)
		if err == nil || !gone(err) {
			return []api.Rule{found}, err
		}
	}
	var exact, part []api.Rule
	seen, lower := 0, strings.ToLower(a.Rule)
	for u, err := range api.Each(ctx, ruleWindow, func(ctx context.Context, w api.Window) (api.Page[api.Rule], error) {
		if w.Offset > 0 {
			ctx = api.WithoutCache(ctx) // a whole list of rules would evict the pages that people look at
		}
		return r.TCA.FindRules(ctx, scheme, api.RuleFilter{Name: a.Rule}, w)
	}) {
		if err != nil {
			return nil, err
		}
		switch {
		case a.Tool != "" && !strings.EqualFold(a.Tool, u.Tool.Name):
		case strings.EqualFold(u.Name, a.Rule), strings.EqualFold(u.Display, a.Rule):
			exact = append(exact, u)
		case strings.Contains(strings.ToLower(u.Name), lower), strings.Contains(strings.ToLower(u.Display), lower):
			part = append(part, u)
		}
		if seen++; seen == maxRules {
			break
		}
	}
	if len(exact) > 0 {
		return exact, nil
	}
	return part, nil
}

// rulesNear lists the rules with issues in a branch whose names are similar to the word.
func rulesNear(ctx context.Context, r *command.Request, a *ruleArgs, at *target.Branch) ([]target.Choice, error) {
	if at == nil {
		return nil, nil
	}
	page, err := r.TCA.IssueRules(ctx, at.Ref)
	if err != nil {
		return nil, err
	}
	near := slices.SortedStableFunc(slices.Values(page.Items), func(x, y api.RuleCount) int {
		return cmp.Or(target.Distance(a.Rule, x.RuleName)-target.Distance(a.Rule, y.RuleName), strings.Compare(x.RuleName, y.RuleName))
	})
	var choices []target.Choice
	far := 1 + len([]rune(a.Rule))/2 // what differs more is another word
	for _, c := range near[:min(5, len(near))] {
		if line.Survives(c.RuleName) && target.Distance(a.Rule, c.RuleName) <= far {
			choices = append(choices, target.Choice{Label: kit.Name(c.RuleName, "?", 80), Line: line.Again(r, &a.Rule, c.RuleName)})
		}
	}
	return choices, nil
}
