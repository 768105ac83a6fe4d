package setup

import (
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/target"
	"testing"
)

// ended is a result whose changes ended in some ways: one for all, or one for each.
func ended(kind action.Kind, changes []action.Change, outcomes ...action.Outcome) *action.Result {
	final := kind == kindRepoAdd || kind == kindProjectAdd || kind == kindSchemeCopy
	a := action.Action{ID: 12, Kind: kind, Final: final, Began: screentest.Then, Ended: screentest.Then}
	for i, c := range changes {
		c.Outcome = outcomes[min(i, len(outcomes)-1)]
		switch c.Outcome {
		case action.Done, action.Same:
			c.Now = c.After
		case action.Conflict:
			c.Now = "Codedog_Mac"
		case action.Refused:
			c.Reason = "该名称已被使用"
		default:
		}
		a.Changes = append(a.Changes, c)
	}
	return &action.Result{Action: a}
}

func someScheme(t *testing.T) target.AnalysisScheme {
	t.Helper()
	return target.AnalysisScheme{Repository: screentest.SomeRepoPlace(t, "payments-api"), Scheme: screentest.SomeSchemes()[0]}
}

func TestEditViews(t *testing.T) {
	at := someScheme(t)
	changes := []action.Change{
		{Object: at.Scheme.ID, Name: "nightly full scan", Field: "scheme_tag", Before: "Codedog_Linux", After: "Codedog_Windows"},
		{Object: at.Scheme.ID, Name: "nightly full scan", Field: action.SchemeLanguages, Before: "go,python,ts", After: "go"},
		{Object: at.Scheme.ID, Name: "nightly full scan", Field: action.FetchLargeFiles, Before: action.Off, After: action.On},
	}
	form := SchemeForm(at)
	cases := map[string]func(command.Screen) kit.Message{}
	add := func(name string, alter func(*editCard)) {
		c := editCard{object: object{AnalysisScheme: at, id: at.Scheme.ID, name: "nightly full scan"}, kind: kindSchemeEdit, asked: true, form: form, changes: changes}
		alter(&c)
		cases["scheme-edit/"+name] = screentest.Of(viewEdit, c)
	}
	add("lead", func(c *editCard) { c.asked, c.changes = false, nil })
	add("nothing", func(c *editCard) { c.changes = nil })
	add("preview", func(c *editCard) {
		c.sure = line.Typed("scheme edit 1372 K9fQ2mXz7Lp/bigteam#137 tag:Codedog_Windows key:k")
	})
	add("done", func(c *editCard) { c.result = ended(c.kind, changes, action.Done) })
	add("rejected", func(c *editCard) { c.result = ended(c.kind, changes[:1], action.Refused) })
	add("unknown", func(c *editCard) { c.result = ended(c.kind, changes, action.Unknown) })
	add("conflict", func(c *editCard) {
		c.result = unsent(action.Action{Kind: c.kind}, ended(c.kind, changes, action.Conflict, action.Unknown).Changes)
	})
	add("path", func(c *editCard) {
		c.kind, c.id, c.name, c.asked, c.changes = kindPathEdit, 31, "gen/*", false, nil
		c.form = filters().form(editArgs{Path: "31", Scheme: "1372", Repo: at.Word()}, api.NewScanDir{Path: "gen/*", Use: api.ScanExclude, Kind: api.PathWildcard}, nil, filterArgs)
	})
	add("metrics", func(c *editCard) {
		c.kind = kindSchemeMetrics
		c.changes = []action.Change{{Object: 1, Name: "nightly full scan", Field: "duplicate_max_length", Before: "", After: "500"}, {Object: 1, Name: "nightly full scan", Field: "complexity_threshold", Before: "20", After: "0"}}
		c.result = ended(c.kind, c.changes, action.Done)
	})
	add("hostile", func(c *editCard) {
		c.kind, c.name = kindSchemeLint, apitest.Hostile()[0]
		c.changes = []action.Change{{Object: 1, Name: apitest.Hostile()[0], Field: "build_command", Before: apitest.Hostile()[1], After: screentest.WorstText}}
		c.sure = line.Typed("scheme lint 1372")
	})
	cases["path-edit/gone"] = (&NoFilterError{ID: 31, Scheme: at.Ref()}).Explain
	screentest.Screens(t, cases)
}

