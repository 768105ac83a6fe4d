package gate

import (
	"fmt"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/change"
	"tcabot/commands/change/changetest"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/target"
	"testing"
)

// pastScans is a branch over three scans, the newest first: the newest found three new issues.
func pastScans() []api.Scan {
	newest := changetest.Counted(5014, 6, changetest.Open(1, 2), changetest.Open(34, 104, 137), 5, 58)
	before := changetest.Counted(5013, 30, changetest.Open(0, 1), changetest.Open(33, 102, 142), 0, 58)
	first := changetest.Counted(5012, 54, changetest.Open(), changetest.Open(30, 100, 142), 0, 58)
	newest.Complexity, before.Complexity = screentest.SomeComplexity(29, 1, 6), screentest.SomeComplexity(28, 1, 30)
	return []api.Scan{newest, before, first}
}

// someSetting is a gate that was set two days ago.
func someSetting(s Scope, limits string, a Against) Setting {
	g, err := Read(limits)
	if err != nil {
		panic(err)
	}
	return Setting{Workspace: "T1", Scope: s, Name: "payments-api · master", Terms: Terms{g, a}, By: "U0ADMIN001", At: screentest.Moments(48).Time, Version: 2}
}

// somebody's verdict on a branch, with a gate.
func verdictAt(at target.Branch, g Setting, compared Compared, was change.Mark) branchCard {
	scans := pastScans()
	c := branchCard{Branch: at, set: true, scanned: true, Verdict: Verdict{Setting: g, Ref: at.Ref, Scan: scans[0], Compared: compared}}
	c.Delta, _ = change.SinceMark(scans, true, 5014, was)
	c.Result, c.outcomes = g.Limits.Check(c.Delta), g.Limits.Outcomes(c.Delta)
	c.form = formOf(g, target.Word(g.Target))
	return c
}

func TestViewBranch(t *testing.T) {
	at := screentest.UsualPlace(t)
	branch, repo := ScopeOf(at.Ref), Scope{Target: target.Target{Org: at.Ref.Repo.Org, Team: at.Ref.Repo.Team, Repo: at.Ref.Repo.ID}}
	before := Compared{Scan: 5013, At: screentest.Moments(30).Time}
	was, _ := change.After(pastScans(), 5013)
	old, _ := change.After(pastScans(), 5012)
	cases := map[string]func(command.Screen) kit.Message{}
	add := func(name string, c branchCard) { cases["gate/"+name] = screentest.Of(viewBranch, c) }

	failed := verdictAt(at, someSetting(branch, "new=0,fatal=+0,open=500,complex=+0,duplication=5", Against{}), before, was)
	failed.blame = []Culprit{{"zhangwei", 2, api.SeverityFatal}, {"王芳", 1, api.SeverityError}, {"", 1, api.SeverityError}}
	add("failed", failed)
	add("passed", verdictAt(at, someSetting(repo, "new=5,open=500", Against{}), before, was))
	add("unknown", verdictAt(at, someSetting(Scope{Target: target.Target{Org: at.Ref.Repo.Org, Team: at.Ref.Repo.Team}}, "new=5,duplication=5", Against{}), before, was))
	pin := verdictAt(at, someSetting(Scope{Channel: "C1"}, "new=0", Against{AgainstPin, "v1.4"}), Compared{With: AgainstPin, Scan: 5012, At: screentest.Moments(54).Time}, old)
	pin.newest = changetest.Ended(5015, 1, 203)
	add("pin", pin)
	digest := verdictAt(at, someSetting(branch, "new=0", Against{What: AgainstDigest}), Compared{With: AgainstDigest, Scan: 5012, At: screentest.Moments(30).Time}, old)
	digest.newest, digest.partial = changetest.Waiting(5015), true
	for i := range 8 {
		digest.blame = append(digest.blame, Culprit{fmt.Sprint("author", i), 9 - i, api.SeverityError})
	}
	add("digest", digest)
	for _, missing := range []Missing{MissingDigest, MissingPin, MissingLater} {
		c := verdictAt(at, someSetting(branch, "new=5", Against{AgainstPin, "v1.4"}), before, was)
		c.Compared.Missing, c.missing = missing, []locale.Key{"part.new_issues"}
		add("without_"+string(missing), c)
	}
	first := verdictAt(at, someSetting(branch, "new=0,open=500", Against{}), Compared{}, was)
	first.Delta, _ = change.OfScan(pastScans()[2:], 5012)
	first.Scan, first.Result, first.outcomes = pastScans()[2], first.Limits.Check(first.Delta), first.Limits.Outcomes(first.Delta)
	add("first", first)
	add("none", branchCard{Branch: at, form: formOf(Setting{}, at.Word())})
	add("not_scanned", branchCard{Branch: at, set: true, Verdict: Verdict{Setting: someSetting(branch, "new=0", Against{})}, newest: changetest.Ended(5015, 1, 203)})

	hostile := verdictAt(screentest.HostilePlace(t), someSetting(repo, "new=0", Against{AgainstPin, UsualPin}), Compared{With: AgainstPin, Scan: 1}, was)
	hostile.Name = "<!channel> *x* <@U1>"
	for _, name := range apitest.Hostile() {
		hostile.blame = append(hostile.blame, Culprit{name, 1, 0})
	}
	add("hostile", hostile)
	worst := screentest.WorstPlace(t)
	longest := verdictAt(worst, someSetting(ScopeOf(worst.Ref), "new=0,open=0,open=+0,fatal=0,fatal=+0,error=0,error=+0,warning=0,warning=+0,complex=0,complex=+0,duplication=0,duplication=+0", Against{AgainstPin, strings.Repeat("名", MaxPinName)}), before, old)
	longest.Name = strings.Repeat("名", 300)
	for range 9 {
		longest.blame = append(longest.blame, Culprit{strings.Repeat("作者", 60), 9_999_999, api.SeverityWarning})
	}
	add("longest", longest)
	screentest.Screens(t, cases)
}

