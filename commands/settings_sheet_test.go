package commands

import (
	"strings"
	"tcabot/commands/command/commandtest"
	"testing"
)

// TestSettingsSheets walks the whole lists behind the screens about settings and rules: every row has a cell for every
// column, and there are as many as TCA counts.
func TestSettingsSheets(t *testing.T) {
	_, _, r := commandtest.SampleTCA(t, commandtest.MemberOf)
	book, err := New(Deps{Settings: noSettings{}, Site: r.TCA.Site()})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		line, name string
		rows       int
		first      string // cells of the first row
	}{
		{"projects payments-api", "branches-payments-api", 9, "100|master|默认方案|/|active"},
		{"projects payments-api status:archived", "branches-payments-api", 1, "150|legacy/2023|默认方案|/|archived"},
		{"schemes payments-api", "schemes-payments-api", 3, "12|nightly full scan|active|no|Go, Python, TypeScript|Codedog_Linux"},
		{"templates", "templates-示例科技有限公司", 1, "900000|团队安全模板 <A&B>||custom"},
		{"scheme 10 payments-api tab:paths", "paths-payments-api-默认方案", 16, "1016|gen/11/*|exclude|wildcard"},
		{"scheme 10 payments-api tab:rules", "rules-payments-api-默认方案", 36, "6973|accessor-pairs|accessor-pairs"},
		{"scheme 10 payments-api severity:fatal", "rules-payments-api-默认方案", 7, "3463|assignment-from-none"},
		{"scheme 10 payments-api --own", "own-rules-payments-api-默认方案", 0, ""},
		{"scheme 10 payments-api tab:packages", "packages-payments-api-默认方案", 9, "16|【Go】安全规则包|12|Go|安全"},
		{"scheme 10 payments-api --all", "packages-payments-api-默认方案", 18, "22|【C++】安全规则包|12|C/C++|安全"},
		{"scheme 10 payments-api tab:branches", "branches-默认方案-payments-api", 6, "150|legacy/2023"},
		{"rules payments-api@master", "rules-payments-api-master", 20, "SQLCloseCheck|25|62"},
		{"authors payments-api@master", "authors-payments-api-master", 10, "O'Neil <on@example.com>"},
	} {
		t.Run(tt.line, func(t *testing.T) {
			sheet, rows := walkSheet(t, book, *r, tt.line)
			if sheet.Name != tt.name || len(rows) != tt.rows {
				t.Errorf("got %s with %d rows, want %s with %d", sheet.Name, len(rows), tt.name, tt.rows)
			}
			if len(rows) > 0 && !strings.HasPrefix(strings.Join(rows[0], "|"), tt.first) {
				t.Errorf("first row is %s, want %s", strings.Join(rows[0], "|"), tt.first)
			}
		})
	}
}
