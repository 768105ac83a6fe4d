package target

import (
	"context"
	"errors"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// maxSuggested is how many options Slack takes.
const maxSuggested = 100

// suggesters find what is suggested, by kind.
var suggesters = map[command.SuggestKind]func(Finder, context.Context, *command.Request, command.Typing) ([]kit.Option, error){
	command.SuggestTargets:     Finder.suggestTargets,
	command.SuggestPeople:      Finder.suggestPeople,
	command.SuggestSchemes:     Finder.suggestSchemes,
	command.SuggestCredentials: Finder.suggestCredentials,
	command.SuggestFound:       Finder.suggestFound,
	command.SuggestTeams:       Finder.suggestTeams,
	command.SuggestRepos:       Finder.suggestRepos,
	command.SuggestBranches:    Finder.suggestBranches,
	command.SuggestScreens:     Finder.suggestScreens,
}

// Suggest lists what a text that is being typed into a field may mean, with the person's own token. With an error there may
// be some options, too.
func (f Finder) Suggest(ctx context.Context, r *command.Request, typing command.Typing) ([]kit.Option, error) {
	suggest, ok := suggesters[typing.Kind]
	if !ok {
		return nil, nil
	}
	typing.Text = strings.TrimSpace(typing.Text)
	r.Stay(typing.Text)
	options, err := suggest(f, ctx, r, typing)
	return options[:min(len(options), maxSuggested)], err
}

// holder is the target of the line of a form; the zero one when its word is ambiguous or names nothing, as nobody can
// choose while typing.
func (f Finder) holder(ctx context.Context, r *command.Request, word string) (Target, error) {
	if word == "" {
		return f.Default(ctx, r)
	}
	t, _, err := f.Any(ctx, r, &word)
	if _, ok := errors.AsType[*ChooseError](err); ok {
		return Target{}, nil
	}
	return t, err
}
