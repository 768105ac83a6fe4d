package assignment

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/secret"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// bench is a branch whose issues a test assigns.
type bench struct {
	*apitest.Server
	tca, admin *api.Client
	branch     api.ProjectRef
	issues     []api.Issue
}

func newBench(t *testing.T) *bench {
	t.Helper()
	s, err := apitest.New(apitest.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	sample := apitest.Sample(s)
	tca, err := api.New(api.Config{URL: s.URL(), Timeout: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	p := sample.Rich
	b := &bench{Server: s, tca: tca.As(secret.New(sample.Member), ""), admin: tca.As(secret.New(sample.Admin), "")}
	b.branch = api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: p.Org, Team: p.Team}, ID: p.RepoID}, ID: p.ProjectID}
	page, err := b.admin.Issues(t.Context(), b.branch, api.IssueFilter{State: []api.IssueState{api.IssueActive}, Order: []api.Order{api.OrderID}}, api.Window{Limit: 40})
	if err != nil || len(page.Items) < 20 {
		t.Fatalf("%d issues: %v", len(page.Items), err)
	}
	b.issues = page.Items
	return b
}

// assign makes somebody the author of issues.
func (b *bench) assign(t *testing.T, to string, numbers ...int) {
	t.Helper()
	for _, n := range numbers {
		if _, err := b.admin.AssignIssue(t.Context(), b.issues[n].Ref(b.branch), to); err != nil {
			t.Fatal(err)
		}
	}
}

