package target

import (
	"tcabot/api"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReferences: what a message names in TCA is found among prose, markup and other addresses.
func TestReferences(t *testing.T) {
	c, err := api.New(api.Config{URL: "https://tca.example.com"})
	if err != nil {
		t.Fatal(err)
	}
	const branch = "https://tca.example.com/t/K9f/p/big/code-analysis/repos/12/projects/34/"
	for _, tt := range []struct {
		name, text string
		want       []string // lines
	}{
		{"nothing", "Lunch at 12:30? See https://example.com/a.go:12 or ask wang@corp.com.", nil},
		{"a page", "look: " + branch + "overview, please", []string{"overview K9f/big#12/34"}},
		{"a page of another server", "https://other.example.com/t/K9f/p/big/repos", nil},
		{"a branch", "payments-api@release/1.2 is red", []string{"overview payments-api@release/1.2"}},
		{"an issue", "fix issue 881000 and #881001", []string{"issue 881000", "issue 881001"}},
		{"an issue in Chinese", "请看问题 881000。", []string{"issue 881000"}},
		{"an issue of the branch that is named", "#881000 in payments-api@master", []string{"overview payments-api@master", "issue 881000 payments-api@master"}},
		{"an issue of the page's branch", branch + "codelint-issues and #7", []string{"issues K9f/big#12/34", "issue 7 K9f/big#12/34"}},
		{"several branches", "a@x b@y #7", []string{"overview a@x", "overview b@y", "issue 7"}},
		{"a place", "NPE in `internal/pay/client.go:120`", []string{"issues path:internal/pay/client.go"}},
		{"a place with a column", "main.go:12:5: undefined", []string{"issues path:main.go"}},
		{"a host with a port", "tca.example.com:8080", nil},
		{"twice", "#7 #7", []string{"issue 7"}},
		{"many", "#1 #2 #3 #4 #5 #6 #7 #8 #9 #10 #11 #12", []string{"issue 1", "issue 2", "issue 3", "issue 4", "issue 5", "issue 6", "issue 7", "issue 8", "issue 9", "issue 10"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, r := range References(c.Site(), tt.text) {
				got = append(got, r.Line.String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
