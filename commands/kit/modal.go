package kit

import (
	"cmp"
	"slices"

	"github.com/slack-go/slack"
)

// Modal is a modal window with a form.
type Modal struct {
	Callback string // names the handler of the submission
	Title    string // at most 24 characters are shown
	Submit   string // empty: nothing to send
	Close    string
	Metadata string // comes back with it; at most 3,000 characters, no secrets
	Body     Message
	Fields   []Field
	More     string // the label of a button under the fields, by which people ask for more of them; empty: there are no more
}

// MoreFields is the action ID of the button for more fields.
const MoreFields = "fields/more"

// Field is an input of a form. An error is shown next to it by the ID of its block. Slack keeps what somebody chose for as long
// as a form has the same block: to clear a field of an open form, it gets another one.
type Field struct {
	ID, Label, Hint string
	Kind            FieldKind
	Optional        bool
	Most            string   // the greatest number of a NumberField
	Initial         []string // the text or number, or the values of the options that are chosen
	Options         []Option // of a Choice, Choices or Tick
	Block           string   // the ID of its block, if it is not that of the field
	Tells           bool     // choosing an option is told at once, by a press with the ID of the field
}

// FieldKind is how a field is filled in.
type FieldKind int

// The kinds of fields.
const (
	TextField    FieldKind = iota + 1
	NumberField            // a whole number from 1
	ChoiceField            // one option
	ChoicesField           // several options
	TickField              // boxes to tick
	TimeField              // a time of day, as 15:04
	LinesField             // a text of several lines
	SuggestField           // one of the options suggested while typing; Initial is its value, then its label
)

// View renders the modal.
func (m Modal) View() slack.ModalViewRequest {
	blocks := m.Body.Blocks().Slack()
	for _, f := range m.Fields {
		blocks = append(blocks, f.block())
	}
	if m.More != "" {
		blocks = append(blocks, slack.NewActionBlock("more", slack.NewButtonBlockElement(MoreFields, "", plainText(Cut(m.More, maxLabel)))))
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
		hint = plainText(Cut(f.Hint, maxValue))
	}
	b := slack.NewInputBlock(cmp.Or(f.Block, f.ID), plainText(Cut(f.Label, maxValue)), hint, f.element())
	b.Optional, b.DispatchAction = f.Optional, f.Tells
	return b
}

func (f Field) element() slack.BlockElement {
	first := ""
	if len(f.Initial) > 0 {
		first = f.Initial[0]
	}
	all, chosen := f.options()
	switch f.Kind {
	case NumberField:
		e := slack.NewNumberInputBlockElement(nil, f.ID, false)
		e.MinValue, e.MaxValue, e.InitialValue = "1", f.Most, first
		return e
	case ChoiceField:
		e := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, f.ID, all...)
		if len(chosen) > 0 {
			e.InitialOption = chosen[0]
		}
		return e
	case ChoicesField:
		return slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeStatic, nil, f.ID, all...).WithInitialOptions(chosen...)
	case TickField:
		e := slack.NewCheckboxGroupsBlockElement(f.ID, all...)
		e.InitialOptions = chosen
		return e
	case SuggestField:
		e := slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, nil, f.ID)
		e.MinQueryLength = new(0)
		if len(f.Initial) > 0 {
			e.InitialOption = Options([]Option{{Label: f.Initial[len(f.Initial)-1], Value: first}})[0]
		}
		return e
	case TimeField:
		e := slack.NewTimePickerBlockElement(f.ID)
		e.InitialTime = first
		return e
	case LinesField:
		e := slack.NewPlainTextInputBlockElement(nil, f.ID)
		e.Multiline, e.MaxLength, e.InitialValue = true, maxFieldLines, first
		return e
	default:
		e := slack.NewPlainTextInputBlockElement(nil, f.ID)
		e.MaxLength, e.InitialValue = maxFieldText, first
		return e
	}
}

// Options are options as Slack takes them.
func Options(all []Option) []*slack.OptionBlockObject {
	out := []*slack.OptionBlockObject{}
	for _, o := range all[:min(len(all), maxOptions)] {
		if len(o.Value) > 0 && len(o.Value) <= MaxOption {
			out = append(out, slack.NewOptionBlockObject(o.Value, plainText(Name(o.Label, unnamed, maxLabel)), nil))
		}
	}
	return out
}

// maxFieldText bounds a typed text: nothing that TCA searches for is longer. The initial value must not be longer, either.
const maxFieldText = 512

// maxFieldLines is how long Slack lets a text of several lines be.
const maxFieldLines = 3000

func (f Field) options() (all, chosen []*slack.OptionBlockObject) {
	for _, o := range f.Options[:min(len(f.Options), maxOptions)] {
		b := slack.NewOptionBlockObject(o.Value, plainText(Cut(Clean(o.Label), maxLabel)), nil)
		all = append(all, b)
		if slices.Contains(f.Initial, o.Value) {
			chosen = append(chosen, b)
		}
	}
	return all, chosen
}

// plainText is text without any formatting; emoji codes stay as typed.
func plainText(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}
