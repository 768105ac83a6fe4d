package preview

import (
	"os"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/change"
	"tcabot/commands/change/changetest"
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/verdict"
	"testing"
)

func TestMain(m *testing.M) { os.Exit(screentest.Main(m)) }

// branch is a branch whose newest scan found three new issues.
func branch(t *testing.T, alter func(*branchCard)) card {
	t.Helper()
	at := screentest.UsualPlace(t)
	newest := changetest.Counted(5014, 6, changetest.Open(1, 2), changetest.Open(34, 104, 137), 5, 58)
	before := changetest.Counted(5013, 30, changetest.Open(), changetest.Open(33, 102, 142), 0, 58)
	v := verdict.Verdict{Site: at.Site, Ref: at.Ref, Name: nameOf(at), Scan: newest}
	v.Delta, v.Known = change.OfScan([]api.Scan{newest, before}, newest.ID)
	for i := range 3 {
		v.Worst = append(v.Worst, verdict.Issue{Line: 120 * i, Issue: api.Issue{
			ID: int64(881_000 - i), Severity: api.Severities()[min(i, 1)], Message: "Possible nil pointer dereference of the response", Author: []string{"zhangwei", "", "王芳"}[i],
			Path: "internal/payment/gateway/adapter/http_client.go", RuleName: "nil-dereference",
		}})
	}
	c := branchCard{Branch: at, verdict: v, scanned: true}
	if alter != nil {
		alter(&c)
	}
	return c
}

func oneIssue(t *testing.T, alter func(*issueCard)) card {
	t.Helper()
	c := issueCard{Branch: screentest.UsualPlace(t)}
	c.issue.ID, c.issue.Severity, c.issue.State = 881_000, api.SeverityFatal, api.IssueActive
	c.issue.Message, c.issue.Author, c.issue.Path = "Possible nil pointer dereference of the response", "zhangwei", "internal/payment/http_client.go"
	c.issue.Places = []api.Place{{Line: 120}}
	if alter != nil {
		alter(&c)
	}
	return c
}

func oneRepo(t *testing.T, alter func(*repoCard)) card {
	t.Helper()
	at := screentest.UsualPlace(t)
	c := repoCard{site: at.Site, total: 6}
	c.repo.ID, c.repo.Name, c.repo.Team.Org, c.repo.Team.Name = at.Ref.Repo.ID, "payments-api", at.Ref.Repo.Org, at.Ref.Repo.Team
	now := changetest.Counted(5014, 6, changetest.Open(), changetest.Open(34, 104, 137), 5, 58).Lint
	for i, name := range []string{"master", "release/1.2", "feature/x"} {
		b := branchFigures{project: api.Project{ID: int64(100 + i), Branch: name}, now: now}
		if i == 2 {
			b.now = nil
		}
		c.branches = append(c.branches, b)
	}
	if alter != nil {
		alter(&c)
	}
	return c
}

