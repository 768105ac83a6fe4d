package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/api/secret"
	"testing"
)

// writes are the calls that change something. What they send is in writeTests.
var writes = []replay{
	{repoV1 + "projects/{project}/scans/create/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.StartScan(ctx, p.project(), api.StartOptions{})
	}},
	{repoV3 + "projects/{project}/jobs/{job}/cancel/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return nil, c.CancelJob(ctx, p.job(), "x")
	}},
}

// wantsOf are the errors that recorded answers mean besides the kind of their status.
var wantsOf = map[string]error{
	"scan-create-running-project":  api.ErrUnfinished,
	"scan-create-while-unfinished": api.ErrUnfinished,
	"analysis-down-scan-create":    api.ErrNotCreated,
}

// TestRecordedWrites replays every recorded POST whose route the client has.
func TestRecordedWrites(t *testing.T) {
	all, whole := recorded(t, http.MethodPost)
	var current recording
	sent := 0
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent++
		if r.Method != http.MethodPost || r.URL.Path != current.Request.Path || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s: sent %s %s of %s", current.Name, r.Method, r.URL.Path, r.Header.Get("Content-Type"))
		}
		w.Header().Set("Content-Type", current.Response.ContentType)
		w.WriteHeader(current.Response.Status)
		_, _ = w.Write(current.body())
	}))
	defer srv.Close()
	anonymous, err := api.New(api.Config{URL: srv.URL})
	if err != nil {
		t.Fatal(err)
	}
	c := anonymous.As(secret.New(token), "x")
	router := newRouter(t, writes)
	good, bad, seen := map[string]int{}, 0, []string{}
	for _, current = range all {
		routes, at := router.find(current.Request.Path)
		for _, route := range routes {
			t.Run(current.Name, func(t *testing.T) {
				sent = 0
				seen = append(seen, current.Name)
				got, err := route.call(t.Context(), c, at)
				if sent != 1 || api.MayHaveActed(err) {
					t.Errorf("sent %d times, may have acted: %t", sent, api.MayHaveActed(err))
				}
				for _, kind := range []error{api.ErrUnfinished, api.ErrNotCreated} {
					if want := wantsOf[current.Name]; errors.Is(err, kind) != (want != nil && errors.Is(want, kind)) {
						t.Errorf("%v, want %v", err, want)
					}
				}
				if !current.good() {
					bad++
					if wantsOf[current.Name] != nil && errors.Is(wantsOf[current.Name], api.ErrNotCreated) {
						hidden(t, err)
						return
					}
					refused(t, current, err)
					return
				}
				good[route.route]++
				if err != nil {
					t.Fatal(err)
				}
				if started, ok := got.(api.Started); ok {
					sameIDs(t, current, started)
				}
			})
		}
	}
	t.Logf("replayed %d good and %d bad answers", sum(good), bad)
	for name := range wantsOf {
		if !slices.Contains(seen, name) && (whole || name != "scan-create-running-project") {
			t.Errorf("%s was not replayed", name)
		}
	}
	for _, w := range writes {
		if good[w.route] == 0 {
			t.Errorf("no good answer of %s", w.route)
		}
	}
}

// hidden: the text about the analysis service quotes an internal address, and is dropped.
func hidden(t *testing.T, err error) {
	t.Helper()
	e, ok := errors.AsType[*api.Error](err)
	if !ok || e.Status != http.StatusBadRequest || e.Code != int(api.CodeNotCreated) || e.Msg != "" || !errors.Is(err, api.ErrInvalid) {
		t.Errorf("got %+v", err)
	}
}

func sameIDs(t *testing.T, r recording, got api.Started) {
	t.Helper()
	var env struct {
		Data struct{ Job, Scan struct{ ID int64 } }
	}
	if err := json.Unmarshal(r.body(), &env); err != nil || env.Data.Job.ID == 0 {
		t.Fatalf("%v: %s", err, r.body())
	}
	if want := (api.Started{JobID: env.Data.Job.ID, ScanID: env.Data.Scan.ID}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestWhatWritesSend: every option is sent, whether it is set or not, because TCA rejects null and has defaults of its own.
func TestWhatWritesSend(t *testing.T) {
	job := api.JobRef{Project: api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "o", Team: "t"}, ID: 1}, ID: 2}, ID: 3}
	start := func(o api.StartOptions) func(*api.Client) error {
		return func(c *api.Client) error { return only(c.StartScan(t.Context(), job.Project, o)) }
	}
	cancel := func(remark string) func(*api.Client) error {
		return func(c *api.Client) error { return c.CancelJob(t.Context(), job, remark) }
	}
	for _, tt := range []struct {
		name string
		call func(*api.Client) error
		want string // the body; empty when nothing is sent
	}{
		{"start", start(api.StartOptions{}), `{"incr_scan":true,"force_create":false,"created_from":"slack_bot"}`},
		{"start a full one", start(api.StartOptions{Full: true}), `{"incr_scan":false,"force_create":false,"created_from":"slack_bot"}`},
		{"force", start(api.StartOptions{Force: true}), `{"incr_scan":true,"force_create":true,"created_from":"slack_bot"}`},
		{"cancel", cancel(" not needed \n"), `{"remarks":"not needed"}`},
		{"cancel in Chinese", cancel(strings.Repeat("不", api.MaxRemark)), `{"remarks":"` + strings.Repeat("不", api.MaxRemark) + `"}`},
		{"cancel without a remark", cancel(" \t\n"), ""},
		{"cancel with too long a remark", cancel(strings.Repeat("x", api.MaxRemark+1)), ""},
		{"cancel with a remark that TCA cannot store", cancel("a\x00b"), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var body string
			c := clientOf(t, func(r *http.Request) (*http.Response, error) {
				raw, err := io.ReadAll(r.Body)
				body = string(bytes.TrimSpace(raw))
				return reply(200, "application/json", `{"data":{"job":{"id":7},"scan":{"id":8},"msg":"x"},"code":0,"msg":"x"}`), err
			})
			err := tt.call(c)
			if body != tt.want || (err != nil) != (tt.want == "") || err != nil && (!errors.Is(err, api.ErrInvalid) || api.MayHaveActed(err)) {
				t.Errorf("sent %s and got %v, want %s", body, err, tt.want)
			}
		})
	}
}

// TestStartedNeedsIDs: an answer without the IDs is no success.
func TestStartedNeedsIDs(t *testing.T) {
	for _, data := range []string{`{}`, `null`, `[]`, `{"job":{"id":0},"scan":{"id":8}}`, `{"job":{"id":7}}`, `{"job":{"id":"7"},"scan":{"id":8}}`, `{"job":{"id":-7},"scan":{"id":8}}`} {
		c := clientOf(t, func(*http.Request) (*http.Response, error) {
			return reply(200, "application/json", `{"data":`+data+`,"code":0,"msg":"x"}`), nil
		})
		got, err := c.StartScan(t.Context(), api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "o", Team: "t"}}}, api.StartOptions{})
		if !errors.Is(err, api.ErrUnexpected) || !api.MayHaveActed(err) || got != (api.Started{}) {
			t.Errorf("%s: %+v, %v", data, got, err)
		}
	}
}
