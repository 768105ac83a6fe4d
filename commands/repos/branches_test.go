package repos

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"testing"
)

// TestBranchSchemesOnce: a scheme that analyses a branch several times, with other paths, is one scheme.
func TestBranchSchemesOnce(t *testing.T) {
	of := func(named ...any) (b api.Branch) {
		for i := 0; i < len(named); i += 2 {
			b.Schemes = append(b.Schemes, api.BranchScheme{ProjectID: int64(100 + i), SchemeID: int64(named[i].(int)), Scheme: named[i+1].(string)})
		}
		b.Name = "master"
		return b
	}
	for _, tt := range []struct {
		name   string
		branch api.Branch
		file   string
		want   map[locale.Lang]string
	}{
		{"one", of(1, "A"), "A", map[locale.Lang]string{locale.English: "scheme: A", locale.Chinese: "1 个分析方案：A"}},
		{"one, three times", of(1, "A", 1, "A", 1, "A"), "A", map[locale.Lang]string{locale.English: "scheme: A", locale.Chinese: "1 个分析方案：A"}},
		{"two", of(1, "A", 2, "strict", 1, "A"), "A; strict", map[locale.Lang]string{locale.English: "2 schemes: A, strict", locale.Chinese: "2 个分析方案：A、strict"}},
		{"two of one name", of(1, "A", 2, "A"), "A; A", map[locale.Lang]string{locale.English: "2 schemes: A, A", locale.Chinese: "2 个分析方案：A、A"}},
		{"none", of(), "", map[locale.Lang]string{locale.English: "0 schemes", locale.Chinese: "0 个分析方案"}},
	} {
		for lang, want := range tt.want {
			t.Run(tt.name+"/"+string(lang), func(t *testing.T) {
				d := branchList{repo: api.Repo{Name: "x"}, page: api.Page[api.Branch]{Total: 1, Items: []api.Branch{tt.branch}, At: screentest.Then}, site: screentest.UsualPlace(t).Site}
				if text := command.Plain(viewBranches(command.Screen{Words: locale.In(lang), Line: "branches x"}, d).Text()); !strings.Contains(text, command.Plain(want)) {
					t.Errorf("want %q in\n%s", want, text)
				}
				row := branchFile(&command.Request{Words: locale.In(lang)}, d.repo).Row(tt.branch)
				if row[1] != tt.file {
					t.Errorf("in the file: %q, want %q", row[1], tt.file)
				}
			})
		}
	}
}
