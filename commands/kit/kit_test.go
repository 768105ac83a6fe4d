package kit_test

import (
	"encoding/json"
	"strings"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shown is the text of the only preformatted block of a message.
func shown(t *testing.T, m kit.Message) string {
	t.Helper()
	raw, err := json.Marshal(m.Blocks())
	if err != nil {
		t.Fatal(err)
	}
	var blocks []struct {
		Elements []struct {
			Type     string
			Elements []struct{ Text string }
		}
	}
	if err := json.Unmarshal(raw, &blocks); err != nil {
		t.Fatal(err)
	}
	for _, b := range blocks {
		for _, e := range b.Elements {
			if e.Type == "rich_text_preformatted" {
				return e.Elements[0].Text
			}
		}
	}
	t.Fatalf("nothing preformatted in %s", raw)
	return ""
}

func TestTable(t *testing.T) {
	table := kit.NewTable(locale.In(locale.English), "head.open", "head.new", "").With(
		[]string{"3", "+1", "■ 致命"}, []string{"1,204", "−20", "▲ warning <!channel> *x*"}, []string{"0", "±0", strings.Repeat("长", 100)},
	)
	want := ` open  new
    3   +1  ■ 致命
1,204  −20  ▲ warning <!channel> *x*
    0   ±0  ` + strings.Repeat("长", 39) + "…"
	if diff := cmp.Diff(want, shown(t, kit.Message{table})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	text := kit.Message{table}.Text()
	if !strings.Contains(text, "■ 致命: open 3, new +1") || strings.Contains(text, "<!channel>") {
		t.Errorf("read out: %s", text)
	}
}

func TestTableInChinese(t *testing.T) {
	table := kit.NewTable(locale.In(locale.Chinese), "head.open", "head.new", "").With([]string{"3", "+1", "致命"}, []string{"12,004", "−20", "警告"})
	want := "未处理  新增\n     3    +1  致命\n12,004   −20  警告"
	if diff := cmp.Diff(want, shown(t, kit.Message{table})); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestReadOut checks that figures are read out with the punctuation of the reader's language.
func TestReadOut(t *testing.T) {
	for _, tt := range []struct {
		name   string
		part   func(locale.Words) kit.Part
		en, zh string
	}{
		{"table", func(w locale.Words) kit.Part {
			return kit.NewTable(w, "head.open", "head.new", "").With([]string{"43", "+1", "main"}, []string{"2", "0", "a, b <!here>"})
		}, "• main: open 43, new +1\n• a, b &lt;!here&gt;: open 2, new 0", "• main：未处理 43、新增 +1\n• a, b &lt;!here&gt;：未处理 2、新增 0"},
		{"table of one figure", func(w locale.Words) kit.Part {
			return kit.NewTable(w, "head.open", "").With([]string{"43", "main"})
		}, "• main: open 43", "• main：未处理 43"},
		{"column without a heading", func(w locale.Words) kit.Part {
			return kit.NewTable(w, "", "").With([]string{"43", "main"})
		}, "• main: 43", "• main：43"},
		{"chart", func(w locale.Words) kit.Part {
			c := kit.NewChart(w, "trend_what.lines")
			c.Points, c.Series = []string{"11-18", "11-19"}, []kit.Series{{Name: "main", Values: []float64{412, 347}}}
			return c
		}, "Lines of code\n• main: 412 → 347", "代码行数\n• main：412 → 347"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for l, want := range map[locale.Lang]string{locale.English: tt.en, locale.Chinese: tt.zh} {
				if got := (kit.Message{tt.part(locale.In(l))}).Text(); got != want {
					t.Errorf("%s: got %q, want %q", l, got, want)
				}
			}
		})
	}
}

func TestSource(t *testing.T) {
	got := shown(t, kit.Message{kit.Source{Lines: []string{"a", "\tb `x` <!here>", strings.Repeat("z", 500)}, First: 9, Mark: 10}})
	want := "   9  a\n> 10      b `x` <!here>\n  11  " + strings.Repeat("z", 119) + "…"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	long := kit.Source{Lines: make([]string, 0, 500)}
	for range 500 {
		long.Lines = append(long.Lines, strings.Repeat("x", 119))
	}
	if n := len([]rune(shown(t, kit.Message{long}))); n > 3000 {
		t.Errorf("%d characters, Slack takes 3000", n)
	}
}

func TestChart(t *testing.T) {
	c := kit.NewChart(locale.In(locale.English), "trend_what.issues")
	c.Points = []string{"11-18", "11-19", "11-19"}
	c.Series = []kit.Series{{Name: "all", Values: []float64{412, 400, 347}}, {Name: "flat", Values: []float64{1.5, 1.5, 1.5}}}
	m := kit.Message{c}
	if !m.Charted() || m.Uncharted().Charted() {
		t.Error("a chart is not told from its words")
	}
	want := "█▇▁  412 → 347  all\n▁▁▁  1.5 → 1.5  flat\n11-18 → 11-19"
	if diff := cmp.Diff(want, shown(t, m.Uncharted())); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got := m.Text(); !strings.Contains(got, "• all: 412 → 347") {
		t.Errorf("read out: %s", got)
	}
	raw, err := json.Marshal(m.Blocks())
	if err != nil || !strings.Contains(string(raw), `"11-19 (2)"`) {
		t.Errorf("two points of one name: %s, %v", raw, err)
	}
	many := kit.Chart{Series: []kit.Series{{Name: "n"}}}
	for i := range 30 {
		many.Points, many.Series[0].Values = append(many.Points, string(rune('a'+i))), append(many.Series[0].Values, float64(i))
	}
	raw, err = json.Marshal(kit.Message{many}.Blocks())
	if err != nil || strings.Count(string(raw), `"label"`) != 20 || strings.Contains(string(raw), `"value":9}`) {
		t.Errorf("not the last 20 points: %s, %v", raw, err)
	}
}

func TestQuote(t *testing.T) {
	q := kit.Message{kit.Quote("first\r\n\r\n\r\n  second <@U1>  \u202e\n\n")}
	raw, err := json.Marshal(q.Blocks())
	if err != nil || !strings.Contains(string(raw), `"first\n\n  second \u003c@U1\u003e"`) {
		t.Errorf("got %s, %v", raw, err)
	}
	if text := q.Text(); strings.Contains(text, "<@U1>") {
		t.Errorf("somebody is called: %s", text)
	}
	if got := len((kit.Message{kit.Quote(" \n ")}).Blocks()); got != 0 {
		t.Errorf("an empty quote has %d blocks", got)
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", -1234567: "-1,234,567", -999: "-999"} {
		if got := kit.Thousands(n); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
