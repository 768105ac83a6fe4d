package api_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"tcabot/api"
	"tcabot/api/secret"
	"testing"
	"time"
)

// asked is a cache that notes whether it may answer.
type asked struct{ fresh bool }

func (a *asked) Load(ctx context.Context, _ api.Key, fresh bool, fetch func(context.Context) (any, error)) (any, time.Time, error) {
	a.fresh = fresh
	value, err := fetch(ctx)
	return value, time.Now(), err
}

func (*asked) Drop(string, string) {}

// TestFreshAndCached: of the two the last one counts, and IsFresh tells what the cache is told.
func TestFreshAndCached(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"code":0,"data":{"lint_issue_num":1,"cyc_issue_num":2,"dup_issue_num":3}}`))
	}))
	t.Cleanup(srv.Close)
	for name, tt := range map[string]struct {
		made func(context.Context) context.Context
		want bool
	}{
		"neither":        {func(ctx context.Context) context.Context { return ctx }, false},
		"fresh":          {api.Fresh, true},
		"cached":         {api.Cached, false},
		"cached at last": {func(ctx context.Context) context.Context { return api.Cached(api.Fresh(ctx)) }, false},
		"fresh at last":  {func(ctx context.Context) context.Context { return api.Fresh(api.Cached(ctx)) }, true},
	} {
		ctx := tt.made(t.Context())
		cache := &asked{}
		c, err := api.New(api.Config{URL: srv.URL, Cache: cache})
		if err != nil {
			t.Fatal(err)
		}
		got, err := c.As(secret.New("x"), "owner").MyCounts(ctx, api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "o", Team: "t"}, ID: 1}, ID: 2})
		if err != nil || got.Duplicates != 3 || cache.fresh != tt.want || api.IsFresh(ctx) != tt.want {
			t.Errorf("%s: fresh %t, %+v, %v", name, cache.fresh, got, err)
		}
	}
}
