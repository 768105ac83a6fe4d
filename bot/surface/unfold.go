package surface

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"tcabot/bot/deliver"
	"tcabot/commands/kit"

	"github.com/slack-go/slack"
)

// handleUnfold shows an open form with all its fields. It keeps what was filled in, and acts on nothing.
func (s *Surfaces) handleUnfold(call slack.InteractionCallback) {
	s.rewrite(call, func(f form) (kit.Modal, error) {
		return s.filledAgain(f, call.View.CallbackID == formFill, true, nil), nil
	})
}

// handleChoice shows an open form again after somebody chose what other fields depend on. Those are empty then, and suggest what
// belongs to the choice: what is suggested depends on the line that the form carries, as Slack does not tell what stands in other
// fields when it asks for suggestions.
func (s *Surfaces) handleChoice(call slack.InteractionCallback, field string) {
	s.rewrite(call, func(f form) (kit.Modal, error) {
		line, cleared, err := s.parts.Forms.Choose(f.Line, field, f.all())
		if err != nil {
			return kit.Modal{}, err
		}
		f.Line, f.State.Line = line, line
		return s.filledAgain(f, call.View.CallbackID == formFill, !folds(call.View), cleared), nil
	})
}

// rewrite shows an open form again, as it is made of what was filled in. A form that was shown again meanwhile stays as it is.
func (s *Surfaces) rewrite(call slack.InteractionCallback, again func(form) (kit.Modal, error)) {
	f, err := formOf(call, nil)
	if err != nil {
		s.log.Warn("cannot read a form", "error", err)
		return
	}
	err = s.parts.Dispatcher.Go(func(ctx context.Context) {
		f.Question = s.identified(ctx, f.Question)
		m, err := again(f)
		if err == nil {
			err = s.parts.Sender.UpdateModal(ctx, call.View.ID, call.View.Hash, m)
		}
		if err != nil && !errors.Is(err, deliver.ErrConflict) {
			s.log.WarnContext(ctx, "cannot update a modal", "modal", call.View.CallbackID, "error", err)
		}
	})
	if err != nil { // the form stays as it is, and the button can be pressed again
		s.log.Warn("no room for a press", "error", err)
	}
}

// filledAgain is the form of a line with what a person has filled in so far, but for the fields that are cleared.
func (s *Surfaces) filledAgain(f form, create, all bool, cleared []string) kit.Modal {
	m := s.formOfLine(f.press, create, all)
	m.Metadata = f.metadata()
	for i, field := range m.Fields {
		value, ok := f.values[field.ID]
		if !ok {
			continue
		}
		m.Fields[i].Initial, m.Fields[i].Block = filledIn(field.Kind, value), f.blocks[field.ID]
		if slices.Contains(cleared, field.ID) {
			m.Fields[i].Initial, m.Fields[i].Block = nil, blockAfter(f.blocks[field.ID])
		}
	}
	return m
}

// blockAfter is a block in the place of another one, of which Slack remembers nothing: repo~1 comes after repo.
func blockAfter(block string) string {
	field, times, _ := strings.Cut(block, "~")
	n, _ := strconv.Atoi(times) // the first block has no number
	return field + "~" + strconv.Itoa(n+1)
}

// folds reports whether a form has more fields than it shows.
func folds(v slack.View) bool {
	return slices.ContainsFunc(v.Blocks.BlockSet, func(b slack.Block) bool {
		row, ok := b.(*slack.ActionBlock)
		return ok && slices.ContainsFunc(row.Elements.ElementSet, func(e slack.BlockElement) bool {
			button, ok := e.(*slack.ButtonBlockElement)
			return ok && button.ActionID == kit.MoreFields
		})
	})
}

// filledIn is what a person put into a field, as the field begins with it.
func filledIn(kind kit.FieldKind, a slack.BlockAction) []string {
	values := fieldValues(a)
	if kind == kit.SuggestField && len(values) > 0 && a.SelectedOption.Text != nil {
		values = append(values, a.SelectedOption.Text.Text)
	}
	return values
}
