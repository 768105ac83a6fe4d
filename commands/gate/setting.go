package gate

import (
	"cmp"
	"slices"
	"tcabot/api"
	"tcabot/commands/target"
	"time"
)

// Scope is what a gate is set for: an analysed branch, a repository or a team; or a channel, for every branch that is
// judged there.
type Scope struct {
	Target  target.Target // zero for a channel
	Channel string        // empty for a target
}

// ScopeOf is the scope of an analysed branch.
func ScopeOf(ref api.ProjectRef) Scope { return Scope{Target: targetOf(ref)} }

func targetOf(ref api.ProjectRef) target.Target {
	return target.Target{Org: ref.Repo.Org, Team: ref.Repo.Team, Repo: ref.Repo.ID, Project: ref.ID}
}

// Covers reports whether a branch is in the scope. A channel covers every branch.
func (s Scope) Covers(ref api.ProjectRef) bool {
	t := s.Target
	if s.Channel != "" {
		return true
	}
	return t.Org == ref.Repo.Org && t.Team == ref.Repo.Team && (t.Repo == 0 || t.Repo == ref.Repo.ID) && (t.Project == 0 || t.Project == ref.ID)
}

// Kind is the word of a kind of scope.
type Kind string

// The kinds of scopes, the most specific first.
const (
	KindBranch  Kind = "branch"
	KindRepo    Kind = "repo"
	KindTeam    Kind = "team"
	KindChannel Kind = "channel"
)

// Kind says which kind of scope it is.
func (s Scope) Kind() Kind {
	switch {
	case s.Channel != "":
		return KindChannel
	case s.Target.Project != 0:
		return KindBranch
	case s.Target.Repo != 0:
		return KindRepo
	default:
		return KindTeam
	}
}

// Terms are what a branch has to meet: limits, and what its figures are compared with.
type Terms struct {
	Limits  Gate
	Against Against
}

// Setting is a gate that somebody set for a scope.
type Setting struct {
	Workspace string
	Scope
	Terms // without limits, the gate was removed

	Name    string    // the target's display name when the gate was set; empty for a channel
	By      string    // Slack user
	At      time.Time // when it was set
	Version int       // grows with each change; 0 when no gate was ever set for the scope
	Former  Former    // what held before the last change
}

// Former is a setting that was changed.
type Former struct {
	Terms
	By string // empty when nothing was set before
	At time.Time
}

// Settings are gates, in any order.
type Settings []Setting

// For finds the gate that holds for a branch: the most specific one that covers it. Those of a channel are about every
// branch, so the settings must not be of several channels.
func (all Settings) For(ref api.ProjectRef) (Setting, bool) {
	rank := []Kind{KindBranch, KindRepo, KindTeam, KindChannel}
	var found Settings
	for _, s := range all {
		if len(s.Limits) > 0 && s.Covers(ref) {
			found = append(found, s)
		}
	}
	if len(found) == 0 {
		return Setting{}, false
	}
	return slices.MinFunc(found, func(a, b Setting) int {
		return cmp.Compare(slices.Index(rank, a.Kind()), slices.Index(rank, b.Kind()))
	}), true
}
