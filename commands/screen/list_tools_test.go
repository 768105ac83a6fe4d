package screen

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"testing"
)

// TestAtMostThreeButtons: however much a list has to offer (none has more than two buttons of its own kind), and on whatever page, there are at most three buttons beside its menus,
// nothing is lost, and what a full ⋯ does not take belongs to the pager.
func TestAtMostThreeButtons(t *testing.T) {
	all := []kit.Control{line.Button("a", "A", line.Menu()), line.Button("b", "B", line.Menu())}
	for extra := range len(all) + 1 {
		for _, offset := range []int{0, 3 * paged.PageSize} {
			for _, filters := range []bool{false, true} {
				for _, widen := range []line.Line{{}, line.Menu()} {
					s := command.Screen{Words: locale.In(locale.English), Line: "issues x@y", Filters: filters, Sheet: true}
					l := List{Page: api.Page[struct{}]{Total: 9 * paged.PageSize, Offset: offset}, Count: paged.PageSize, Extra: all[:extra], Web: "https://tca.example.com/x", Widen: widen}
					tools, ends := l.tools(s)
					shown, hidden := map[string]bool{}, 0
					for _, c := range tools {
						switch c := c.(type) {
						case kit.Button:
							shown[c.ID] = true
						case kit.Overflow:
							hidden += len(c)
						}
					}
					want := 1 + 1 + 1 + 1 + extra + 1 // share, refresh, CSV, TCA, and the last page
					for _, more := range []bool{filters, !widen.IsZero(), offset > 0} {
						if more {
							want++
						}
					}
					if len(shown) > maxTools || !shown["share/open"] || len(shown)+hidden+len(ends) != want {
						t.Errorf("%d more, at %d, filters %t, widen %q: %d buttons, %d behind ⋯, %d ends, want %d in all", extra, offset, filters, widen, len(shown), hidden, len(ends), want)
					}
					if got, _ := (List{Widen: line.Menu(), Extra: all}).folded(s); got.Widen.IsZero() {
						t.Error("an empty list does not offer what is there without filters")
					}
				}
			}
		}
	}
}
