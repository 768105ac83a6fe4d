// Package company is the data that the load generator asks for: people with TCA accounts, each in an organisation with
// a team of several hundred repositories. The teams of all organisations have the same name and the same repositories
// but for a mark in each repository's name. So the same command has to be answered with other rows in each
// organisation, and an answer that was meant for somebody else is recognised.
package company

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"tcabot/api/apitest"
	"time"
)

const (
	// Team is the name of the team in every organisation.
	Team = "bigteam"
	// PageSize is how many repositories a page has.
	PageSize = 10

	maxOrgs = 100 // of many people several share an organisation
	groups  = 30  // of repositories, each with its own folder in the addresses
	each    = 12  // repositories of a group
	repos   = groups * each
)

// Company is the sample. It does not change, so it is safe for concurrent use.
type Company struct {
	orgs     int
	folders  []string // of the groups
	searches []span   // parts of a folder
	people   []Person
}

// Person is somebody with an account.
type Person struct {
	SlackID, Username, Token string
	Org                      int
}

type span struct{ from, to int }

// New adds a company of so many people to a server.
func New(tca *apitest.Server, people int) *Company {
	c := &Company{orgs: min(people, maxOrgs), folders: folders(), searches: spans()}
	members := make([][]string, c.orgs)
	for i := range people {
		p := Person{SlackID: fmt.Sprintf("U0LOAD%05d", i), Username: fmt.Sprintf("person%d", i), Token: fmt.Sprintf("%040x", 0x10ad00000+i), Org: i % c.orgs}
		tca.AddUser(apitest.User{Username: p.Username, Nickname: p.Username, Token: p.Token})
		members[p.Org] = append(members[p.Org], p.Username)
		c.people = append(c.people, p)
	}
	for org := range c.orgs {
		tca.AddOrg(apitest.Org{SID: OrgID(org), Name: OrgID(org), Members: members[org]})
		tca.AddTeam(apitest.Team{Org: OrgID(org), Name: Team, DisplayName: "Big team", Members: members[org]})
		for i := range repos {
			tca.AddRepo(OrgID(org), Team, c.repo(org, i, members[org][0]))
		}
	}
	return c
}

// OrgID is the ID of an organisation in TCA.
func OrgID(org int) string { return fmt.Sprintf("LoadOrg%03d", org) }

// People lists everybody.
func (c *Company) People() []Person { return c.people }

func (c *Company) repo(org, i int, creator string) apitest.Repo {
	r := apitest.Repo{
		Name: name(org, i), URL: fmt.Sprintf("http://git.example.com/%s/%d", c.folders[i/each], i), Creator: creator,
		Created: time.Now().Add(-time.Duration(i) * time.Hour),
	}
	if i%3 != 0 {
		r.Branches = []apitest.Branch{{Name: "master", Schemes: []string{"默认方案"}}}
		r.ScannedAt, r.CodeLines = time.Now().Add(-time.Hour), 4000
	}
	return r
}

func name(org, i int) string { return fmt.Sprintf("o%03d-repo-%04d", org, i) }

// letters are such that no word of a command, no hexadecimal number and no domain can be made of them.
const letters = "gjkpqvwxz"

const (
	folderLength = 64
	shortest     = 7 // long enough that no two parts are the same by accident
	familiar     = 3
)

// folders makes a folder name for each group, the same in every run.
func folders() []string {
	dice := rand.New(rand.NewPCG(1, 2))
	all := make([]string, groups)
	for i := range all {
		var text strings.Builder
		for range folderLength {
			text.WriteByte(letters[dice.IntN(len(letters))])
		}
		all[i] = text.String()
	}
	return all
}

// spans lists the parts of a folder's name that are long enough to find little else.
func spans() []span {
	var all []span
	for n := shortest; n <= folderLength; n++ {
		for from := range folderLength - n + 1 {
			all = append(all, span{from, from + n})
		}
	}
	return all
}

// Searches is how many different searches there are for New.
func (c *Company) Searches() int { return groups * len(c.searches) }

// Search is the n-th text to search repositories by. It starts anew after Searches.
func (c *Company) Search(n int) string {
	s := c.searches[n/groups%len(c.searches)]
	return c.folders[n%groups][s.from:s.to]
}

// Familiar are the searches of lists that people look at again and again; the empty one is the whole list. None of
// them is returned by Search.
func (c *Company) Familiar() []string {
	short := func(i int) string { return c.folders[i][:familiar] }
	return []string{"", short(0), short(1), short(2)}
}

// Page lists the names on a page of an organisation's repositories, the newest first.
func (c *Company) Page(org int, search string, offset int) []string {
	var page []string
	for i := repos - 1; i >= 0 && len(page) < PageSize; i-- {
		if !strings.Contains(c.folders[i/each], search) {
			continue
		}
		if offset--; offset < 0 {
			page = append(page, name(org, i))
		}
	}
	return page
}
