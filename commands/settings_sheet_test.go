package commands

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/secret"
	"tcabot/commands/locale"
	"tcabot/commands/spec"
	"testing"
	"time"
)

// noSettings is a person without any default.
type noSettings struct{ Settings }

func (noSettings) Target(context.Context, Subject) (Target, error) { return Target{}, nil }

// TestSettingsSheets walks the whole lists behind the screens about settings and rules: every row has a cell for every
// column, and there are as many as TCA counts.
func TestSettingsSheets(t *testing.T) {
	tca, err := apitest.New(apitest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tca.Close() })
	sample := apitest.Sample(tca)
	client, err := api.New(api.Config{URL: tca.URL()})
	if err != nil {
		t.Fatal(err)
	}
	book, err := New(Deps{Settings: noSettings{}, Site: client.Site()})
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
		{"templates", "templates-示例科技有限公司", 1, "900000|团队安全模板 <A&B>||made by people"},
		{"scheme 10 payments-api tab:paths", "paths-payments-api-默认方案", 16, "1016|gen/11/*|leave out|wildcard"},
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
			r := &spec.Request{
				Command: "/tca", Words: locale.In(locale.English), Zone: time.UTC, Username: "tca_member", TCA: client.As(secret.New(sample.Member), "member"),
			}
			sheet, err := book.Sheet(t.Context(), r, tt.line)
			if err != nil {
				t.Fatal(err)
			}
			if sheet.Name != tt.name || sheet.Total != tt.rows {
				t.Errorf("got %s with %d rows, want %s with %d", sheet.Name, sheet.Total, tt.name, tt.rows)
			}
			for _, h := range sheet.Head {
				if strings.HasPrefix(h, "col.") {
					t.Errorf("column %s has no name", h)
				}
			}
			n := 0
			for row, err := range sheet.Rows(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				if len(row) != len(sheet.Head) {
					t.Fatalf("row %d has %d cells for %d columns", n, len(row), len(sheet.Head))
				}
				if got := strings.Join(row, "|"); n == 0 && !strings.HasPrefix(got, tt.first) {
					t.Errorf("first row is %s, want %s", got, tt.first)
				}
				n++
			}
			if n != tt.rows {
				t.Errorf("got %d rows, want %d", n, tt.rows)
			}
		})
	}
}
