package surface

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"testing"

	"github.com/slack-go/slack"
)

// linked is a person with an account.
type linked struct{ noAccounts }

func (linked) Link(context.Context, command.Who) (command.Link, error) {
	return command.Link{Username: "li"}, nil
}

func (linked) Client(command.Link) *api.Client { return nil }

// echo suggests what it is asked, and fails for "half", although it found something.
type echo chan command.Typing

func (e echo) Suggest(_ context.Context, r *command.Request, typing command.Typing) ([]kit.Option, error) {
	e <- typing
	var err error
	if typing.Text == "half" {
		err = errors.New("the other half is missing")
	}
	return []kit.Option{{Label: r.Username + " typed " + typing.Text, Value: typing.Text}}, err
}

func (echo) Usual(context.Context, *command.Request) (map[command.SuggestKind]kit.Option, error) {
	return nil, nil
}

// TestTypingIntoFields: suggestions are about the line of the form and the argument of the field. A field without them, and
// a token, ask nobody.
func TestTypingIntoFields(t *testing.T) {
	for _, tt := range []struct {
		name, field, text string
		asked             bool
	}{
		{"people", "author", "ann", true},
		{"a part of the suggestions", "author", "half", true},
		{"a field without suggestions", "text", "ann", false},
		{"no field", "colour", "ann", false},
		{"a token", "author", strings.Repeat("0a", 20), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, asked := newDesk(t), make(echo, 1)
			d.parts.Suggester, d.parts.Accounts = asked, linked{}
			d.Handle("E1", pressed("fill/new", command.State{Line: "note 1"}.String()), d.acks)
			take(t, d.acks)
			form := take(t, d.opened)
			call := slack.InteractionCallback{Type: slack.InteractionTypeBlockSuggestion, User: slack.User{ID: "U1", TeamID: "T1"}, ActionID: tt.field, Value: tt.text}
			call.View = slack.View{ID: "V1", CallbackID: form.Callback, PrivateMetadata: form.Metadata}
			d.Handle("E2", call, d.acks)
			raw, err := json.Marshal(take(t, d.acks))
			if err != nil {
				t.Fatal(err)
			}
			if tt.asked != strings.Contains(string(raw), "li typed "+tt.text) {
				t.Errorf("acknowledged with %s", raw)
			}
			if !tt.asked {
				if string(raw) != `{"options":[]}` || len(asked) > 0 {
					t.Errorf("acknowledged with %s, and %d were asked", raw, len(asked))
				}
				return
			}
			if got, want := take(t, asked), (command.Typing{Kind: command.SuggestPeople, Target: "", Text: tt.text}); got != want {
				t.Errorf("asked %+v, want %+v", got, want)
			}
		})
	}
}

// TestSuggestionsWithoutAForm: what is typed outside of the bot's forms has no suggestions.
func TestSuggestionsWithoutAForm(t *testing.T) {
	d := newDesk(t)
	d.Handle("E1", slack.InteractionCallback{Type: slack.InteractionTypeBlockSuggestion, ActionID: "author", Value: "x"}, d.acks)
	if raw, err := json.Marshal(take(t, d.acks)); err != nil || string(raw) != `{"options":[]}` {
		t.Errorf("acknowledged with %s, %v", raw, err)
	}
}
