package bot

import (
	"cmp"
	"errors"
	"tcabot/commands/command"

	"tcabot/commands/kit"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// openFilter opens a form of everything the list can be narrowed by, with what it is narrowed by now. It is made of the
// command's own arguments: what can be typed can be filled in, and nothing else. With fill set it is a form that makes
// something, not one that narrows a list.
func (b *Bot) openFilter(p press, fill bool) {
	w := b.words(b.work, p.who)
	m := kit.Modal{Callback: "filter", Title: w.Say("filter.title"), Submit: w.Say("filter.go"), Close: w.Say("button.cancel")}
	if fill {
		m.Title, m.Submit = w.Say("fill.title"), w.Say("fill.go")
	}
	for _, f := range b.book.Filters(w, p.state.Line) {
		field := kit.Field{ID: f.Name, Label: cmp.Or(f.Label, f.Name), Hint: f.Help, Kind: kit.TextField, Optional: !f.Needed, Initial: f.Values}
		switch {
		case f.Suggest:
			field.Kind = kit.SuggestField
		case f.Clock:
			field.Kind = kit.TimeField
		case f.Many && f.Label != "":
			field.Kind = kit.TickField
		case f.Flag:
			field.Kind, field.Hint, field.Label = kit.TickField, "", "--"+f.Name
			field.Options = []kit.Option{{Label: f.Help, Value: "yes"}}
			if f.Values != nil {
				field.Initial = []string{"yes"}
			}
		case f.Many:
			field.Kind = kit.ChoicesField
		case f.Words != nil:
			field.Kind = kit.ChoiceField
		}
		if f.Label != "" && (f.Clock || f.Words != nil) {
			field.Hint = "" // the label says it all: how it is typed matters to those who type
		}
		for i, word := range f.Words {
			field.Options = append(field.Options, kit.Option{Label: f.Names[i], Value: word})
		}
		m.Fields = append(m.Fields, field)
	}
	if len(m.Fields) == 0 {
		b.post(p.ask, p.url, private(b.excuse(b.work, p.ask, command.ErrBadButton)))
		return
	}
	b.open(p, m)
}

// filter shows a list narrowed as a form says. What cannot be meant is said in the form, beside its field.
func (b *Bot) filter(client *socketmode.Client, envelope, view string, p press, state *slack.ViewState) {
	values := map[string][]string{}
	if state != nil {
		for name, block := range state.Values {
			values[name] = filled(block[name])
		}
	}
	line, err := b.book.Narrow(p.line, values)
	if usage, ok := errors.AsType[*command.UsageError](err); ok && usage.Arg != "" {
		w := b.words(b.work, p.who)
		b.ack(client, envelope, slack.NewErrorsViewSubmissionResponse(map[string]string{usage.Arg: w.Say(usage.Reason, usage.Facts(w)...)}))
		return
	}
	b.ack(client, envelope, nil)
	if !b.once("modal " + view) {
		return
	}
	if err != nil {
		b.post(p.ask, p.url, private(b.excuse(b.work, p.ask, err)))
		return
	}
	p.state.Line, p.state.Offset, p.state.Was, p.state.Fresh = line, 0, 0, false
	p.line, p.name = line, "filter"
	b.turn(p)
}

// filled is what a person put into a field: texts, or the values of options.
func filled(a slack.BlockAction) []string {
	var out []string
	for _, v := range []string{a.Value, a.SelectedOption.Value, a.SelectedTime} {
		if v != "" {
			out = append(out, v)
		}
	}
	for _, o := range a.SelectedOptions {
		out = append(out, o.Value)
	}
	return out
}
