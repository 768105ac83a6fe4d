// Package account manages people's TCA tokens and the cached answers that were fetched with them, which are dropped together
// with the token.
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
	// DeleteWorkspace deletes the links of a workspace.
	DeleteWorkspace(ctx context.Context, workspace string) error
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
}

var _ command.Links = (*Accounts)(nil)

// New makes Accounts. People's clients are copies of the client; the memories are all caches of answers by owners that
// begin like those of Owner.
func New(store Store, client *api.Client, memories ...Memory) *Accounts {
	return &Accounts{store: store, client: client, memories: memories}
}

// Owner is the cache owner of a link: its answers are only for this login.
func Owner(l command.Link) string { return fmt.Sprintf("%s%d", person(l.Who), l.Generation) }

// person is the common prefix of the cache owners of a person's logins. Slack IDs do not contain the separator.
func person(who command.Who) string { return workspace(who.Workspace) + who.User + "|" }

func workspace(id string) string { return id + "|" }

// Client is a client that uses a link's token.
func (a *Accounts) Client(l command.Link) *api.Client { return a.client.As(l.Token, Owner(l)) }

// Link implements command.Links.
func (a *Accounts) Link(ctx context.Context, who command.Who) (command.Link, error) {
	return a.store.Link(ctx, who)
}

// SaveLink implements command.Links. It drops the cached answers of former tokens.
func (a *Accounts) SaveLink(ctx context.Context, l command.Link) (command.Link, error) {
	saved, err := a.store.SaveLink(ctx, l)
	if err == nil {
		a.forget(person(l.Who))
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

func (a *Accounts) forget(prefix string) {
	for _, m := range a.memories {
		m.DropOwners(prefix)
	}
}
