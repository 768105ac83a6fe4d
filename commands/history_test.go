package commands

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
	"testing"
)

// TestHistorySheets checks that the files have as many rows as there are scans and jobs, and a cell for each column.
func TestHistorySheets(t *testing.T) {
	_, sample, r := sampleTCA(t, memberOf)
	book, err := New(Deps{Site: r.TCA.Site()})
	if err != nil {
		t.Fatal(err)
	}
	word := projectWord(api.ProjectRef{
		Repo: api.RepoRef{TeamRef: api.TeamRef{Org: sample.Waiting.Org, Team: sample.Waiting.Team}, ID: sample.Waiting.RepoID}, ID: sample.Waiting.ProjectID,
	})
	for _, tt := range []struct {
		line string
		want []string // in some row, in this order
	}{
		{"scans " + word, []string{"waiting", "incremental"}},
		{"scans " + word, []string{"0", "success"}},
		{"jobs " + word, []string{"waiting for a node"}},
		{"jobs " + word + " --failed", []string{"finished"}},
	} {
		t.Run(tt.line, func(t *testing.T) {
			_, rows := walkSheet(t, book, *r, tt.line)
			met := slices.ContainsFunc(rows, func(row []string) bool {
				at := slices.Index(row, tt.want[0])
				return at >= 0 && len(row) >= at+len(tt.want) && slices.Equal(row[at:at+len(tt.want)], tt.want)
			})
			if !met {
				t.Errorf("no row of %d has %q", len(rows), tt.want)
			}
		})
	}
}

// TestTeamBranches walks the branches of several teams, one window after the other: none is lost, none comes twice.
func TestTeamBranches(t *testing.T) {
	_, _, r := sampleTCA(t, memberOf)
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
			w, err := teamBranches(t.Context(), r, teams, offset, limit)
			if err != nil || w.Total != len(want) || w.Offset != offset {
				t.Fatalf("limit %d, offset %d: got %d branches from %d, %v", limit, offset, w.Total, w.Offset, err)
			}
			if len(w.lost) != 1 || w.lost[0].Team != "oldteam" {
				t.Errorf("got %v lost, want the team that is closed", w.lost)
			}
			for _, b := range w.Items {
				got = append(got, b.ID)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("limit %d: got %v, want %v", limit, got, want)
		}
	}
	if w, err := teamBranches(t.Context(), r, teams, 100_000, 40); err != nil || w.Offset != (len(want)-1)/40*40 || len(w.Items) == 0 {
		t.Errorf("beyond the end: got %d branches from %d, %v", len(w.Items), w.Offset, err)
	}
}

// TestMinePager walks pages of which some are about the same branches.
func TestMinePager(t *testing.T) {
	for _, tt := range []struct {
		name                string
		offset, from, found int
		want                string
	}{
		{"all on one page", 0, 0, 20, "next 40"},
		{"more than fits", 0, 0, 21, "next 20"},
		{"the rest", 0, 20, 40, "previous 0, next 40"},
		{"another window", 40, 0, 3, "previous 0, next 80"},
		{"its rest", 40, 20, 21, "previous 40, next 80"},
		{"the last", 80, 0, 0, "previous 40"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := mineCard{offset: tt.offset, from: tt.from, found: make([]mineCounts, tt.found), total: 90}
			var got []string
			for _, c := range d.pager(spec.Screen{Line: "mine"}) {
				b := c.(kit.Button)
				state, err := spec.ReadState(b.Value)
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, fmt.Sprint(strings.TrimPrefix(b.ID, "run/"), " ", state.Offset))
			}
			if strings.Join(got, ", ") != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestCodeRanges reads what people write for result codes.
func TestCodeRanges(t *testing.T) {
	for _, tt := range []struct {
		text string
		want string
	}{
		{"", "<nil> <nil>"},
		{"211", "211 211"},
		{"0", "0 0"},
		{"-1", "-1 -1"},
		{"200-299", "200 299"},
		{"299..200", "200 299"},
		{"-5--1", "-5 -1"},
		{"200–299", "200 299"},
		{"banana", "error"},
		{"211,212", "error"},
		{"123456", "error"},
		{"1-", "error"},
	} {
		t.Run(tt.text, func(t *testing.T) {
			a := jobsArgs{Code: tt.text}
			got := "error"
			if err := a.readCodes(); err == nil {
				from, _ := json.Marshal(a.codeFrom)
				to, _ := json.Marshal(a.codeUpTo)
				got = strings.ReplaceAll(string(from)+" "+string(to), "null", "<nil>")
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
