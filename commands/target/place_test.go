package target

import (
	"tcabot/api/apitest"
	"testing"
)

// TestTeamOfBranch: a branch knows what its team is called, whether it was found by a name or by its ID. When TCA does not
// say, it is called by its ID.
func TestTeamOfBranch(t *testing.T) {
	f := newFindTest(t)
	f.r.Stay("overview")
	word := "payments-api@master"
	named, err := f.f.Branch(t.Context(), f.r, &word)
	if err != nil {
		t.Fatal(err)
	}
	byID, err := f.f.Branch(t.Context(), f.r, &word)
	if err != nil {
		t.Fatal(err)
	}
	const want = "Core platform 基础平台部"
	if named.TeamName() != want || byID.TeamName() != want {
		t.Errorf("called %q by name and %q by ID, want %q", named.TeamName(), byID.TeamName(), want)
	}
}

// TestTeamIsNotKnown: a branch is shown also when TCA does not answer about its repository.
func TestTeamIsNotKnown(t *testing.T) {
	f := newFindTest(t)
	f.r.Stay("overview")
	word := "payments-api@master"
	if _, err := f.f.Branch(t.Context(), f.r, &word); err != nil {
		t.Fatal(err)
	}
	f.srv.Inject(apitest.Fault{Path: "/projects/"}) // comes first, and answers rightly
	f.srv.Inject(apitest.Fault{Path: "/repos/1/", Status: 403})
	at, err := f.f.Branch(t.Context(), f.r, &word)
	if err != nil || at.TeamName() != "bigteam" {
		t.Errorf("called %q, %v", at.TeamName(), err)
	}
}
