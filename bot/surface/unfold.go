package surface

import (
	"context"
	"tcabot/commands/kit"

	"github.com/slack-go/slack"
)

// handleUnfold shows an open form with all its fields. It keeps what was filled in, and acts on nothing.
func (s *Surfaces) handleUnfold(call slack.InteractionCallback) {
	f, err := formOf(call, nil)
	if err != nil {
		s.log.Warn("cannot read a form", "error", err)
		return
	}
	err = s.parts.Dispatcher.Go(func(ctx context.Context) {
		f.Question = s.identified(ctx, f.Question)
		m := s.formOfLine(f.press, call.View.CallbackID == formFill, true)
		m.Metadata = call.View.PrivateMetadata
		for i, field := range m.Fields {
			if block, ok := f.values[field.ID]; ok {
				m.Fields[i].Initial = filledIn(field.Kind, block[field.ID])
			}
		}
		if err := s.parts.Sender.UpdateModal(ctx, call.View.ID, m); err != nil {
			s.log.WarnContext(ctx, "cannot update a modal", "modal", call.View.CallbackID, "error", err)
		}
	})
	if err != nil { // the form stays as it is, and the button can be pressed again
		s.log.Warn("no room for a press", "error", err)
	}
}

// filledIn is what a person put into a field, as the field begins with it.
func filledIn(kind kit.FieldKind, a slack.BlockAction) []string {
	values := fieldValues(a)
	if kind == kit.SuggestField && len(values) > 0 && a.SelectedOption.Text != nil {
		values = append(values, a.SelectedOption.Text.Text)
	}
	return values
}
