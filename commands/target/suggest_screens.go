package target

import (
	"context"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
)

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
