package kit

import (
	"strconv"

	"github.com/slack-go/slack"
)

// Modal is a window over Slack with at most one field.
type Modal struct {
	Callback string // who handles it when it is sent
	Title    string // at most 24 characters are shown
	Submit   string // empty: nothing to send
	Close    string
	Metadata string // comes back with it; at most 3,000 characters, no secrets
	Body     Message
	Field    *Field
}

// Field is what a person fills in. Its block is called like the field, so that an error can be put beside it.
type Field struct {
	ID, Label, Hint string
	Number          bool
	Most            int // longest text, or greatest number from 1
	Initial         int // of a number
}

// View renders the modal.
func (m Modal) View() slack.ModalViewRequest {
	blocks := m.Body.Blocks()
	if m.Field != nil {
		blocks = append(blocks, m.Field.block())
	}
	v := slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: m.Callback, PrivateMetadata: m.Metadata,
		Title: plainText(Cut(m.Title, 24)), Close: plainText(Cut(m.Close, 24)), Blocks: slack.Blocks{BlockSet: blocks},
	}
	if m.Submit != "" {
		v.Submit = plainText(Cut(m.Submit, 24))
	}
	return v
}

func (f Field) block() slack.Block {
	var hint *slack.TextBlockObject
	if f.Hint != "" {
		hint = plainText(f.Hint)
	}
	if !f.Number {
		e := slack.NewPlainTextInputBlockElement(nil, f.ID)
		e.MaxLength = f.Most
		return slack.NewInputBlock(f.ID, plainText(f.Label), hint, e)
	}
	e := slack.NewNumberInputBlockElement(nil, f.ID, false)
	e.MinValue, e.MaxValue, e.InitialValue = "1", strconv.Itoa(f.Most), strconv.Itoa(f.Initial)
	return slack.NewInputBlock(f.ID, plainText(f.Label), hint, e)
}
