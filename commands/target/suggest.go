package target

import (
	"context"
	"errors"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
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

// suggestScreens lists what shows the things that a text may name: an issue by its ID, teams, repositories and analysed
// branches by their names, and a rule of the branch that was looked at last. The value of an option is that of a button.
func (f Finder) suggestScreens(ctx context.Context, r *command.Request, typing command.Typing) ([]kit.Option, error) {
	var options []kit.Option
	if id, ok := ParseID(strings.TrimPrefix(typing.Text, "#")); ok {
		options = append(options, line.Option(r.Words.Say("suggest.issue", "ID", "#"+kit.Number(id)), line.AnyIssue(id)))
	}
	found, err := f.targetsLike(ctx, r, typing.Text)
	for _, s := range found {
		options = append(options, line.Option(s.label, Line(s.target)))
	}
	options = options[:min(len(options), maxSuggested-1)] // one place is for the rule
	if rule, ok := f.ruleLike(r, typing.Text); ok {
		options = append(options, line.Option(r.Words.Say("suggest.rule", "Word", kit.Cut(typing.Text, 25), "Branch", kit.Cut(rule.label, 35)), rule.line))
	}
	return options, err
}

// screenLine is a line and what it is about.
type screenLine struct {
	label string
	line  line.Line
}

// ruleLike shows the rule with a text in its name of the branch that somebody looked at last, in this process. A text that
// can be no rule's name has none.
func (f Finder) ruleLike(r *command.Request, text string) (screenLine, bool) {
	last, ok := f.Recent.last(r)
	if !ok || strings.ContainsAny(text, "@#/: ") || text == "" {
		return screenLine{}, false
	}
	return screenLine{last.Name, line.RuleNamed(text, last.Word())}, true
}
