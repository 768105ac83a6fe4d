package account

import (
	"context"
	"tcabot/commands/people"
	"time"
)

// PeopleMemory is how long it is remembered who agreed to be mentioned. It bounds how long a change on another replica goes
// unnoticed here.
const PeopleMemory = time.Minute

// maxWorkspaces bounds of how many workspaces that is remembered.
const maxWorkspaces = 100

// People are the people of a workspace whom posts may mention, now or a minute ago.
func (a *Accounts) People(ctx context.Context, workspace string) (people.People, error) {
	return a.people.read(workspace, func() (people.People, bool, error) {
		found, err := a.store.People(ctx, workspace)
		return people.New(found), true, err
	})
}
