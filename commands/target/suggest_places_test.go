package target

import (
	"net/http"
	"slices"
	"strings"
	"tcabot/api/apitest"
	"tcabot/commands/command"
	"testing"
)

const sampleTeam = "K9fQ2mXz7Lp/bigteam"

// TestSuggestDown goes from a team down to a branch: each field suggests what is in the one above, and only that.
func TestSuggestDown(t *testing.T) {
	f := newFindTest(t)
	f.srv.AddRepo("K9fQ2mXz7Lp", "empty-team", apitest.Repo{Name: "payments-other", Branches: []apitest.Branch{{Name: "main", Schemes: []string{"默认方案"}}}})
	word := "payments-api"
	if _, err := f.f.Repo(t.Context(), f.r, &word); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name     string
		kind     command.SuggestKind
		of, text string
		has, not string
	}{
		{"all teams", command.SuggestTeams, "", "", " = " + sampleTeam, "#"},
		{"a team by its ID", command.SuggestTeams, "", "BIGTEAM", " = " + sampleTeam, "empty-team"},
		{"a team by its name", command.SuggestTeams, "", "core", " = " + sampleTeam, "empty-team"},
		{"no team", command.SuggestTeams, "", "zebrafish", "", "="},
		{"repositories of a team", command.SuggestRepos, sampleTeam, "", "payments-sdk = " + sampleTeam + "#", "payments-other"},
		{"repositories of a team by name", command.SuggestRepos, sampleTeam, "payments", "payments-api = " + word, "payments-other"},
		{"repositories of another team", command.SuggestRepos, "K9fQ2mXz7Lp/empty-team", "payments", "payments-other = ", "payments-api"},
		{"repositories of all teams", command.SuggestRepos, "", "payments", "payments-api · Core platform", "@"},
		{"branches of a repository", command.SuggestBranches, word, "", "master · 默认方案 = " + word + "/", "main"},
		{"branches of a repository by name", command.SuggestBranches, word, "mas", "master · 默认方案 = " + word + "/", "main"},
		{"branches of a team", command.SuggestBranches, "K9fQ2mXz7Lp/empty-team", "payments", "payments-other@main", "payments-api"},
		{"branches of all teams", command.SuggestBranches, "", "payments-api@mas", "payments-api@master", "payments-other"},
		{"of what is not there", command.SuggestBranches, "no-such-repository", "zebrafish", "", "="},
	} {
		got, err := f.suggested(tt.kind, tt.of, tt.text)
		all := strings.Join(got, "\n")
		if err != nil || !strings.Contains(all, tt.has) || strings.Contains(all, tt.not) {
			t.Errorf("%s: %q, %v, want %q and not %q", tt.name, got, err, tt.has, tt.not)
		}
	}
}

// TestRecentBranchesFirst: the branches at which somebody looked last come first, once, as far as they are in what the fields above
// have in them.
func TestRecentBranchesFirst(t *testing.T) {
	f := newFindTest(t)
	f.f.Recent = NewRecent(nil)
	word := "payments-api@master#默认方案"
	at, err := f.f.Branch(t.Context(), f.r, &word)
	if err != nil {
		t.Fatal(err)
	}
	repo := Word(Target{Org: at.Ref.Repo.Org, Team: at.Ref.Repo.Team, Repo: at.Ref.Repo.ID})
	for _, tt := range []struct{ name, of, text, first string }{
		{"anywhere", "", "", "payments-api · master · 默认方案 = " + word},
		{"in its team", sampleTeam, "", "payments-api · master · 默认方案 = " + word},
		{"in its repository", repo, "", "master · 默认方案 = " + word},
		{"by name", repo, "MAST", "master · 默认方案 = " + word},
	} {
		got, err := f.suggested(command.SuggestBranches, tt.of, tt.text)
		if err != nil || len(got) == 0 || got[0] != tt.first {
			t.Errorf("%s: %q, %v, want %q first", tt.name, got, err, tt.first)
		}
		if n := len(slices.DeleteFunc(slices.Clone(got), func(o string) bool { return !strings.HasSuffix(o, " = "+word) })); n != 1 {
			t.Errorf("%s: it is there %d times: %q", tt.name, n, got)
		}
	}
	got, err := f.suggested(command.SuggestBranches, "K9fQ2mXz7Lp/empty-team", "")
	if err != nil || slices.ContainsFunc(got, func(o string) bool { return strings.HasSuffix(o, word) }) {
		t.Errorf("in another team: %q, %v", got, err)
	}
}

