package issues

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/action/actiontest"
	"tcabot/commands/command/commandtest"
	"testing"
	"time"
)

// TestUndoScope: an issue that was resolved in its branch only is resolved there only, after a resolution for the whole repository
// was taken back; one that was open is opened in the whole repository.
func TestUndoScope(t *testing.T) {
	for name, tt := range map[string]struct {
		before api.Resolution
		wide   int
	}{"resolved in the branch": {api.ResolutionFalsePositive, 1}, "open": {api.ResolutionNone, 2}} {
		t.Run(name, func(t *testing.T) {
			_, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
			p := sample.Rich
			at := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: p.Org, Team: p.Team}, ID: p.RepoID}, ID: p.ProjectID}
			open, err := r.TCA.Issues(t.Context(), at, api.IssueFilter{State: []api.IssueState{api.IssueActive}}, api.Window{Limit: 1})
			if err != nil || len(open.Items) == 0 {
				t.Fatalf("%d issues, %v", len(open.Items), err)
			}
			id := open.Items[0].ID
			if tt.before != api.ResolutionNone {
				if _, err := r.TCA.ResolveIssue(t.Context(), api.IssueRef{Project: at, ID: id}, tt.before, api.ScopeBranch, ""); err != nil {
					t.Fatal(err)
				}
			}
			d := action.Runner{Store: &actiontest.Store{}, Now: time.Now}
			to := resolving(r, at, api.ResolutionWontFix, api.ScopeRepo, "")
			of := action.Action{Kind: to.Kind, Value: to.Asked, Key: "k"}
			of.Target.Org, of.Target.Team, of.Target.Repo, of.Target.Project = at.Repo.Org, at.Repo.Team, at.Repo.ID, at.ID
			done, err := d.Run(t.Context(), r, of, to.Steps([]int64{id}))
			if err != nil || done.Count(action.Done) != 1 {
				t.Fatalf("%+v, %v", done.Changes, err)
			}
			was := done.Changes[0]
			steps, err := undoState(t.Context(), r, done.Action, []action.Change{{Object: id, Field: was.Field, Before: was.After, After: was.Before}})
			if err != nil {
				t.Fatal(err)
			}
			back, err := d.Run(t.Context(), r, action.Action{Kind: "undo", Undoes: done.ID, Key: "u"}, steps)
			if err != nil || back.Count(action.Done) != 1 {
				t.Fatalf("%+v, %v", back.Changes, err)
			}
			page, err := r.TCA.IssueComments(t.Context(), api.IssueRef{Project: at, ID: id}, api.Window{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			wide := 0 // how many changes were for the whole repository
			for _, c := range page.Items {
				if strings.Contains(c.Message, "[全局范围]") {
					wide++
				}
			}
			if wide != tt.wide {
				t.Errorf("%d changes were for the whole repository, want %d: %+v", wide, tt.wide, page.Items)
			}
		})
	}
}
