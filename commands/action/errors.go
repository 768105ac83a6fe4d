package action

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
)

type sentinelError string

// Error implements error. People see the catalogue's sentence instead.
func (e sentinelError) Error() string { return string(e) }

// Errors about recorded actions.
const (
	// ErrNone says that there is no such action, or that it is no longer kept.
	ErrNone = sentinelError("no such action")
	// ErrOthers says that somebody else carried the action out.
	ErrOthers = sentinelError("somebody else's action")
	// ErrLate says that an action is too old to be undone.
	ErrLate = sentinelError("too late to undo")
	// ErrUndone says that an action was undone before.
	ErrUndone = sentinelError("already undone")
	// ErrForGood says that TCA cannot undo an action, or that it changed nothing.
	ErrForGood = sentinelError("nothing can be undone")
	// ErrKeyUsed says that the buttons with a key were used for another request.
	ErrKeyUsed = sentinelError("key of another request")
)

// Explain implements command.Explainer.
func (e sentinelError) Explain(s command.Screen) kit.Message {
	row := kit.Buttons{line.Button("audit", s.Say("audit.button"), line.Audit())}
	switch e {
	case ErrOthers:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "action_error.others")), row}
	case ErrLate:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "action_error.late", "Count", int(UndoFor.Hours()))), row}
	case ErrUndone:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "action_error.undone")), row}
	case ErrForGood:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "action_error.for_good")), row}
	case ErrKeyUsed:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "action_error.key_used")), row}
	default:
		return kit.Message{kit.Para(kit.Phrase(s.Words, "action_error.none")), row}
	}
}

// ForbiddenError says that TCA does not let a person change a repository or what belongs to it, and who may.
type ForbiddenError struct {
	Repo   string
	Admins []api.Person // of the repository, as far as TCA returned them
}

// Error implements error. People see the catalogue's sentence instead.
func (e *ForbiddenError) Error() string { return "may not change it" }

// Explain implements command.Explainer.
func (e *ForbiddenError) Explain(s command.Screen) kit.Message {
	m := kit.Message{kit.Para(kit.Phrase(s.Words, "action_error.forbidden", "Repo", kit.Bold(e.Repo)))}
	if len(e.Admins) > 0 {
		m = append(m, kit.Para(kit.Phrase(s.Words, "members.repo_admins", "People", screen.PeopleLine(s, e.Admins))))
	}
	return m
}

// unreadError says that TCA made a change and that its state could not be read afterwards. It does not unwrap: that TCA rejects
// the second request does not mean that it rejected the change.
type unreadError struct{ cause error }

// Error implements error. The runner looks up what came of the change.
func (e unreadError) Error() string { return "read back what was changed: " + e.cause.Error() }

// ReadBack reads the state that TCA has after it made a change, where the answer to the change does not say so. An error counts
// as an answer that was lost.
func ReadBack[T any](ctx context.Context, read func(context.Context) (T, error)) (T, error) {
	now, err := read(ctx)
	if err != nil {
		err = unreadError{err}
	}
	return now, err
}