func TestPathViews(t *testing.T) {
	at := someScheme(t)
	added := (&pathAddArgs{Include: "src/*", Exclude: "gen/*\n" + `re:.*_test\.go$`}).changes()
	var many []action.Change
	for range 40 {
		many = append(many, added...)
	}
	cases := map[string]func(command.Screen) kit.Message{}
	add := func(name string, alter func(*pathCard)) {
		c := pathCard{AnalysisScheme: at, kind: kindPathAdd, changes: added, form: AddPaths(at)}
		alter(&c)
		cases[name] = screentest.Of(viewPaths, c)
	}
	sure := line.Typed("path add 1372 K9fQ2mXz7Lp/bigteam#137 key:k")
	add("path-add/lead", func(c *pathCard) { c.changes = nil })
	add("path-add/preview", func(c *pathCard) { c.sure = sure })
	add("path-add/preview_many", func(c *pathCard) { c.sure, c.changes = sure, many })
	add("path-add/done", func(c *pathCard) { c.result = ended(c.kind, added, action.Done) })
	add("path-add/partly", func(c *pathCard) {
		c.result = ended(c.kind, added, action.Done, action.Refused, action.Unknown)
		c.result.Changes[1].Reason = string(action.Exists)
	})
	removal := []action.Change{{Object: 31, Name: "gen/*", Field: action.PathFilter, Before: "exclude-wildcard"}}
	remove := func(c *pathCard) { c.kind, c.form, c.changes = kindPathRemove, line.Line{}, removal }
	add("path-remove/preview", func(c *pathCard) { remove(c); c.sure = line.Typed("path remove 31 1372 key:k") })
	add("path-remove/done", func(c *pathCard) { remove(c); c.result = ended(c.kind, removal, action.Done) })
	screentest.Screens(t, cases)
}

func TestRepoAddViews(t *testing.T) {
	team := api.Team{Name: "bigteam", DisplayName: "Core platform 基础平台部", Org: api.OrgState{SID: "K9fQ2mXz7Lp"}}
	url := "https://git.example.com/payments/gateway"
	change := []action.Change{{Name: url, Field: action.Registered, After: url}}
	known := []action.Change{{Object: 160, Name: "gateway", Field: action.Registered, After: url}}
	cases := map[string]func(command.Screen) kit.Message{}
	add := func(name string, alter func(*repoAddCard)) {
		c := repoAddCard{team: team, site: screentest.UsualPlace(t).Site, changes: change}
		c.args = repoAddArgs{Team: "K9fQ2mXz7Lp/bigteam", URL: url, Type: api.ScmGit, Name: "gateway", Credential: &api.CredentialRef{Kind: api.AuthSSH, ID: 12}}
		alter(&c)
		cases["repo-add/"+name] = screentest.Of(viewRepoAdd, c)
	}
	sure := line.Typed("repo add K9fQ2mXz7Lp/bigteam url:" + url + " key:k")
	add("lead", func(c *repoAddCard) { c.args.URL, c.changes = "", nil })
	add("preview", func(c *repoAddCard) { c.sure = sure })
	add("preview_there", func(c *repoAddCard) { c.sure, c.changes = sure, ended(kindRepoAdd, known, action.Same).Changes })
	add("done", func(c *repoAddCard) { c.result = ended(kindRepoAdd, known, action.Done) })
	add("rejected", func(c *repoAddCard) { c.result = ended(kindRepoAdd, change, action.Refused) })
	add("failed", func(c *repoAddCard) { c.result = ended(kindRepoAdd, change, action.Failed) })
	add("unknown", func(c *repoAddCard) { c.result = ended(kindRepoAdd, change, action.Unknown) })
	add("longest", func(c *repoAddCard) {
		c.args.URL, c.args.Name = "https://git.example.com/"+strings.Repeat("p", 170), strings.Repeat("名", 128)
		c.changes, c.sure = []action.Change{{Name: c.args.URL, Field: action.Registered, After: c.args.URL}}, sure
	})
	rename := []action.Change{{Object: 137, Name: "payments-api", Field: repoName, Before: "payments-api", After: "payments gateway"}}
	place := screentest.SomeRepoPlace(t, "payments-api")
	for name, c := range map[string]repoRenameCard{
		"lead":    {},
		"preview": {changes: rename, sure: line.Typed("repo rename K9fQ2mXz7Lp/bigteam#137 name:x key:k")},
		"done":    {result: ended(kindRepoRename, rename, action.Done)},
	} {
		c.Repository, c.form = place, RenameRepo(place.Repo)
		cases["repo-rename/"+name] = screentest.Of(viewRepoRename, c)
	}
	screentest.Screens(t, cases)
}

