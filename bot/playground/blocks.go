package playground

import (
	"encoding/json"
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"tcabot/bot/bottest"
	"time"
)

// block is a Block Kit block, element or leaf as far as the page shows it.
type block struct {
	Type        string          `json:"type"`
	BlockID     string          `json:"block_id"`
	ActionID    string          `json:"action_id"`
	RawText     json.RawMessage `json:"text"`
	URL         string          `json:"url"`
	RawStyle    json.RawMessage `json:"style"`
	UserID      string          `json:"user_id"`
	Timestamp   int64           `json:"timestamp"`
	Label       label           `json:"label"`
	Hint        label           `json:"hint"`
	Placeholder label           `json:"placeholder"`
	Element     *block          `json:"element"`
	Elements    []block         `json:"elements"`
	Options     []option        `json:"options"`
	Max         string          `json:"max_value"`
	Initial     string          `json:"initial_value"`
	Title       json.RawMessage `json:"title"`
	Chart       *drawing        `json:"chart"`
	One         option          `json:"initial_option"`
	Several     []option        `json:"initial_options"`

	Error string            `json:"-"`
	names map[string]string // of people, by ID
}

type label struct {
	Text string `json:"text"`
}

type option struct {
	Text  label  `json:"text"`
	Value string `json:"value"`
}

func decode(raw json.RawMessage, names map[string]string, errs map[string]string) []block {
	var bs []block
	_ = json.Unmarshal(raw, &bs)
	var name func([]block)
	name = func(bs []block) {
		for i := range bs {
			bs[i].names, bs[i].Error = names, errs[bs[i].BlockID]
			name(bs[i].Elements)
		}
	}
	name(bs)
	return bs
}

func blocksOf(m bottest.Message, names map[string]string) []block {
	if len(m.Blocks) == 0 {
		text, _ := json.Marshal(map[string]string{"type": "plain_text", "text": m.Text})
		return []block{{Type: "section", RawText: text}}
	}
	return decode(m.Blocks, names, nil)
}

func modalOf(v bottest.View, names map[string]string) *shownModal {
	var raw struct {
		Title  label           `json:"title"`
		Submit label           `json:"submit"`
		Close  label           `json:"close"`
		Blocks json.RawMessage `json:"blocks"`
	}
	_ = json.Unmarshal(v.Raw, &raw)
	return &shownModal{
		ID: v.ID, Title: raw.Title.Text, Submit: raw.Submit.Text, Close: raw.Close.Text, Blocks: decode(raw.Blocks, names, v.Errors),
	}
}

// Text is the text of a text object or of a leaf.
func (b block) Text() string {
	var t struct {
		Text string `json:"text"`
	}
	if json.Unmarshal(b.RawText, &t) == nil {
		return t.Text
	}
	var s string
	_ = json.Unmarshal(b.RawText, &s)
	return s
}

// Style is a button's style.
func (b block) Style() string {
	var s string
	_ = json.Unmarshal(b.RawStyle, &s)
	return s
}

// Is reports a leaf's text style, such as bold.
func (b block) Is(style string) bool {
	var s map[string]bool
	_ = json.Unmarshal(b.RawStyle, &s)
	return s[style]
}

// Chosen reports whether an option of a field is chosen from the start.
func (b block) Chosen(value string) bool {
	return b.One.Value == value || slices.ContainsFunc(b.Several, func(o option) bool { return o.Value == value })
}

// Person is the name of a user leaf.
func (b block) Person() string { return b.names[b.UserID] }

// Moment is a date leaf in the reader's zone: here, this machine's.
func (b block) Moment() string { return moment(b.Timestamp) }

func moment(unix int64) string {
	t := time.Unix(unix, 0)
	day := t.Format("Jan 2")
	switch now := time.Now(); {
	case t.YearDay() == now.YearDay() && t.Year() == now.Year():
		day = "Today"
	case t.Year() != now.Year():
		day = t.Format("Jan 2, 2006")
	}
	return day + " " + t.Format("15:04")
}

var token = regexp.MustCompile(`<(!date\^(\d+)\^[^|>]*\|[^>]*|@([UW][A-Z0-9]+))>`)

// Markup shows the only tokens the bot sends in mrkdwn: moments and people.
func (b block) Markup() template.HTML {
	var out strings.Builder
	text, last := b.Text(), 0
	for _, at := range token.FindAllStringSubmatchIndex(text, -1) {
		out.WriteString(template.HTMLEscapeString(unescape(text[last:at[0]])))
		if at[4] >= 0 {
			unix, _ := strconv.ParseInt(text[at[4]:at[5]], 10, 64)
			out.WriteString(template.HTMLEscapeString(moment(unix)))
		} else {
			out.WriteString(`<span class="person">@` + template.HTMLEscapeString(b.names[text[at[6]:at[7]]]) + `</span>`)
		}
		last = at[1]
	}
	out.WriteString(template.HTMLEscapeString(unescape(text[last:])))
	return template.HTML(out.String()) //nolint:gosec // every piece is escaped above
}

func unescape(s string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s)
}
