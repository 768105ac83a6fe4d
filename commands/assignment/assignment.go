// Package assignment is the message that tells a person which issues have been assigned to them: how new ones are found, and
// what it shows. TCA tells nobody, and has no list of a person's issues in all branches, so each branch is asked in turn, and
// the answer is compared with the one before.
//
// Package bot/assignment asks and posts, and bot/store has the rows. Package commands/account has the command that switches
// the messages on.
package assignment

import (
	"cmp"
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/schedule"
	"tcabot/commands/subscription"
)

// Settings keeps what people chose about the direct messages that the bot sends by itself.
type Settings interface {
	// Notices is whether a person is told about issues that are assigned to them.
	Notices(context.Context, command.Who) (Notices, error)
	// SetNotices replaces that. Without a link to TCA it is command.ErrNotLinked to switch them on.
	SetNotices(ctx context.Context, who command.Who, on bool, language locale.Lang) error
	// Quiet returns a person's quiet hours; the zero schedule.Quiet for none.
	Quiet(context.Context, command.Who) (schedule.Quiet, error)
	// SetQuiet replaces them.
	SetQuiet(context.Context, command.Who, schedule.Quiet) error
}

// Notices is whether a person is told about issues that are assigned to them.
type Notices struct {
	On     bool
	Reason subscription.Reason // why they are suspended; empty otherwise
}

// Branch is an analysed branch that is asked about.
type Branch struct {
	Ref  api.ProjectRef
	Name string // for people
}

// Issue is an open issue of a person, as far as it is kept until they are told of it.
type Issue struct {
	ID       int64        `json:"id"`
	Severity api.Severity `json:"severity"`
}

// Found is an issue that was assigned to a person since the branch was asked about before.
type Found struct {
	Issue
	Branch Branch
}

// Sort sorts issues, the worst first, and among those the newest.
func Sort(all []Found) {
	slices.SortStableFunc(all, func(a, b Found) int {
		return cmp.Or(cmp.Compare(rank(a.Severity), rank(b.Severity)), cmp.Compare(b.ID, a.ID))
	})
}

// rank sorts severities, the worst first and unknown ones last.
func rank(s api.Severity) int {
	if at := slices.Index(api.Severities(), s); at >= 0 {
		return at
	}
	return len(api.Severities())
}
