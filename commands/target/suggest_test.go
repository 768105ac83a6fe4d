package target

import (
	"fmt"
	"net/http"
	"strings"
	"tcabot/api/apitest"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"testing"
)

// suggested are the options for what is typed, "label = value" each.
func (f *findTest) suggested(kind command.SuggestKind, of, text string) (options []string, err error) {
	f.t.Helper()
	all, err := f.f.Suggest(f.t.Context(), f.r, command.Typing{Kind: kind, Target: of, Text: text})
	for _, o := range all {
		options = append(options, o.Label+" = "+o.Value)
	}
	return options, err
}

// TestEveryKindIsSuggested: there is somebody to ask for each kind, and a kind that is none has no suggestions.
func TestEveryKindIsSuggested(t *testing.T) {
	f := newFindTest(t)
	for _, kind := range command.SuggestKinds() {
		if got, err := f.suggested(kind, "payments-api@master", ""); err != nil || len(got) == 0 {
			t.Errorf("kind %d: %q, %v", kind, got, err)
		}
	}
	if got, err := f.suggested(0, "payments-api@master", ""); err != nil || got != nil {
		t.Errorf("no kind: %q, %v", got, err)
	}
}

// TestSuggestPeople types names: members of the team and authors of the branch are found, and anybody else can be named.
func TestSuggestPeople(t *testing.T) {
	f := newFindTest(t)
	const branch = "payments-api@master"
	for _, tt := range []struct{ name, of, text, has, last string }{
		{"a member by the user name", branch, "tca_mem", "王芳 (tca_member) = tca_member", "tca_mem = tca_mem"},
		{"a member by the nickname", branch, "王", "王芳 (tca_member) = tca_member", "王 = 王"},
		{"an admin", branch, " TEAMADMIN ", "李华 Lee (tca_teamadmin) = tca_teamadmin", "TEAMADMIN = TEAMADMIN"},
		{"a member of a team", "bigteam", "tca_member", "王芳 (tca_member) = tca_member", "王芳 (tca_member) = tca_member"},
		{"an author whom the team does not list", branch, "liming", "liming = liming", "liming = liming"},
		{"everybody", branch, "", "王芳 (tca_member) = tca_member", ""},
		{"nobody", branch, "nobody else", "nobody else = nobody else", "nobody else = nobody else"},
		{"of no team", "", "tca_member", "tca_member = tca_member", "tca_member = tca_member"},
		{"of a repository that is not there", "no-such-repository@master", "x", "x = x", "x = x"},
	} {
		got, err := f.suggested(command.SuggestPeople, tt.of, tt.text)
		if err != nil || len(got) == 0 || !strings.Contains(strings.Join(got, "\n"), tt.has) || tt.last != "" && got[len(got)-1] != tt.last {
			t.Errorf("%s: %q, %v, want %q, and %q as the last", tt.name, got, err, tt.has, tt.last)
		}
		seen := map[string]bool{}
		for _, o := range got {
			_, value, _ := strings.Cut(o, " = ")
			if seen[value] {
				t.Errorf("%s: %s is there twice", tt.name, value)
			}
			seen[value] = true
		}
	}
	f.srv.Inject(apitest.Fault{Path: "/memberconf/", Status: http.StatusInternalServerError})
	if got, err := f.suggested(command.SuggestPeople, branch, "liming"); err == nil || len(got) != 1 {
		t.Errorf("while TCA does not list the members: %q, %v", got, err)
	}
}

// TestManyPeople: what was typed is still offered when more people match than Slack takes.
func TestManyPeople(t *testing.T) {
	all := make([]kit.Option, 200)
	if got := typedName(all, "x"); len(got) != maxSuggested || got[maxSuggested-1].Value != "x" {
		t.Errorf("%d options, the last is %q", len(got), got[len(got)-1].Value)
	}
}

