package company_test

import (
	"slices"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/secret"
	"tcabot/bot/bottest/load/company"
	"testing"
)

// TestPage compares what the company expects with what the server sends, for each kind of question.
func TestPage(t *testing.T) {
	tca, err := apitest.New(apitest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tca.Close() })
	c := company.New(tca, 3)
	searches := append(c.Familiar(), c.Search(0), c.Search(31), c.Search(c.Searches()-1))
	for _, p := range c.People() {
		for _, search := range searches {
			for _, offset := range []int{0, 10, 40} {
				got := names(t, tca.URL(), p, search, offset)
				if want := c.Page(p.Org, search, offset); !slices.Equal(got, want) {
					t.Errorf("%s, search %q from %d: %v, want %v", p.Username, search, offset, got, want)
				}
			}
		}
	}
	if got := c.Page(0, "", 0); len(got) != company.PageSize || len(c.Page(0, c.Search(7), 0)) == 0 {
		t.Errorf("the first page is %v", got)
	}
}

func names(t *testing.T, address string, p company.Person, search string, offset int) []string {
	t.Helper()
	client, err := api.New(api.Config{URL: address})
	if err != nil {
		t.Fatal(err)
	}
	page, err := client.As(secret.New(p.Token), p.Username).Repos(t.Context(), api.TeamRef{Org: company.OrgID(p.Org), Team: company.Team},
		api.RepoFilter{Search: search}, api.Window{Limit: company.PageSize, Offset: offset})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, r := range page.Items {
		all = append(all, r.Name)
	}
	return all
}

// TestSearches: no two are alike, and none is one of the familiar ones.
func TestSearches(t *testing.T) {
	tca, err := apitest.New(apitest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tca.Close() })
	c := company.New(tca, 1)
	seen := map[string]bool{}
	for _, search := range c.Familiar() {
		seen[search] = true
	}
	for n := range c.Searches() {
		if search := c.Search(n); seen[search] {
			t.Fatalf("search %d, %q, is there already", n, search)
		} else {
			seen[search] = true
		}
	}
}

func TestNames(t *testing.T) {
	for message, want := range map[string][]string{
		`{"text":"o001-repo-0003 and o001-repo-0002, o001-repo-0003"}`: {"o001-repo-0002", "o001-repo-0003"},
		`-repo-0001 xxxx-repo-0001 o001-repo-00`:                       nil,
		`none`:                                                         nil,
	} {
		if got := company.Names([]byte(message)); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", message, got, want)
		}
	}
}
