// Package setup has the commands that change what TCA analyses: they register repositories, add analysed branches, and change
// schemes and their path filters.
package setup

import (
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// Deps is what the commands here use.
type Deps struct {
	target.Finder
	action.Runner
}

// Commands lists the commands here, in the order of help.
func Commands(d Deps) []command.Command {
	return []command.Command{
		repoAdd(d), repoRename(d), projectAdd(d), projectStatus(d), schemeCopy(d), schemeEdit(d), schemeLint(d), schemeMetrics(d), pathAdd(d), pathEdit(d), pathRemove(d),
	}
}

// The kinds of actions.
const (
	kindRepoAdd       action.Kind = "repo_add"
	kindRepoRename    action.Kind = "repo_rename"
	kindProjectAdd    action.Kind = "project_add"
	kindProjectStatus action.Kind = "project_status"
	kindSchemeCopy    action.Kind = "scheme_copy"
	kindSchemeEdit    action.Kind = "scheme_edit"
	kindSchemeLint    action.Kind = "scheme_lint"
	kindSchemeMetrics action.Kind = "scheme_metrics"
	kindPathAdd       action.Kind = "path_add"
	kindPathEdit      action.Kind = "path_edit"
	kindPathRemove    action.Kind = "path_remove"
)

// Undoers take the actions of the commands here back. TCA takes back no registration, no analysed branch and no scheme.
func Undoers() map[action.Kind]action.Undoer {
	return map[action.Kind]action.Undoer{
		kindRepoRename: undoRename, kindProjectStatus: undoProjectStatus,
		kindSchemeEdit: basics().undo, kindSchemeLint: lint().undo, kindSchemeMetrics: metrics().undo,
		kindPathAdd: undoPaths, kindPathEdit: filters().undo, kindPathRemove: undoPaths,
	}
}
