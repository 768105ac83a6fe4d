package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strconv"
	"tcabot/api"
	"tcabot/api/secret"
	"testing"
	"time"
)

// recordedDuplicates are the duplicate code parts of a real branch's scans, newest first.
func recordedDuplicates(t *testing.T) []json.RawMessage {
	t.Helper()
	var body struct {
		Data struct{ Results []json.RawMessage }
	}
	if err := json.Unmarshal(read(t, filepath.Join("testdata", "recordings", "reopen-dupscans.json")).body(), &body); err != nil {
		t.Fatal(err)
	}
	return body.Data.Results
}

// TestDuplicateChange compares recorded scans with the one before: what TCA calls a difference is 2,760 lines where 3 were
// added.
func TestDuplicateChange(t *testing.T) {
	all := recordedDuplicates(t)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		until, err := time.ParseInLocation(time.DateTime, r.FormValue("scan_time_before"), api.Zone())
		if err != nil {
			t.Error(err)
		}
		limit, _ := strconv.Atoi(r.FormValue("limit"))
		var found []json.RawMessage
		for _, raw := range all {
			var s api.DuplicateScan
			if err := json.Unmarshal(raw, &s); err != nil {
				t.Error(err)
			}
			if !s.Time.Truncate(time.Second).After(until) && len(found) < limit { // including the scan itself
				found = append(found, raw)
			}
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"code": 0, "status_code": 200, "msg": "ok", "data": map[string]any{"count": len(all), "results": found}})
	}))
	defer srv.Close()
	anonymous, err := api.New(api.Config{URL: srv.URL})
	if err != nil {
		t.Fatal(err)
	}
	c := anonymous.As(secret.New(token), "x")
	want := []*int{new(3), new(3), new(3), new(3), new(-37), new(22), nil}
	for i, raw := range all {
		var s api.DuplicateScan
		if err := json.Unmarshal(raw, &s); err != nil {
			t.Fatal(err)
		}
		got, err := c.DuplicateChange(t.Context(), api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "o", Team: "t"}, ID: 1}, ID: 42}, s)
		if err != nil || !slices.EqualFunc([]*int{got}, want[i:i+1], func(a, b *int) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }) {
			t.Errorf("scan %d: got %v, %v, want %v", s.Scan, got, err, want[i])
		}
	}
}
