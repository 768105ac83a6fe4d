package follow

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"tcabot/api"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// fakeRepo is a repository with the jobs of its branches, oldest first, of which some run.
type fakeRepo struct {
	jobs    map[int64][]int64
	running map[int64]bool
	gone    map[int64]bool
	last    int64 // the branch whose job started last
	at      time.Time
	asked   []string
}

func (f *fakeRepo) Jobs(_ context.Context, p api.ProjectRef, _ api.JobFilter, w api.Window) (api.Page[api.Job], error) {
	f.asked = append(f.asked, fmt.Sprintf("jobs %d", p.ID))
	if f.gone[p.ID] {
		return api.Page[api.Job]{}, fmt.Errorf("branch: %w", api.ErrNotFound)
	}
	all := slices.Clone(f.jobs[p.ID])
	slices.Reverse(all)
	page := api.Page[api.Job]{Total: len(all)}
	for _, id := range all[:min(len(all), w.Limit)] {
		j := api.Job{ID: id}
		if !f.running[id] {
			code := api.ResultCode(0)
			j.State, j.Code = api.JobClosed, &code
		} else {
			j.State = api.JobRunning
		}
		page.Items = append(page.Items, j)
	}
	return page, nil
}

func (f *fakeRepo) Projects(_ context.Context, _ api.RepoRef, _ api.ProjectFilter, w api.Window) (api.Page[api.Project], error) {
	f.asked = append(f.asked, "branches")
	var page api.Page[api.Project]
	for id := range f.jobs {
		page.Items = append(page.Items, api.Project{ID: id})
	}
	slices.SortFunc(page.Items, func(a, b api.Project) int { return int(a.ID - b.ID) })
	page.Total = len(page.Items)
	page.Items = page.Items[min(len(page.Items), w.Offset):min(len(page.Items), w.Offset+w.Limit)]
	return page, nil
}

// add makes a job; a quiet one is created and has not started.
func (f *fakeRepo) add(project, id int64, running, started bool) {
	f.jobs[project] = append(f.jobs[project], id)
	f.running[id] = running
	if started {
		f.last, f.at = project, f.at.Add(time.Second)
	}
}

func (f *fakeRepo) repo() api.Repo {
	r := api.Repo{ID: 1}
	for _, all := range f.jobs {
		r.JobCount += len(all)
	}
	if f.last != 0 {
		r.Recent = &api.RecentScan{ProjectID: f.last, At: api.Time{Time: f.at}}
	}
	return r
}

