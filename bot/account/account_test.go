package account_test

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/cached"
	"tcabot/api/secret"
	"tcabot/bot/account"
	"tcabot/commands/command"
	"tcabot/commands/people"
	"testing"
	"time"
)

// links is a store of links that may be out of order.
type links struct{ err error }

func (l links) Link(context.Context, command.Who) (command.Link, error) { return command.Link{}, l.err }

func (l links) SaveLink(_ context.Context, saved command.Link) (command.Link, error) {
	return saved, l.err
}

func (l links) DeleteLink(context.Context, command.Who) error { return l.err }

func (l links) Profile(context.Context, command.Who, string) (command.Profile, error) {
	return command.Profile{}, l.err
}

func (l links) People(context.Context, string) ([]people.Account, error) { return nil, l.err }

func (l links) TakeRight(context.Context, command.Who) error { return l.err }

func (l links) DeleteWorkspace(context.Context, string) error { return l.err }

func (l links) MarkRemoved(context.Context, string, time.Time) error { return l.err }

func (l links) MarkReturned(context.Context, string, time.Time) error { return l.err }

// TestTokenTakesItsAnswersAlong: when a token goes, all answers that it opened go with it, those of digests as well.
func TestTokenTakesItsAnswersAlong(t *testing.T) {
	tca, err := apitest.New(apitest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tca.Close() })
	token := secret.New(apitest.Sample(tca).Member)
	who, other := command.Who{Workspace: "T1", User: "U1"}, command.Who{Workspace: "T1", User: "U11"}
	for _, tt := range []struct {
		name string
		err  error
		end  func(*account.Accounts) error
		left int
	}{
		{"another token", nil, func(a *account.Accounts) error {
			_, err := a.SaveLink(t.Context(), command.Link{Who: who})
			return err
		}, 1},
		{"no other token", errors.New("down"), func(a *account.Accounts) error {
			_, err := a.SaveLink(t.Context(), command.Link{Who: who})
			return err
		}, 2},
		{"logged out", nil, func(a *account.Accounts) error { return a.DeleteLink(t.Context(), who) }, 1},
		{"logged out of a store that is down", errors.New("down"), func(a *account.Accounts) error { return a.DeleteLink(t.Context(), who) }, 1},
		{"uninstalled", nil, func(a *account.Accounts) error { return a.AppRemoved(t.Context(), "T1", time.Now()) }, 0},
		{"uninstalled for good", nil, func(a *account.Accounts) error { return a.DeleteWorkspace(t.Context(), "T1") }, 0},
		{"uninstalled elsewhere", nil, func(a *account.Accounts) error { return a.DeleteWorkspace(t.Context(), "T11") }, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var memories []*cached.Cache
			var clients []*api.Client
			for range 2 {
				m := cached.New(cached.Config{TTL: time.Minute})
				c, err := api.New(api.Config{URL: tca.URL(), Cache: m})
				if err != nil {
					t.Fatal(err)
				}
				memories, clients = append(memories, m), append(clients, c)
			}
			a := account.New(links{tt.err}, clients[0], account.ProfileMemory, memories[0], memories[1])
			for _, person := range []command.Who{who, other} {
				link := command.Link{Who: person, Token: token, Generation: 7}
				for _, c := range []*api.Client{a.Client(link), clients[1].As(link.Token, account.Owner(link)+"|due 1")} {
					if _, err := c.Me(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
			}
			if err := tt.end(a); !errors.Is(err, tt.err) {
				t.Fatal(err)
			}
			for i, m := range memories {
				if got := m.Stats().Entries; got != tt.left {
					t.Errorf("memory %d holds answers of %d people, want %d", i, got, tt.left)
				}
			}
		})
	}
}
