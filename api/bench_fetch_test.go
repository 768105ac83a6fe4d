package api_test

import (
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/secret"
	"testing"
)

// BenchmarkFetch fetches pages over HTTP, from a fake TCA in the same process. Its time and its allocations hold those of
// the fake: compare them with each other, and what the client alone does with BenchmarkDecodePage.
func BenchmarkFetch(b *testing.B) {
	tca, err := apitest.New(apitest.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = tca.Close() })
	sample := apitest.Sample(tca)
	c, err := api.New(api.Config{URL: tca.URL()})
	if err != nil {
		b.Fatal(err)
	}
	c = c.As(secret.New(sample.Member), "x")
	team := api.TeamRef{Org: sample.Org, Team: sample.Team}
	project := api.ProjectRef{Repo: api.RepoRef{TeamRef: team, ID: sample.Rich.RepoID}, ID: sample.Rich.ProjectID}
	w := api.Window{Limit: 10}
	for _, bench := range []struct {
		name  string
		fetch func() error
	}{
		{"Repos", func() error { return only(c.Repos(b.Context(), team, api.RepoFilter{}, w)) }},
		{"Issues", func() error { return only(c.Issues(b.Context(), project, api.IssueFilter{}, w)) }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := bench.fetch(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
