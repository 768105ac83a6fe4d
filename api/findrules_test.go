package api_test

import (
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/secret"
	"testing"
)

func TestFindRules(t *testing.T) {
	tca, err := apitest.New(apitest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tca.Close() })
	sample := apitest.Sample(tca)
	c, err := api.New(api.Config{URL: tca.URL()})
	if err != nil {
		t.Fatal(err)
	}
	c = c.As(secret.New(sample.Member), "member")
	scheme := api.SchemeRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: sample.Org, Team: sample.Team}, ID: sample.Rich.RepoID}, ID: 10}
	packages, err := c.CheckPackages(t.Context(), scheme, api.Window{Limit: 100})
	if err != nil || len(packages.Items) == 0 {
		t.Fatalf("no packages: %v", err)
	}
	all, err := c.SchemeRules(t.Context(), scheme, api.Window{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	count := func(f api.RuleFilter) int {
		t.Helper()
		p, err := c.FindRules(t.Context(), scheme, f, api.Window{Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		return p.Total
	}
	severe := 0
	for _, r := range all.Items {
		if r.Severity == api.SeverityFatal {
			severe++
		}
	}
	for _, tt := range []struct {
		name   string
		filter api.RuleFilter
		want   int
	}{
		{"none", api.RuleFilter{}, all.Total},
		{"display name in another case", api.RuleFilter{Name: "ERRCHECK"}, 1},
		{"the tool's name", api.RuleFilter{Name: "sql-injection"}, 1},
		{"severity", api.RuleFilter{Severity: []api.Severity{api.SeverityFatal}}, severe},
		{"all severities", api.RuleFilter{Severity: api.Severities()}, all.Total},
		{"nothing", api.RuleFilter{Name: "no such rule"}, 0},
		{"unknown package", api.RuleFilter{Packages: []int64{987654}}, 0},
	} {
		if got := count(tt.filter); got != tt.want {
			t.Errorf("%s: got %d rules, want %d", tt.name, got, tt.want)
		}
		if zero := tt.filter.IsZero(); zero != (tt.name == "none") {
			t.Errorf("%s: IsZero is %t", tt.name, zero)
		}
	}
	if n := count(api.RuleFilter{Packages: []int64{packages.Items[0].ID}}); n == 0 || n >= all.Total {
		t.Errorf("a package has %d of %d rules", n, all.Total)
	}
}
