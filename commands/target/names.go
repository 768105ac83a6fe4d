package target

import (
	"strconv"
	"tcabot/api"
	"tcabot/commands/kit"
)

// RepoName is the display name of a repository, never empty.
func RepoName(r api.Repo) string { return kit.Name(r.Name, "#"+strconv.FormatInt(r.ID, 10), MaxName) }

// OrgName is the display name of an organisation, never empty.
func OrgName(o api.Org) string { return kit.Name(o.Name, o.SID, MaxName) }

// TeamName is the display name of a team, never empty.
func TeamName(t api.Team) string { return kit.Name(t.DisplayName, t.Name, 80) }

// SchemeName is the display name of a scheme, never empty.
func SchemeName(c api.Scheme) string { return kit.Name(c.Name, "#"+kit.Number(c.ID), 80) }

// RuleName is the display name of a rule, never empty.
func RuleName(r api.Rule) string {
	return kit.Name(r.Display, kit.Name(r.Name, "#"+kit.Number(r.ID), 80), 80)
}

// BranchName is an analysed branch as it is typed: repo@branch.
func BranchName(b TeamBranch) string {
	return kit.Name(b.Repo.Name, "#"+kit.Number(b.Repo.ID), 50) + "@" + kit.Name(b.Branch, "#"+kit.Number(b.ID), 40)
}

// SchemeOf is a branch's scheme, with its path when it is not the whole repository: what tells it from others of its name.
func SchemeOf(b TeamBranch) string {
	scheme := kit.Name(b.Scheme, "?", 20)
	if b.ScanPath != "" && b.ScanPath != "/" {
		scheme += " · " + kit.Tail(b.ScanPath, 20)
	}
	return scheme
}

// PersonName is a person's nickname, or else the user name.
func PersonName(nickname, username string) string {
	return kit.Name(nickname, kit.Name(username, "?", 60), 60)
}

// MaxName is how much of a name a list shows; TCA allows 128 characters and older servers more.
const MaxName = 100