func TestSuggestSchemes(t *testing.T) {
	f := newFindTest(t)
	repo := f.srv.AddRepo("K9fQ2mXz7Lp", "empty-team", apitest.Repo{Name: "schemed", Branches: []apitest.Branch{{Name: "main", Schemes: []string{"默认方案", "strict C++"}}}})
	for _, tt := range []struct {
		of, text string
		want     int
	}{
		{"schemed", "", 2}, {"schemed@main#strict C++", "strict", 1}, {"schemed", "no such scheme", 0}, {"empty-team", "", 0}, {"", "strict", 0},
	} {
		got, err := f.suggested(command.SuggestSchemes, tt.of, tt.text)
		if err != nil || len(got) != tt.want {
			t.Errorf("%q of %q: %q, %v, want %d", tt.text, tt.of, got, err, tt.want)
		}
		for _, o := range got {
			name, id, _ := strings.Cut(o, " = ")
			word, of := id, fmt.Sprintf("K9fQ2mXz7Lp/empty-team#%d", repo)
			if found, err := f.f.Scheme(t.Context(), f.r, &word, &of); err != nil || SchemeName(found.Scheme) != name {
				t.Errorf("%s is the scheme %q, %v", o, found.Scheme.Name, err)
			}
		}
	}
}

// TestSuggestCredentials lists the person's own credentials, of all kinds.
func TestSuggestCredentials(t *testing.T) {
	f := newFindTest(t)
	all, err := f.suggested(command.SuggestCredentials, "", "")
	if err != nil || len(all) != 3 {
		t.Fatalf("%q, %v", all, err)
	}
	for i, kind := range []string{"password:", "ssh_token:", "oauth:"} {
		if !strings.Contains(all[i], " = "+kind) {
			t.Errorf("option %d is %q, want %s", i, all[i], kind)
		}
	}
	if got, err := f.suggested(command.SuggestCredentials, "", "ssh key"); err != nil || len(got) != 1 || got[0] != all[1] {
		t.Errorf("ssh key: %q, %v", got, err)
	}
	f.srv.Inject(apitest.Fault{Path: "/scmauthinfos/", Status: http.StatusInternalServerError})
	if _, err := f.suggested(command.SuggestCredentials, "", ""); err == nil {
		t.Error("nobody hears that TCA does not list them")
	}
}

// TestSuggestScreens types into the search of a screen: each suggestion is the line of a button.
func TestSuggestScreens(t *testing.T) {
	f := newFindTest(t)
	f.f.Recent = NewRecent(nil)
	for _, tt := range []struct{ name, text, has, hasNot string }{
		{"a repository", "payments-api", "All branches of payments-api = 1\nprojects K9fQ2mXz7Lp/bigteam#", "issue #"},
		{"a branch", "payments-api@mas", "= 1\noverview K9fQ2mXz7Lp/bigteam#", "All branches"},
		{"a team", "bigteam", "= 1\nrepos K9fQ2mXz7Lp/bigteam\n", "Rule"},
		{"an issue", "#1234", "Open issue #1234 = 1\nissue 1234", "Rule"},
		{"nothing", "zebrafish", "", "="},
	} {
		got, err := f.suggested(command.SuggestScreens, "", tt.text)
		all := strings.Join(got, "\n")
		if err != nil || !strings.Contains(all, tt.has) || strings.Contains(all, tt.hasNot) {
			t.Errorf("%s: %q, %v, want %q and not %q", tt.name, got, err, tt.has, tt.hasNot)
		}
	}
	word := "payments-api@master#默认方案"
	if _, err := f.f.Branch(t.Context(), f.r, &word); err != nil {
		t.Fatal(err)
	}
	got, err := f.suggested(command.SuggestScreens, "", "no-eval")
	if all := strings.Join(got, "\n"); err != nil || !strings.Contains(all, "Rule “no-eval” in payments-api") || !strings.Contains(all, "= 1\nrule no-eval "+word) {
		t.Errorf("a rule of the branch that was looked at last: %q, %v", got, err)
	}
	if got, err := f.suggested(command.SuggestScreens, "", strings.Repeat("x", 300)); err != nil || len(got) > 1 {
		t.Errorf("a long text: %q, %v", got, err)
	}
}
