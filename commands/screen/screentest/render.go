package screentest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"time"
	"unicode/utf8"
)

// site is what the links of the samples begin with; a rendered screen leaves it out.
const site = "https://tca.example.com"

// render writes blocks, as they are sent, as a person reads them: text with its marks (*bold*, _italic_, `code`),
// links as [text](address), and every control with the command line that it carries; that of the screen itself, which
// own is, is written as "this". Letters and entries that repeat are counted instead of repeated.
//
// With labels set, addresses and command lines are left out: they are the same in every language.
func render(raw json.RawMessage, own string, labels bool) (string, error) {
	var blocks []block
	if err := json.Unmarshal(raw, &blocks); err != nil {
		return "", fmt.Errorf("read the blocks: %w", err)
	}
	p := printer{own: own, labels: labels}
	for _, b := range blocks {
		if err := p.block(b); err != nil {
			return "", err
		}
	}
	return p.text.String(), nil
}

// block is any block, element or object of Block Kit, as far as the bot sends it.
type block struct {
	Type     string          `json:"type"`
	Text     json.RawMessage `json:"text"` // a string in rich text, an object elsewhere
	Elements []block         `json:"elements"`
	Style    json.RawMessage `json:"style"`
	URL      string          `json:"url"`
	UserID   string          `json:"user_id"`
	Channel  string          `json:"channel_id"`
	Moment   int64           `json:"timestamp"`

	ID          string `json:"action_id"`
	Value       string `json:"value"`
	Placeholder object `json:"placeholder"`
	Confirm     *struct {
		Title   object `json:"title"`
		Text    object `json:"text"`
		Confirm object `json:"confirm"`
		Deny    object `json:"deny"`
	} `json:"confirm"`
	Options []struct {
		Text        object `json:"text"`
		Description object `json:"description"`
		Value       string `json:"value"`
		URL         string `json:"url"`
	} `json:"options"`

	Title json.RawMessage `json:"title"`
	Chart json.RawMessage `json:"chart"`
}

type object struct {
	Text string `json:"text"`
}

type printer struct {
	own    string
	labels bool
	text   strings.Builder
}

func (p *printer) line(format string, a ...any) {
	p.text.WriteString(counted(fmt.Sprintf(format, a...)) + "\n")
}

// counted writes a letter that stands more than a dozen times in a row once, with how many times it does.
func counted(text string) string {
	var out strings.Builder
	runes := []rune(text)
	for i := 0; i < len(runes); {
		n := 1
		for i+n < len(runes) && runes[i+n] == runes[i] {
			n++
		}
		if n > 12 && runes[i] != ' ' {
			fmt.Fprintf(&out, "%c⟨%d⟩", runes[i], n)
		} else {
			out.WriteString(string(runes[i : i+n]))
		}
		i += n
	}
	return out.String()
}

func (p *printer) block(b block) error {
	switch b.Type {
	case "header":
		p.line("# %s", b.plain())
	case "divider":
		p.line("———")
	case "context":
		var parts []string
		for _, e := range b.Elements {
			parts = append(parts, moment.ReplaceAllString(e.plain(), "$1"))
		}
		p.line("~ %s", strings.Join(parts, " "))
	case "rich_text":
		for _, e := range b.Elements {
			if err := p.rich(e); err != nil {
				return err
			}
		}
	case "actions":
		return p.controls(b.Elements)
	case "data_visualization":
		p.line("(chart) %s %s", b.Title, b.Chart)
	default:
		return fmt.Errorf("no way to show a block of type %q", b.Type)
	}
	return nil
}

// rich prints a part of a rich text block.
func (p *printer) rich(b block) error {
	switch b.Type {
	case "rich_text_section":
		return p.paragraph("", b.Elements)
	case "rich_text_quote":
		return p.paragraph("> ", b.Elements)
	case "rich_text_preformatted":
		p.line("```")
		err := p.paragraph("", b.Elements)
		p.line("```")
		return err
	case "rich_text_list":
		return p.list(b.Elements)
	default:
		return fmt.Errorf("no way to show rich text of type %q", b.Type)
	}
}

// list prints the entries of a list; equal ones that follow each other once.
func (p *printer) list(items []block) error {
	last, times := "", 0
	flush := func() {
		if times > 1 {
			last = strings.TrimSuffix(last, "\n") + fmt.Sprintf(" (×%d)\n", times)
		}
		p.text.WriteString(last)
	}
	for _, item := range items {
		one := printer{own: p.own, labels: p.labels}
		if err := one.paragraph("• ", item.Elements); err != nil {
			return err
		}
		if one.text.String() == last {
			times++
			continue
		}
		flush()
		last, times = one.text.String(), 1
	}
	flush()
	return nil
}

// moment is how small print holds a moment; what follows the bar is for those who cannot show it.
var moment = regexp.MustCompile(`<!date\^\d+\^[^|]*\|([^>]*)>`)

// paragraph prints spans after a mark; further lines of them stand below the first.
func (p *printer) paragraph(mark string, spans []block) error {
	var text strings.Builder
	for _, s := range spans {
		one, err := p.span(s)
		if err != nil {
			return err
		}
		text.WriteString(one)
	}
	further := strings.Repeat(" ", len([]rune(mark)))
	if mark == "> " {
		further = mark
	}
	for i, l := range strings.Split(strings.TrimRight(text.String(), "\n"), "\n") {
		if i > 0 {
			mark = further
		}
		p.line("%s", strings.TrimRight(mark+l, " "))
	}
	return nil
}

