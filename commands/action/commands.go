package action

import (
	"slices"
	"strconv"
	"strings"
	"tcabot/commands/command"
)

// Deps is what the commands here use.
type Deps struct {
	Runner
	Undo   map[Kind]Undoer
	Admins []string // Slack users who may read what everybody changed
}

// Commands lists the commands about what was changed, in the order of help.
func Commands(d Deps) []command.Command {
	return []command.Command{undo(d), audit(d), show(d)}
}

// isAdmin reports whether a person may read what everybody changed.
func (d Deps) isAdmin(r *command.Request) bool { return slices.Contains(d.Admins, r.Who.User) }

// numbered is the argument that names an action.
type numbered struct{ Number string }

func (n *numbered) arg() command.Arg { return command.Text(&n.Number, "action") }

// id reads the number.
func (n *numbered) id() (int64, error) {
	id, err := strconv.ParseInt(strings.TrimPrefix(n.Number, "#"), 10, 53)
	if err != nil || id < 1 {
		return 0, &command.UsageError{Reason: "usage.number", Arg: "action", Data: []any{"Name", "action", "Value", n.Number}}
	}
	return id, nil
}