func (b *bench) look(t *testing.T, before Marks, names ...string) Look {
	t.Helper()
	l, err := LookAt(t.Context(), b.tca, b.branch, names, before)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// fresh are the numbers of the issues that are new in a look.
func (b *bench) fresh(l Look) []int {
	var all []int
	for _, f := range l.Fresh {
		all = append(all, slices.IndexFunc(b.issues, func(i api.Issue) bool { return i.ID == f.ID }))
	}
	slices.Sort(all)
	return all
}

// TestLookFindsNew: the first look only notes what is there; later ones find what was assigned since, old issues and those that
// came back, too, and never the same twice.
func TestLookFindsNew(t *testing.T) {
	b := newBench(t)
	b.assign(t, "wang.one", 1, 2)
	first := b.look(t, nil, "wang.one", "Wang.Two")
	if len(first.Fresh) != 0 || first.Asked != 2 {
		t.Fatalf("the first look finds %v with %d requests", first.Fresh, first.Asked)
	}
	b.assign(t, "WANG.one", 0, 7) // older than those that were seen, and newer
	second := b.look(t, first.Marks, "wang.one", "Wang.Two")
	if got := b.fresh(second); !cmp.Equal(got, []int{0, 7}) {
		t.Errorf("found %v", got)
	}
	if second.Fresh[0].Severity == 0 {
		t.Error("it has no severity")
	}
	b.assign(t, "wang.two", 7) // from one name of theirs to another
	b.assign(t, "zhang", 1)
	third := b.look(t, second.Marks, "wang.one", "Wang.Two")
	if got := b.fresh(third); len(got) != 0 {
		t.Errorf("found %v again", got)
	}
	for n, want := range map[int]bool{1: true, 2: false, 7: false, 9: true} {
		if got := third.Gone(b.issues[n].ID); got != want {
			t.Errorf("issue %d is gone: %t", n, got)
		}
	}
	b.assign(t, "wang.one", 1) // it came back
	if got := b.fresh(b.look(t, third.Marks, "wang.one", "Wang.Two")); !cmp.Equal(got, []int{1}) {
		t.Errorf("found %v", got)
	}
}

// TestLookNewName: what a further name has is not new.
func TestLookNewName(t *testing.T) {
	b := newBench(t)
	b.assign(t, "wang.one", 1)
	b.assign(t, "wang.two", 2, 3)
	first := b.look(t, nil, "wang.one")
	b.assign(t, "wang.one", 4)
	second := b.look(t, first.Marks, "wang.one", "wang.two")
	if got := b.fresh(second); !cmp.Equal(got, []int{4}) {
		t.Errorf("found %v", got)
	}
	b.assign(t, "wang.two", 5)
	if got := b.fresh(b.look(t, second.Marks, "wang.one", "wang.two")); !cmp.Equal(got, []int{5}) {
		t.Errorf("found %v", got)
	}
}

// TestLookTrouble: a name that TCA does not answer for stays as it was, and what it has is found afterwards.
func TestLookTrouble(t *testing.T) {
	b := newBench(t)
	b.assign(t, "wang.one", 1)
	first := b.look(t, nil, "wang.one", "wang.two")
	b.assign(t, "wang.one", 2)
	b.assign(t, "wang.two", 3)
	down := apitest.Down()
	down.Query = "author=wang.one"
	mend := b.Inject(down)
	second, err := LookAt(t.Context(), b.tca, b.branch, []string{"wang.one", "wang.two"}, first.Marks)
	mend()
	if !errors.Is(err, api.ErrUnavailable) || !cmp.Equal(b.fresh(second), []int{3}) || second.Gone(b.issues[9].ID) {
		t.Errorf("found %v, %v", b.fresh(second), err)
	}
	if got := b.fresh(b.look(t, second.Marks, "wang.one", "wang.two")); !cmp.Equal(got, []int{2}) {
		t.Errorf("found %v", got)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := LookAt(ended, b.tca, b.branch, []string{"wang.one"}, first.Marks); err == nil {
		t.Error("a look whose time is over answers")
	}
}

// TestFloor: of more issues than a look compares, those that it did not see are neither new nor gone.
func TestFloor(t *testing.T) {
	page := api.Page[api.Issue]{Total: 600}
	for id := range int64(Window) {
		page.Items = append(page.Items, api.Issue{ID: 1000 - id})
	}
	mark := markOf(page)
	if mark.Floor != 501 {
		t.Fatalf("the floor is %d", mark.Floor)
	}
	marks := Marks{"wang": mark}
	gone := Look{Marks: marks}.gone(true)
	if gone(400) || gone(700) || !gone(2000) {
		t.Errorf("gone: %t %t %t", gone(400), gone(700), gone(2000))
	}
	if whole := markOf(api.Page[api.Issue]{Total: 2, Items: page.Items[:2]}); whole.Floor != 0 {
		t.Errorf("the floor of a whole list is %d", whole.Floor)
	}
}

// TestReport names the worst that are still open and the person's own.
func TestReport(t *testing.T) {
	b := newBench(t)
	b.assign(t, "wang.one", 0, 1, 2, 3, 4, 5, 6, 7, 8)
	var found []Found
	for _, i := range b.issues[:9] {
		found = append(found, Found{Issue: Issue{ID: i.ID, Severity: i.Severity}, Branch: Branch{Ref: b.branch, Name: "payments-api"}})
	}
	Sort(found)
	number := func(f Found) int { return slices.IndexFunc(b.issues, func(i api.Issue) bool { return i.ID == f.ID }) }
	b.assign(t, "zhang", number(found[0]))
	if _, err := b.admin.ResolveIssue(t.Context(), api.IssueRef{Project: b.branch, ID: found[2].ID}, api.ResolutionWontFix, api.ScopeBranch, ""); err != nil {
		t.Fatal(err)
	}
	r, err := NewReport(t.Context(), b.tca, []string{"Wang.One"}, found)
	if err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, n := range r.Named {
		got = append(got, strconv.FormatInt(n.ID, 10))
	}
	for _, n := range []int{1, 3, 4} {
		want = append(want, strconv.FormatInt(found[n].ID, 10))
	}
	if r.Total != 7 || !cmp.Equal(got, want) {
		t.Errorf("%d in total, %s, want %s", r.Total, strings.Join(got, " "), strings.Join(want, " "))
	}
	defer b.Inject(apitest.Down())()
	if _, err := NewReport(t.Context(), b.tca, []string{"wang.one"}, found); !errors.Is(err, api.ErrUnavailable) {
		t.Errorf("while TCA is down: %v", err)
	}
}
