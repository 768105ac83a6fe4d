// Package repos has the commands that find things: organisations, teams, repositories and their analysed branches.
package repos

import (
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// deps is what the commands here use.
type deps struct {
	target.Finder
}

// Commands lists the commands about organisations, teams, repositories and branches, in the order of help.
func Commands(f target.Finder) []command.Command {
	d := deps{f}
	return []command.Command{repos(d), repo(d), projects(d), project(d), branches(d), teams(d), team(d), orgs(d), org(d)}
}
