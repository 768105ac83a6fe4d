package overview

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/target"
	"testing"
)

// noDefaults is a person without settings.
type noDefaults struct{ target.Settings }

func (noDefaults) Target(context.Context, target.Subject) (target.Target, error) {
	return target.Target{}, nil
}

// TestMineCountsAllNames: what is mine grows by the open issues of each of my names, branch by branch.
func TestMineCountsAllNames(t *testing.T) {
	_, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
	d := deps{Finder: target.Finder{Site: r.TCA.Site(), Settings: noDefaults{}}}
	count := func(names ...string) map[int64]int {
		t.Helper()
		asked := *r
		asked.Names = names
		card, err := d.mine(t.Context(), &asked, &mineArgs{Team: sample.Org + "/hellotca"})
		if err != nil {
			t.Fatal(err)
		}
		by := map[int64]int{}
		for _, b := range card.found {
			by[b.Ref.ID] = b.Issues
			for _, name := range names {
				page, err := r.TCA.Issues(t.Context(), b.Ref, api.IssueFilter{State: []api.IssueState{api.IssueActive}, Author: name}, api.Window{})
				if err != nil {
					t.Fatal(err)
				}
				if !strings.EqualFold(name, r.Username) {
					by[b.Ref.ID] -= page.Total
				}
			}
		}
		return by
	}
	alone := count()
	grown := 0
	for _, names := range [][]string{{"wangfang"}, {"wangfang", "zhao_min"}, {"TCA_Member"}, {"nobody"}} {
		for id, n := range count(names...) {
			if n != alone[id] {
				t.Errorf("%q: branch %d has %d issues more than the names have", names, id, n-alone[id])
			}
			grown++
		}
	}
	if len(alone) == 0 || grown <= 4*len(alone) {
		t.Errorf("%d branches, and %d with further names: the test shows nothing", len(alone), grown)
	}
}
