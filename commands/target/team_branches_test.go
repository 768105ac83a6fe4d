package target

import (
	"fmt"
	"slices"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/command/commandtest"
	"testing"
)

// TestTeamBranches lists the branches of several teams: none is lost, none comes twice, and a list that TCA does not return,
// wholly or in part, is named.
func TestTeamBranches(t *testing.T) {
	for _, tt := range []struct {
		name  string
		teams []string
		fault string // in the path of what fails
		query string
		lost  []string
	}{
		{"several", []string{"one_repo", "hellotca", "empty-team", "hostile"}, "", "", nil},
		{"one of them closed", []string{"one_repo", "oldteam", "hellotca"}, "", "", []string{"oldteam"}},
		{"of several pages", []string{"bigteam", "hellotca"}, "", "", nil},
		{"one fails", []string{"bigteam", "hellotca"}, "/teams/hellotca/projects/", "", []string{"hellotca"}},
		{"a later page fails", []string{"hellotca", "bigteam"}, "/teams/bigteam/projects/", "offset=100", []string{"bigteam"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
			var teams []api.TeamRef
			want, total := map[int64]bool{}, 0
			for _, name := range tt.teams {
				team := api.TeamRef{Org: sample.Org, Team: name}
				teams = append(teams, team)
				page, err := r.TCA.TeamProjects(t.Context(), team, api.TeamProjectFilter{}, api.Window{Limit: 1000})
				if err != nil || slices.Contains(tt.lost, name) && tt.query == "" {
					continue
				}
				total += page.Total
				for i, p := range page.Items {
					if !slices.Contains(tt.lost, name) || i < 100 || i >= 200 {
						want[p.ID] = true
					}
				}
			}
			if tt.fault != "" {
				f := apitest.Refused(500, "broken")
				f.Path, f.Query = tt.fault, tt.query
				srv.Inject(f)
			}
			got, err := TeamBranches(t.Context(), r, teams)
			if err != nil || got.Total != total || len(got.Items) != len(want) {
				t.Fatalf("got %d of %d branches, want %d of %d, %v", len(got.Items), got.Total, len(want), total, err)
			}
			var lost []string
			for _, l := range got.Lost {
				lost = append(lost, l.Team)
			}
			if !slices.Equal(lost, tt.lost) {
				t.Errorf("lost %q, want %q", lost, tt.lost)
			}
			for _, b := range got.Items {
				if !want[b.ID] {
					t.Errorf("branch %d is not in the lists, or comes twice", b.ID)
				}
				delete(want, b.ID)
			}
		})
	}
	t.Run("all fail", func(t *testing.T) {
		_, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
		if got, err := TeamBranches(t.Context(), r, []api.TeamRef{{Org: sample.Org, Team: "oldteam"}}); err == nil {
			t.Errorf("got %+v", got)
		}
	})
}

// TestBranchesBeyondTheBound: of more branches than are looked at the first ones are listed, and all are counted.
func TestBranchesBeyondTheBound(t *testing.T) {
	for _, tt := range []struct {
		totals []int
		want   int
	}{{[]int{2000}, 2000}, {[]int{5000}, 2000}, {[]int{1950, 100}, 2000}, {[]int{150, 1, 300}, 451}, {[]int{2000, 2000}, 2000}} {
		t.Run(fmt.Sprint(tt.totals), func(t *testing.T) {
			var first, others []teamPage
			all, id := 0, int64(0)
			for i, total := range tt.totals {
				for offset := 0; offset < total; offset += branchPage {
					p := teamPage{team: i}
					p.Total = total
					for range min(branchPage, total-offset) {
						id++
						p.Items = append(p.Items, api.TeamProject{ID: id})
					}
					if offset == 0 {
						first = append(first, p)
					} else {
						others = append(others, p)
					}
				}
				all += total
			}
			got, _ := collect(make([]api.TeamRef, len(tt.totals)), first, others)
			if len(got.Items) != tt.want || got.Total != all {
				t.Errorf("%d of %d", len(got.Items), got.Total)
			}
		})
	}
}
