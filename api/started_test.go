package api_test

import (
	"errors"
	"slices"
	"sync"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/cached"
	"tcabot/api/secret"
	"testing"
	"time"
)

// moving is a clock that a test puts forward.
type moving struct {
	mu  sync.Mutex
	now time.Time
}

func (m *moving) read() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

func (m *moving) forward(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = m.now.Add(d)
}

// faked is a fake server with a clock, and a client with a cache for it.
func faked(t *testing.T) (*apitest.Server, *moving, api.ProjectRef, *api.Client) {
	t.Helper()
	clock := &moving{now: time.Date(2026, 11, 24, 1, 7, 3, 0, time.UTC)}
	srv, err := apitest.New(apitest.Options{Now: clock.read})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	o := apitest.Sample(srv)
	client, err := api.New(api.Config{URL: srv.URL(), Cache: cached.New(cached.Config{TTL: time.Hour})})
	if err != nil {
		t.Fatal(err)
	}
	p := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: o.Org, Team: o.Team}, ID: o.Rich.RepoID}, ID: o.Rich.ProjectID}
	return srv, clock, p, client.As(secret.New(o.Admin), "admin")
}

// newest returns a project's newest job, which may come from the cache.
func newest(t *testing.T, c *api.Client, p api.ProjectRef) api.Job {
	t.Helper()
	jobs, err := c.Jobs(t.Context(), p, api.JobFilter{}, api.Window{Limit: 1})
	if err != nil || len(jobs.Items) != 1 {
		t.Fatalf("%v, %d jobs", err, len(jobs.Items))
	}
	return jobs.Items[0]
}

// TestStartAndCancel goes through all of it: started, in the way of another one, cancelled, started again, ended.
func TestStartAndCancel(t *testing.T) {
	_, clock, p, c := faked(t)
	before := newest(t, c, p)
	first, err := c.StartScan(t.Context(), p, api.StartOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if now := newest(t, c, p); now.ID != first.JobID || now.ID == before.ID || now.Done() {
		t.Errorf("the newest job is %+v: an old one is remembered", now)
	}
	_, err = c.StartScan(t.Context(), p, api.StartOptions{})
	if e, ok := errors.AsType[*api.Error](err); !errors.Is(err, api.ErrUnfinished) || !ok || !slices.Equal(e.Unfinished(), []int64{first.ScanID}) {
		t.Errorf("a second one: %v", err)
	}
	forced, err := c.StartScan(t.Context(), p, api.StartOptions{Full: true, Force: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []api.Started{first, forced} {
		if err := c.CancelJob(t.Context(), api.JobRef{Project: p, ID: s.JobID}, "not needed"); err != nil {
			t.Fatal(err)
		}
		job, err := c.Job(t.Context(), api.JobRef{Project: p, ID: s.JobID})
		if err != nil || !job.Done() || job.Code == nil || *job.Code != api.CodeCancelled || job.Remarks != "not needed" || job.CreatedFrom != "slack_bot" || job.Closed().IsZero() {
			t.Errorf("%+v, %v", job, err)
		}
	}
	last, err := c.StartScan(t.Context(), p, api.StartOptions{})
	if err != nil {
		t.Fatal(err)
	}
	clock.forward(time.Minute)
	job, err := c.Job(api.Fresh(t.Context()), api.JobRef{Project: p, ID: last.JobID})
	if err != nil || !job.OK() || job.ScanID != last.ScanID {
		t.Errorf("%+v, %v", job, err)
	}
	if err := c.CancelJob(t.Context(), api.JobRef{Project: p, ID: last.JobID}, "too late"); err != nil {
		t.Error(err)
	}
	if job := newest(t, c, p); job.ID != last.JobID || !job.OK() {
		t.Errorf("cancelled after its end: %+v", job)
	}
}

// TestActedUnheard: TCA starts a scan and its answer is lost. The error says that this may have happened, and what was
// remembered before is not shown again.
func TestActedUnheard(t *testing.T) {
	down, traceback, page := apitest.Down(), apitest.Traceback(), apitest.WebPage()
	for name, f := range map[string]apitest.Fault{"cut": {Drop: true}, "502": down, "500": traceback, "200 of a web page": page} {
		t.Run(name, func(t *testing.T) {
			srv, _, p, c := faked(t)
			before := newest(t, c, p)
			f.Path, f.Acts = "/scans/create/", true
			srv.Inject(f)
			_, err := c.StartScan(t.Context(), p, api.StartOptions{})
			if !api.MayHaveActed(err) {
				t.Errorf("got %v", err)
			}
			if now := newest(t, c, p); now.ID != before.ID+1 {
				t.Errorf("the newest job is %d, %d before", now.ID, before.ID)
			}
		})
	}
}

// TestAnalysisDown: the job is there, and closed a moment later. Nothing of the internal address is told.
func TestAnalysisDown(t *testing.T) {
	srv, clock, p, c := faked(t)
	srv.Plan(p.ID, apitest.Plan{Code: int(api.CodeNotCreated)})
	_, err := c.StartScan(t.Context(), p, api.StartOptions{})
	if e, ok := errors.AsType[*api.Error](err); !ok || !errors.Is(err, api.ErrNotCreated) || e.Msg != "" || api.MayHaveActed(err) {
		t.Errorf("got %+v", err)
	}
	clock.forward(5 * time.Second)
	if job := newest(t, c, p); job.Code == nil || *job.Code != api.CodeNotCreated {
		t.Errorf("the newest job is %+v", job)
	}
}
