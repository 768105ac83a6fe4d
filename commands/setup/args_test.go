package setup

import (
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"testing"
)

// TestArgs: the arguments of each command come back from the line that its buttons carry.
func TestArgs(t *testing.T) {
	url := "https://git.example.com/payments/gateway"
	repo := repoAddArgs{Team: "o/t", URL: url, Type: api.ScmSVN, Name: "支付 gateway", Credential: &api.CredentialRef{Kind: api.AuthOAuth, ID: 3}, Key: "k"}
	project := projectAddArgs{Repo: "o/t#1", Branch: "release/2.0", Template: "77", Name: `it's "new"`, Path: "src/支付", Key: "k"}
	status := projectStatusArgs{Project: "o/t#1/2", To: api.ProjectInactive, Key: "k"}
	paths := pathAddArgs{Scheme: "12", Repo: "o/t#1", Include: "src/*\nlib/*", Exclude: `re:.*_test\.go$` + "\nre:\\d+\\n", Key: "k"}
	for name, args := range map[string][2]command.Args{
		"repo add": {repo.args(), new(repoAddArgs).args()}, "project add": {project.args(), new(projectAddArgs).args()},
		"project status": {status.args(), new(projectStatusArgs).args()}, "path add": {paths.args(), new(pathAddArgs).args()},
	} {
		line := command.Write(name, args[0])
		words, err := command.Split(line)
		if err != nil {
			t.Fatal(err)
		}
		if err := args[1].Parse(words[2:]); err != nil {
			t.Errorf("%s: %v", line, err)
		}
		if back := command.Write(name, args[1]); back != line || !strings.Contains(line, "key:k") {
			t.Errorf("%s comes back as %s", line, back)
		}
	}
}

// TestPaths reads what people paste: a path a line, each once, and expressions after their prefix.
func TestPaths(t *testing.T) {
	a := pathAddArgs{Include: " src/* \n\n", Exclude: "gen/*\r\nre: .*_test\\.go$ \ngen/*\n"}
	want := []action.Change{
		{Name: "src/*", Field: action.PathFilter, After: "include-wildcard"},
		{Name: "gen/*", Field: action.PathFilter, After: "exclude-wildcard"},
		{Name: `.*_test\.go$`, Field: action.PathFilter, After: "exclude-regexp"},
	}
	if got := a.changes(); !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
	for name, a := range map[string]pathAddArgs{
		"too many": {Exclude: numbered(api.MaxBulk + 1)}, "too many together": {Include: numbered(api.MaxBulk), Exclude: "x"}, "too long": {Include: strings.Repeat("x", api.MaxPath+1)},
		"no expression": {Include: "re:"}, "twice": {Include: "a/*", Exclude: "re:a/*"},
	} {
		if checkPaths(a.Include) == nil && checkPaths(a.Exclude) == nil && a.eachOnce() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if a := (pathAddArgs{Exclude: numbered(api.MaxBulk)}); checkPaths(a.Exclude) != nil || a.eachOnce() != nil {
		t.Errorf("%d paths are refused", api.MaxBulk)
	}
}

func numbered(n int) string {
	var all strings.Builder
	for i := range n {
		all.WriteString("dir" + strings.Repeat("x", i) + "\n")
	}
	return all.String()
}
