package general

import (
	"context"
	"errors"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/target"
)

// Exports writes whole lists to files and sends each to the person who asked for it.
type Exports interface {
	// Start starts writing a sheet and returns immediately. The line is that of the list. ErrManyExports says that the
	// person has the maximum number running.
	Start(ctx context.Context, r *command.Request, line string, sheet command.Sheet) error
	// Stop stops an export of the person. It reports whether there was one.
	Stop(ctx context.Context, who command.Who, id string) (bool, error)
}

// MaxExportRows bounds a file: more would keep TCA busy for an hour.
const MaxExportRows = 200_000

type exportArgs struct{ Line, Stop string }

type exported struct {
	line  string
	total int
	stop  bool
	found bool
	lists *command.ListsError // that may be meant
}

func export(d Deps) command.Command {
	return command.Define(command.Def[exportArgs, exported]{
		Name:     "export",
		Changes:  true,
		Access:   command.Linked,
		Separate: true,
		Examples: []string{"export issues payments-api@master severity:fatal,error", "export repos bigteam"},
		Args: func(a *exportArgs) command.Args {
			return command.Args{command.Value(&a.Stop, "stop", "id"), command.Line(&a.Line, "line")}
		},
		Run: func(ctx context.Context, r *command.Request, a *exportArgs) (exported, error) {
			if a.Stop != "" {
				found, err := d.Exports.Stop(ctx, r.Who, a.Stop)
				return exported{stop: true, found: found}, err
			}
			if a.Line == "" {
				return exported{}, &command.UsageError{Reason: "usage.missing", Data: []any{"Name", "line"}}
			}
			sheet, err := d.Book().Sheet(ctx, r, a.Line)
			if choose, ok := errors.AsType[*target.ChooseError](err); ok {
				for i := range choose.Choices { // export the choice instead of showing it
					choose.Choices[i].Line = line.Export(choose.Choices[i].Line)
				}
			}
			if lists, ok := errors.AsType[*command.ListsError](err); ok {
				return exported{lists: lists}, nil
			}
			if err != nil {
				return exported{}, err
			}
			return exported{line: a.Line, total: sheet.Total}, d.Exports.Start(ctx, r, a.Line, sheet)
		},
		View: viewExport,
	})
}

func viewExport(s command.Screen, d exported) kit.Message {
	switch {
	case d.stop && d.found:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "export.stopping"))}
	case d.stop:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "export.not_running"))}
	case d.lists != nil:
		m := kit.Message{kit.Para(kit.Phrase(s.Words, "export.which", "Target", kit.Code(kit.Cut(d.lists.Target, 100))))}
		var row kit.Buttons
		for _, l := range d.lists.Lists {
			row = append(row, line.Button("list-"+l.Command.Name, l.Command.Called(s.Words)[0], line.Export(line.Typed(l.Line))))
		}
		return append(m, row)
	default:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "export.started", "Count", d.total, "Number", kit.Thousands(d.total), "Line", kit.Code(kit.Cut(d.line, 100))))}
	}
}

// Exporting is the direct message about the progress of an export.
type Exporting struct {
	ID, Line    string
	Done, Total int
	Outcome     ExportOutcome
	Problem     kit.Message // the error, if any
	Size        int64       // of the finished file, in bytes
	Capped      bool        // the file holds the first MaxExportRows only
	Changed     bool        // the list changed while it was written
}

// ExportOutcome is the state of an export.
type ExportOutcome int

// The states of an export.
const (
	ExportRunning ExportOutcome = iota + 1
	ExportDone
	ExportStopped     // by its owner
	ExportSwitched    // its owner connected another account
	ExportFailed      // see Problem
	ExportInterrupted // the bot was restarted
	ExportUncertain   // Slack did not confirm the upload
)

// ViewExporting shows the progress or the outcome of an export.
func ViewExporting(s command.Screen, e Exporting) kit.Message {
	about := kit.Code(kit.Cut(e.Line, 200))
	again := kit.Buttons{line.Button("again", s.Say("button.again"), line.Export(line.Typed(e.Line)))}
	switch e.Outcome {
	case ExportDone:
		m := kit.Message{kit.Para(kit.Phrase(s.Words, "export.done", "Count", e.Done, "Number", kit.Thousands(e.Done), "Line", about))}
		if e.Capped {
			m = append(m, kit.Para(kit.Phrase(s.Words, "export.capped", "Most", kit.Thousands(MaxExportRows), "Total", kit.Thousands(e.Total))))
		}
		if e.Changed {
			m = append(m, kit.Para(kit.Phrase(s.Words, "export.changed")))
		}
		return m
	case ExportStopped:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "export.stopped", "Line", about)), again}
	case ExportSwitched:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "export.switched", "Line", about)), again}
	case ExportInterrupted:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "export.interrupted", "Line", about)), again}
	case ExportUncertain:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "export.uncertain", "Line", about)), again}
	case ExportFailed:
		m := kit.Message{kit.Para(kit.Phrase(s.Words, "export.failed", "Number", kit.Thousands(e.Done), "Line", about))}
		return append(append(m, e.Problem...), again)
	default:
		stop := line.Button("stop", s.Say("button.stop"), line.StopExport(e.ID))
		return kit.Message{
			kit.Para(kit.Phrase(s.Words, "export.running", "Line", about, "Done", kit.Thousands(e.Done), "Total", kit.Thousands(e.Total))),
			kit.Buttons{stop},
		}
	}
}
