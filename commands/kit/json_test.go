package kit_test

import (
	"encoding/json"
	"math"
	"strings"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
)

// hostile is text that JSON has to escape, and markup that nothing is to read.
const hostile = "a\"b\\c <!here> & 长 \u2028\u2029 😀 {{x}} </script> \xff"

// These make the objects of slack-go that the parts are compared with.
func plainObject(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}

func section(elements ...slack.RichTextSectionElement) *slack.RichTextSection {
	return slack.NewRichTextSection(append([]slack.RichTextSectionElement{}, elements...)...)
}

func text(s string) slack.RichTextSectionElement { return slack.NewRichTextSectionTextElement(s, nil) }

var bold = &slack.RichTextSectionTextStyle{Bold: true}

// TestBlocksAreSlackGos compares every part with the block that slack-go makes for the same.
func TestBlocksAreSlackGos(t *testing.T) {
	clean, when := kit.Clean(hostile), time.Unix(1_795_163_400, 0)
	words := locale.In(locale.English)
	chart := kit.NewChart(words, "trend_what.issues")
	chart.Points = []string{"1", hostile}
	chart.Series = []kit.Series{{Name: "open", Values: []float64{-3, 0.25}}, {Name: "none"}, {Name: "big", Values: []float64{1e21, 1e-9}}}
	undefined, endless := chart, chart
	undefined.Series = []kit.Series{{Name: "open", Values: []float64{1, math.NaN()}}}
	endless.Series = []kit.Series{{Name: "open", Values: []float64{1, math.Inf(1)}}}
	second := kit.Name(hostile, "", 20)
	button := slack.NewButtonBlockElement("run/x", "1\nx", plainObject(hostile))
	button.URL, button.Style = "https://x/?a=1&b=2", slack.StylePrimary
	alert := slack.NewButtonBlockElement("run/y", strings.Repeat("v", 1999)+"…", plainObject(strings.Repeat("l", 74)+"…"))
	alert.Style = slack.StyleDanger
	alert.Confirm = slack.NewConfirmationBlockObject(plainObject("t"), plainObject("x"), plainObject("y"), plainObject("n"))
	for _, tt := range []struct {
		name string
		part kit.Part
		want slack.Block // nil for none
	}{
		{"heading", kit.Heading(hostile), slack.NewHeaderBlock(plainObject(clean))},
		{"rule", kit.Rule{}, slack.NewDividerBlock()},
		{"paragraph", kit.Para{
			kit.Text(hostile), kit.Bold(hostile), kit.Italic("i"), kit.Code("c"), kit.Text(""), kit.Link("https://x/?a=1&b", hostile),
			kit.When(when, ""), kit.Person("U1"), kit.Channel("C1"),
		}, slack.NewRichTextBlock("", section(
			text(clean), slack.NewRichTextSectionTextElement(clean, bold),
			slack.NewRichTextSectionTextElement("i", &slack.RichTextSectionTextStyle{Italic: true}),
			slack.NewRichTextSectionTextElement("c", &slack.RichTextSectionTextStyle{Code: true}),
			slack.NewRichTextSectionLinkElement("https://x/?a=1&b", clean, bold),
			slack.NewRichTextSectionDateElement(when.Unix(), "{date_short_pretty} {time}", nil, new("2026-11-20 08:30 UTC")),
			slack.NewRichTextSectionUserElement("U1", nil), slack.NewRichTextSectionChannelElement("C1", nil),
		))},
		{"empty paragraph", kit.Para{}, slack.NewRichTextBlock("", section())},
		{"gap", kit.Gap{kit.Text("g")}, slack.NewRichTextBlock("", section(text("g")))},
		{"rows", kit.Rows{{{kit.Text("a")}, {kit.Bold("b"), kit.Text("c")}}, {{kit.Text("")}}}, slack.NewRichTextBlock("", slack.NewRichTextList(slack.RTEListBullet, 0,
			section(text("a"), text("\n"), slack.NewRichTextSectionTextElement("b", bold), text("c")), section()))},
		{"no rows", kit.Rows{}, nil},
		{"quote", kit.Quote("q\n" + hostile), slack.NewRichTextBlock("", &slack.RichTextQuote{Type: slack.RTEQuote, Elements: []slack.RichTextSectionElement{text("q\n" + strings.TrimSpace(clean))}})},
		{"blank quote", kit.Quote(" \n "), nil},
		{"table", kit.NewTable(words, "", "").With([]string{"1", "x"}), slack.NewRichTextBlock("", &slack.RichTextPreformatted{Type: slack.RTEPreformatted, Elements: []slack.RichTextSectionElement{text("1  x")}})},
		{"source", kit.Source{Lines: []string{"a\tb", hostile}}, slack.NewRichTextBlock("", &slack.RichTextPreformatted{Type: slack.RTEPreformatted, Elements: []slack.RichTextSectionElement{text("a    b\n" + strings.TrimSpace(clean))}})},
		{"no source", kit.Source{}, nil},
		{"chart", chart, slack.NewDataVisualizationBlock("Open issues", slack.NewDataVisualizationLineChart(
			slack.NewDataVisualizationAxisConfig("1", second),
			slack.NewDataVisualizationDataSeries("open", slack.NewDataVisualizationDataPoint("1", -3), slack.NewDataVisualizationDataPoint(second, 0.25)),
			slack.NewDataVisualizationDataSeries("big", slack.NewDataVisualizationDataPoint("1", 1e21), slack.NewDataVisualizationDataPoint(second, 1e-9)),
		))},
		{"chart without values", kit.NewChart(words, "trend_what.issues"), nil},
		{"chart without end", endless, slack.NewRichTextBlock("", &slack.RichTextPreformatted{Type: slack.RTEPreformatted, Elements: []slack.RichTextSectionElement{text(undrawn(endless))}})},
		{"chart of no number", undefined, slack.NewRichTextBlock("", &slack.RichTextPreformatted{Type: slack.RTEPreformatted, Elements: []slack.RichTextSectionElement{text(undrawn(undefined))}})},
		{"note", kit.Note{kit.Text("a "), kit.Bold(hostile), kit.When(when, ""), kit.Text(" "), kit.Person("U1"), kit.Text("z")}, slack.NewContextBlock("",
			plainObject("a "+strings.TrimSpace(clean)),
			&slack.TextBlockObject{Type: slack.MarkdownType, Text: "<!date^1795163400^{date_short_pretty} {time}|2026-11-20 08:30 UTC>", Verbatim: true},
			&slack.TextBlockObject{Type: slack.MarkdownType, Text: "<@U1>", Verbatim: true}, plainObject("z"))},
		{"empty note", kit.Note{kit.Text(" ")}, nil},
		{"controls", kit.Buttons{
			kit.Button{ID: "run/x", Label: hostile, Value: "1\nx", URL: "https://x/?a=1&b=2", Main: true},
			kit.Menu{ID: "run/none"},
			kit.Button{ID: "run/y", Label: strings.Repeat("l", 76), Value: strings.Repeat("v", 2001), Alert: true, Ask: &kit.Ask{Title: "t", Text: "x", Yes: "y", No: "n"}},
			kit.Menu{ID: "run/open", Placeholder: "p", Options: []kit.Option{{Label: hostile, Value: "1\nx"}, {Label: "too long", Value: strings.Repeat("v", 151)}}},
		}, slack.NewActionBlock("row0", button, alert, slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, plainObject("p"), "run/open", slack.NewOptionBlockObject("1\nx", plainObject(clean), nil)))},
		{"no controls", kit.Buttons{}, nil},
		{"controls of nothing", kit.Buttons{kit.Menu{ID: "run/open", Options: []kit.Option{{Label: "too long", Value: strings.Repeat("v", 151)}}}}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want := []slack.Block{}
			if tt.want != nil {
				want = append(want, tt.want)
			}
			sameJSON(t, want, kit.Message{tt.part}.Blocks().Slack())
		})
	}
}

