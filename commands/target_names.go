package commands

import (
	"strconv"
	"tcabot/api"
	"tcabot/commands/kit"
)

func repoName(r api.Repo) string { return kit.Name(r.Name, "#"+strconv.FormatInt(r.ID, 10), maxName) }

func orgName(o api.Org) string { return kit.Name(o.Name, o.SID, maxName) }

func teamName(t api.Team) string { return kit.Name(t.DisplayName, t.Name, 80) }

func schemeName(c api.Scheme) string { return kit.Name(c.Name, "#"+number(c.ID), 80) }

func ruleName(r api.Rule) string {
	return kit.Name(r.Display, kit.Name(r.Name, "#"+number(r.ID), 80), 80)
}

// branchName is an analysed branch as people write it.
func branchName(b teamBranch) string {
	return kit.Name(b.Repo.Name, "#"+number(b.Repo.ID), 50) + "@" + kit.Name(b.Branch, "#"+number(b.ID), 40)
}

// schemeOf tells a branch from others of its name: its scheme, and its path when it is not the whole repository.
func schemeOf(b teamBranch) string {
	scheme := kit.Name(b.Scheme, "?", 20)
	if b.ScanPath != "" && b.ScanPath != "/" {
		scheme += " · " + tail(b.ScanPath, 20)
	}
	return scheme
}

func personName(nickname, username string) string {
	return kit.Name(nickname, kit.Name(username, "?", 60), 60)
}

// maxName is how much of a name a list shows; TCA allows 128 characters and older servers more.
const maxName = 100
