package screen

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
)

// TestMetricFactsWithoutChange checks that no parenthesis is shown behind a figure that did not change.
func TestMetricFactsWithoutChange(t *testing.T) {
	complexity := &api.ComplexityScan{Default: api.ComplexitySummary{Over: 137, Threshold: 20}}
	duplicates := &api.DuplicateScan{Rate: 8.3}
	lines := &api.LineScan{}
	lines.Code, lines.Total, lines.Comment = 1200, 1500, 150
	for lang, want := range map[locale.Lang][]string{
		locale.English: {"137 functions over complexity 20", "8.3% duplicated · 0 files at very high risk", "1,200 · 10.0% comments"},
		locale.Chinese: {"超标方法 137 个（阈值 20）", "重复率 8.3% · 极高风险文件 0 个", "1,200 行 · 注释占 10.0%"},
	} {
		rows := MetricFacts(command.Screen{Words: locale.In(lang)}, Metrics{Complexity: complexity, Duplicate: duplicates, Lines: lines})
		for i, row := range rows {
			text := kit.Message{kit.Para(row[0][2:])}.Text()
			if text != want[i] {
				t.Errorf("%s: got %q, want %q", lang, text, want[i])
			}
		}
	}
}
