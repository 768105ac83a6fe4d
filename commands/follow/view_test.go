package follow

import (
	"fmt"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/change"
	"tcabot/commands/change/changetest"
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/people"
	"tcabot/commands/screen"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"tcabot/commands/verdict"
	"testing"
)

// lastScans are the scans of a branch, newest first: the newest found three new issues and fixed five.
func lastScans() []api.Scan {
	newest := changetest.Counted(5014, 6, changetest.Open(1, 2), changetest.Open(34, 104, 137), 5, 58)
	before := changetest.Counted(5013, 30, changetest.Open(), changetest.Open(33, 102, 142), 0, 58)
	newest.JobID, newest.Type, newest.Creator, newest.Created, newest.Execute = 881, api.ScanIncremental, "张伟", screentest.Moments(6), screentest.Lasting(372)
	return []api.Scan{newest, before}
}

// resultOf is how the newest of some scans ended.
func resultOf(t *testing.T, alter func(*Result), scans ...api.Scan) Result {
	t.Helper()
	at := screentest.UsualPlace(t)
	r := Result{Verdict: verdict.Verdict{Site: at.Site, Ref: at.Ref, Name: "payments-api@master", Scan: scans[0]}, End: End{Project: at.Ref.ID, Job: scans[0].JobID}}
	r.Delta, r.Known = change.OfScan(scans, scans[0].ID)
	if alter != nil {
		alter(&r)
	}
	return r
}

func usualFollow(what ...What) Follow {
	return Follow{
		Subscription: subscription.Subscription{
			Kind: subscription.Follow, ID: 3, Owner: "U0MEMBER01", Channel: "C0GENERAL1", Name: "payments-api · master", State: subscription.Active,
			Target: target.Target{Org: "o", Team: "t", Repo: 1, Project: 2},
		},
		What: what,
	}
}

func withWorst(r *Result) {
	for i := range 3 {
		r.Worst = append(r.Worst, verdict.Issue{Line: 120 * (i + 1), Issue: api.Issue{
			ID: int64(881_000 - i), Severity: api.Severities()[min(i, 1)], Message: "Possible nil pointer dereference of the response", Author: []string{"zhangwei", "", "王芳"}[i],
			Path: "internal/payment/gateway/adapter/http_client.go", RuleName: "nil-dereference",
		}})
	}
}

func failedScan(code api.ResultCode, message string) api.Scan {
	c := changetest.Ended(5014, 6, code)
	c.JobID, c.Message, c.Creator, c.Type, c.Created = 881, message, "王芳", api.ScanFull, screentest.Moments(6)
	return c
}

func broke(r *Result) {
	withWorst(r)
	r.Gate, r.Gated, r.Transition = gate.Gate{{What: gate.New}}.Check(r.Delta), true, gate.Broke
	r.Culprits = []gate.Culprit{{Author: "zhangwei", Count: 2}, {Author: "", Count: 1}}
}

