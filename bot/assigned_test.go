package bot_test

import (
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// newAssignedWorld is a world that looks for assigned issues all the time, with a team in which nothing happens by itself,
// and a function that assigns some of them to the member.
func newAssignedWorld(t *testing.T) (w *world, assign func(n int)) {
	t.Helper()
	w, tca := newFollowWorld(t, func(w *world) {
		w.times.Assigned, w.times.AssignedIdle = 250*time.Millisecond, 250*time.Millisecond
	})
	w.tca.AddTeam(apitest.Team{Org: w.sample.Org, Name: "still", DisplayName: "Still", Members: []string{"tca_member"}})
	repo := w.tca.AddRepo(w.sample.Org, "still", apitest.Repo{
		Name: "parcels", URL: "http://git.example.com/parcels", Creator: "tca_admin", Created: w.clock.now(), Branches: []apitest.Branch{{Name: "master", Schemes: []string{"默认方案"}}},
	})
	p := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: w.sample.Org, Team: "still"}, ID: repo}, ID: apitest.ProjectID(repo, 0, 0)}
	w.tca.SetAnalysis(p.ID, apitest.Analysis{Issues: 60, Scans: 3, Until: w.clock.now()})
	page, err := tca.Issues(t.Context(), p, api.IssueFilter{State: []api.IssueState{api.IssueActive}, Order: []api.Order{api.OrderID}}, api.Window{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	others := slices.DeleteFunc(page.Items, func(i api.Issue) bool { return i.Author == "tca_member" })
	want(t, w.say(t, member, "use still"), "Still")
	return w, func(n int) {
		t.Helper()
		for _, i := range others[:n] {
			if _, err := tca.AssignIssue(t.Context(), i.Ref(p), "tca_member"); err != nil {
				t.Fatal(err)
			}
		}
		others = others[n:]
	}
}

// noted waits until the branch with the issues was asked about from now on.
func (w *world) noted(tb testing.TB) {
	tb.Helper()
	asked := func() int {
		return w.tca.CountMatching(func(r apitest.Request) bool {
			return strings.Contains(r.Path, "/codelint/issues/") && strings.Contains(r.Query, "author=tca_member")
		})
	}
	before := asked()
	w.until(tb, "the branch is asked about twice", func() bool { return asked() > before+1 }) // the first answer is stored before the second question
}

// assigned are the messages about assigned issues.
func (w *world) assigned() []bottest.Message {
	var all []bottest.Message
	for _, m := range w.slack.Messages(member, w.slack.DM(member).ID) {
		if strings.Contains(string(m.Metadata), "tcabot_assignment") {
			all = append(all, m)
		}
	}
	return all
}

// TestAssigned: a person who asked for it is told once about all issues that were assigned to them, opens one of them from
// there, and can switch the notices off from there.
func TestAssigned(t *testing.T) {
	t.Parallel()
	w, assign := newAssignedWorld(t)
	assign(2) // nobody asked for anything yet
	want(t, w.say(t, member, "notices on"), "Notices are on")
	w.noted(t)
	told := w.told(t, member, func() { assign(1) })
	want(t, told, "1 issue was assigned to you", "parcels")
	_, number, _ := strings.Cut(told.PlainText(), "#")
	number = strings.Fields(number)[0]
	want(t, w.press(t, member, told, "run/issue"+number), "#"+number, "parcels")
	w.noted(t)
	if n := len(w.assigned()); n != 1 {
		t.Errorf("%d messages", n)
	}
	want(t, w.press(t, member, told, "run/notices_off"), "Notices are off")
	w.clean(t)
}

// TestAssignedQuiet: in quiet hours nothing is sent; at their end there is one message about all of it.
func TestAssignedQuiet(t *testing.T) {
	t.Parallel()
	w, assign := newAssignedWorld(t)
	want(t, w.say(t, member, "notices on"), "Notices are on")
	w.noted(t)
	now := w.clock.now().UTC()
	hours := now.Add(-time.Hour).Format("15:04") + "-" + now.Add(2*time.Hour).Format("15:04")
	want(t, w.say(t, member, "quiet "+hours), "Quiet hours: "+hours)
	assign(3)
	w.idle(t, "polls")
	w.idle(t, "posts")
	if n := len(w.assigned()); n != 0 {
		t.Fatalf("%d messages in quiet hours", n)
	}
	told := w.told(t, member, func() { w.clock.forward(now.Add(3 * time.Hour)) })
	want(t, told, "3 issues were assigned to you")
	w.clean(t)
}

// TestAssignedDeadToken: whoever's token TCA rejects is told so, once, and what to do. After that they are told what was assigned
// meanwhile.
func TestAssignedDeadToken(t *testing.T) {
	t.Parallel()
	w, assign := newAssignedWorld(t)
	want(t, w.say(t, member, "notices on"), "Notices are on")
	w.noted(t)
	mend := w.tca.Inject(apitest.Fault{User: "tca_member", Status: 401, Body: `{"code":1000,"msg":"认证令牌无效。","status_code":401}`, ContentType: "application/json"})
	said := w.told(t, member, func() { assign(2) })
	want(t, said, "TCA rejects your token", "Connect again")
	want(t, w.say(t, member, "notices"), "TCA rejects your token")
	mend()
	told := w.told(t, member, func() { w.login(t, member, w.sample.Member) })
	want(t, told, "2 issues were assigned to you")
	w.clean(t)
}