// undrawn is what stands in place of a chart.
func undrawn(c kit.Chart) string {
	last := "NaN"
	if math.IsInf(c.Series[0].Values[1], 0) {
		last = "+Inf"
	}
	return "▁▁  1 → " + last + "  open\n1 → " + strings.TrimRight(kit.Clean(c.Points[1]), " ")
}

func sameJSON(t *testing.T, want, got any) {
	t.Helper()
	decoded := func(v any) (out any) {
		raw, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(raw, &out); err != nil {
			t.Fatalf("%v: %s", err, raw)
		}
		return out
	}
	if diff := cmp.Diff(decoded(want), decoded(got)); diff != "" {
		t.Errorf("(-slack-go +ours)\n%s", diff)
	}
}

// TestWideRows: a row takes no more controls than Slack does, and neither does small print.
func TestWideRows(t *testing.T) {
	var row kit.Buttons
	var note kit.Note
	for range 40 {
		row = append(row, kit.Button{ID: "run/x", Label: "x", Value: "1\nx"})
		note = append(note, kit.Person("U1"), kit.Text("and"))
	}
	for name, tt := range map[string]struct {
		part kit.Part
		want int
	}{"controls": {row, 25}, "small print": {note, 10}} {
		var block struct{ Elements []struct{} }
		if err := json.Unmarshal(kit.Message{tt.part}.Blocks()[0], &block); err != nil || len(block.Elements) != tt.want {
			t.Errorf("%s: %d elements, want %d; %v", name, len(block.Elements), tt.want, err)
		}
	}
}

// FuzzAppendString compares with package encoding/json.
func FuzzAppendString(f *testing.F) {
	for _, s := range []string{"", "plain", hostile, "\x00\x1f\x7f\n\r\t\b\f", "\xe9\x95", "\xed\xa0\x80", "\ufffd", "a\xffb", strings.Repeat("长", 100)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		raw := kit.AppendString([]byte("x"), s)
		var got string
		if err := json.Unmarshal(raw[1:], &got); err != nil || !utf8.Valid(raw) {
			t.Fatalf("%q gives %q: %v", s, raw, err)
		}
		var want string
		theirs, _ := json.Marshal(s)
		if err := json.Unmarshal(theirs, &want); err != nil || got != want {
			t.Errorf("%q reads %q, want %q; %v", s, got, want, err)
		}
	})
}
