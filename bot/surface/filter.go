package surface

import (
	"cmp"
	"context"
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/kit"

	"github.com/slack-go/slack"
)

// openFilter opens a form of everything the list can be narrowed by, with what it is narrowed by now. It is made of the
// command's own arguments: what can be typed can be filled in, and nothing else. With create set it is a form that makes
// something, not one that narrows a list.
func (s *Surfaces) openFilter(ctx context.Context, p *press, create bool) {
	usual := s.usual(ctx, p)
	m := s.formOfLine(p, create, false)
	for i, field := range m.Fields {
		if o, ok := usual[field.ID]; ok {
			m.Fields[i].Initial = []string{o.Value, o.Label}
		}
	}
	if len(m.Fields) == 0 {
		s.decline(ctx, p, command.ErrBadButton)
		return
	}
	s.open(ctx, p, m)
}

// formOfLine is the form of a line. Unless all its fields are wanted, those that are needed seldom are folded away, if there
// is more than one.
func (s *Surfaces) formOfLine(p *press, create, all bool) kit.Modal {
	w := p.Words
	m := kit.Modal{Callback: formFilter, Title: w.Say("filter.title"), Submit: w.Say("filter.go"), Close: w.Say("button.cancel")}
	if create {
		m.Callback, m.Body = formFill, s.parts.Forms.Lead(w, p.State.Line)
		m.Title, m.Submit = s.parts.Forms.Caption(w, p.State.Line)
	}
	filters := s.parts.Forms.Filters(w, p.State.Line)
	folded := func(f command.Filter) bool { return f.Folded }
	if shown := slices.DeleteFunc(slices.Clone(filters), folded); !all && len(shown) > 0 && len(shown) < len(filters)-1 {
		filters, m.More = shown, w.Say("form.more")
	}
	for _, f := range filters {
		m.Fields = append(m.Fields, fieldOf(f))
	}
	return m
}

// fieldOf is the field that asks for a filter.
func fieldOf(f command.Filter) kit.Field {
	field := kit.Field{ID: f.Name, Label: cmp.Or(f.Label, f.Title), Hint: f.Help, Kind: kit.TextField, Optional: !f.Needed, Initial: f.Values, Tells: f.Tells}
	switch {
	case f.Lines:
		field.Kind = kit.LinesField
	case f.Suggest != 0:
		field.Kind = kit.SuggestField
	case f.Clock:
		field.Kind = kit.TimeField
	case f.Many && f.Label != "" && len(f.Words) <= kit.MaxChecks:
		field.Kind = kit.TickField
	case f.Flag:
		field.Kind, field.Hint = kit.TickField, ""
		field.Options = []kit.Option{{Label: f.Help, Value: "yes"}}
		if f.Values != nil {
			field.Initial = []string{"yes"}
		}
	case f.Many:
		field.Kind = kit.ChoicesField
	case f.Words != nil:
		field.Kind = kit.ChoiceField
	}
	if f.Label != "" && (f.Clock || f.Words != nil || f.Suggest != 0) {
		field.Hint = "" // the label says it all: how it is typed matters to those who type
	}
	for i, word := range f.Words {
		field.Options = append(field.Options, kit.Option{Label: f.Names[i], Value: word})
	}
	return field
}

// fieldValues is what a person put into a field: texts, or the values of options.
func fieldValues(a slack.BlockAction) []string {
	var values []string
	for _, v := range []string{a.Value, a.SelectedOption.Value, a.SelectedTime} {
		if v != "" {
			values = append(values, v)
		}
	}
	for _, o := range a.SelectedOptions {
		values = append(values, o.Value)
	}
	return values
}
