package apitest

import (
	"fmt"
	"time"
)

// Bigged describes what Big added.
type Bigged struct {
	Token     string // of an administrator with access to all of it
	Org, Team string // with 100,000 repositories
	RepoID    int64  // the last of the repositories
	ProjectID int64  // with a million issues
}

// Big adds an organisation with a team of 100,000 repositories, one of which has a project with 1,000,000 issues.
func Big(s *Server) Bigged {
	out := Bigged{
		Token: s.AddUser(User{Username: "tca_big", Nickname: "大老板", Token: "b160000000000000000000000000000000000001"}), Org: "B1gC0mpany1", Team: "everything",
	}
	s.AddOrg(Org{SID: out.Org, Name: "巨无霸 Big & Co", Admins: []string{"tca_big"}})
	s.AddTeam(Team{Org: out.Org, Name: out.Team, DisplayName: "Everything 全部代码库"})
	branches := []Branch{{Name: "master", Schemes: []string{"默认方案"}}}
	for i := range 100_000 {
		r := Repo{
			Name: fmt.Sprintf("service-%05d", i), URL: fmt.Sprintf("http://git.example.com/everything/service-%05d", i), Creator: "tca_big",
			Created: s.began.Add(-time.Duration(100_000-i) * time.Minute),
		}
		if i%10 == 9 {
			r.Branches = branches
		}
		out.RepoID = s.AddRepo(out.Org, out.Team, r)
	}
	out.ProjectID = ProjectID(out.RepoID, 0, 0)
	s.SetAnalysis(out.ProjectID, Analysis{Issues: 1_000_000, Files: 4000, Functions: 3000, Duplicates: 900})
	return out
}
