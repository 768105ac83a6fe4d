package line

import (
	"strconv"
	"tcabot/api"
)

// TeamWord is the canonical word for a team, which means the same to everybody.
func TeamWord(t api.TeamRef) string { return t.Org + "/" + t.Team }

// RepoWord is the same for a repository.
func RepoWord(r api.RepoRef) string { return TeamWord(r.TeamRef) + "#" + strconv.FormatInt(r.ID, 10) }

// ProjectWord is the same for an analysed branch.
func ProjectWord(p api.ProjectRef) string {
	return RepoWord(p.Repo) + "/" + strconv.FormatInt(p.ID, 10)
}
