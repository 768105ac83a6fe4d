package api_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"tcabot/api"
	"testing"
)

// TestRecordedWrites replays every recorded request for a change whose route the client has.
func TestRecordedWrites(t *testing.T) {
	good, bad, seen := map[string]int{}, 0, []string{}
	whole := false
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		all, complete := recorded(t, method)
		whole = complete
		for _, r := range all {
			sentAs, path := sentAs(r)
			routes, at := newRouter(t, writing(sentAs)).find(path)
			if _, left := notWritten[r.Request.Method+" "+normal(r.Request.Path)]; left == (len(routes) > 0) {
				t.Errorf("%s (%s %s): left out: %t, but %d calls of the client ask for it", r.Name, method, normal(r.Request.Path), left, len(routes))
			}
			for _, route := range routes {
				seen = append(seen, r.Name)
				t.Run(r.Name, func(t *testing.T) { replayWrite(t, r, sentAs, route, at) })
				if r.good() {
					good[sentAs+" "+route.route]++
				} else {
					bad++
				}
			}
		}
	}
	t.Logf("replayed %d good and %d bad answers", sum(good), bad)
	for name := range refusals {
		if whole && !slices.Contains(seen, name) {
			t.Errorf("%s was not replayed", name)
		}
	}
	for _, w := range writes {
		if _, never := neverGood[w.route]; never == (good[w.method+" "+w.route] > 0) {
			t.Errorf("%s %s: %d good answers, listed as never answered well: %t", w.method, w.route, good[w.method+" "+w.route], never)
		}
	}
}

// sentAs returns how the client asks for the same: of twins it has one.
func sentAs(r recording) (method, path string) {
	method, path = r.Request.Method, r.Request.Path
	switch {
	case method == http.MethodPatch:
		method = http.MethodPut
	case method == http.MethodPost && strings.HasSuffix(path, "/repos/"):
		path = strings.Replace(path, "/main/api/orgs/", "/main/api/v3/orgs/", 1)
	case method == http.MethodPost && strings.HasSuffix(path, "/scans/"):
		path = strings.Replace(path, "/main/api/v3/orgs/", "/main/api/orgs/", 1) + "create/"
	}
	return method, path
}

func replayWrite(t *testing.T, r recording, method string, route replay, at params) {
	t.Helper()
	sent := 0
	c := clientOf(t, func(q *http.Request) (*http.Response, error) {
		sent++
		kind := "application/json"
		if method == http.MethodDelete {
			kind = ""
		}
		if q.Method != method || q.URL.Path != at.r.URL.Path || q.Header.Get("Content-Type") != kind {
			t.Errorf("sent %s %s of %q", q.Method, q.URL.Path, q.Header.Get("Content-Type"))
		}
		return reply(r.Response.Status, r.Response.ContentType, string(r.body())), nil
	})
	got, err := route.call(t.Context(), c, at)
	if lost := r.Response.Status >= http.StatusInternalServerError; sent != 1 || api.MayHaveActed(err) != lost {
		t.Errorf("sent %d times, may have acted: %t, want %t", sent, api.MayHaveActed(err), lost)
	}
	means(t, r, err)
	switch {
	case !r.good():
		if errors.Is(err, api.ErrNotCreated) {
			hidden(t, err)
			return
		}
		refused(t, r, err)
	case err != nil:
		t.Error(err)
	case got == nil:
	default:
		if started, ok := got.(api.Started); ok {
			sameIDs(t, r, started)
			return
		}
		compare(t, tags{}, r, got)
	}
}

// means finds whether an error is the particular one that a recorded answer means, and names the right field.
func means(t *testing.T, r recording, err error) {
	t.Helper()
	want := refusals[r.Name]
	for _, kind := range particular {
		if errors.Is(err, kind) != (want.kind != nil && errors.Is(want.kind, kind)) {
			t.Errorf("%v: is %q: %t", err, kind, errors.Is(err, kind))
		}
	}
	field := ""
	if e, ok := errors.AsType[*api.Error](err); ok && len(e.Fields) > 0 {
		field = e.Fields[0].Field
	}
	if field != want.field {
		t.Errorf("%v names the field %q, want %q", err, field, want.field)
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
