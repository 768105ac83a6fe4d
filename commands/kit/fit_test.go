package kit_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
)

// TestFit shows messages of which Slack would not take all: what is left is within the limits, says that it is not all,
// and has its last row of controls.
func TestFit(t *testing.T) {
	long := strings.Repeat("长", 3000)
	foot := kit.Buttons{kit.Button{ID: "run/refresh", Label: "Refresh", Value: "1\nx"}, kit.Button{ID: "share/open", Label: "Share", Value: "1\nx"}}
	row := []kit.Line{{kit.Text(strings.Repeat("x", 300))}}
	many := func(p kit.Part, n int) (m kit.Message) {
		for range n {
			m = append(m, p)
		}
		return m
	}
	menu := kit.Menu{ID: "run/open", Placeholder: "Open"}
	for range 100 {
		menu.Options = append(menu.Options, kit.Option{Label: strings.Repeat("o", 75), Value: strings.Repeat("v", 150)})
	}
	var wide, fat kit.Buttons
	for range 40 {
		wide = append(wide, kit.Button{ID: "run/x", Label: "x", Value: "1\nx"})
		fat = append(fat, kit.Button{ID: "run/x", Label: "x", Value: strings.Repeat("v", 2000)})
	}
	var lines []string
	for range 200 {
		lines = append(lines, strings.Repeat("c", 100))
	}
	for _, tt := range []struct {
		name  string
		m     kit.Message
		whole bool
	}{
		{"nothing", nil, true},
		{"short", kit.Message{kit.Heading("h"), kit.Para{kit.Text("p")}, foot}, true},
		{"50 blocks", append(many(kit.Para{kit.Text("p")}, 49), foot), true},
		{"51 blocks", append(many(kit.Para{kit.Text("p")}, 50), foot), false},
		{"126 blocks", append(many(kit.Source{Lines: []string{"x"}}, 126), foot), false},
		{"long rows", kit.Message{kit.Heading("h"), kit.Rows(func() (r [][]kit.Line) {
			for range 100 {
				r = append(r, row)
			}
			return r
		}()), kit.Note{kit.Text("where")}, foot}, false},
		{"long paragraphs", append(many(kit.Para{kit.Text(long)}, 10), foot), false},
		{"one endless paragraph", kit.Message{kit.Para{kit.Text(strings.Repeat(long, 10))}}, false},
		{"endless code", append(many(kit.Source{Lines: lines}, 12), foot), false},
		{"a long menu", kit.Message{kit.Heading("h"), kit.Para{kit.Text("p")}, append(kit.Buttons{menu}, foot...)}, false},
		{"rows of controls", append(kit.Message{kit.Heading("h")}, many(foot, 60)...), false},
		{"a wide row", kit.Message{kit.Para{kit.Text("p")}, wide}, true},
		{"fat controls", kit.Message{kit.Para{kit.Text("p")}, fat}, false},
		{"controls in the middle", append(kit.Message{kit.Heading("h"), foot}, many(kit.Para{kit.Text(long)}, 5)...), false},
	} {
		t.Run(tt.name, func(t *testing.T) { checkFit(t, tt.m, tt.whole) })
	}
	// Whatever it is made of.
	parts := []kit.Part{
		kit.Heading("h"),
		kit.Para{kit.Text(long)},
		kit.Para{kit.Text("p")},
		kit.Note{kit.Text("n")},
		kit.Rows{row, row},
		foot, fat, wide,
		kit.Buttons{menu},
		kit.Source{Lines: lines},
		kit.Quote(long),
		kit.Rule{},
		kit.Gap{kit.Text("g")},
		kit.NewTable(locale.In(locale.English), "head.open", "").With([]string{"1", long}, []string{"2", "x"}),
	}
	random := rand.New(rand.NewPCG(1, 2)) // the same messages every time
	for range 100 {
		var m kit.Message
		for range random.IntN(60) {
			m = append(m, parts[random.IntN(len(parts))])
		}
		checkFit(t, m, m.Size() <= kit.MaxSize && len(m) <= 50)
	}
}

func checkFit(t *testing.T, m kit.Message, whole bool) {
	t.Helper()
	before, _ := json.Marshal(m)
	fit := m.Fit()
	if after, _ := json.Marshal(m); string(after) != string(before) {
		t.Fatal("the message itself was changed")
	}
	blocks := fit.Blocks()
	if fit.Size() > kit.MaxSize || len(blocks) > 50 {
		t.Errorf("%d characters, %d blocks", fit.Size(), len(blocks))
	}
	raw, err := json.Marshal(blocks)
	if err != nil {
		t.Fatal(err)
	}
	if cut := strings.Contains(string(raw), `"…"`); cut == whole {
		t.Errorf("says that something is missing: %t", cut)
	}
	controls := func(m kit.Message) (n int) {
		for _, p := range m {
			if _, ok := p.(kit.Buttons); ok {
				n++
			}
		}
		return n
	}
	if controls(m) > 0 && controls(fit) == 0 {
		t.Error("no way on is left")
	}
}

// TestChartNames draws points and series of whatever names: each is called something, and no two the same.
func TestChartNames(t *testing.T) {
	long := strings.Repeat("n", 30)
	for _, tt := range []struct {
		name   string
		chart  kit.Chart
		points []string // nil for no chart at all
	}{
		{"usual", kit.Chart{Points: []string{"11-20", "11-21"}}, []string{"11-20", "11-21"}},
		{"no names", kit.Chart{Points: []string{"", " ", "\u200b"}}, []string{"–", "– (2)", "– (3)"}},
		{"equal", kit.Chart{Points: []string{"a", "a", "a (2)"}}, []string{"a", "a (2)", "a (2) (2)"}},
		{"equal and long", kit.Chart{Points: []string{long, long}}, []string{strings.Repeat("n", 19) + "…", strings.Repeat("n", 14) + "…"}},
		{"nothing", kit.Chart{}, nil},
		{"no values", kit.Chart{Points: []string{"a"}, Series: []kit.Series{{Name: "x"}}}, nil},
		{"more values than names", kit.Chart{Points: []string{"a"}, Series: []kit.Series{{Name: "x", Values: []float64{1, 2, 3}}}}, []string{"a"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := tt.chart
			if c.Series == nil {
				for range 2 {
					c.Series = append(c.Series, kit.Series{Values: make([]float64, len(c.Points))})
				}
			}
			blocks := kit.Message{c}.Blocks()
			if tt.points == nil {
				if len(blocks) > 0 {
					t.Errorf("drawn: %+v", blocks)
				}
				return
			}
			raw, err := json.Marshal(blocks)
			if err != nil {
				t.Fatal(err)
			}
			var drawn []struct {
				Title string
				Chart struct {
					Series []struct {
						Name string
						Data []struct{ Label string }
					}
				}
			}
			if err := json.Unmarshal(raw, &drawn); err != nil || drawn[0].Title == "" {
				t.Fatalf("%v: %s", err, raw)
			}
			seen := map[string]bool{}
			for _, s := range drawn[0].Chart.Series {
				if s.Name == "" || seen[s.Name] {
					t.Errorf("a series is called %q", s.Name)
				}
				seen[s.Name] = true
				for i, p := range s.Data {
					if p.Label != tt.points[i] || len([]rune(p.Label)) > 20 {
						t.Errorf("point %d is called %q, want %q", i, p.Label, tt.points[i])
					}
				}
			}
		})
	}
}
