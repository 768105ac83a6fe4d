package gate_test

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/gate"
	"tcabot/commands/target"
	"testing"
)

func branchRef(repo, project int64) api.ProjectRef {
	return api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "o", Team: "t"}, ID: repo}, ID: project}
}

func scope(repo, project int64) gate.Scope {
	return gate.Scope{Target: target.Target{Org: "o", Team: "t", Repo: repo, Project: project}}
}

func held(s gate.Scope, most float64) gate.Setting {
	return gate.Setting{Workspace: "T1", Scope: s, Terms: gate.Terms{Limits: gate.Gate{{What: gate.New, Most: most}}}}
}

// TestMostSpecific: the gate of a branch comes before that of its repository, then that of the team, then the channel's.
func TestMostSpecific(t *testing.T) {
	all := gate.Settings{held(gate.Scope{Channel: "C1"}, 4), held(scope(0, 0), 3), held(scope(7, 0), 2), held(scope(7, 70), 1)}
	removed := held(scope(8, 80), 0)
	removed.Limits = nil
	all = append(all, removed)
	for _, tt := range []struct {
		name string
		ref  api.ProjectRef
		all  gate.Settings
		want float64
		none bool
	}{
		{"of the branch", branchRef(7, 70), all, 1, false},
		{"of the repository", branchRef(7, 71), all, 2, false},
		{"of the team", branchRef(9, 90), all, 3, false},
		{"removed from the branch", branchRef(8, 80), all, 3, false},
		{"of the channel", api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "o", Team: "other"}, ID: 7}, ID: 70}, all, 4, false},
		{"none", branchRef(7, 70), gate.Settings{held(scope(8, 0), 1), held(scope(7, 71), 1), removed}, 0, true},
	} {
		got, ok := tt.all.For(tt.ref)
		if ok == tt.none || ok && got.Limits[0].Most != tt.want {
			t.Errorf("%s: %+v, %v", tt.name, got, ok)
		}
	}
	for want, s := range map[gate.Kind]gate.Scope{gate.KindBranch: scope(7, 70), gate.KindRepo: scope(7, 0), gate.KindTeam: scope(0, 0), gate.KindChannel: {Channel: "C1"}} {
		if s.Kind() != want {
			t.Errorf("%+v is a %s", s, s.Kind())
		}
	}
}

func TestReadAgainst(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"scan", "scan"}, {"Digest", "digest"}, {"pin", "pin"}, {"PIN:release", "pin"}, {"pin:v1.4", "pin:v1.4"}, {"pin:V1.4-RC", "pin:v1.4-rc"}, {"pin:发布", "pin:发布"},
	} {
		a, err := gate.ReadAgainst(tt.text)
		if err != nil || a.String() != tt.want {
			t.Errorf("%q: got %q, %v; want %q", tt.text, a, err, tt.want)
		}
	}
	for _, text := range []string{"", "yesterday", "scan:1", "digest:1", "pin:", "pin:12", "pin:a b", "pin:a,b", "pin:a:b", "pin:-a", "pin:" + strings.Repeat("a", 41), "pin:<@U1>"} {
		if a, err := gate.ReadAgainst(text); err == nil {
			t.Errorf("%q is taken for %q", text, a)
		}
	}
}
