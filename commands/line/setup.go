package line

import (
	"tcabot/api"
	"tcabot/commands/kit"
)

// ProjectStatus offers to make a branch active or inactive.
func ProjectStatus(p api.ProjectRef) Line { return of("project", "status", ProjectWord(p)) }

// EditPath offers to change a path filter of a scheme.
func EditPath(s api.SchemeRef, id int64) Line { return ofFilter("edit", s, id) }

// RemovePath offers to remove one.
func RemovePath(s api.SchemeRef, id int64) Line { return ofFilter("remove", s, id) }

func ofFilter(verb string, s api.SchemeRef, id int64) Line {
	return of("path", verb, kit.Number(id), kit.Number(s.ID), RepoWord(s.Repo))
}
