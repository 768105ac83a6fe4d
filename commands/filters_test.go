package commands

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/line"
	"tcabot/commands/target"
	"testing"
)

// typical are values of filters that take any text, by name. What is not here is a number.
var typical = map[string][]string{
	"author": {"me", "tca_admin", "nobody"}, "modifier": {"me", "tca_admin"}, "owner": {"me", "tca_admin"}, "by": {"me", "张伟"},
	"path": {"internal", "src/pay"}, "rule": {"sql", "line"}, "tool": {"pylint", "flake8"}, "name": {"sql", "line"}, "from": {"web", "api"},
	"message": {"fetch", "timeout"}, "code": {"0-400", "211"}, "branch": {"master"}, "scheme": {"security"},
	"since": {"2026-01-01", "7d"}, "until": {"2027-01-01", "1d"},
}

// usual are the values that a list has when they are not given: typing them changes nothing.
var usual = map[string][]string{
	"issues": {"state:active", "sort:severity"}, "complexity": {"state:active", "sort:-sum"}, "duplication": {"state:active", "sort:-rate"},
	"repos": {"scope:all"}, "reference": {"of:languages"}, "scheme": {"tab:basic"}, "trend": {"scans:10"},
}

// implied are filters that say again what another one says, by the beginning of that one.
var implied = map[string][]string{
	"tab:rules": {"name:", "severity:", "package:", "--own"}, "tab:packages": {"--all"}, "--failed": {"code:211"},
}

// TestFiltersAreNotDropped: whatever filters a list is asked for, each of them changes what is asked of TCA or what is
// shown, or the line is refused. A filter that is silently dropped makes a list look empty, or whole.
func TestFiltersAreNotDropped(t *testing.T) {
	lists := filteredLists(t)
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		t.Run(name, func(t *testing.T) {
			l := lists[name]
			random := rand.New(rand.NewPCG(10, uint64(len(name))))
			kept, refused := 0, 0
			for range 20 {
				words := l.some(random)
				whole, err := l.answer(t, words)
				if err != nil {
					refused++
					continue
				}
				for i, word := range words {
					without := slices.Delete(slices.Clone(words), i, i+1)
					if slices.ContainsFunc(implied[word], func(by string) bool { return slices.ContainsFunc(without, begins(by)) }) {
						continue
					}
					less, err := l.answer(t, without)
					if err == nil && less == whole {
						t.Errorf("%s %s: %s changes nothing, and is not refused", l.line, strings.Join(words, " "), word)
					}
					kept++
				}
			}
			if kept == 0 {
				t.Errorf("no line is answered, %d are refused", refused)
			}
		})
	}
}

// filteredList is a list and the filters that it takes.
type filteredList struct {
	line    string // without filters
	filters []command.Filter
	usual   []string
	book    *command.Book
	srv     *apitest.Server
	request command.Request
}

// filteredLists are all commands that show a list and take filters.
func filteredLists(t *testing.T) map[string]*filteredList {
	t.Helper()
	srv, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
	book, err := New(Deps{Site: r.TCA.Site(), Links: someLink{}, Settings: noSettings{}})
	if err != nil {
		t.Fatal(err)
	}
	p := sample.Rich
	repo := api.RepoRef{TeamRef: api.TeamRef{Org: p.Org, Team: p.Team}, ID: p.RepoID}
	branch, where := line.ProjectWord(api.ProjectRef{Repo: repo, ID: p.ProjectID}), line.RepoWord(repo)
	lines := map[string]string{
		"repos": "repos " + p.Org + "/" + p.Team, "projects": "projects " + where, "schemes": "schemes " + where,
		"scheme": "scheme 默认方案 " + where, "reference": "reference", "trend": "trend issues " + branch,
	}
	all := map[string]*filteredList{}
	for _, c := range book.All() {
		text, ok := lines[c.Name]
		if !ok {
			text = c.Name + " " + branch
		}
		filters := book.Filters(r.Words, text)
		if !c.HasSheet() || len(filters) == 0 {
			continue
		}
		all[c.Name] = &filteredList{line: text, filters: filters, usual: usual[c.Name], book: book, srv: srv, request: *r}
	}
	return all
}

