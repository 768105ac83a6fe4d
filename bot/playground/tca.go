package playground

import (
	"net/http"
	"slices"
	"strconv"
	"tcabot/api/apitest"
	"time"
)

// outcome is a way in which the next scan of a branch can go.
type outcome struct {
	Name, Label string
	plan        apitest.Plan
}

// outcomeGroup has the outcomes of one kind.
type outcomeGroup struct {
	Label    string
	Outcomes []outcome
}

// usual is the outcome of scans that nothing else was chosen for.
const usual = "success"

// waits is the outcome of a scan that is not served at once.
const waits = "queued"

// outcomes lists those of the fake TCA's outcomes that people can choose from, in plain words.
func outcomes() []outcomeGroup {
	plans := map[string]apitest.Plan{waits: {Queued: time.Minute, Opens: 4, Severity: 1}}
	for _, o := range apitest.Outcomes() {
		plans[o.Name] = o.Plan
	}
	groups := []outcomeGroup{
		{"Succeeds", []outcome{
			{Name: usual, Label: "3 new issues, 2 fixed"},
			{Name: "new fatal issues", Label: "4 new fatal issues"},
			{Name: "fixed", Label: "5 issues fixed, none new"},
			{Name: waits, Label: "4 new fatal issues, after a minute's wait"},
		}},
		{"Fails", []outcome{
			{Name: "no credential", Label: "No credential for the code host"},
			{Name: "repository unreadable", Label: "Repository can't be read"},
			{Name: "account does not fit", Label: "Credential doesn't fit the repository"},
			{Name: "branch gone", Label: "Branch is gone"},
			{Name: "no node", Label: "No node is available"},
		}},
		{"Hangs", []outcome{
			{Name: "stalled", Label: "Stalls for 15 minutes"}, {Name: "never cancelled", Label: "Can't be cancelled"},
		}},
	}
	for _, g := range groups {
		for i := range g.Outcomes {
			g.Outcomes[i].plan = plans[g.Outcomes[i].Name]
		}
	}
	return groups
}

// plannable lists the sample branches whose next scan can be chosen.
func plannable(s apitest.Sampled) []apitest.SampleProject {
	if s.Rich.ProjectID == 0 {
		return nil // a page without TCA
	}
	return []apitest.SampleProject{s.Rich, s.Slim, s.Never}
}

// examples are lines to begin with.
func examples() []string {
	return []string{
		"/tca login", "/tca overview payments-api@master", "/tca gate set payments-api@master new=0", "/tca follow payments-api@master what:all",
		"/tca scan payments-api@master", "/tca watch", "@tca issues payments-api@master",
	}
}

// shownBranch is a branch with what is chosen for its next scan.
type shownBranch struct {
	ID                   int64
	Name, Remark, Chosen string
}

// branches shows the branches whose next scan can be chosen.
func (p *page) branches() []shownBranch {
	var out []shownBranch
	for _, b := range plannable(p.sample) {
		shown := shownBranch{ID: b.ProjectID, Name: b.Repo + "@" + b.Branch, Chosen: usual}
		if b.Scheme != "默认方案" {
			shown.Remark = b.Scheme
		}
		if b == p.sample.Never {
			shown.Remark = "first scan"
		}
		if plans := p.tca.Planned(b.ProjectID); len(plans) > 0 {
			for _, g := range outcomes() {
				for _, o := range g.Outcomes {
					if o.plan == plans[0] {
						shown.Chosen = o.Name
					}
				}
			}
		}
		out = append(out, shown)
	}
	return out
}

// plan chooses how the next scan of a branch goes.
func (p *page) plan(w http.ResponseWriter, r *http.Request) {
	id, _ := strconv.ParseInt(r.FormValue("project"), 10, 64)
	known := slices.ContainsFunc(plannable(p.sample), func(b apitest.SampleProject) bool { return b.ProjectID == id })
	for _, g := range outcomes() {
		for _, o := range g.Outcomes {
			if known && o.Name == r.FormValue("outcome") {
				p.tca.Replan(id, o.plan)
				w.WriteHeader(http.StatusNoContent)
				return
			}
		}
	}
	http.Error(w, "There is no such branch or outcome.", http.StatusBadRequest)
}
