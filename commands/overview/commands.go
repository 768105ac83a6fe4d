// Package overview has the commands that sum up a branch, and a person's open work in all branches.
package overview

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/target"
	"time"
)

// Background does what is left to be done after an answer.
type Background interface {
	// Start does work for the login of a request, unless work of the same name is being done for it, and returns immediately.
	// It reports whether it is being done. The context ends with the login.
	Start(r *command.Request, name string, work func(context.Context)) bool
	// News reports whether such work is being done, or was done and not dropped since.
	News(r *command.Request, name string) bool
	// Drop ends such work, of which nothing more is of use.
	Drop(r *command.Request, name string)
}

// Counting is how the open work in many branches is counted.
type Counting struct {
	Patience   time.Duration // how long the answer waits; 0: until all is counted
	Background Background    // counts what is left then; nil to leave it
}

// glance is how long work is counted for a screen that people open in passing.
const glance = time.Second

// Glance is the counting for such a screen: it ends soon, and nobody goes on with it. In a company with thousands of branches
// TCA would otherwise be busy with work that nobody asked for.
func (c Counting) Glance() Counting {
	if c.Patience == 0 {
		return Counting{}
	}
	return Counting{Patience: min(c.Patience, glance)}
}

// deps is what the commands here use.
type deps struct {
	target.Finder
	counting Counting
	gates    gate.Reader
}

// Branch lists the commands that sum up a branch, in the order of help.
func Branch(f target.Finder, gates gate.Reader) []command.Command {
	d := deps{Finder: f, gates: gates}
	return []command.Command{overview(d)}
}

// Mine lists the commands about a person's open work, in the order of help.
func Mine(f target.Finder, c Counting) []command.Command {
	d := deps{Finder: f, counting: c}
	return []command.Command{mine(d)}
}