// TestRounds has jobs start, run and end between questions: each end is found once, with few requests.
func TestRounds(t *testing.T) {
	type step struct {
		name  string
		do    func(*fakeRepo)
		ends  string // of jobs
		asked string // the requests
	}
	for _, tt := range []struct {
		name  string
		only  []int64
		steps []step
	}{
		{"nothing happens", nil, []step{{"again", func(*fakeRepo) {}, "", ""}}},
		{"a scan runs and ends", nil, []step{
			{"starts", func(f *fakeRepo) { f.add(10, 101, true, true) }, "", "jobs 10"},
			{"runs", func(*fakeRepo) {}, "", "jobs 10"},
			{"ends", func(f *fakeRepo) { f.running[101] = false }, "101", "jobs 10"},
			{"after", func(*fakeRepo) {}, "", ""},
		}},
		{"a short scan ends before it is seen", nil, []step{{"ended", func(f *fakeRepo) { f.add(10, 101, false, true) }, "101", "jobs 10"}}},
		{"a scan waits and is found among others", nil, []step{
			{"waits", func(f *fakeRepo) { f.add(20, 101, true, false) }, "", "jobs 10, branches, jobs 20"},
			{"starts", func(f *fakeRepo) { f.add(20, 102, true, true) }, "", "jobs 20"},
			{"both end", func(f *fakeRepo) { f.running[101], f.running[102] = false, false }, "101 102", "jobs 20"},
		}},
		{"two branches at once: the one that started earlier is not missed", nil, []step{
			{"both start", func(f *fakeRepo) { f.add(20, 101, true, true); f.add(30, 102, true, true) }, "", "jobs 30, jobs 10, branches, jobs 20"},
			{"one ends", func(f *fakeRepo) { f.running[101] = false }, "101", "jobs 20, jobs 30"},
			{"the other ends", func(f *fakeRepo) { f.running[102] = false }, "102", "jobs 30"},
		}},
		{"TCA was down for long", nil, []step{
			{"is back", func(f *fakeRepo) {
				for i := range int64(15) {
					f.add(10, 101+i, false, true)
				}
			}, "101 102 103 104 105 106 107 108 109 110 111 112 113 114 115", "jobs 10, jobs 10"},
		}},
		{"one that ran before is told", nil, []step{
			{"the first job ends", func(f *fakeRepo) { f.running[99] = false }, "99", "jobs 10"},
		}},
		{"one branch is followed", []int64{20}, []step{
			{"another is scanned", func(f *fakeRepo) { f.add(10, 101, true, true) }, "", "jobs 20"},
			{"that one is", func(f *fakeRepo) { f.add(20, 102, true, true) }, "", "jobs 20"},
			{"both end", func(f *fakeRepo) { f.running[101], f.running[102] = false, false }, "102", "jobs 20"},
			{"a job elsewhere had waited, and hides one", func(f *fakeRepo) { f.last, f.at = 10, f.at.Add(time.Second); f.add(20, 1020, false, false) }, "1020", "jobs 20"},
			{"both again, the other one last", func(f *fakeRepo) { f.add(20, 1030, false, true); f.add(10, 1040, false, true) }, "1030", "jobs 20"},
		}},
		{"a branch is deleted while it is scanned", nil, []step{
			{"starts", func(f *fakeRepo) { f.add(20, 101, true, true) }, "", "jobs 20"},
			{"is gone", func(f *fakeRepo) { f.gone[20] = true }, "", "jobs 20"},
			{"after", func(*fakeRepo) {}, "", ""},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			now := time.Unix(1_700_000_000, 0)
			f := &fakeRepo{jobs: map[int64][]int64{10: {98, 99}, 20: {90}, 30: {91}}, running: map[int64]bool{}, gone: map[int64]bool{}, last: 10, at: now}
			f.running[99] = strings.Contains(tt.name, "ran before")
			r := newRound(f, api.RepoRef{}, tt.only, nil, now)
			if err := r.run(t.Context(), f.repo()); err != nil || len(r.ends) > 0 {
				t.Fatalf("the first round finds %v, %v", r.ends, err)
			}
			for _, s := range tt.steps {
				s.do(f)
				before := r.state
				f.asked = nil
				r = newRound(f, api.RepoRef{}, tt.only, &before, now)
				if err := r.run(t.Context(), f.repo()); err != nil {
					t.Fatal(err)
				}
				var ids []string
				for _, e := range r.ends {
					ids = append(ids, fmt.Sprint(e.job.ID))
				}
				slices.Sort(ids)
				if got := strings.Join(ids, " "); got != s.ends {
					t.Errorf("%s: ended %q, want %q", s.name, got, s.ends)
				}
				if diff := cmp.Diff(s.asked, strings.Join(f.asked, ", ")); diff != "" {
					t.Errorf("%s: requests\n%s", s.name, diff)
				}
			}
		})
	}
}

// TestSearchIsBounded has a job wait on one of many branches: a few are looked at in a round, until it is found.
func TestSearchIsBounded(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	f := &fakeRepo{jobs: map[int64][]int64{}, running: map[int64]bool{}, gone: map[int64]bool{}, at: now}
	for p := range int64(20) {
		f.add(p+1, p+1, false, true)
	}
	r := newRound(f, api.RepoRef{}, nil, nil, now)
	if err := r.run(t.Context(), f.repo()); err != nil {
		t.Fatal(err)
	}
	f.add(19, 100, true, false)
	rounds := 0
	for ; rounds < 5 && !r.state.running(now); rounds++ {
		before := r.state
		f.asked = nil
		r = newRound(f, api.RepoRef{}, nil, &before, now)
		if err := r.run(t.Context(), f.repo()); err != nil {
			t.Fatal(err)
		}
		if len(f.asked) > maxLooks+1 {
			t.Errorf("round %d asks %v", rounds, f.asked)
		}
	}
	if rounds != 3 || r.state.Owed != 0 {
		t.Errorf("found after %d rounds; %+v", rounds, r.state)
	}
}

// TestForgottenJobs: a job that never ends is asked about often for some hours only.
func TestForgottenJobs(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	f := &fakeRepo{jobs: map[int64][]int64{10: {98}}, running: map[int64]bool{98: true}, gone: map[int64]bool{}, last: 10, at: now}
	r := newRound(f, api.RepoRef{}, nil, nil, now)
	for after, want := range map[time.Duration]bool{0: true, longestRun - time.Minute: true, longestRun: false} {
		if err := r.run(t.Context(), f.repo()); err != nil {
			t.Fatal(err)
		}
		before := r.state
		r = newRound(f, api.RepoRef{}, nil, &before, now.Add(after))
		if got := before.running(now.Add(after)); got != want {
			t.Errorf("after %v: %t", after, got)
		}
	}
}

// player runs rounds on a repository, and keeps the jobs that were found to have ended.
type player struct {
	t     *testing.T
	repo  *fakeRepo
	state *state
	now   time.Time
	ends  []int64
}

