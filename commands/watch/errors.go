package watch

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
)

type sentinelError string

// Error implements error. People see the catalogue's sentence instead.
func (e sentinelError) Error() string { return string(e) }

// Errors about watches.
const (
	// ErrEnded says that there is no such watch any more.
	ErrEnded = sentinelError("the watch has ended")
	// ErrMany says that a person has the maximum number of watches.
	ErrMany = sentinelError("too many watches")
)

// MaxWatches is the maximum number of watches of one person.
const MaxWatches = 20

// Explain implements command.Explainer.
func (e sentinelError) Explain(s command.Screen) kit.Message {
	list := kit.Buttons{line.Button("watches", s.Say("watch.title"), line.Watches())}
	if e == ErrMany {
		return kit.Message{kit.Para(kit.Phrase(s.Words, "watch_error.many", "Count", MaxWatches)), list}
	}
	return kit.Message{kit.Para(kit.Phrase(s.Words, "watch_error.ended")), list}
}

// MayNotStartError says that TCA does not let the person start scans of a repository, and who may.
type MayNotStartError struct {
	Repo   string
	Admins []api.Person // of the repository, as far as TCA returned them
}

// Error implements error. People see the catalogue's sentence instead.
func (e *MayNotStartError) Error() string { return "may not start scans" }

// Explain implements command.Explainer.
func (e *MayNotStartError) Explain(s command.Screen) kit.Message {
	m := kit.Message{kit.Para(kit.Phrase(s.Words, "scan_error.forbidden", "Repo", kit.Bold(e.Repo)))}
	if len(e.Admins) > 0 {
		m = append(m, kit.Para(kit.Phrase(s.Words, "members.repo_admins", "People", screen.PeopleLine(s, e.Admins))))
	}
	return m
}

// UnfinishedError says that the branch has a job that has not ended.
type UnfinishedError struct {
	Ref   api.ProjectRef
	Name  string
	Jobs  []api.Job
	Force line.Line // starts a scan all the same
}

// Error implements error. People see the catalogue's sentence instead.
func (e *UnfinishedError) Error() string { return "a job has not ended" }

// Explain implements command.Explainer.
func (e *UnfinishedError) Explain(s command.Screen) kit.Message {
	m := kit.Message{kit.Para(kit.Phrase(s.Words, "scan_error.unfinished", "Name", kit.Bold(e.Name)))}
	m = append(m, jobRows(s, e.Jobs)...)
	var row kit.Buttons
	if len(e.Jobs) > 0 {
		row = append(row, line.Button("watch", s.Say("button.watch"), line.Watch(e.Ref, e.Jobs[0].ID)))
	}
	return append(m, append(row, line.Button("force", s.Say("scan.force"), e.Force), line.Button("jobs", s.Say("goto.jobs"), line.Jobs(e.Ref))))
}

// NotCreatedError says that TCA's analysis service did not take the scan.
type NotCreatedError struct{ Name string }

// Error implements error. People see the catalogue's sentence instead.
func (e *NotCreatedError) Error() string { return "TCA could not create the scan" }

// Explain implements command.Explainer.
func (e *NotCreatedError) Explain(s command.Screen) kit.Message {
	return kit.Message{
		kit.Para(kit.Phrase(s.Words, "scan_error.not_created", "Name", kit.Bold(e.Name))),
		kit.Buttons{line.Button("again", s.Say("button.again"), line.This(s))},
	}
}

// NotYoursError says that only somebody else can stop a watch.
type NotYoursError struct{ Owner string }

// Error implements error. People see the catalogue's sentence instead.
func (e *NotYoursError) Error() string { return "somebody else's watch" }

// Explain implements command.Explainer.
func (e *NotYoursError) Explain(s command.Screen) kit.Message {
	return kit.Message{
		kit.Para(kit.Phrase(s.Words, "watch_error.not_yours", "Person", kit.Person(e.Owner))),
		kit.Buttons{line.Button("watches", s.Say("watch.title"), line.Watches())},
	}
}