func (p *printer) span(b block) (string, error) {
	switch b.Type {
	case "text":
		return b.styled(b.plain()), nil
	case "link":
		if p.labels {
			return "[" + b.plain() + "]", nil
		}
		return "[" + b.plain() + "](" + strings.TrimPrefix(b.URL, site) + ")", nil
	case "date":
		return time.Unix(b.Moment, 0).UTC().Format("2006-01-02 15:04Z"), nil
	case "user":
		return "@" + b.UserID, nil
	case "channel":
		return "#" + b.Channel, nil
	default:
		return "", fmt.Errorf("no way to show a span of type %q", b.Type)
	}
}

// plain is the text of an element, in either of the two forms Slack has for it.
func (b block) plain() string {
	var text string
	if json.Unmarshal(b.Text, &text) == nil {
		return text
	}
	var o object
	_ = json.Unmarshal(b.Text, &o) // neither: no text
	return o.Text
}

func (b block) styled(text string) string {
	var style struct {
		Bold   bool `json:"bold"`
		Italic bool `json:"italic"`
		Code   bool `json:"code"`
	}
	if json.Unmarshal(b.Style, &style) != nil || strings.TrimSpace(text) == "" {
		return text
	}
	for _, m := range []struct {
		set  bool
		mark string
	}{{style.Code, "`"}, {style.Bold, "*"}, {style.Italic, "_"}} {
		if m.set {
			text = m.mark + text + m.mark
		}
	}
	return text
}

// rowWidth is how wide a line of buttons is, in characters.
const rowWidth = 200

// packed are the texts of buttons, as many on a line as fit.
func packed(buttons []string) (lines []string) {
	for _, b := range buttons {
		if last := len(lines) - 1; last >= 0 && utf8.RuneCountInString(lines[last]+" "+b) <= rowWidth {
			lines[last] += " " + b
			continue
		}
		lines = append(lines, b)
	}
	return lines
}

// controls prints a row of buttons, as many on a line as fit, and each menu with its options below.
func (p *printer) controls(row []block) error {
	var buttons []string
	for _, c := range row {
		switch c.Type {
		case "button":
			buttons = append(buttons, p.button(c))
		case "overflow":
			buttons = append(buttons, p.overflow(c)...)
		}
	}
	for _, b := range packed(buttons) {
		p.line("%s", b)
	}
	for _, c := range row {
		switch c.Type {
		case "button", "overflow":
		case "static_select":
			p.menu(c)
		case "external_select":
			p.line("[%s ⌕]", c.Placeholder.Text)
		case "checkboxes":
			p.boxes(c)
		default:
			return fmt.Errorf("no way to show a control of type %q", c.Type)
		}
	}
	return nil
}

// boxes prints check boxes, each with its description and, unless only labels count, with what it stands for.
func (p *printer) boxes(b block) {
	for _, o := range b.Options {
		text := "☐ " + o.Text.Text
		if o.Description.Text != "" {
			text += " — " + o.Description.Text
		}
		if !p.labels {
			text += " = " + o.Value
		}
		p.line("%s", text)
	}
}

// menu prints the options of a menu with what each does. The menu with the other screens of a branch or a repository stands on
// most screens, so only its labels are printed there: its lines are in the screens of package screen.
func (p *printer) menu(b block) {
	if p.labels || b.ID == "run/goto" {
		var labels []string
		for _, o := range b.Options {
			labels = append(labels, o.Text.Text)
		}
		p.line("[%s ▾] %s", b.Placeholder.Text, strings.Join(labels, " | "))
		return
	}
	p.line("[%s ▾]", b.Placeholder.Text)
	for _, o := range b.Options {
		p.line("    %s%s", o.Text.Text, p.carried(o.Value))
	}
}

// overflow are the buttons behind ⋯.
func (p *printer) overflow(b block) (buttons []string) {
	for _, o := range b.Options {
		text := "[⋯ " + o.Text.Text
		if _, value := kit.Chosen(b.ID, o.Value); o.URL == "" {
			text += p.carried(value)
		} else if !p.labels {
			text += " ↗ " + strings.TrimPrefix(o.URL, site)
		}
		buttons = append(buttons, text+"]")
	}
	return buttons
}

func (p *printer) button(b block) string {
	var style string
	_ = json.Unmarshal(b.Style, &style) // absent: an ordinary button
	mark := map[string]string{"primary": "!", "danger": "✗"}[style]
	text := "[" + mark + b.plain()
	if !p.labels {
		kind, _, _ := strings.Cut(b.ID, "/")
		if b.URL != "" {
			text += " ↗ " + strings.TrimPrefix(b.URL, site)
		} else if kind != "run" {
			text += " " + kind + ":"
		}
	}
	text += p.carried(b.Value)
	if c := b.Confirm; c != nil {
		text += fmt.Sprintf(" (asks: %s | %s | %s | %s)", c.Title.Text, c.Text.Text, c.Confirm.Text, c.Deny.Text)
	}
	return text + "]"
}

// carried is the command line of a control, with where in its list it goes.
func (p *printer) carried(value string) string {
	if p.labels || value == "" {
		return ""
	}
	s, err := command.ReadState(value)
	if err != nil {
		return " → ? " + value
	}
	text := " → " + s.Line
	if s.Line == p.own {
		text = " → this"
	}
	if s.Offset > 0 {
		text += fmt.Sprintf(" @%d", s.Offset)
	}
	if s.Was > 0 {
		text += fmt.Sprintf(" of %d", s.Was)
	}
	if s.Fresh {
		text += " fresh"
	}
	if s.By != "" {
		text += " by " + s.By
	}
	return text
}