func TestProjectViews(t *testing.T) {
	place := screentest.SomeRepoPlace(t, "payments-api")
	change := []action.Change{{Name: "nightly · src", Field: addedBranch, After: "release/2.0"}}
	known := []action.Change{{Object: 1201, Name: "nightly · src", Field: addedBranch, After: "release/2.0"}}
	cases := map[string]func(command.Screen) kit.Message{}
	add := func(name string, alter func(*projectAddCard)) {
		c := projectAddCard{Repository: place, scheme: api.Scheme{ID: 1372, Name: "nightly"}, changes: change, args: projectAddArgs{Repo: place.Word(), Branch: "release/2.0", Scheme: "nightly", Path: "src"}}
		alter(&c)
		cases["project-add/"+name] = screentest.Of(viewProjectAdd, c)
	}
	sure := line.Typed("project add K9fQ2mXz7Lp/bigteam#137 branch:release/2.0 scheme:1372 key:k")
	add("lead", func(c *projectAddCard) {
		c.args, c.changes = projectAddArgs{Repo: place.Word(), Scheme: "nightly"}, nil
	})
	add("preview", func(c *projectAddCard) { c.sure = sure })
	add("preview_template", func(c *projectAddCard) { c.sure, c.template = sure, "团队安全模板 <A&B>" })
	add("preview_there", func(c *projectAddCard) { c.sure, c.changes = sure, ended(kindProjectAdd, known, action.Same).Changes })
	add("done", func(c *projectAddCard) { c.result = ended(kindProjectAdd, known, action.Done) })
	add("unknown", func(c *projectAddCard) { c.result = ended(kindProjectAdd, change, action.Unknown) })

	at := screentest.UsualPlace(t)
	status := []action.Change{{Object: 1200, Name: "payments-api@master", Field: action.ProjectStatus, Before: "active", After: "inactive"}}
	for name, c := range map[string]projectStatusCard{
		"preview": {Branch: at, to: api.ProjectInactive, changes: status, sure: line.ProjectStatus(at.Ref).With("to", "inactive").With("key", "k")},
		"done":    {Branch: at, to: api.ProjectInactive, result: ended(kindProjectStatus, status, action.Done)},
	} {
		cases["project-status/"+name] = screentest.Of(viewProjectStatus, c)
	}
	screentest.Screens(t, cases)
}

func TestSchemeCopyViews(t *testing.T) {
	at := someScheme(t)
	from := target.SchemeName(at.Scheme)
	change := []action.Change{{Name: from, Field: copiedScheme, After: "nightly 2027"}}
	made := []action.Change{{Object: 1399, Name: from, Field: copiedScheme, After: "nightly 2027"}}
	cases := map[string]func(command.Screen) kit.Message{}
	add := func(name string, alter func(*schemeCopyCard)) {
		c := schemeCopyCard{AnalysisScheme: at, args: schemeCopyArgs{Scheme: "1372", Repo: at.Word(), Name: "nightly 2027"}, changes: change}
		alter(&c)
		cases["scheme-copy/"+name] = screentest.Of(viewSchemeCopy, c)
	}
	add("lead", func(c *schemeCopyCard) { c.args.Name, c.changes = "", nil })
	add("preview", func(c *schemeCopyCard) { c.sure = line.Typed("scheme copy 1372 K9fQ2mXz7Lp/bigteam#137 key:k") })
	add("done", func(c *schemeCopyCard) { c.result = ended(kindSchemeCopy, made, action.Done) })
	add("name is taken", func(c *schemeCopyCard) {
		c.result = ended(kindSchemeCopy, change, action.Refused)
		c.result.Changes[0].Reason = string(action.NameTaken)
	})
	add("unknown", func(c *schemeCopyCard) { c.result = ended(kindSchemeCopy, change, action.Unknown) })
	add("longest", func(c *schemeCopyCard) {
		c.args.Name, c.sure = strings.Repeat("名", 64), line.Typed("scheme copy 1372 key:k")
		c.changes = []action.Change{{Name: apitest.Hostile()[0], Field: copiedScheme, After: c.args.Name}}
	})
	screentest.Screens(t, cases)
}
