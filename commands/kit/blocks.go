package kit

import (
	"strconv"
	"strings"

	"github.com/slack-go/slack"
)

// dateFormat shows a moment in the reader's zone and clock style.
// https://docs.slack.dev/messaging/formatting-message-text#date-formatting
const dateFormat = "{date_short_pretty} {time}"

// Blocks renders the message, as much of it as Slack takes: see Fit.
func (m Message) Blocks() []slack.Block { return m.Fit().render() }

func (m Message) render() []slack.Block {
	blocks := make([]slack.Block, 0, len(m))
	for i, p := range m {
		switch p := p.(type) {
		case Heading:
			title := Cut(Clean(string(p)), maxHeading)
			blocks = append(blocks, slack.NewHeaderBlock(plainText(title)))
		case Para:
			blocks = append(blocks, slack.NewRichTextBlock("", section(Line(p))))
		case Gap:
			blocks = append(blocks, slack.NewRichTextBlock("", section(Line(p))))
		case Rows:
			blocks = append(blocks, rows(p)...)
		case Note:
			blocks = append(blocks, note(Line(p)))
		case Buttons:
			if b := buttons(p, i); b != nil {
				blocks = append(blocks, b)
			}
		case Quote:
			blocks = append(blocks, quote(p)...)
		case Table:
			blocks = append(blocks, fixed(p.lines())...)
		case Source:
			blocks = append(blocks, fixed(p.lines())...)
		case Chart:
			if b := p.block(); b != nil {
				blocks = append(blocks, b)
			}
		case Rule:
			blocks = append(blocks, slack.NewDividerBlock())
		}
	}
	return blocks
}

// plainText is text without any formatting; emoji codes stay as typed.
func plainText(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}

func rows(rs Rows) []slack.Block {
	if len(rs) == 0 {
		return nil
	}
	items := make([]slack.RichTextElement, len(rs))
	for i, row := range rs {
		var all Line
		for j, l := range row {
			if j > 0 {
				all = append(all, Span{kind: plain, text: "\n"})
			}
			all = append(all, l...)
		}
		items[i] = section(all)
	}
	return []slack.Block{slack.NewRichTextBlock("", slack.NewRichTextList(slack.RTEListBullet, 0, items...))}
}

// quote renders somebody else's words, set apart from ours.
func quote(q Quote) []slack.Block {
	if strings.TrimSpace(string(q)) == "" {
		return nil
	}
	return []slack.Block{slack.NewRichTextBlock("", &slack.RichTextQuote{
		Type: slack.RTEQuote, Elements: []slack.RichTextSectionElement{slack.NewRichTextSectionTextElement(q.clean(), nil)},
	})}
}

func section(l Line) *slack.RichTextSection {
	elements := make([]slack.RichTextSectionElement, 0, len(l))
	for _, s := range l {
		if s.text == "" && s.user == "" {
			continue
		}
		elements = append(elements, s.element())
	}
	return slack.NewRichTextSection(elements...)
}

func (s Span) element() slack.RichTextSectionElement {
	switch s.kind {
	case bold:
		return slack.NewRichTextSectionTextElement(s.text, &slack.RichTextSectionTextStyle{Bold: true})
	case italic:
		return slack.NewRichTextSectionTextElement(s.text, &slack.RichTextSectionTextStyle{Italic: true})
	case code:
		return slack.NewRichTextSectionTextElement(s.text, &slack.RichTextSectionTextStyle{Code: true})
	case link:
		return slack.NewRichTextSectionLinkElement(s.url, s.text, &slack.RichTextSectionTextStyle{Bold: true})
	case moment:
		return slack.NewRichTextSectionDateElement(s.when.Unix(), dateFormat, nil, new(s.text))
	case person:
		return slack.NewRichTextSectionUserElement(s.user, nil)
	case channel:
		return slack.NewRichTextSectionChannelElement(s.user, nil)
	default:
		return slack.NewRichTextSectionTextElement(s.text, nil)
	}
}

// note renders small print: neighbouring text as plain_text, which formats nothing, and only moments and people as
// mrkdwn, which hold nothing from outside.
func note(l Line) slack.Block {
	var elements []slack.MixedElement
	var text strings.Builder
	flush := func() {
		if s := strings.TrimSpace(text.String()); s != "" {
			elements = append(elements, plainText(Cut(s, 1000)))
		}
		text.Reset()
	}
	for _, s := range l {
		if s.kind != moment && s.user == "" {
			text.WriteString(s.text)
			continue
		}
		flush()
		elements = append(elements, &slack.TextBlockObject{Type: slack.MarkdownType, Text: s.markup(), Verbatim: true})
	}
	flush()
	return slack.NewContextBlock("", elements[:min(len(elements), 10)]...)
}

// buttons renders a row of controls. The block gets an ID of its own, so that what a press tells is never ambiguous.
func buttons(bs Buttons, at int) slack.Block {
	var elements []slack.BlockElement
	for _, c := range bs {
		switch c := c.(type) {
		case Button:
			elements = append(elements, c.element())
		case Menu:
			if len(c.Options) > 0 {
				elements = append(elements, c.element())
			}
		}
	}
	if len(elements) == 0 {
		return nil
	}
	return slack.NewActionBlock("row"+strconv.Itoa(at), elements[:min(len(elements), maxControls)]...)
}

func (b Button) element() *slack.ButtonBlockElement {
	e := slack.NewButtonBlockElement(b.ID, Cut(b.Value, maxValue), plainText(Cut(b.Label, maxLabel)))
	e.URL = b.URL
	if b.Main {
		e.Style = slack.StylePrimary
	}
	if b.Alert {
		e.Style = slack.StyleDanger
	}
	if b.Ask != nil {
		e.Confirm = slack.NewConfirmationBlockObject(plainText(Cut(b.Ask.Title, 100)), plainText(Cut(b.Ask.Text, 300)),
			plainText(Cut(b.Ask.Yes, 30)), plainText(Cut(b.Ask.No, 30)))
	}
	return e
}

func (m Menu) element() *slack.SelectBlockElement {
	options := make([]*slack.OptionBlockObject, 0, len(m.Options))
	for _, o := range m.Options[:min(len(m.Options), maxOptions)] {
		if len(o.Value) > maxOption {
			continue // its line would come back cut; the list above still links to it
		}
		options = append(options, slack.NewOptionBlockObject(o.Value, plainText(Cut(Clean(o.Label), maxLabel)), nil))
	}
	return slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, plainText(Cut(m.Placeholder, maxLabel)), m.ID, options...)
}
