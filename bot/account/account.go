// Package account knows with which TCA token a person acts, and what was remembered of the answers it opened. When a
// token goes, all that goes with it.
package account

import (
	"context"
	"fmt"
	"tcabot/api"
	"tcabot/commands/command"
)

// Store keeps the links of people to TCA.
type Store interface {
	command.Links
	// DeleteWorkspace forgets everybody of a workspace.
	DeleteWorkspace(ctx context.Context, workspace string) error
}

// Memory remembers answers of TCA by owner.
type Memory interface {
	// DropOwners forgets what is remembered for all owners whose name begins with prefix.
	DropOwners(prefix string)
}

// Accounts keeps links and implements command.Links. Its methods are safe for concurrent use.
type Accounts struct {
	store    Store
	client   *api.Client
	memories []Memory
}

var _ command.Links = (*Accounts)(nil)

// New makes Accounts. The client is the one that people's own clients are made of; the memories are all that remember
// answers, its own and others', under owners that begin as Owner's do.
func New(store Store, client *api.Client, memories ...Memory) *Accounts {
	return &Accounts{store: store, client: client, memories: memories}
}

// Owner is whose remembered answers a link may read: those of this login alone.
func Owner(l command.Link) string { return fmt.Sprintf("%s%d", person(l.Who), l.Generation) }

// person is how the owners of all logins of a person begin. IDs of Slack's hold no such character.
func person(who command.Who) string { return workspace(who.Workspace) + who.User + "|" }

func workspace(id string) string { return id + "|" }

// Client is a client that acts with a link's token.
func (a *Accounts) Client(l command.Link) *api.Client { return a.client.As(l.Token, Owner(l)) }

// Link implements command.Links.
func (a *Accounts) Link(ctx context.Context, who command.Who) (command.Link, error) {
	return a.store.Link(ctx, who)
}

// SaveLink implements command.Links. Nothing that a former token opened is remembered any longer.
func (a *Accounts) SaveLink(ctx context.Context, l command.Link) (command.Link, error) {
	saved, err := a.store.SaveLink(ctx, l)
	if err == nil {
		a.forget(person(l.Who))
	}
	return saved, err
}

// DeleteLink implements command.Links, and drops every remembered answer of the person.
func (a *Accounts) DeleteLink(ctx context.Context, who command.Who) error {
	err := a.store.DeleteLink(ctx, who)
	a.forget(person(who)) // even if the token could not be deleted: answers can be asked for again
	return err
}

// DeleteWorkspace forgets everybody of a workspace, and every remembered answer of theirs.
func (a *Accounts) DeleteWorkspace(ctx context.Context, id string) error {
	err := a.store.DeleteWorkspace(ctx, id)
	a.forget(workspace(id))
	return err
}

func (a *Accounts) forget(prefix string) {
	for _, m := range a.memories {
		m.DropOwners(prefix)
	}
}
