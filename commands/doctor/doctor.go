// Package doctor has the command that examines the installation: what works, what does not, and how to mend it. What it
// found is the same on the command line and in the log; package bot/doctor looks.
package doctor

import (
	"context"
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

// Examiner examines the installation.
type Examiner interface {
	// Examine returns what it found before ctx ends, in the order of Areas; what took longer is Unchecked.
	Examine(context.Context, Place) []Finding
}

// Deps is what the command uses.
type Deps struct {
	Examiner Examiner
	Admins   []string // Slack users who may look
}

// Commands lists the command.
func Commands(d Deps) []command.Command { return []command.Command{examine(d)} }

type none struct{}

func examine(d Deps) command.Command {
	return command.Define(command.Def[none, []Finding]{
		Name:     "doctor",
		Access:   command.Anyone,
		Personal: func(*none) bool { return true },
		Examples: []string{"doctor"},
		Args:     func(*none) command.Args { return nil },
		Run: func(ctx context.Context, r *command.Request, _ *none) ([]Finding, error) {
			if !slices.Contains(d.Admins, r.Who.User) {
				return nil, &command.UsageError{Reason: "usage.doctor_admins"}
			}
			return d.Examiner.Examine(ctx, place(r)), nil
		},
		View: View,
	})
}

// View shows findings: first what needs doing, and then what is fine.
func View(s command.Screen, all []Finding) kit.Message {
	m := kit.Message{kit.Heading(s.Say(locale.Group("doctor_title").Key(string(Worst(all)))))}
	var fine, wrong kit.Rows
	for i, f := range all {
		area := s.Say(locale.Group("doctor_area").Key(string(f.Area)))
		row := []kit.Line{{kit.Text(sign(f.State) + " "), kit.Bold(area), kit.Text("  " + f.Said(s))}}
		if f.State == Good {
			fine = append(fine, row)
			continue
		}
		if fix := f.Fix(s); fix != "" && !again(s, f, all[i+1:]) {
			row = append(row, kit.Line{kit.Text("→ " + fix)})
		}
		wrong = append(wrong, row)
	}
	if len(wrong) > 0 {
		m = append(m, wrong)
	}
	if len(fine) > 0 {
		m = append(m, kit.Para{kit.Bold(s.Say("doctor.fine"))}, fine)
	}
	return append(m, kit.Buttons{line.Button("again", s.Say("doctor.again"), line.Doctor())})
}

// again reports whether the next finding is of the same area and needs the same to be done: then that is said once, below
// the last of them.
func again(s locale.Sayer, f Finding, next []Finding) bool {
	return len(next) > 0 && next[0].Area == f.Area && next[0].Fix(s) == f.Fix(s)
}

// sign marks a state at a glance.
func sign(s State) string {
	switch s {
	case Good:
		return "✓"
	case Warning:
		return "⚠"
	case Bad:
		return "✗"
	default:
		return "?"
	}
}
