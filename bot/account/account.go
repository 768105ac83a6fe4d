// Package account manages people's TCA tokens and the cached answers that were fetched with them, which are dropped together
// with the token.
package account

import (
	"context"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/people"
	"time"
)

// Store keeps the links of people to TCA.
type Store interface {
	command.Links
	// DeleteWorkspace deletes the links of a workspace.
	DeleteWorkspace(ctx context.Context, workspace string) error
	// MarkRemoved notes that the app was removed from a workspace: from now on it has no links, and posts nothing by itself.
	MarkRemoved(ctx context.Context, workspace string, now time.Time) error
	// MarkReturned notes that the app is installed again, and resumes what its removal had suspended.
	MarkReturned(ctx context.Context, workspace string, now time.Time) error
	// Profile reads all that a question needs.
	Profile(ctx context.Context, who command.Who, channel string) (command.Profile, error)
	// TakeRight makes the person's Link.Rights grow.
	TakeRight(context.Context, command.Who) error
	// People lists who is connected in a workspace, once somebody there agreed to be mentioned.
	People(ctx context.Context, workspace string) ([]people.Account, error)
}

// Memory caches answers of TCA by owner.
type Memory interface {
	// DropOwners drops the answers of all owners whose name begins with prefix.
	DropOwners(prefix string)
}

// Accounts keeps links and implements command.Links. Its methods are safe for concurrent use.
type Accounts struct {
	store    Store
	client   *api.Client
	memories []Memory
	profiles *remembered[command.Profile]
	people   *remembered[people.People]
}

var _ command.Links = (*Accounts)(nil)

// New makes Accounts, which remember profiles for so long, not at all with zero. People's clients are copies of the client;
// the memories are all caches of answers by owners that begin like those of Owner.
func New(store Store, client *api.Client, profiles time.Duration, memories ...Memory) *Accounts {
	return &Accounts{
		store: store, client: client, memories: memories,
		profiles: newRemembered[command.Profile](maxProfiles, profiles), people: newRemembered[people.People](maxWorkspaces, PeopleMemory),
	}
}

// Owner is the cache owner of a link: its answers are only for this login, and until TCA takes a right away from it.
func Owner(l command.Link) string {
	return person(l.Who) + strconv.FormatInt(l.Generation, 10) + "." + strconv.FormatInt(l.Rights, 10)
}

// Owner is whose answers are remembered for a link.
func (a *Accounts) Owner(l command.Link) string { return Owner(l) }

// whoIs is the person whose cache owner this is.
func whoIs(owner string) (who command.Who, ok bool) {
	workspace, rest, _ := strings.Cut(owner, "|")
	user, _, ok := strings.Cut(rest, "|")
	return command.Who{Workspace: workspace, User: user}, ok
}

// person is the common prefix of the cache owners of a person's logins. Slack IDs do not contain the separator.
func person(who command.Who) string { return workspace(who.Workspace) + who.User + "|" }

func workspace(id string) string { return id + "|" }

// Client is a client that uses a link's token.
func (a *Accounts) Client(l command.Link) *api.Client { return a.client.As(l.Token, Owner(l)) }

// Link implements command.Links.
func (a *Accounts) Link(ctx context.Context, who command.Who) (command.Link, error) {
	return a.store.Link(ctx, who)
}

// Reread makes the next Profile of everybody that of the database: something was changed there.
func (a *Accounts) Reread() { a.changed() }

// changed forgets what the database said.
func (a *Accounts) changed() {
	a.profiles.changed()
	a.people.changed()
}

// LostRight takes that TCA has taken a right away from the owner of answers: none that is remembered for that person is
// given any more, here or by another replica.
func (a *Accounts) LostRight(ctx context.Context, owner string) error {
	who, ok := whoIs(owner)
	if !ok {
		return nil
	}
	err := a.store.TakeRight(ctx, who)
	a.forget(person(who))
	return err
}

// SaveLink implements command.Links. It drops the cached answers of former tokens.
func (a *Accounts) SaveLink(ctx context.Context, l command.Link) (command.Link, error) {
	saved, err := a.store.SaveLink(ctx, l)
	if err == nil {
		a.forget(person(l.Who))
	} else {
		a.changed() // it may be stored all the same
	}
	return saved, err
}

// DeleteLink implements command.Links, and drops all cached answers of the person.
func (a *Accounts) DeleteLink(ctx context.Context, who command.Who) error {
	err := a.store.DeleteLink(ctx, who)
	a.forget(person(who)) // even if the token could not be deleted: answers can be fetched again
	return err
}

// DeleteWorkspace deletes the links of a workspace and all their cached answers.
func (a *Accounts) DeleteWorkspace(ctx context.Context, id string) error {
	err := a.store.DeleteWorkspace(ctx, id)
	a.forget(workspace(id))
	return err
}

// AppRemoved stops the use of all tokens of a workspace, suspends its subscriptions, and drops the cached answers. The tokens
// stay sealed until the workspace is deleted, in case the app returns.
func (a *Accounts) AppRemoved(ctx context.Context, id string, now time.Time) error {
	err := a.store.MarkRemoved(ctx, id, now)
	a.forget(workspace(id))
	return err
}

// AppReturned makes the tokens of a workspace usable again, and resumes its subscriptions.
func (a *Accounts) AppReturned(ctx context.Context, id string, now time.Time) error {
	defer a.changed()
	return a.store.MarkReturned(ctx, id, now)
}

func (a *Accounts) forget(prefix string) {
	a.changed()
	for _, m := range a.memories {
		m.DropOwners(prefix)
	}
}