func TestViewMany(t *testing.T) {
	at := screentest.UsualPlace(t)
	team := target.Target{Org: at.Ref.Repo.Org, Team: at.Ref.Repo.Team}
	was, _ := change.After(pastScans(), 5013)
	judged := func(n int, limits string, name string) []judgedBranch {
		var all []judgedBranch
		for i := range n {
			p := at.Project
			p.Repo.Name = name
			b := judgedBranch{TeamBranch: target.InTeam(p, at.Ref.Repo), verdict: verdictAt(at, someSetting(Scope{Target: team}, limits, Against{}), Compared{Scan: 5013}, was).Verdict}
			b.Repo, b.Branch = p.Repo, fmt.Sprint("release/", i)
			b.Ref.Repo.ID, b.Ref.ID = int64(100+i), int64(1000+i)
			all = append(all, b)
		}
		return all
	}
	some := func(answers ...[]judgedBranch) manyCard {
		c := manyCard{found: found{Target: team, name: "Core platform 基础平台部"}, site: at.Site, setting: someSetting(Scope{Target: team}, "new=0", Against{}), own: true}
		c.setting.Name = c.name
		var all []judgedBranch
		for _, a := range answers {
			all = append(all, a...)
		}
		c.total, c.listed, c.gated = len(all), len(all), len(all)
		c.form = formOf(c.setting, target.Word(team))
		c, err := c.with(all)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	cases := map[string]func(command.Screen) kit.Message{}
	add := func(name string, c manyCard) { cases["many/"+name] = screentest.Of(viewMany, c) }
	add("failed", some(judged(1, "new=5", "ok-service"), judged(2, "new=0,fatal=0", "payments"), judged(1, "new=1", "orders"), judged(1, "duplication=5", "docs")))
	add("passed", some(judged(3, "new=5", "ok-service")))
	part := some(judged(2, "new=5", "ok-service"))
	part.total, part.listed, part.gated, part.left, part.lost, part.never = 2500, 2000, 30, 25, 2, 1
	add("part", part)
	none := some()
	none.total, none.listed, none.own, none.form = 12, 12, false, formOf(Setting{}, target.Word(team))
	add("none", none)
	repo := some(judged(1, "new=0", "payments-api"))
	repo.Repo, repo.own = at.Ref.Repo.ID, false
	add("repo", repo)
	longest := some(judged(60, "new=0,open=0,fatal=0", strings.Repeat("名", 128)))
	longest.name = strings.Repeat("名", 300)
	add("longest", longest)
	screentest.Screens(t, cases)
}

func TestViewSet(t *testing.T) {
	at := screentest.UsualPlace(t)
	branch, team := ScopeOf(at.Ref), Scope{Target: target.Target{Org: at.Ref.Repo.Org, Team: at.Ref.Repo.Team}}
	cases := map[string]func(command.Screen) kit.Message{}
	add := func(name string, c setCard) {
		c.form = formOf(c.setting, targetWord(c.setting.Scope))
		cases["set/"+name] = screentest.Of(viewSet, c)
	}
	first := someSetting(branch, "new=0,fatal=0", Against{})
	add("first", setCard{said: "gate.saved", setting: first})
	changed := someSetting(team, "new=0,duplication=4.5,open=+10", Against{AgainstPin, "v1.4"})
	changed.Former = Former{first.Terms, "U0MEMBER01", screentest.Moments(480).Time}
	add("changed", setCard{said: "gate.saved", setting: changed, inner: 3})
	pinless := someSetting(branch, "new=0", Against{AgainstPin, "v1.4"})
	add("pin_missing", setCard{said: "gate.saved", setting: pinless, missing: true})
	add("same", setCard{said: "gate.same", setting: someSetting(Scope{Target: target.Target{Org: "o", Team: "t", Repo: 12}}, "new=0", Against{What: AgainstDigest})})
	add("channel", setCard{said: "gate.saved", setting: someSetting(Scope{Channel: "C0GENERAL1"}, "new=0", Against{})})
	removed := someSetting(branch, "", Against{})
	removed.Former = Former{first.Terms, "U0MEMBER01", screentest.Moments(480).Time}
	add("removed", setCard{said: "gate.removed", setting: removed})
	add("lead", setCard{setting: Setting{Scope: branch, Name: "payments-api · master"}})
	conflicting := func(mine string) func(command.Screen) kit.Message {
		g, _ := Read(mine)
		err := &ConflictError{Now: changed, Mine: Terms{Limits: g}}
		return err.Explain
	}
	cases["set/conflict"], cases["set/conflict_remove"] = conflicting("new=3"), conflicting("")
	for name, err := range map[string]sentinelError{"changed": ErrChanged, "many_gates": ErrManyGates, "many_pins": ErrManyPins, "no_pin": ErrNoPin} {
		cases["error/"+name] = err.Explain
	}
	screentest.Screens(t, cases)
}

func TestViewPins(t *testing.T) {
	at := screentest.UsualPlace(t)
	pin := Pin{Ref: at.Ref, Name: "v1.4", Scan: 5014, Revision: "9f3c2d1e0b8a7f6e5d4c3b2a19088776655443322", Scanned: screentest.Moments(30).Time, By: "U0ADMIN001", At: screentest.Moments(6).Time, Version: 1}
	older := pin
	older.Name, older.Scan, older.Scanned = UsualPin, 5001, screentest.Moments(400).Time
	cases := map[string]func(command.Screen) kit.Message{
		"pin/first":    screentest.Of(viewPin, pinCard{Branch: at, said: "gate.pinned", pin: pin}),
		"pin/replaced": screentest.Of(viewPin, pinCard{Branch: at, said: "gate.pinned", pin: pin, former: older}),
		"pin/same":     screentest.Of(viewPin, pinCard{Branch: at, said: "gate.pinned_same", pin: pin}),
		"pin/removed":  screentest.Of(viewPin, pinCard{Branch: at, said: "gate.unpinned", pin: pin}),
		"pins/some":    screentest.Of(viewPins, pinsCard{at, Pins{pin, older}}),
		"pins/none":    screentest.Of(viewPins, pinsCard{at, nil}),
	}
	var many Pins
	for i := range 20 {
		p := pin
		p.Name = fmt.Sprintf("%02d", i) + strings.Repeat("名", MaxPinName-2)
		many = append(many, p)
	}
	worst := screentest.WorstPlace(t)
	cases["pins/longest"] = screentest.Of(viewPins, pinsCard{worst, many})
	screentest.Screens(t, cases)
}
