package apitest

import (
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestRights asks as everybody.
func TestRights(t *testing.T) {
	w := newReplay(t)
	p := w.sample.Rich
	main := fmt.Sprintf("/server/main/api/orgs/%s/teams/%s/repos/%d/projects/", p.Org, p.Team, p.RepoID)
	analysis := fmt.Sprintf("/server/analysis/api/orgs/%s/teams/%s/repos/%d/projects/%d/overview/", p.Org, p.Team, p.RepoID, p.ProjectID)
	for who, want := range map[string]int{
		"member": 200, "teamadmin": 200, "admin": 200, "root": 200, "outsider": 403, "noorg": 403, "inactive": 401, "none": 401, "garbage": 401,
	} {
		if a := get(t, w.s, w.tokens[who], main); a.status != want || a.kind != jsonType {
			t.Errorf("main answers %s with %d %s, want %d", who, a.status, a.kind, want)
		}
		a := get(t, w.s, w.tokens[who], analysis)
		if a.status != want || want != 200 && (a.kind != "text/html" || !strings.Contains(a.text, "nginx")) {
			t.Errorf("analysis answers %s with %d %s, want %d", who, a.status, a.kind, want)
		}
	}
}

// TestNoSlash keeps the prefix lost.
func TestNoSlash(t *testing.T) {
	w := newReplay(t)
	for path, want := range map[string]string{
		"/server/main/api/v3/orgs":                                   "/api/v3/orgs/",
		"/server/main/api/v3/orgs/K9fQ2mXz7Lp/repos?limit=3":         "/api/v3/orgs/K9fQ2mXz7Lp/repos/?limit=3",
		"/server/main/api/v3/orgs/K9fQ2mXz7Lp/teams/bigteam/repos/1": "/api/v3/orgs/K9fQ2mXz7Lp/teams/bigteam/repos/1/",
	} {
		a := get(t, w.s, w.sample.Member, path)
		if a.status != http.StatusMovedPermanently || a.header.Get("Location") != want || a.text != "" {
			t.Errorf("%s: %d to %q %q", path, a.status, a.header.Get("Location"), a.text)
		}
		if a := get(t, w.s, w.sample.Member, want); a.status != 200 || a.kind != "text/html" {
			t.Errorf("%s: %d %s", want, a.status, a.kind)
		}
	}
}

// TestTraceback finds the caller's token in a 500, as in the real one.
func TestTraceback(t *testing.T) {
	w := newReplay(t)
	p := w.sample.Rich
	a := get(t, w.s, w.sample.Member, fmt.Sprintf("/server/main/api/orgs/%s/teams/%s/repos/%d/schemes/?include_branch=x", p.Org, p.Team, p.RepoID))
	if a.status != 500 || a.kind != "text/plain" || !strings.Contains(a.text, w.sample.Member) || len(a.text) < 10_000 {
		t.Errorf("%d %s, %d bytes", a.status, a.kind, len(a.text))
	}
}

// clock1 is one that a test puts forward.
type clock1 struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock1) read() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock1) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// TestClock puts it forward: new scans come, old ones stay as they were.
func TestClock(t *testing.T) {
	t.Parallel()
	// In Shanghai it is night at 18 to 20, when scans begin.
	for _, hour := range []int{1, 18, 19, 20} {
		c := &clock1{now: time.Date(2026, 11, 24, hour, 7, 3, 0, time.UTC)}
		s := serve(t, Options{Now: c.read})
		o := Sample(s)
		l := look{t, s, o.Admin, o.Rich}
		month := func() string {
			return "?limit=1000&scan_time_after=" + c.read().AddDate(0, 0, -30).UTC().Format("2006-01-02T15:04:05Z")
		}
		scans, trend := l.at(analysis3+"scans/", "?limit=1000").results(), l.at(overviews1+"lintscans/", "?limit=1000").results()
		window, total := l.at(overviews1+"lintscans/", month()).count(), l.at(lint1+"issues/", "").count()
		issues := l.at(lint1+"issues/", "?limit=1000").results()
		same(t, "scans at the start", len(scans), 34)
		same(t, "issues at the start", total, 640)
		if running := l.with(o.Running).at(overviews1+"latestscan/", "").data(); child(running)["result_code"] != nil {
			t.Error("nothing runs at the start")
		}
		c.forward(10 * 24 * time.Hour)
		later, laterTrend := l.at(analysis3+"scans/", "?limit=1000").results(), l.at(overviews1+"lintscans/", "?limit=1000").results()
		if n := len(later) - len(scans); n < 10 || n > 13 {
			t.Errorf("%d scans in ten days", n)
		}
		for i := range scans {
			sameJSON(t, "an older scan", later[len(later)-1-i], scans[len(scans)-1-i])
		}
		for i := range trend {
			sameJSON(t, "an older lint scan", laterTrend[len(laterTrend)-1-i], trend[len(trend)-1-i])
		}
		if n := l.at(overviews1+"lintscans/", month()).count(); n > window+4 || n < window-4 {
			t.Errorf("%d scans in the month, %d before", n, window)
		}
		if n := l.at(lint1+"issues/", "").count(); n <= total {
			t.Errorf("%d issues, %d before", n, total)
		}
		for i, x := range l.at(lint1+"issues/", "?limit=1000").results()[:len(issues)] {
			for _, key := range []string{"id", "scan_open", "author", "msg", "file_path", "ci_time"} {
				sameJSON(t, "an older issue's "+key, x[key], issues[i][key])
			}
			if issues[i]["state"] != 1.0 {
				sameJSON(t, "a settled issue's state", x["state"], issues[i]["state"])
			}
		}
		if done := l.with(o.Running).at(overviews1+"latestscan/", "").data(); child(done)["result_code"] == nil {
			t.Error("still runs after ten days")
		}
	}
}

