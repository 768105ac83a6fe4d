package target

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
)

// Address is what a person typed to name something in TCA, parsed but not looked up.
type Address struct {
	Org, team    string
	name         string // of a repository, whole or in part
	repo         int64
	branches     []branchWord // of a project: what its name may be, the likeliest first
	project      int64
	Page         PageKind // what a pasted web page shows
	ID           int64    // of the object that page shows
	tab          string   // of that PageKind
	query        url.Values
	branchAsWord bool // the branch came after an "@"
}

// PageKind is a kind of page of TCA's web.
type PageKind int

// The kinds of pages. PageNone is no page at all.
const (
	PageNone PageKind = iota
	PageOrg
	PageTool
	PageTools
	PageTemplates
	PageTeam
	PageRepos
	PageRepo
	PageProjects
	PageOverview
	PageIssues
	PageIssue
	PageComplexity
	PageComplexFile
	PageFunction
	PageDuplication
	PageDuplicate
	PageLines
	PageScans
	PageJob
	PageScheme
	PageUser
)

// readTeam reads "team", "org/team" or any page of TCA's web about a team.
func (f Finder) readTeam(word string) (Address, error) {
	if a, ok, err := f.ReadPage(word); ok || err != nil {
		return a, err
	}
	if org, team, ok := strings.Cut(word, "/"); ok {
		return Address{Org: org, team: team}, nil
	}
	return Address{team: word}, nil
}

// readRepo reads "name", "12", "team#12", "org/team#12" or any page of TCA's web about a repository. What follows an
// "@" or a second "/" is about a project of it.
func (f Finder) readRepo(word string) (Address, error) {
	a, err := f.readProject(word)
	if a.branchAsWord && a.repo == 0 {
		// The name of a repository may contain an "@".
		return Address{name: strings.TrimSpace(word)}, err
	}
	return a, err
}

// readProject reads "repo@branch", "repo@branch#scheme", "repo@34" (a project's ID), "org/team#12/34" or any page of
// TCA's web about an analysed branch. A repository alone means its only analysed branch.
func (f Finder) readProject(word string) (Address, error) {
	word = strings.TrimSpace(word)
	if a, ok, err := f.ReadPage(word); ok || err != nil {
		return a, err
	}
	if isAddress(word) {
		return atHost(word), nil
	}
	if where, ids, ok := strings.Cut(word, "#"); ok && !strings.Contains(where, "@") {
		repoID, projectID, _ := strings.Cut(ids, "/")
		if n, ok := ParseID(repoID); ok {
			a, err := f.readTeam(where)
			a.repo = n
			a.project, _ = ParseID(projectID)
			return a, err
		}
		if repoID, branch, ok := strings.Cut(ids, "@"); ok {
			if n, ok := ParseID(repoID); ok {
				a, err := f.readTeam(where)
				a.repo = n
				return a.on(branch), err
			}
		}
	}
	repo, branch, ok := strings.Cut(word, "@")
	a := Address{name: repo}
	a.repo, _ = ParseID(repo)
	if ok {
		return a.on(branch), nil
	}
	return a, nil
}

// branchWord is what may be the name of a branch, or its project's ID in digits, and of a scheme; empty for any scheme.
type branchWord struct{ branch, scheme string }

// on adds what follows the "@". A branch may be called "fix/#12": all of it is taken for the name first, and then less and
// less, the rest being the scheme's.
func (a Address) on(text string) Address {
	a.branchAsWord = true
	a.branches = []branchWord{{branch: text}}
	for i := len(text) - 1; i > 0; i-- {
		if text[i] == '#' {
			a.branches = append(a.branches, branchWord{text[:i], text[i+1:]})
		}
	}
	return a
}

// branchText is what was written after the "@".
func (a Address) branchText() string {
	if len(a.branches) == 0 {
		return ""
	}
	return a.branches[0].branch
}

// sshForm is the address of a repository as git takes it for SSH.
var sshForm = regexp.MustCompile(`^[\w.-]+@[\w.-]+:[^\s/]`)

// isAddress reports whether a word is where the code of a repository is.
func isAddress(word string) bool { return isURL(word) || sshForm.MatchString(word) }

// atHost reads the address of a repository where its code is. An "@" in its last part begins a branch.
func atHost(word string) Address {
	if i := strings.LastIndex(word, "@"); i > strings.LastIndex(word, "/") && i > strings.LastIndex(word, ":") {
		return Address{name: word[:i]}.on(word[i+1:])
	}
	return Address{name: word}
}

