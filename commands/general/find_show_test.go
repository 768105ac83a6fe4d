package general

import (
	"slices"
	"testing"
)

// TestDepth: what a form offers to show follows how far down its fields go.
func TestDepth(t *testing.T) {
	for _, tt := range []struct {
		name string
		args findArgs
		want depth
		has  []view
		not  []view
	}{
		{"nothing", findArgs{}, anything, views(), nil},
		{"a team", findArgs{Team: "o/a"}, ofTeam, []view{viewRepos, viewTeam, viewMine, viewGate}, []view{viewIssues, viewProjects}},
		{"a repository", findArgs{Team: "o/a", Repo: "o/a#1"}, ofRepo, []view{viewIssues, viewProjects, viewGate}, []view{viewRepos}},
		{"a branch", findArgs{Team: "o/a", Repo: "o/a#1", Branch: "o/a#1/2"}, ofBranch, []view{viewIssues, viewJobs, viewComplexity, viewGate}, []view{viewRepos, viewSchemes}},
		{"a team that was searched", findArgs{Target: "o/a"}, ofTeam, []view{viewRepos}, []view{viewIssues}},
		{"a repository that was searched", findArgs{Target: "o/a#1"}, ofRepo, []view{viewIssues}, []view{viewTeam}},
		{"a branch that was searched", findArgs{Target: "o/a#1/2"}, ofBranch, []view{viewIssues}, []view{viewSchemes}},
		{"an issue", findArgs{Target: "881000"}, anything, views(), nil},
		{"a page", findArgs{Target: "https://tca.example.com/t/o/p/a"}, anything, views(), nil},
	} {
		if got := tt.args.depth(); got != tt.want {
			t.Errorf("%s: depth %d, want %d", tt.name, got, tt.want)
		}
		offered := slices.DeleteFunc(views(), func(v view) bool { return !v.fits(tt.want) })
		for _, v := range tt.has {
			if !slices.Contains(offered, v) {
				t.Errorf("%s: %s is not offered", tt.name, v)
			}
		}
		for _, v := range tt.not {
			if slices.Contains(offered, v) {
				t.Errorf("%s: %s is offered", tt.name, v)
			}
		}
	}
}

// TestSettle: what was chosen from the top down is one word, the deepest, as is what somebody typed in that way.
func TestSettle(t *testing.T) {
	for want, a := range map[string]findArgs{
		"":            {},
		"o/a":         {Team: "o/a"},
		"o/a#1":       {Team: "o/a", Repo: "o/a#1"},
		"o/a#1/2":     {Team: "o/a", Repo: "o/a#1", Branch: "o/a#1/2"},
		"x":           {Target: "x", Team: "o/a"},
		"o/a#3/4":     {Team: "o/a", Branch: "o/a#3/4"},
		"pay@master":  {Repo: "pay", Branch: "master"},
		"pay@fix/#12": {Repo: "pay", Branch: "fix/#12"},
		"core/pay":    {Team: "core", Repo: "pay"},
		"pay@x":       {Branch: "pay@x"},
	} {
		if a.settle(); a.Target != want || a.Team+a.Repo+a.Branch != "" {
			t.Errorf("got %+v, want %q", a, want)
		}
	}
}
