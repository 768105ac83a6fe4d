package overview

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/target"
	"testing"
)

// noDefaults is a person without settings.
type noDefaults struct{ target.Settings }

func (noDefaults) Target(context.Context, target.Subject) (target.Target, error) {
	return target.Target{}, nil
}

// names are the cases of whose work counts as mine: TCA itself counts only that of the user name, in any letter case.
var names = [][]string{nil, {"wangfang"}, {"wangfang", "zhao_min"}, {"TCA_Member"}, {"TCA_Member", "lihua", "zhangwei"}, {"nobody"}}

// TestMineCountsAllNames: what is mine are the open issues, functions and duplicate files of each of my names, branch by
// branch, as the lists that the screen leads to have them.
func TestMineCountsAllNames(t *testing.T) {
	_, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
	d := deps{Finder: target.Finder{Site: r.TCA.Site(), Settings: noDefaults{}}}
	var grown api.MyCounts
	for _, further := range names {
		t.Run(strings.Join(further, " and "), func(t *testing.T) {
			r.Names = further
			card, err := d.mine(t.Context(), r, &mineArgs{Team: sample.Org + "/hellotca"})
			if err != nil || len(card.lost) > 0 || len(card.found) == 0 {
				t.Fatal(card.lost, len(card.found), err)
			}
			for _, b := range card.found {
				want := listed(t, r.TCA, b.Ref, command.MyNames(r.Username, further))
				if b.MyCounts != want {
					t.Errorf("branch %d: got %+v, the lists have %+v", b.Ref.ID, b.MyCounts, want)
				}
				if alone := listed(t, r.TCA, b.Ref, []string{r.Username}); len(further) > 0 {
					grown.Issues += want.Issues - alone.Issues
					grown.Functions += want.Functions - alone.Functions
					grown.Duplicates += want.Duplicates - alone.Duplicates
				}
			}
		})
	}
	if grown.Issues == 0 || grown.Functions == 0 || grown.Duplicates == 0 {
		t.Errorf("further names add %+v: the test shows nothing", grown)
	}
}

// listed counts the open work of people by reading all of it.
func listed(t *testing.T, tca *api.Client, p api.ProjectRef, names []string) (n api.MyCounts) {
	t.Helper()
	mine := func(name string) bool {
		return slices.ContainsFunc(names, func(one string) bool { return strings.EqualFold(one, name) })
	}
	issues, err := tca.Issues(t.Context(), p, api.IssueFilter{State: []api.IssueState{api.IssueActive}, Order: []api.Order{api.OrderID}}, api.Window{Limit: paged.MaxSorted})
	functions, ferr := tca.Functions(t.Context(), p, api.FunctionFilter{}, api.Window{Limit: paged.MaxSorted})
	files, derr := tca.DuplicateFiles(t.Context(), p, api.DuplicateFileFilter{}, api.Window{Limit: paged.MaxSorted})
	if err := errors.Join(err, ferr, derr); err != nil {
		t.Fatal(err)
	}
	for _, i := range issues.Items {
		if mine(i.Author) {
			n.Issues++
		}
	}
	for _, f := range functions.Items {
		if mine(f.Author) && f.Status == api.FuncAttention {
			n.Functions++
		}
	}
	for _, f := range files.Items {
		if mine(f.Issue.Owner) && f.Issue.State == api.DupActive {
			n.Duplicates++
		}
	}
	return n
}

// TestMineNamesLostParts: what TCA does not return for some name leaves the other figures, which are then called the least,
// and is named with its branch in both languages.
func TestMineNamesLostParts(t *testing.T) {
	for _, tt := range []struct {
		name, path, query string
		names             []string
		en, zh            string
	}{
		{"functions of a name", "/codemetric/ccissues/", "author=wangfang", []string{"wangfang"}, "(complex functions)", "（超标方法）"},
		{"functions of a second name", "/codemetric/ccissues/", "author=lihua", []string{"wangfang", "lihua"}, "(complex functions)", "（超标方法）"},
		{"duplicate files", "/codemetric/dupfiles/", "", []string{"wangfang"}, "(duplicate files)", "（重复文件）"},
		{"issues", "/codelint/issues/", "", []string{"wangfang", "lihua"}, "(issues)", "（问题）"},
		{"all metrics", "/codemetric/", "", []string{"wangfang"}, "(complex functions, duplicate files)", "（超标方法、重复文件）"},
		{"all of a branch", "/", "", []string{"wangfang"}, "@", "@"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
			d := deps{Finder: target.Finder{Site: r.TCA.Site(), Settings: noDefaults{}}}
			whole, err := d.mine(t.Context(), r, &mineArgs{Team: sample.Org + "/hellotca"})
			if err != nil {
				t.Fatal(err)
			}
			fault := apitest.Refused(500, "broken")
			fault.Path, fault.Query = fmt.Sprintf("/projects/%d%s", whole.found[0].Ref.ID, tt.path), tt.query
			srv.Inject(fault)
			r.Names = tt.names
			card, err := d.mine(t.Context(), r, &mineArgs{Team: sample.Org + "/hellotca"})
			if err != nil || len(card.lost) != 1 {
				t.Fatal(card.lost, err)
			}
			for _, want := range []struct {
				lang  locale.Lang
				texts []string
			}{
				{locale.English, []string{"At least", "Incomplete: TCA didn't return", tt.en}},
				{locale.Chinese, []string{"至少有", "内容不完整，TCA 没有返回：", tt.zh}},
			} {
				text := viewMine(command.Screen{Words: locale.In(want.lang), Line: "mine"}, card).Text()
				text = strings.ReplaceAll(text, "\u2060", "") // keeps Slack from making links
				for _, part := range want.texts {
					if !strings.Contains(text, part) {
						t.Errorf("%s: %q is not in\n%s", want.lang, part, text)
					}
				}
			}
		})
	}
}