// ParseID reads a number that TCA may have given.
func ParseID(text string) (int64, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		return 0, false
	}
	return n, true
}

// isURL reports whether a word is a pasted address.
func isURL(word string) bool {
	return strings.HasPrefix(word, "http://") || strings.HasPrefix(word, "https://")
}

// ReadPage reads a pasted page of this TCA's web. The same page of another server is about something else, whatever its
// numbers: it is a *command.UsageError. What is no page of TCA's, such as the address of a repository, is not ok.
func (f Finder) ReadPage(word string) (a Address, ok bool, err error) {
	if a, ok = readURL(word); ok && !f.Site.Has(word) {
		return Address{}, false, &command.UsageError{Reason: "usage.foreign_page"}
	}
	return a, ok, nil
}

// readURL reads the URL of a page of any TCA server, in either form that its router accepts.
func readURL(word string) (Address, bool) {
	if !isURL(word) {
		return Address{}, false
	}
	u, err := url.Parse(word)
	if err != nil {
		return Address{}, false
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if at := slices.IndexFunc(parts, func(p string) bool { return p == "t" || p == "user" }); at > 0 {
		parts = parts[at:] // TCA may live under a path of its host
	}
	if parts[0] == "user" {
		return Address{Page: PageUser}, true
	}
	a := Address{query: u.Query()}
	rest := walk(parts)
	if !rest.into("t", &a.Org) {
		return Address{}, false
	}
	if !rest.into("p", &a.team) {
		return a.orgPage(rest), true
	}
	return a.teamPage(rest), true
}

func (a Address) orgPage(rest walk) Address {
	a.Page = PageOrg
	switch rest.next() {
	case "tools":
		if a.Page = PageTools; rest.number(&a.ID) {
			a.Page = PageTool
		}
	case "template":
		a.Page = PageTemplates
	}
	return a
}

func (a Address) teamPage(rest walk) Address {
	a.Page = PageTeam
	word := rest.next()
	if word == "code-analysis" {
		if word = rest.next(); word == "project" || word == "scheme" {
			word = rest.next()
		}
		a.Page = PageRepos
	}
	if word != "repos" {
		return a
	}
	if !rest.number(&a.repo) {
		a.Page = PageRepos
		return a
	}
	a.Page = PageRepo
	switch rest.next() {
	case "projects":
		if !rest.number(&a.project) {
			a.Page = PageProjects
			return a
		}
		return a.projectPage(rest)
	case "schemes":
		if rest.number(&a.ID) {
			a.Page, a.tab = PageScheme, rest.next()
		}
	}
	return a
}

func (a Address) projectPage(rest walk) Address {
	one := func(many, single PageKind) PageKind {
		if rest.number(&a.ID) {
			return single
		}
		return many
	}
	a.Page = PageOverview
	switch rest.next() {
	case "codelint-issues":
		a.Page = one(PageIssues, PageIssue)
	case "scan-history":
		a.Page = one(PageScans, PageJob)
	case "metric":
		switch rest.next() {
		case "ccfiles":
			a.Page = one(PageComplexity, PageComplexFile)
		case "ccissues":
			a.Page = one(PageComplexity, PageFunction)
		case "dupfiles":
			a.Page = one(PageDuplication, PageDuplicate)
		case "clocs":
			a.Page = PageLines
		}
	}
	return a
}

// walk is the rest of a path that is being read.
type walk []string

func (w *walk) next() string {
	if len(*w) == 0 {
		return ""
	}
	word := (*w)[0]
	*w = (*w)[1:]
	return word
}

// into takes "<key>/<value>" off the front.
func (w *walk) into(key string, value *string) bool {
	if len(*w) < 2 || (*w)[0] != key || (*w)[1] == "" {
		return false
	}
	*value = (*w)[1]
	*w = (*w)[2:]
	return true
}

// number takes an ID off the front.
func (w *walk) number(n *int64) bool {
	if len(*w) == 0 {
		return false
	}
	v, ok := ParseID((*w)[0])
	if ok {
		*n = v
		w.next()
	}
	return ok
}

func (a Address) teamRef() (api.TeamRef, bool) {
	return api.TeamRef{Org: a.Org, Team: a.team}, a.Org != "" && a.team != ""
}

func (a Address) repoRef() (api.RepoRef, bool) {
	t, ok := a.teamRef()
	return api.RepoRef{TeamRef: t, ID: a.repo}, ok && a.repo > 0
}

func (a Address) projectRef() (api.ProjectRef, bool) {
	r, ok := a.repoRef()
	return api.ProjectRef{Repo: r, ID: a.project}, ok && a.project > 0
}
