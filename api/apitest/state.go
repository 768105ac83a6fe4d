package apitest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// User is an account. An empty Token is replaced by an invented one.
type User struct {
	Username, Nickname, Token string
	Superuser, Inactive       bool
}

// Org is an organisation. Its administrators have access to all of its teams.
type Org struct {
	SID, Name       string
	Admins, Members []string // usernames
	Inactive        bool
	Nodes           []Node // its own; scans of an organisation without any run on shared ones
}

// Team is a team of an organisation.
type Team struct {
	Org, Name, DisplayName string
	Admins, Members        []string
	Disabled               bool

	repos []*Repo // oldest first
}

// place is a repository with its team.
type place struct {
	team *Team
	repo *Repo
}

// Repo is a registered repository. Every pair of a branch and one of its schemes is an analysis project with the ID
// repository × 100 + index of the branch × 10 + index of the scheme.
type Repo struct {
	ID          int64 // assigned when zero
	Name, URL   string
	SCM         string // git when empty
	Creator     string // username
	Created     time.Time
	Branches    []Branch
	Jobs        int       // in addition to those of its projects
	ScannedAt   time.Time // last scan of its projects, unless SetAnalysis overrides it; zero: never
	CodeLines   int       // approximately; zero: the last scan failed
	Subscribers []string

	order     []string // names of schemes, where requests changed them: the order in which they came
	ssh, from string   // of one that was registered by a request
	requested bool     // it was
	auth      string   // the kind of its credential then
}

// Branch is an analysed branch and the schemes that analyse it.
type Branch struct {
	Name    string
	Schemes []string
}

// AddUser adds an account and returns its token.
func (s *Server) AddUser(u User) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u.Token == "" {
		u.Token = fmt.Sprintf("%040x", 0xace0+len(s.users))
	}
	s.users[u.Token] = &user{User: u}
	if _, known := s.nicks[u.Username]; !known {
		s.nicks[u.Username] = u.Nickname
	}
	return u.Token
}

// Revoke invalidates a user's token.
func (s *Server) Revoke(username string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, u := range s.users {
		if u.Username == username {
			u.revoked = true
		}
	}
}

// AddOrg adds an organisation.
func (s *Server) AddOrg(o Org) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.orgs = append(s.orgs, &o)
}

// AddTeam adds a team to an organisation that was added before.
func (s *Server) AddTeam(t Team) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.teams = append(s.teams, &t)
}

// Expel removes a user from a team and its organisation.
func (s *Server) Expel(org, team, username string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	not := func(who string) bool { return who == username }
	t, o := s.team(org, team), s.org(org)
	t.Admins, t.Members = slices.DeleteFunc(slices.Clone(t.Admins), not), slices.DeleteFunc(slices.Clone(t.Members), not)
	o.Admins, o.Members = slices.DeleteFunc(slices.Clone(o.Admins), not), slices.DeleteFunc(slices.Clone(o.Members), not)
}

// AddRepo registers a repository in a team that was added before, and returns its ID.
func (s *Server) AddRepo(org, team string, r Repo) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.register(s.team(org, team), r).ID
}

func (s *Server) register(t *Team, r Repo) *Repo {
	s.nextRepo++
	if r.ID == 0 {
		r.ID = s.nextRepo
	}
	if r.SCM == "" {
		r.SCM = "git"
	}
	if r.Created.IsZero() {
		r.Created = s.now()
	}
	t.repos = append(t.repos, &r)
	s.repos[r.ID] = place{t, &r}
	return &r
}

// RemoveRepo removes a repository.
func (s *Server) RemoveRepo(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p, ok := s.repos[id]; ok {
		delete(s.repos, id)
		p.team.repos = slices.DeleteFunc(p.team.repos, func(r *Repo) bool { return r.ID == id })
	}
}

// RepoIDs lists the IDs of a team's repositories in the order of the server's list.
func (s *Server) RepoIDs(org, team string) []int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	var ids []int64
	for _, r := range slices.Backward(s.team(org, team).repos) {
		ids = append(ids, r.ID)
	}
	return ids
}

func (s *Server) org(sid string) *Org {
	for _, o := range s.orgs {
		if strings.EqualFold(o.SID, sid) {
			return o
		}
	}
	return nil
}

func (s *Server) team(org, name string) *Team {
	for _, t := range s.teams {
		if strings.EqualFold(t.Org, org) && strings.EqualFold(t.Name, name) {
			return t
		}
	}
	return nil
}

// lookup finds a repository of a team by an ID from a path.
func (s *Server) lookup(t *Team, id string) (*Repo, bool) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return nil, false
	}
	p, ok := s.repos[n]
	if !ok || p.team != t {
		return nil, false
	}
	return p.repo, true
}

func (s *Server) nick(username string) string {
	if nick, ok := s.nicks[username]; ok {
		return nick
	}
	return username
}
