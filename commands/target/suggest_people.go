package target

import (
	"context"
	"errors"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// suggestPeople lists the people of the line's team and the authors of its branch's issues whose user name or nickname
// contains a text. The value of an option is the user name. An author may be somebody whom TCA does not list: what was
// typed is the last option, unless it is a user name already.
func (f Finder) suggestPeople(ctx context.Context, r *command.Request, typing command.Typing) ([]kit.Option, error) {
	at, err := f.holder(ctx, r, typing.Target)
	if err != nil {
		return typedName(nil, typing.Text), err
	}
	members, err := teamMembers(ctx, r, at)
	authors, authorsErr := issueAuthors(ctx, r, at)
	var options []kit.Option
	for _, p := range append(members, authors...) {
		known := slices.ContainsFunc(options, func(o kit.Option) bool { return o.Value == p.Username })
		if !known && (containsFold(p.Username, typing.Text) || containsFold(p.Nickname, typing.Text)) {
			options = append(options, kit.Option{Label: personLabel(p), Value: p.Username})
		}
	}
	return typedName(options, typing.Text), errors.Join(err, authorsErr)
}

// typedName adds what was typed to the people whom it may mean.
func typedName(people []kit.Option, text string) []kit.Option {
	people = people[:min(len(people), maxSuggested-1)]
	if text == "" || slices.ContainsFunc(people, func(o kit.Option) bool { return strings.EqualFold(o.Value, text) }) {
		return people
	}
	return append(people, kit.Option{Label: text, Value: text})
}

// teamMembers are the admins and the members of a target's team.
func teamMembers(ctx context.Context, r *command.Request, at Target) ([]api.Person, error) {
	if at.Team == "" {
		return nil, nil
	}
	members, err := r.TCA.TeamMembers(ctx, api.TeamRef{Org: at.Org, Team: at.Team})
	return slices.Concat(members.Admins, members.Users), err
}

// issueAuthors are the authors of the issues of a target that is a branch. TCA has no nicknames for them.
func issueAuthors(ctx context.Context, r *command.Request, at Target) ([]api.Person, error) {
	if at.Project == 0 {
		return nil, nil
	}
	names, err := r.TCA.IssueAuthors(ctx, api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: at.Org, Team: at.Team}, ID: at.Repo}, ID: at.Project})
	people := make([]api.Person, len(names.Items))
	for i, name := range names.Items {
		people[i].Username = name
	}
	return people, err
}

// personLabel is a person's nickname, and the user name where that differs.
func personLabel(p api.Person) string {
	if kit.Blank(p.Nickname) || p.Nickname == p.Username {
		return kit.Name(p.Username, "?", 60)
	}
	return PersonName(p.Nickname, p.Username) + " (" + p.Username + ")"
}
