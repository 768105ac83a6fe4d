package target

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

// maxOrgs is how many of a person's organisations are searched.
const maxOrgs = 100

// orgID is the format of TCA's organisation IDs.
var orgID = regexp.MustCompile(`^[0-9A-Za-z]{8,16}$`)

// Org finds the organisation that an argument names, or that of the default target, or the person's only one, and writes
// its ID to the argument.
func (f Finder) Org(ctx context.Context, r *command.Request, arg *string) (api.Org, error) {
	word, err := f.orgWord(ctx, r, *arg)
	if err != nil {
		return api.Org{}, err
	}
	_, page, err := MyOrgs(ctx, r)
	if err != nil {
		return api.Org{}, err
	}
	org, err := pickOrg(page, word, func(sid string) line.Line { return line.Again(r, arg, sid) })
	if _, open := errors.AsType[*ChooseError](err); open && orgID.MatchString(word) {
		// TCA administrators have access to organisations that they do not belong to, which are not in their list.
		found, e := r.TCA.Org(ctx, word)
		switch {
		case e == nil:
			org, err = found, nil
		case !errors.Is(e, api.ErrNotFound) && !errors.Is(e, api.ErrForbidden):
			err = e
		}
	}
	if err == nil {
		*arg = org.SID
	}
	return org, err
}

// orgCalled is the ID of the person's organisation that has this ID or name; empty when none has.
func orgCalled(ctx context.Context, r *command.Request, word string) (string, error) {
	_, page, err := MyOrgs(ctx, r)
	for _, o := range page.Items {
		if strings.EqualFold(o.SID, word) || strings.EqualFold(o.Name, word) {
			return o.SID, nil
		}
	}
	return "", err
}

// orgWord is what an argument says about an organisation: a name, an ID, an address of a page, "org/team", or nothing
// and so the default.
func (f Finder) orgWord(ctx context.Context, r *command.Request, word string) (string, error) {
	if word == "" {
		target, err := f.Default(ctx, r)
		return target.Org, err
	}
	a, err := f.readTeam(word)
	if a.Org != "" {
		return a.Org, nil
	}
	return word, err
}

// pickOrg matches by ID, then by name, then by a part of the name.
func pickOrg(known api.Page[api.Org], word string, again func(sid string) line.Line) (api.Org, error) {
	lower := strings.ToLower(word)
	matchers := []func(api.Org) bool{
		func(o api.Org) bool { return o.SID == word },
		func(o api.Org) bool { return strings.EqualFold(o.SID, word) || strings.EqualFold(o.Name, word) },
		func(o api.Org) bool { return strings.Contains(strings.ToLower(o.Name), lower) },
	}
	if word == "" {
		matchers = matchers[2:] // an empty word is part of every name
	}
	for _, match := range matchers {
		found := slices.DeleteFunc(slices.Clone(known.Items), func(o api.Org) bool { return !match(o) })
		switch {
		case len(found) == 1:
			return found[0], nil
		case len(found) > 1 && word == "":
			return api.Org{}, chooseOrg("choose.org", nil, found, known.Total, orgsLooked(known), again)
		case len(found) > 1:
			return api.Org{}, chooseOrg("choose.org_which", []any{"Word", kit.Bold(word)}, found, 0, orgsLooked(known), again)
		}
	}
	near := slices.Clone(known.Items)
	slices.SortStableFunc(near, func(a, b api.Org) int { return Distance(word, a.Name) - Distance(word, b.Name) })
	return api.Org{}, chooseOrg("choose.org_none", []any{"Word", kit.Bold(word)}, near, known.Total, orgsLooked(known), again)
}

func chooseOrg(reason locale.Key, data []any, found []api.Org, total int, l Coverage, again func(sid string) line.Line) error {
	e := &ChooseError{Reason: reason, Data: data, Total: total, All: line.Orgs(), looked: []Coverage{l}}
	if len(found) == 0 {
		e.Reason, e.Data, e.All = "orgs.none", nil, line.Line{}
	}
	for _, o := range found {
		e.Choices = append(e.Choices, Choice{Label: OrgName(o), Line: again(o.SID)})
	}
	return e
}
