package commands

import (
	"strconv"
	"tcabot/api"
)

// teamWord is how a team is written in a line so that it means the same to everybody.
func teamWord(t api.TeamRef) string { return t.Org + "/" + t.Team }

// repoWord is the same for a repository.
func repoWord(r api.RepoRef) string { return teamWord(r.TeamRef) + "#" + strconv.FormatInt(r.ID, 10) }

// projectWord is the same for an analysed branch.
func projectWord(p api.ProjectRef) string {
	return repoWord(p.Repo) + "/" + strconv.FormatInt(p.ID, 10)
}
