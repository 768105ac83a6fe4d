package verdict_test

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
	"tcabot/commands/people"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/verdict"
	"testing"
)

func TestMain(m *testing.M) { os.Exit(screentest.Main(m)) }

// history is the scans of a branch, newest first: the newest found three new issues and fixed five.
func history() []api.Scan {
	newest := changetest.Counted(5014, 6, changetest.Open(1, 2), changetest.Open(34, 104, 137), 5, 58)
	before := changetest.Counted(5013, 30, changetest.Open(), changetest.Open(33, 102, 142), 0, 58)
	newest.Complexity, newest.Duplicate = screentest.SomeComplexity(29, 1, 6), screentest.SomeDuplicate(12.34, 1200, 6)
	before.Complexity, before.Duplicate = screentest.SomeComplexity(28, 1, 30), screentest.SomeDuplicate(12.5, 1210, 30)
	newest.JobID, newest.Type, newest.Creator, newest.Created, newest.Execute = 881, api.ScanIncremental, "张伟", screentest.Moments(6), screentest.Lasting(372)
	return []api.Scan{newest, before}
}

func judged(t *testing.T, g gate.Gate, alter func(*verdict.Verdict), scans ...api.Scan) verdict.Verdict {
	t.Helper()
	at := screentest.UsualPlace(t)
	v := verdict.Verdict{Site: at.Site, Ref: at.Ref, Name: "payments-api@master", Scan: scans[0]}
	v.Delta, v.Known = change.OfScan(scans, scans[0].ID)
	if g != nil {
		v.Gate, v.Gated = g.Check(v.Delta), true
	}
	if alter != nil {
		alter(&v)
	}
	return v
}

func worst(v *verdict.Verdict) {
	for i := range 3 {
		v.Worst = append(v.Worst, verdict.Issue{Line: 120 * i, Issue: api.Issue{
			ID: int64(881_000 - i), Severity: api.Severities()[min(i, 1)], Message: "Possible nil pointer dereference of the response", Author: []string{"zhangwei", "", "王芳"}[i],
			Path: "internal/payment/gateway/adapter/http_client.go", RuleName: "nil-dereference",
		}})
	}
}

func ended(code api.ResultCode, message string) api.Scan {
	c := changetest.Ended(5014, 6, code)
	c.JobID, c.Message, c.Creator, c.Type, c.Created = 881, message, "王芳", api.ScanFull, screentest.Moments(6)
	return c
}

func TestView(t *testing.T) {
	limits := gate.Gate{{What: gate.New}, {What: gate.Open, Most: 0, Increase: true}, {What: gate.Fatal}}
	cases := map[string]func(command.Screen) kit.Message{}
	add := func(name string, v verdict.Verdict) { cases["verdict/"+name] = screentest.Of(verdict.View, v) }
	add("found", judged(t, nil, worst, history()...))
	add("gate_failed", judged(t, limits, worst, history()...))
	add("gate_passed", judged(t, gate.Gate{{What: gate.New, Most: 5}}, worst, history()...))
	add("gate_unknown", judged(t, gate.Gate{{What: gate.Duplication, Most: 5}}, nil, history()[1]))
	add("clean", judged(t, nil, nil, changetest.Counted(5014, 6, changetest.Open(), changetest.Open(1), 4, 0), changetest.Counted(5013, 30, changetest.Open(), changetest.Open(1, 4), 0, 0)))
	add("first", judged(t, nil, nil, history()[1]))
	add("list_missing", judged(t, nil, func(v *verdict.Verdict) { v.Missing = []locale.Key{"part.new_issues"} }, history()...))
	add("nothing_to_scan", judged(t, nil, nil, append([]api.Scan{ended(1, "no change, skip")}, history()[1:]...)...))
	add("cancelled", judged(t, nil, nil, append([]api.Scan{ended(301, "User( 王芳 ) Canceled: wrong branch . ")}, history()...)...))
	add("no_node", judged(t, limits, nil, append([]api.Scan{ended(313, "当前项目配置的运行环境标签[Codedog_Linux]没有机器资源可以运行工具[cpd(analyze)]")}, history()...)...))
	add("no_credential", judged(t, nil, nil, append([]api.Scan{ended(203, "代码拉取失败: fatal: could not read Username for 'http://git.example.com': terminal prompts disabled")}, history()...)...))
	add("no_result", verdict.Verdict{Name: "payments-api@master", Ref: screentest.UsualPlace(t).Ref})
	add("unstored", judged(t, nil, func(v *verdict.Verdict) { v.Unstored, v.Known = true, false }, ended(0, "")))
	somebody := people.New([]people.Account{{User: "U0MEMBER01", Agreed: true, Names: []string{"ZhangWei"}}, {User: "U0OTHER001", Names: []string{"王芳"}}})
	add("mentions", judged(t, nil, func(v *verdict.Verdict) { worst(v); v.People = somebody }, history()...))
	add("mentions_chosen", judged(t, nil, func(v *verdict.Verdict) { worst(v); v.People = somebody.Mentioning() }, history()...))
	hostile := judged(t, limits, worst, history()...)
	hostile.Name, hostile.Scan.Creator = "<!channel> *x* <@U1>", apitest.Hostile()[0]
	for i := range hostile.Worst {
		one := &hostile.Worst[i]
		one.Message, one.Author, one.Path = apitest.Hostile()[i], apitest.Hostile()[i+1], apitest.Hostile()[i+2]
	}
	add("hostile", hostile)
	longest := judged(t, limits, worst, history()...)
	longest.Name, longest.Scan.Creator, longest.Ref = strings.Repeat("名", 128), strings.Repeat("人", 200), screentest.WorstPlace(t).Ref
	for i := range longest.Worst {
		one := &longest.Worst[i]
		one.Message, one.Author, one.Path, one.Line = screentest.WorstText, strings.Repeat("作者", 60), strings.Repeat("目录/", 200)+"x.go", 999_999
	}
	add("longest", longest)
	screentest.Screens(t, cases)
}