func (p *player) round(only []int64) {
	p.t.Helper()
	p.repo.asked = nil
	r := newRound(p.repo, api.RepoRef{}, only, p.state, p.now)
	if err := r.run(p.t.Context(), p.repo.repo()); err != nil {
		p.t.Fatal(err)
	}
	for _, e := range r.ends {
		p.ends = append(p.ends, e.job.ID)
	}
	p.state = &r.state
}

// TestBranchIsFollowedWhileItRuns has a person who follows a branch begin to follow another one of the repository, whose scan
// is running: its end is found.
func TestBranchIsFollowedWhileItRuns(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	f := &fakeRepo{jobs: map[int64][]int64{10: {98}, 20: {90}}, running: map[int64]bool{}, gone: map[int64]bool{}, last: 10, at: now}
	p := &player{t: t, repo: f, now: now}
	p.round([]int64{10})
	f.add(20, 101, true, true) // a scan of the other branch starts
	p.round([]int64{10})
	p.round([]int64{10, 20}) // and now that is followed, too
	f.running[101] = false
	p.round([]int64{10, 20})
	p.round([]int64{10, 20})
	if !slices.Contains(p.ends, 101) {
		t.Errorf("the end of the running scan is not found: %v, %v", p.ends, f.asked)
	}
}

// TestRepositoryIsFollowedAfterABranch is the same with the whole repository.
func TestRepositoryIsFollowedAfterABranch(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	f := &fakeRepo{jobs: map[int64][]int64{10: {98}, 20: {90}}, running: map[int64]bool{}, gone: map[int64]bool{}, last: 10, at: now}
	p := &player{t: t, repo: f, now: now}
	p.round([]int64{10})
	f.add(20, 101, true, true)
	p.round([]int64{10})
	p.round(nil)
	f.running[101] = false
	p.round(nil)
	p.round(nil)
	if !slices.Contains(p.ends, 101) {
		t.Errorf("the end of the running scan is not found: %v, %v", p.ends, f.asked)
	}
}

// TestSearchEndsInABusyRepository has two scans start between two questions, again and again: of those that did not start last,
// each is found after some rounds, though the repository has many branches.
func TestSearchEndsInABusyRepository(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	f := &fakeRepo{jobs: map[int64][]int64{}, running: map[int64]bool{}, gone: map[int64]bool{}, at: now}
	for b := range int64(30) {
		f.add(b+1, b+1, false, true)
	}
	p := &player{t: t, repo: f, now: now}
	p.round(nil)
	next := int64(1000)
	var hidden []int64
	requests := 0
	for range 40 {
		next += 2
		f.add(29, next, false, true) // starts first, and is hidden by
		f.add(5, next+1, false, true)
		hidden = append(hidden, next)
		p.round(nil)
		requests += len(f.asked)
	}
	missed := 0
	for _, id := range hidden[:30] { // ten rounds should be enough for each
		if !slices.Contains(p.ends, id) {
			missed++
		}
	}
	if missed > 0 {
		t.Errorf("%d of 30 scans were not found within ten rounds; %d requests; owed %d; last asked %s", missed, requests, p.state.Owed, strings.Join(f.asked, ", "))
	}
}

// TestManyBranches has a job run on the last of more branches than TCA lists at once, some of which were never looked at.
func TestManyBranches(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	f := &fakeRepo{jobs: map[int64][]int64{}, running: map[int64]bool{}, gone: map[int64]bool{}, at: now}
	for b := range int64(250) {
		f.add(b+1, b+1, false, b == 249)
	}
	p := &player{t: t, repo: f, now: now}
	p.round(nil)
	f.add(249, 1000, false, false)
	for range 250/maxLooks + 1 {
		p.round(nil)
		if len(f.asked) > maxLooks+3 {
			t.Fatalf("a round asks %v", f.asked)
		}
	}
	if !slices.Contains(p.ends, 1000) || p.state.Owed != 0 {
		t.Errorf("ended %v; owed %d", p.ends, p.state.Owed)
	}
}

// TestDeletedBranchesAreForgotten: what was seen of branches that TCA does not list any more is dropped by the next search.
func TestDeletedBranchesAreForgotten(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	f := &fakeRepo{jobs: map[int64][]int64{10: {98}, 20: {90}, 30: {91}}, running: map[int64]bool{}, gone: map[int64]bool{}, last: 10, at: now}
	p := &player{t: t, repo: f, now: now}
	p.round(nil)
	f.add(20, 101, false, true)
	p.round(nil)
	delete(f.jobs, 20)
	f.add(30, 102, false, false)
	f.add(30, 103, false, false)
	f.add(30, 104, false, false)
	p.round(nil)
	if _, known := p.state.Branches[20]; known {
		t.Errorf("it is still known: %+v", p.state)
	}
}
