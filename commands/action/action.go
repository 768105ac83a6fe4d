// Package action carries out what people ask the bot to change in TCA. A change is recorded before TCA is asked, so that it is
// made once; it counts as made when TCA says so; and it can be undone for a day where TCA can. It has the commands that list
// what was changed, and that undo it.
package action

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/target"
	"time"
)

// UndoFor is how long an action can be undone.
const UndoFor = 24 * time.Hour

// Kind says what an action does. It is the name of its command, with an underscore for the space.
type Kind string

// String is the kind's word.
func (k Kind) String() string { return string(k) }

// Action is a change of one or more objects in TCA that a person asked for, and what came of it.
type Action struct {
	ID        int64
	Workspace string
	User      string // Slack user, whose token was used
	Channel   string // where it was asked
	Surface   string // how: "slash", "button", "form", "mention" or "message"
	Kind      Kind
	Target    target.Target
	Name      string // of the target, for people
	Value     string // what was asked for, as the command's line names it; empty where the kind says it all
	Final     bool   // TCA cannot take it back
	Key       string // identifies the request among those of its person
	Undoes    int64  // the action that it takes back; 0 for none
	UndoneBy  int64  // the action that took it back; 0 for none
	Began     time.Time
	Ended     time.Time // zero while it is not known what came of all changes
	Changes   []Change
}

// Who is the person.
func (a Action) Who() command.Who { return command.Who{Workspace: a.Workspace, User: a.User} }

// Count is how many changes ended in a way.
func (a Action) Count(o Outcome) (n int) {
	for _, c := range a.Changes {
		if c.Outcome == o {
			n++
		}
	}
	return n
}

// Change is what an action does to one property of one object. Values are words, in no language: see Field.
type Change struct {
	Object  int64   `json:"object"` // ID; 0 while TCA has given none
	Name    string  `json:"name"`   // for people
	Field   Field   `json:"field"`
	Before  string  `json:"before"` // when the action began
	After   string  `json:"after"`  // what was asked for
	Now     string  `json:"now"`    // what TCA said last
	Outcome Outcome `json:"outcome"`
	Reason  string  `json:"reason,omitempty"` // a Reason, or TCA's own words

	Concealed bool `json:"-"` // the values are left out, because the reader may not see them
}

// Outcome says what came of a change. The zero value stands for a change that was recorded, but of which nothing is known.
type Outcome string

// The outcomes.
const (
	Unknown  Outcome = ""         // TCA was asked and did not answer, and has not answered since
	Done     Outcome = "done"     // TCA says so
	Refused  Outcome = "refused"  // TCA rejected it
	Failed   Outcome = "failed"   // TCA did not answer, and says now that nothing was changed
	Conflict Outcome = "conflict" // somebody else changed it since the person saw it; TCA was not asked
	Untried  Outcome = "untried"  // TCA was not asked, because it had stopped answering
	Same     Outcome = "same"     // it was so already
)

// Outcomes lists them, in the order of display.
func Outcomes() []Outcome { return []Outcome{Done, Same, Conflict, Refused, Failed, Untried, Unknown} }

// String is the outcome's word.
func (o Outcome) String() string {
	if o == Unknown {
		return "unknown"
	}
	return string(o)
}

// Reason says why a change was refused, where TCA has no words for people.
type Reason string

// The reasons.
const (
	Forbidden  Reason = "forbidden"  // the person has no right to it
	NotFound   Reason = "not_found"  //
	Closed     Reason = "closed"     // a scan closed the issue, because it is not in the code any more
	Unassigned Reason = "unassigned" // TCA cannot take an author away
	Exists     Reason = "exists"     // there is such a path filter
	NameTaken  Reason = "name_taken" // there is a scheme of that name
)

// reasons lists them.
var reasons = []Reason{Forbidden, NotFound, Closed, Unassigned, Exists, NameTaken}

// Filter selects actions.
type Filter struct {
	Workspace string
	User      string // empty for everybody
	Since     time.Time
	Until     time.Time // excluded; zero for no bound
	UpTo      int64     // the ID of the newest action that is wanted; 0 for no bound
}

// Store keeps actions.
type Store interface {
	// BeginAction records an action that TCA is about to be asked for, once for each key of its person. For a key that was used
	// before, it returns that action and first is false.
	BeginAction(ctx context.Context, a Action) (saved Action, first bool, err error)
	// EndAction records what came of an action, and that an action it undoes is undone if all of that is done.
	EndAction(ctx context.Context, a Action) error
	// ActionByKey returns the action with a key of a person; ErrNone for none.
	ActionByKey(ctx context.Context, who command.Who, key string) (Action, error)
	// Action returns one action; ErrNone for none.
	Action(ctx context.Context, workspace string, id int64) (Action, error)
	// Actions lists actions, the newest first. The total counts all that the filter selects.
	Actions(ctx context.Context, f Filter, w api.Window) (all []Action, total int, err error)
}
