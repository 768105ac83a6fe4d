package commands

import "tcabot/commands/spec"

// issuesDeps is what the commands here use.
type issuesDeps struct {
	Finder
}

// issuesLists lists the commands about the issues of a branch, in the order of help.
func issuesLists(f Finder) []spec.Command {
	d := issuesDeps{f}
	return []spec.Command{issues(d), issue(d)}
}

// issuesRules lists the commands about what the issues are made of, in the order of help.
func issuesRules(f Finder) []spec.Command {
	d := issuesDeps{f}
	return []spec.Command{rules(d), rule(d), authors(d)}
}
