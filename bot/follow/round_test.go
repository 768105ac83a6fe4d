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

func (f *fakeRepo) Projects(context.Context, api.RepoRef, api.ProjectFilter, api.Window) (api.Page[api.Project], error) {
	f.asked = append(f.asked, "branches")
	var page api.Page[api.Project]
	for id := range f.jobs {
		page.Items = append(page.Items, api.Project{ID: id})
	}
	slices.SortFunc(page.Items, func(a, b api.Project) int { return int(a.ID - b.ID) })
	page.Total = len(page.Items)
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
