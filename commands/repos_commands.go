package commands

import "tcabot/commands/spec"

// reposDeps is what the commands here use.
type reposDeps struct {
	Finder
}

// reposCommands lists the commands about organisations, teams, repositories and branches, in the order of help.
func reposCommands(f Finder) []spec.Command {
	d := reposDeps{f}
	return []spec.Command{repos(d), repo(d), projects(d), project(d), branches(d), teams(d), team(d), orgs(d), org(d)}
}
