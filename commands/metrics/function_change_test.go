package metrics

import (
	"net/http"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/action"
	"tcabot/commands/action/actiontest"
	"tcabot/commands/command/commandtest"
	"testing"
	"time"
)

// TestReadBack: TCA ignores a function, and rejects the request that reads it back. The change was made, and is not shown as one
// that was rejected or not attempted.
func TestReadBack(t *testing.T) {
	for name, status := range map[string]int{"forbidden": http.StatusForbidden, "rate limited": http.StatusTooManyRequests, "unavailable": http.StatusBadGateway} {
		t.Run(name, func(t *testing.T) {
			srv, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
			p := sample.Rich
			at := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: p.Org, Team: p.Team}, ID: p.RepoID}, ID: p.ProjectID}
			found, err := r.TCA.Functions(t.Context(), at, api.FunctionFilter{Status: []api.FuncStatus{api.FuncAttention}}, api.Window{Limit: 1})
			if err != nil || len(found.Items) == 0 {
				t.Fatalf("%d functions, %v", len(found.Items), err)
			}
			fault := apitest.Refused(status, "no")
			fault.Method, fault.Path, fault.After, fault.Times = http.MethodGet, "/ccissues/", 1, 1
			defer srv.Inject(fault)()
			to := functionThing().ignoring(r, at, "ignore", true)
			res, err := (action.Runner{Store: &actiontest.Store{}, Now: time.Now}).Run(t.Context(), r, action.Action{Kind: to.Kind, Key: "k"}, to.Steps([]int64{found.Items[0].ID}))
			if err != nil || res.Changes[0].Outcome != action.Done {
				t.Errorf("%+v, %v", res.Changes, err)
			}
		})
	}
}