// TestSuggestFound: the search takes whatever a line may begin with.
func TestSuggestFound(t *testing.T) {
	f := newFindTest(t)
	for _, tt := range []struct{ name, text, has string }{
		{"an issue", "881000", "Open issue #881000 = 881000"},
		{"an issue with its sign", "#881000", "Open issue #881000 = 881000"},
		{"a repository", "payments-api", "All branches of payments-api = " + sampleTeam + "#"},
	} {
		got, err := f.suggested(command.SuggestFound, "", tt.text)
		if err != nil || !strings.Contains(strings.Join(got, "\n"), tt.has) {
			t.Errorf("%s: %q, %v, want %q", tt.name, got, err, tt.has)
		}
	}
	word := "payments-api@master#默认方案"
	at, err := f.f.Branch(t.Context(), f.r, &word)
	if err != nil {
		t.Fatal(err)
	}
	page := f.f.Site.Issues(at.Ref) + "?severity=1"
	got, err := f.suggested(command.SuggestFound, "", page)
	if err != nil || len(got) != 1 || !strings.HasSuffix(got[0], " = "+page) || !strings.HasPrefix(got[0], "payments-api") {
		t.Errorf("a page: %q, %v", got, err)
	}
}

// TestUsual: fields begin with the person's default, by the names that their own token shows; without those names as they are typed,
// and with nothing when TCA denies access.
func TestUsual(t *testing.T) {
	f := newFindTest(t)
	word := "payments-api@master#默认方案"
	at, err := f.f.Branch(t.Context(), f.r, &word)
	if err != nil {
		t.Fatal(err)
	}
	repo := at.Ref.Repo
	whole := Target{Org: repo.Org, Team: repo.Team, Repo: repo.ID, Project: at.Ref.ID}
	usual := func(of Target) string {
		t.Helper()
		f.r.Defaults = []Target{of}
		known, err := f.f.Usual(t.Context(), f.r)
		if err != nil {
			return err.Error()
		}
		var all []string
		for _, kind := range command.SuggestKinds() {
			if o, ok := known[kind]; ok {
				all = append(all, o.Label+" = "+o.Value)
			}
		}
		return strings.Join(all, "\n")
	}
	team, project := Target{Org: repo.Org, Team: repo.Team}, Word(whole)
	repoWord, _, _ := strings.Cut(project, "/"+project[strings.LastIndex(project, "/")+1:])
	for _, tt := range []struct {
		name string
		of   Target
		want string
	}{
		{"nothing", Target{}, ""},
		{"an organisation", Target{Org: repo.Org}, ""},
		{"a team", team, "Core platform 基础平台部 = " + sampleTeam},
		{"a branch", whole, "Core platform 基础平台部 = " + sampleTeam + "\npayments-api = " + repoWord + "\nmaster · 默认方案 = " + project},
		{"of others", Target{Org: "Bv3TtY8wQ1s", Team: "mobile"}, ""},
	} {
		if got := usual(tt.of); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	f.srv.Inject(apitest.Fault{Path: "/api/", Status: http.StatusInternalServerError})
	if got, want := usual(team), sampleTeam+" = "+sampleTeam; got != want {
		t.Errorf("while TCA has trouble: %q, want %q", got, want)
	}
}
