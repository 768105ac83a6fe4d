package target

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/line"
	"testing"
)

// TestRecent: the branch that somebody looked at last is offered to the same person since the same login alone.
func TestRecent(t *testing.T) {
	wang := command.Request{Who: command.Who{Workspace: "T1", User: "U1"}, Login: 1}
	other, account := wang, wang
	other.Who.User, account.Login = "U2", 2
	again := func(word string) line.Line { return line.Typed("issue 1 " + word) }
	which := &ChooseError{Reason: "choose.team", Choices: []Choice{{Label: "Core"}}}
	recent := NewRecent(nil)
	recent.note(t.Context(), &wang, Branch{
		Ref:     api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "o", Team: "t"}, ID: 1}, ID: 2},
		Project: api.Project{ID: 2, Branch: "master", Repo: api.ProjectRepo{ID: 1, Name: "payments-api"}},
	})
	for _, test := range []struct {
		name   string
		recent *Recent
		r      command.Request
		err    error
		want   int // choices; 0 for an error that is not a choice
	}{
		{"the same person", recent, wang, which, 2},
		{"another person", recent, other, which, 1},
		{"another login", recent, account, which, 1},
		{"another error", recent, wang, command.ErrStorage, 0},
		{"nothing is remembered", nil, wang, which, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := test.recent.offer(test.err, &test.r, again)
			choose, ok := errors.AsType[*ChooseError](err)
			if got := ok && len(choose.Choices) == test.want; got != (test.want > 0) {
				t.Errorf("got %v", err)
			}
			if test.want == 2 && choose.Choices[0].Line.String() != "issue 1 o/t#1/2" {
				t.Errorf("offers %q", choose.Choices[0].Line)
			}
		})
	}
	if len(which.Choices) != 1 {
		t.Error("the error of one person holds the branch of another")
	}
}

// visitsOf keeps visits in memory, as the database does.
type visitsOf struct{ kept []Visit }

func (v *visitsOf) Keep(_ Visitor, visit Visit) { v.kept = append(v.kept, visit) }

func (v *visitsOf) Visits(context.Context, command.Who, string) ([]Visit, error) { return v.kept, nil }

// TestVisits: the branches at which somebody looked are listed once each, the newest first; what was the last already is not
// kept again.
func TestVisits(t *testing.T) {
	kept := &visitsOf{}
	recent := NewRecent(kept)
	r := command.Request{Who: command.Who{Workspace: "T1", User: "U1"}, Login: 1}
	look := func(ids ...int64) {
		for _, id := range ids {
			recent.note(t.Context(), &r, Branch{Ref: api.ProjectRef{Repo: api.RepoRef{ID: 1}, ID: id}, Project: api.Project{ID: id}})
		}
	}
	look(1, 2, 2, 2, 1)
	if len(kept.kept) != 3 {
		t.Errorf("%d visits are kept, want 3", len(kept.kept))
	}
	list := func(of *Recent) (ids []int64) {
		all, err := of.All(t.Context(), &r)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range all {
			ids = append(ids, v.Target.Project)
		}
		return ids
	}
	if got := list(NewRecent(kept)); len(got) != 2 {
		t.Errorf("after a restart: %v", got)
	}
	look(3, 4, 5, 6, 7, 8, 9, 10)
	if got := list(recent); len(got) != MaxVisits || got[0] != 10 || got[MaxVisits-1] != 3 {
		t.Errorf("got %v", got)
	}
}