// some are up to four filters with values, in the order of the command's arguments.
func (l *filteredList) some(random *rand.Rand) []string {
	var words []string
	for range 1 + random.IntN(4) {
		f := l.filters[random.IntN(len(l.filters))]
		word := "--" + f.Name
		if !f.Flag {
			word = f.Name + ":" + value(random, f)
		}
		same := func(w string) bool { return strings.HasPrefix(w+":", strings.SplitAfter(word, ":")[0]) || w == word }
		if !slices.ContainsFunc(words, same) && !slices.Contains(l.usual, word) {
			words = append(words, word)
		}
	}
	if len(words) == 0 {
		return l.some(random)
	}
	return words
}

func value(random *rand.Rand, f command.Filter) string {
	if len(f.Words) > 0 {
		word, another := f.Words[random.IntN(len(f.Words))], f.Words[random.IntN(len(f.Words))]
		if f.Many && word != another {
			return word + "," + another
		}
		return word
	}
	if some := typical[f.Name]; len(some) > 0 {
		return some[random.IntN(len(some))]
	}
	return fmt.Sprint(1 + random.IntN(90))
}

func begins(with string) func(string) bool {
	return func(s string) bool { return strings.HasPrefix(s, with) }
}

// answer is what a line asks of TCA. Lines that are refused, with a reason that a person can act upon, give an error.
func (l *filteredList) answer(t *testing.T, words []string) (string, error) {
	t.Helper()
	p, err := l.book.Parse(l.line + " " + command.Join(words))
	if err != nil {
		t.Fatal(err)
	}
	before := len(l.srv.Requests())
	r := l.request
	if _, err := l.book.Run(t.Context(), &r, p); err != nil {
		if _, ok := errors.AsType[*command.UsageError](err); ok {
			return "", err
		}
		if _, ok := errors.AsType[*target.NotOfferedError](err); ok {
			return "", err
		}
		t.Fatalf("%s %s: %v", l.line, command.Join(words), err)
	}
	var asked []string
	for _, q := range l.srv.Requests()[before:] {
		asked = append(asked, q.Path+"?"+q.Query)
	}
	slices.Sort(asked)
	return strings.Join(slices.Compact(asked), "\n"), nil
}

// someLink is the account of everybody.
type someLink struct{ command.Links }

func (someLink) Link(context.Context, command.Who) (command.Link, error) {
	return command.Link{Username: "tca_member", Nickname: "王芳"}, nil
}

// TestExclusionOfNullableFields: "all but some" is refused where TCA would leave out the entries without a value.
func TestExclusionOfNullableFields(t *testing.T) {
	lists := filteredLists(t)
	for _, tt := range []struct {
		list, filter string
		refused      bool
	}{
		{"issues", "-resolution:fixed", true},
		{"issues", "-resolution:无需修复", true},
		{"issues", "-resolution:none,fixed", true},
		{"issues", "resolution:fixed", false},
		{"issues", "-severity:info", false},
		{"issues", "-state:closed", false},
		{"duplication", "-change:deleted", true},
		{"duplication", "-change:新增", true},
		{"duplication", "change:added", false},
		{"duplication", "-state:closed", false},
		{"lines-files", "-change:added", true},
		{"lines-files", "change:modified", false},
		{"complexity", "-change:deleted", false},
		{"functions", "-status:ignored", false},
		{"jobs", "-state:closed", false},
	} {
		_, err := lists[tt.list].answer(t, []string{tt.filter})
		usage, refused := errors.AsType[*command.UsageError](err)
		if refused != tt.refused || refused && usage.Reason != "usage.cannot_exclude" {
			t.Errorf("%s %s: %v, want it refused: %v", tt.list, tt.filter, err, tt.refused)
		}
	}
}
