package target

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"testing"
)

// noTargets is a person without any default.
type noTargets struct{ Settings }

func (noTargets) Target(context.Context, Subject) (Target, error) { return Target{}, nil }

// findTest is a person who looks for things in a TCA.
type findTest struct {
	t   *testing.T
	srv *apitest.Server
	r   *command.Request
	f   Finder
}

func newFindTest(t *testing.T) *findTest {
	t.Helper()
	srv, _, r := commandtest.SampleTCA(t, commandtest.MemberOf)
	return &findTest{t: t, srv: srv, r: r, f: Finder{Settings: noTargets{}, Site: r.TCA.Site()}}
}

// project finds a branch; said is what is asked instead.
func (f *findTest) project(word string) (at Branch, said string) {
	f.t.Helper()
	at, err := f.f.projectCalled(f.t.Context(), f.r, word, func(project string) line.Line { return line.Typed("issues " + project) })
	return at, f.said(err)
}

func (f *findTest) said(err error) string {
	f.t.Helper()
	if err == nil {
		return ""
	}
	choose, ok := errors.AsType[*ChooseError](err)
	if !ok {
		f.t.Fatal(err)
	}
	m := choose.Explain(command.Screen{Words: locale.In(locale.English), Command: "/tca"})
	var text strings.Builder
	text.WriteString(m.Text())
	for _, p := range m {
		if row, ok := p.(kit.Buttons); ok {
			for _, c := range row {
				text.WriteString("\n[" + c.(kit.Button).Label + "]")
			}
		}
	}
	return text.String()
}

// TestManyBranches finds a branch among more than come at once.
func TestManyBranches(t *testing.T) {
	f := newFindTest(t)
	repo := apitest.Repo{Name: "manybranches"}
	for i := range 10 {
		b := apitest.Branch{Name: fmt.Sprintf("release-%d", i)}
		for j := range 9 {
			b.Schemes = append(b.Schemes, fmt.Sprintf("scheme-%d", j))
		}
		repo.Branches = append(repo.Branches, b)
	}
	repo.Branches[9].Name = "release"
	repo.Branches[9].Schemes = repo.Branches[9].Schemes[:1]
	id := f.srv.AddRepo("K9fQ2mXz7Lp", "empty-team", repo)
	status := func(branch, scheme, status int) {
		f.srv.SetAnalysis(apitest.ProjectID(id, branch, scheme), apitest.Analysis{Status: status, NeverScanned: true})
	}
	for i := range 10 {
		for j := range 9 {
			status(i, j, 5)
		}
	}
	if at, said := f.project("manybranches"); at.Ref.ID != 0 || !strings.Contains(said, "Which analysed branch") || !strings.Contains(said, "74 more") {
		t.Errorf("none is active: got %d, %s", at.Ref.ID, said)
	}
	for _, spot := range [][2]int{{0, 0}, {4, 4}, {8, 8}} {
		status(spot[0], spot[1], 1)
		if at, said := f.project("manybranches"); at.Ref.ID != apitest.ProjectID(id, spot[0], spot[1]) {
			t.Errorf("%v is the only one that is active: got %d, %s", spot, at.Ref.ID, said)
		}
		status(spot[0], spot[1], 5)
	}
	status(0, 0, 1)
	status(8, 8, 1)
	if at, said := f.project("manybranches"); at.Ref.ID != 0 || !strings.Contains(said, "release-0") || !strings.Contains(said, "release-8") || !strings.Contains(said, "80 more") {
		t.Errorf("two are active: got %d, %s", at.Ref.ID, said)
	}
	if at, said := f.project("manybranches@release"); at.Ref.ID != apitest.ProjectID(id, 9, 0) {
		t.Errorf("a branch called so, and 81 with more in their names: got %d, %s", at.Ref.ID, said)
	}
	if at, said := f.project("manybranches@release-8#scheme-7"); at.Ref.ID != apitest.ProjectID(id, 8, 7) {
		t.Errorf("branch and scheme: got %d, %s", at.Ref.ID, said)
	}
	if at, said := f.project(fmt.Sprintf("manybranches@%d", apitest.ProjectID(id, 8, 8))); at.Ref.ID != apitest.ProjectID(id, 8, 8) {
		t.Errorf("by its number: got %d, %s", at.Ref.ID, said)
	}
	if at, said := f.project("manybranches@nowhere"); at.Ref.ID != 0 || !strings.Contains(said, "has no analysed branch matching nowhere") {
		t.Errorf("no such branch: got %d, %s", at.Ref.ID, said)
	}
}

// TestManyRepositories finds the repository that is called just so behind many that have its name in theirs.
func TestManyRepositories(t *testing.T) {
	f := newFindTest(t)
	find := func(word string) (api.Repo, string) {
		t.Helper()
		want, err := f.f.readRepo(word)
		if err != nil {
			t.Fatal(err)
		}
		repo, err := f.f.repoAt(t.Context(), f.r, want, func(at api.RepoRef) line.Line { return line.Typed("repo " + line.RepoWord(at)) })
		return repo, f.said(err)
	}
	for i := range 60 {
		f.srv.AddRepo("K9fQ2mXz7Lp", "empty-team", apitest.Repo{Name: fmt.Sprintf("zapi-%d", i)})
	}
	want := f.srv.AddRepo("K9fQ2mXz7Lp", "empty-team", apitest.Repo{Name: "zapi", URL: "https://git.example.com/team/zapi.git"})
	for i := range 60 {
		f.srv.AddRepo("K9fQ2mXz7Lp", "empty-team", apitest.Repo{Name: fmt.Sprintf("zapi+%d", i)})
	}
	for _, word := range []string{"zapi", "ZAPI", "empty-team/zapi", "K9fQ2mXz7Lp/empty-team/zapi", "https://git.example.com/team/zapi.git"} {
		if got, said := find(word); got.ID != want {
			t.Errorf("%s: got %d, %s", word, got.ID, said)
		}
	}
	if _, said := find("zap"); !strings.Contains(said, "zap matches several") || !strings.Contains(said, "113 more") || strings.Contains(said, "checked only") {
		t.Errorf("all fit that were looked at: %s", said)
	}
	for i := range maxLooked {
		f.srv.AddRepo("K9fQ2mXz7Lp", "empty-team", apitest.Repo{Name: fmt.Sprintf("zapi~%d", i)})
	}
	if _, said := find("zap"); !strings.Contains(said, "1,121 repositories match, and I checked only 1,000 of them") {
		t.Errorf("more fit than were looked at: %s", said)
	}
}