func TestCards(t *testing.T) {
	cases := map[string]func(command.Screen) kit.Message{}
	add := func(name string, c card) { cases["preview/"+name] = c.view }
	add("branch", branch(t, nil))
	add("branch_gate", branch(t, func(c *branchCard) {
		c.verdict.Gate, c.verdict.Gated = gate.Gate{{What: gate.New}, {What: gate.Fatal}}.Check(c.verdict.Delta), true
	}))
	add("branch_running", branch(t, func(c *branchCard) { c.running = true }))
	add("branch_unscanned", branch(t, func(c *branchCard) { c.scanned = false }))
	add("branch_first_scan", branch(t, func(c *branchCard) { c.scanned, c.running = false, true }))
	add("branch_failed", branch(t, func(c *branchCard) { c.verdict.Scan = changetest.Ended(5014, 6, 313) }))
	add("branch_longest", branch(t, func(c *branchCard) {
		c.Branch = screentest.WorstPlace(t)
		for i := range c.verdict.Worst {
			one := &c.verdict.Worst[i]
			one.Message, one.Author, one.Path = screentest.WorstText, strings.Repeat("作者", 60), strings.Repeat("目录/", 200)+"x.go"
		}
	}))
	add("issue", oneIssue(t, nil))
	add("issue_resolved", oneIssue(t, func(c *issueCard) {
		c.issue.State, c.issue.Resolution, c.issue.Author, c.issue.Places = api.IssueResolved, api.ResolutionWontFix, "", nil
	}))
	add("issue_hostile", oneIssue(t, func(c *issueCard) {
		c.issue.Message, c.issue.Author, c.issue.Path = apitest.Hostile()[0], apitest.Hostile()[1], apitest.Hostile()[2]
	}))
	add("issue_longest", oneIssue(t, func(c *issueCard) {
		c.Branch = screentest.WorstPlace(t)
		c.issue.Message, c.issue.Author, c.issue.Path = screentest.WorstText, screentest.WorstText, screentest.WorstText
	}))
	add("repo", oneRepo(t, nil))
	add("repo_empty", oneRepo(t, func(c *repoCard) { c.branches, c.total = nil, 0 }))
	add("repo_hostile", oneRepo(t, func(c *repoCard) {
		c.repo.Name, c.branches[0].project.Branch = apitest.Hostile()[0], apitest.Hostile()[1]
	}))
	screentest.Screens(t, cases)
}

// TestCardsAreShort: Slack folds a preview that has more than about ten lines.
func TestCardsAreShort(t *testing.T) {
	for name, c := range map[string]card{"branch": branch(t, nil), "issue": oneIssue(t, nil), "repo": oneRepo(t, nil)} {
		if n := strings.Count(strings.TrimSpace(c.view(command.Screen{Words: locale.In(locale.English)}).Text()), "\n"); n > 9 {
			t.Errorf("%s: %d lines", name, n+1)
		}
	}
}

func TestQuestion(t *testing.T) {
	ask := func(external bool, c screen.Channel, links ...string) func(command.Screen) kit.Message {
		q := Question{ID: 7, External: external, Message: Message{Channel: "C0GENERAL1"}}
		for _, l := range links {
			q.Links = append(q.Links, Link{URL: "https://tca.example.com/", Line: l})
		}
		c.ID, c.Members = "C0GENERAL1", 12
		return func(s command.Screen) kit.Message { return Ask(s, q, c) }
	}
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"question/usual":         ask(false, screen.Channel{}, "preview a"),
		"question/several":       ask(false, screen.Channel{Guests: 2}, "preview a", "preview b"),
		"question/external":      ask(true, screen.Channel{External: true}, "preview a"),
		"question/external_said": ask(true, screen.Channel{}, "preview a"),
		"question/done":          func(s command.Screen) kit.Message { return Answered(s, 1) },
		"question/recent":        func(s command.Screen) kit.Message { return Answered(s, 0) },
		"question/expired":       Expired,
	})
}

func TestLinksViews(t *testing.T) {
	chosen := func(said linksCard) func(command.Screen) kit.Message {
		return func(s command.Screen) kit.Message { return viewLinks(s, said) }
	}
	two := []ChannelChoice{{"C0GENERAL1", Always}, {"C0OTHER001", Never}}
	many := make([]ChannelChoice, maxChoices+3)
	for i := range many {
		many[i] = ChannelChoice{"C0GENERAL1", Always}
	}
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"links/none":    chosen(linksCard{}),
		"links/two":     chosen(linksCard{choices: two}),
		"links/always":  chosen(linksCard{said: "links.said_always", about: "C0GENERAL1", choices: two}),
		"links/never":   chosen(linksCard{said: "links.said_never", about: "C0OTHER001", choices: two}),
		"links/ask":     chosen(linksCard{said: "links.said_ask", about: "C0GENERAL1"}),
		"links/longest": chosen(linksCard{choices: many}),
	})
}
