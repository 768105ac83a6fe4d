package action

import (
	"context"
	"slices"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/target"
)

// MaxChosen is how many objects one command changes.
const MaxChosen = 50

// Chosen are the arguments of a command that changes objects of a branch: which, and the marks of its own buttons.
type Chosen struct {
	Objects, Project string
	Key              string // identifies the button that makes the change; empty for a preview
	Seen             string // see Seen

	ids []int64
}

// About are the first arguments: the objects by a name, and the branch.
func (c *Chosen) About(name string) command.Args {
	return command.Args{
		command.Text(&c.Objects, name).Check(func() error { return c.read(name) }), command.Text(&c.Project, "project").Optional().About("arg.project_of"),
	}
}

// Sure are the last ones, which only buttons have.
func (c *Chosen) Sure() command.Args {
	return command.Args{command.Internal(&c.Key, "key"), command.Internal(&c.Seen, "seen")}
}

// Some are the same arguments for a preview of some of the objects.
func (c *Chosen) Some(ids []int64) Chosen { return Chosen{Objects: list(ids), Project: c.Project} }

// read reads the IDs: numbers and commas, with # before them as people copy them.
func (c *Chosen) read(name string) error {
	c.ids = nil
	if strings.Contains(c.Objects, "://") { // the address of one of them
		return nil
	}
	for part := range strings.FieldsFuncSeq(c.Objects, func(r rune) bool { return strings.ContainsRune(",，、; ", r) }) {
		id, ok := target.ParseID(strings.TrimPrefix(part, "#"))
		if !ok {
			return &command.UsageError{Reason: "usage.number", Data: []any{"Name", name, "Value", part}}
		}
		if !slices.Contains(c.ids, id) {
			c.ids = append(c.ids, id)
		}
	}
	switch n := len(c.ids); {
	case n == 0:
		return &command.UsageError{Reason: "usage.no_objects"}
	case n > MaxChosen:
		return &command.UsageError{Reason: "usage.many_objects", Data: []any{"Count", n, "Most", MaxChosen}}
	}
	c.Objects = list(c.ids)
	return nil
}

// Find finds the branch of the objects. One of them may have been named by the address of its page in TCA.
func (c *Chosen) Find(ctx context.Context, r *command.Request, f target.Finder, page target.PageKind, name string) (target.Branch, error) {
	if len(c.ids) == 0 {
		id, err := f.ID(&c.Objects, &c.Project, page, name)
		if err != nil {
			return target.Branch{}, err
		}
		c.ids = []int64{id}
	}
	return f.Branch(ctx, r, &c.Project)
}

// IDs are the objects, each once.
func (c *Chosen) IDs() []int64 { return c.ids }

func list(ids []int64) string {
	all := make([]string, len(ids))
	for i, id := range ids {
		all[i] = kit.Number(id)
	}
	return strings.Join(all, ",")
}
