package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"tcabot/api"
	"testing"
)

// BenchmarkDecodePage reads full pages of rows as a server was recorded to send them, through the client.
func BenchmarkDecodePage(b *testing.B) {
	w := api.Window{Limit: 100}
	lists := []struct {
		name, recording string
		fetch           func(context.Context, *api.Client) error
	}{
		{"Repos", "repos-one", func(ctx context.Context, c *api.Client) error {
			return only(c.Repos(ctx, someTeam, api.RepoFilter{}, w))
		}},
		{"Branches", "branches-limit", func(ctx context.Context, c *api.Client) error { return only(c.Branches(ctx, someRepo, w)) }},
		{"Projects", "projects-filter-scan-path", func(ctx context.Context, c *api.Client) error {
			return only(c.Projects(ctx, someRepo, api.ProjectFilter{}, w))
		}},
		{"TeamProjects", "team-projects", func(ctx context.Context, c *api.Client) error {
			return only(c.TeamProjects(ctx, someTeam, api.TeamProjectFilter{}, w))
		}},
		{"Schemes", "schemes-limit", func(ctx context.Context, c *api.Client) error {
			return only(c.Schemes(ctx, someRepo, api.SchemeFilter{}, w))
		}},
		{"ScanDirs", "scandirs-page-default", func(ctx context.Context, c *api.Client) error { return only(c.ScanDirs(ctx, someScheme, w)) }},
		{"DefaultPaths", "v3-scheme-defaultpaths", func(ctx context.Context, c *api.Client) error {
			return only(c.DefaultPaths(ctx, someScheme, w))
		}},
		{"CheckPackages", "v3-scheme-checkpackages", func(ctx context.Context, c *api.Client) error {
			return only(c.CheckPackages(ctx, someScheme, w))
		}},
		{"SchemeRules", "v3-scheme-allrules", func(ctx context.Context, c *api.Client) error {
			return only(c.SchemeRules(ctx, someScheme, w))
		}},
		{"CheckTools", "v3-checktools", func(ctx context.Context, c *api.Client) error { return only(c.CheckTools(ctx, "o", w)) }},
		{"Jobs", "jobs-filter-msg", func(ctx context.Context, c *api.Client) error {
			return only(c.Jobs(ctx, someProject, api.JobFilter{}, w))
		}},
		{"Orgs", "orgs-as-member", func(ctx context.Context, c *api.Client) error { return only(c.Orgs(ctx, api.OrgFilter{}, w)) }},
		{"ScmAccounts", "v3-scmaccounts", func(ctx context.Context, c *api.Client) error { return only(c.ScmAccounts(ctx, w)) }},
		{"Languages", "v3-languages", func(ctx context.Context, c *api.Client) error { return only(c.Languages(ctx, w)) }},
		{"Tags", "v3-tags", func(ctx context.Context, c *api.Client) error { return only(c.Tags(ctx, w)) }},
	}
	for _, list := range lists {
		row := rowOf(b, list.recording)
		for _, rows := range []int{10, 100} {
			b.Run(fmt.Sprintf("%s/%d", list.name, rows), func(b *testing.B) {
				body := `{"code":0,"msg":"请求成功","status_code":200,"data":{"count":137,"next":null,"previous":null,"results":[` +
					strings.TrimSuffix(strings.Repeat(row+",", rows), ",") + `]}}`
				c := clientOf(b, func(*http.Request) (*http.Response, error) { return reply(200, "application/json", body), nil })
				b.SetBytes(int64(len(body)))
				b.ReportAllocs()
				for b.Loop() {
					if err := list.fetch(b.Context(), c); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*rows), "ns/row")
			})
		}
	}
}

// rowOf is the first entry of a recorded list.
func rowOf(b *testing.B, recorded string) string {
	b.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "recordings", recorded+".json"))
	if err != nil {
		b.Fatal(err)
	}
	var r struct {
		Response struct {
			Body struct {
				Data struct{ Results []json.RawMessage }
			}
		}
	}
	if err := json.Unmarshal(raw, &r); err != nil || len(r.Response.Body.Data.Results) == 0 {
		b.Fatalf("%s: %v", recorded, err)
	}
	return string(r.Response.Body.Data.Results[0])
}