// TestBig makes a great deal of data out of little, and only what is shown.
func TestBig(t *testing.T) {
	s := serve(t, Options{})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	b := Big(s)
	took := time.Since(start)
	p := SampleProject{Org: b.Org, Team: b.Team, RepoID: b.RepoID, ProjectID: b.ProjectID}
	l := look{t, s, b.Token, p}
	made := func(what string, want int, pattern, query string) {
		t.Helper()
		s.mu.Lock()
		n := s.made
		s.mu.Unlock()
		l.at(pattern, query)
		s.mu.Lock()
		same(t, "items made for "+what, s.made-n, want)
		s.mu.Unlock()
	}
	made("a page of issues", 10, lint1+"issues/", "")
	made("the last page of issues", 10, lint1+"issues/", "?offset=999990")
	made("a page of a filtered list", 10, lint1+"issues/", "?state=1&severity=1,2&author=lihua")
	made("a page of a sorted list", 10, lint3+"issues/", "?ordering=-severity")
	made("a page of repositories", 10, mainV1+"repos/", "")
	made("a page of repositories by name", 10, mainV1+"repos/", "?scm_url_or_name=service-00")
	made("an issue", 1, lint1+"issues/"+fmt.Sprint(b.ProjectID*10_000_000+777_777)+"/", "")
	same(t, "issues", l.at(lint1+"issues/", "").count(), 1_000_000)
	same(t, "repositories", l.at(mainV1+"repos/", "").count(), 100_000)
	same(t, "open in the list", l.at(lint1+"issues/", "?state=1").count(), value(l.at(overviews1, "").data(), partLint, "total", "state_detail", "active"))
	runtime.GC()
	runtime.ReadMemStats(&after)
	if mb := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) >> 20; mb > 100 {
		t.Errorf("%d MB", mb)
	}
	t.Logf("made in %v", took)
	runtime.KeepAlive(s)
}

// TestFaults lets some through, and picks them by their query.
func TestFaults(t *testing.T) {
	w := newReplay(t)
	f := Down()
	f.Path, f.Query, f.After, f.Times = "/orgs/", "limit=7", 2, 1
	w.s.Inject(f)
	var got []int
	for _, q := range []string{"?limit=7", "?limit=8", "?limit=7&offset=1", "?limit=7", "?limit=7"} {
		got = append(got, get(t, w.s, w.sample.Member, "/server/main/api/v3/orgs/"+q).status)
	}
	if fmt.Sprint(got) != "[200 200 200 502 200]" {
		t.Error(got)
	}
	same(t, "requests of the member with limit=7", w.s.CountMatching(func(r Request) bool { return r.User == "tca_member" && strings.Contains(r.Query, "limit=7") }), 4)
}

// TestHostileNames keeps the long one whole.
func TestHostileNames(t *testing.T) {
	for _, name := range Hostile() {
		if strings.ContainsRune(name, '\uFFFD') {
			t.Errorf("%q is cut inside a character", name)
		}
	}
	same(t, "characters of the longest", len([]rune(Hostile()[5])), 200)
}
