package target

import (
	"slices"
	"tcabot/api"
	"tcabot/commands/command/commandtest"
	"testing"
)

// TestTeamBranches walks the branches of several teams, one window after the other: none is lost, none comes twice.
func TestTeamBranches(t *testing.T) {
	_, _, r := commandtest.SampleTCA(t, commandtest.MemberOf)
	var teams []api.TeamRef
	for _, name := range []string{"one_repo", "hellotca", "empty-team", "hostile", "oldteam"} {
		teams = append(teams, api.TeamRef{Org: "K9fQ2mXz7Lp", Team: name})
	}
	var want []int64
	for _, team := range teams[:4] {
		page, err := r.TCA.TeamProjects(t.Context(), team, api.TeamProjectFilter{}, api.Window{Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range page.Items {
			want = append(want, p.ID)
		}
	}
	for _, limit := range []int{1, 7, 40, 500} {
		var got []int64
		for offset := 0; offset < len(want); offset += limit {
			w, err := TeamBranches(t.Context(), r, teams, offset, limit)
			if err != nil || w.Total != len(want) || w.Offset != offset {
				t.Fatalf("limit %d, offset %d: got %d branches from %d, %v", limit, offset, w.Total, w.Offset, err)
			}
			if len(w.Lost) != 1 || w.Lost[0].Team != "oldteam" {
				t.Errorf("got %v lost, want the team that is closed", w.Lost)
			}
			for _, b := range w.Items {
				got = append(got, b.ID)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("limit %d: got %v, want %v", limit, got, want)
		}
	}
	if w, err := TeamBranches(t.Context(), r, teams, 100_000, 40); err != nil || w.Offset != (len(want)-1)/40*40 || len(w.Items) == 0 {
		t.Errorf("beyond the end: got %d branches from %d, %v", len(w.Items), w.Offset, err)
	}
}