// TestPosts are the posts of a follow as people read them.
func TestPosts(t *testing.T) {
	good := []api.Scan{changetest.Counted(5014, 6, changetest.Open(), changetest.Open(1), 4, 0), changetest.Counted(5013, 30, changetest.Open(), changetest.Open(1, 4), 0, 0)}
	failed := append([]api.Scan{failedScan(211, "exit status 1")}, lastScans()...)
	cases := map[string]func(command.Screen) kit.Message{}
	add := func(name string, f Follow, results ...Result) {
		cases["post/"+name] = func(s command.Screen) kit.Message { return ViewPost(s, f, Report{Results: results}) }
	}
	all := usualFollow(ByAll)
	add("good", all, resultOf(t, nil, good...))
	add("failed", all, resultOf(t, nil, failed...))
	add("cancelled", all, resultOf(t, nil, append([]api.Scan{failedScan(301, "User( 王芳 ) Canceled: wrong branch . ")}, lastScans()...)...))
	add("new", usualFollow(ByNew), resultOf(t, withWorst, lastScans()...))
	add("mine", usualFollow(ByMine), resultOf(t, func(r *Result) { withWorst(r); r.Mine, r.Author = 2, "zhangwei" }, lastScans()...))
	add("gate_broken", usualFollow(ByGate), resultOf(t, broke, lastScans()...))
	add("gate_mended", usualFollow(ByGate), resultOf(t, func(r *Result) { r.Gated, r.Transition = true, gate.Mended }, good...))
	add("never_compared", all, resultOf(t, nil, lastScans()[1]))
	add("part_missing", all, resultOf(t, func(r *Result) { r.Missing = []locale.Key{"part.new_issues"} }, lastScans()...))
	add("not_in_analysis", all, Result{Verdict: verdict.Verdict{Site: screentest.UsualPlace(t).Site, Ref: screentest.UsualPlace(t).Ref, Name: "payments-api@master", Scan: api.Scan{JobID: 881, Code: new(api.ResultCode(313))}}})
	add("no_figures", usualFollow(ByNew), resultOf(t, func(r *Result) {
		r.Delta, r.Known, r.NoFigures, r.Scan = change.Delta{}, false, true, api.Scan{JobID: 881, Code: new(api.ResultCode(0))}
	}, good...))
	add("no_result", all, resultOf(t, func(r *Result) {
		r.Delta, r.Known, r.NoFigures, r.Scan = change.Delta{}, false, true, api.Scan{JobID: 881}
	}, good...))
	cases["post/one_left"] = func(s command.Screen) kit.Message { return ViewPost(s, usualFollow(ByNew), Report{Left: 1}) }
	add("several", usualFollow(ByAll), resultOf(t, broke, lastScans()...), resultOf(t, nil, failed...), resultOf(t, nil, good...))
	many := Report{Left: 4}
	for i := range maxResults {
		many.Results = append(many.Results, resultOf(t, func(r *Result) { r.Name = fmt.Sprintf("repo-%d@master", i); r.Ref.ID += int64(i) }, lastScans()...))
	}
	cases["post/backlog"] = func(s command.Screen) kit.Message { return ViewPost(s, usualFollow(ByAll), many) }
	mentioned := Report{Results: []Result{resultOf(t, broke, lastScans()...)}}.Mentioning(people.New([]people.Account{{User: "U0ZHANGWEI", Names: []string{"zhangwei"}, Agreed: true}}))
	cases["post/mentioned"] = func(s command.Screen) kit.Message { return ViewPost(s, usualFollow(ByGate), mentioned) }
	hostile := resultOf(t, broke, lastScans()...)
	hostile.Name, hostile.Scan.Creator, hostile.Culprits[0].Author = "<!channel> *x* <@U1>", apitest.Hostile()[0], apitest.Hostile()[1]
	add("hostile", usualFollow(ByGate), hostile)
	longest := resultOf(t, broke, lastScans()...)
	longest.Name, longest.Ref = strings.Repeat("名", 128), screentest.WorstPlace(t).Ref
	for range 20 {
		longest.Culprits = append(longest.Culprits, gate.Culprit{Author: strings.Repeat("作者", 60), Count: 999_999})
	}
	add("longest", usualFollow(ByGate), longest)
	screentest.Screens(t, cases)
}

// TestCards are the screens of the commands.
func TestCards(t *testing.T) {
	f := usualFollow(ByFailed, ByGate)
	f.Gate = gate.Gate{{What: gate.New}, {What: gate.Fatal}}
	paused, lost, other := f, f, f
	paused.State, paused.Last = subscription.Paused, screentest.Moments(3).Time
	lost.State, lost.Reason = subscription.Suspended, subscription.ReasonToken
	other.ID, other.What = 4, []What{ByMine}
	cases := map[string]func(command.Screen) kit.Message{}
	add := func(name string, view func(command.Screen) kit.Message) { cases["follows/"+name] = view }
	of := func(f Follow, mine bool) card {
		return card{follow: f, mine: mine, edit: (&editArgs{Number: "3"}).line()}
	}
	add("active", screentest.Of(viewCard, of(f, true)))
	add("somebody_elses", screentest.Of(viewCard, of(f, false)))
	add("paused", screentest.Of(viewCard, of(paused, true)))
	add("suspended", screentest.Of(viewCard, of(lost, false)))
	form := (&addArgs{settings: settings{What: usual()}}).line()
	add("none", screentest.Of(subscription.ViewListing[card], subscription.Listing[card]{Kind: subscription.Follow, Form: form}))
	add("own", screentest.Of(subscription.ViewListing[card], subscription.Listing[card]{Kind: subscription.Follow, Direct: true, Form: form, All: []card{of(f, true), of(lost, true)}}))
	var long []card
	for i := range 25 + 2 {
		one := f
		one.ID = int64(i + 1)
		long = append(long, of(one, true))
	}
	add("many", screentest.Of(subscription.ViewListing[card], subscription.Listing[card]{Kind: subscription.Follow, Form: form, All: long}))
	add("draft", screentest.Of(viewDraft, draftCard{follow: f, where: screen.Channel{ID: f.Channel, Name: "general", Joined: true, Members: 12, Guests: 1}, same: []Follow{other}, save: form, form: form}))
	add("unfollowed", screentest.Of(viewUnfollowed, subscription.Listing[card]{All: []card{of(f, true), of(other, true)}}))
	add("notice", func(s command.Screen) kit.Message {
		return subscription.ViewNotice(s, subscription.ReasonToken, []subscription.Listed{{Subscription: lost.Subscription, Settings: lost.Settings}})
	})
	screentest.Screens(t, cases)
}
