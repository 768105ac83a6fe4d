package target

import (
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
)

// ID reads the ID of an object of an analysed branch: "1234", "#1234", or the URL of its page, which also names the
// branch. The argument is replaced by the bare number.
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
