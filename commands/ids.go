package commands

import (
	"strings"
	"tcabot/commands/spec"
)

// readID reads the number of one thing of a project: "1234", "#1234", or the page about it, which names the project,
// too. The argument is written anew as the number alone.
func (f Finder) readID(arg, project *string, want page, name string) (int64, error) {
	a, ok, err := f.readPage(*arg)
	switch {
	case err != nil:
		return 0, err
	case ok && a.page == want:
		ref, _ := a.projectRef()
		*project, *arg = projectWord(ref), number(a.id)
		return a.id, nil
	}
	n, ok := id(strings.TrimPrefix(*arg, "#"))
	if !ok {
		return 0, &spec.UsageError{Reason: "usage.number", Data: []any{"Name", name, "Value", *arg}}
	}
	*arg = number(n)
	return n, nil
}
