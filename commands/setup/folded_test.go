package setup

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/target"
	"testing"
)

// TestSchemeFormsFold: the forms of a scheme open without what few people change, unless that has an unusual value.
func TestSchemeFormsFold(t *testing.T) {
	book, err := command.NewBook(command.Group{Name: "all", Commands: []command.Command{schemeEdit(Deps{}), schemeMetrics(Deps{})}})
	if err != nil {
		t.Fatal(err)
	}
	at := target.AnalysisScheme{Scheme: api.Scheme{ID: 7, Name: "default", Status: api.SchemeActive, Tag: "Codedog_Linux"}}
	usual := api.MetricConf{MinCCN: 20, MinBlock: 120, MinTimes: 2, MediumRate: 5, HighRate: 11, ExtremeRate: 20, MaxDupIssues: 1000}
	unusual := usual
	unusual.MinBlock = 80
	for _, tt := range []struct {
		name, line  string
		shown, more int
	}{
		{"basic settings", SchemeForm(at).String(), 6, 5},
		{"metrics", MetricsForm(at, usual).String(), 4, 8},
		{"metrics with an unusual length", MetricsForm(at, unusual).String(), 5, 7},
	} {
		shown, more := 0, 0
		for _, f := range book.Filters(locale.In(locale.English), tt.line) {
			if f.Folded {
				more++
			} else {
				shown++
			}
		}
		if shown != tt.shown || more != tt.more {
			t.Errorf("%s: the form has %d fields and %d more, want %d and %d", tt.name, shown, more, tt.shown, tt.more)
		}
	}
}
