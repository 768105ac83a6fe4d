package target

import (
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
)

// ID reads the number of one thing of a project: "1234", "#1234", or the page about it, which names the project,
// too. The argument is written anew as the number alone.
func (f Finder) ID(arg, project *string, want PageKind, name string) (int64, error) {
	a, ok, err := f.ReadPage(*arg)
	switch {
	case err != nil:
		return 0, err
	case ok && a.Page == want:
		ref, _ := a.projectRef()
		*project, *arg = line.ProjectWord(ref), kit.Number(a.ID)
		return a.ID, nil
	}
	n, ok := ParseID(strings.TrimPrefix(*arg, "#"))
	if !ok {
		return 0, &command.UsageError{Reason: "usage.number", Data: []any{"Name", name, "Value", *arg}}
	}
	*arg = kit.Number(n)
	return n, nil
}
