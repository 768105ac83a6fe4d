package surface

import (
	"context"
	"errors"
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"testing"

	"github.com/slack-go/slack"
)

// defaults suggests nothing but what fields begin with.
type defaults struct {
	Suggester

	known map[command.SuggestKind]kit.Option
	err   error
}

func (d defaults) Usual(context.Context, *command.Request) (map[command.SuggestKind]kit.Option, error) {
	return d.known, d.err
}

// seeking opens the form that goes from a team to a branch.
func (d desk) seeking(t *testing.T) kit.Modal {
	t.Helper()
	d.Handle("E1", pressed("fill/seek", command.State{Line: "seek"}.String()), d.acks)
	take(t, d.acks)
	return take(t, d.opened)
}

// chosen is a choice in an open form with values, given by field, in blocks, given by field.
func chosen(form kit.Modal, field string, blocks, values map[string]string) slack.InteractionCallback {
	state := map[string]map[string]slack.BlockAction{}
	for name, block := range blocks {
		var a slack.BlockAction
		if v := values[name]; v != "" {
			a.SelectedOption = slack.OptionBlockObject{Value: v, Text: slack.NewTextBlockObject(slack.PlainTextType, "the "+v, false, false)}
		}
		state[block] = map[string]slack.BlockAction{name: a}
	}
	call := slack.InteractionCallback{Type: slack.InteractionTypeBlockActions, User: slack.User{ID: "U1", TeamID: "T1"}}
	call.View = slack.View{ID: "V1", Hash: "h1", CallbackID: form.Callback, PrivateMetadata: form.Metadata, State: &slack.ViewState{Values: state}}
	call.ActionCallback.BlockActions = []*slack.BlockAction{{ActionID: field, BlockID: blocks[field]}}
	return call
}

// field finds a field of a form.
func field(t *testing.T, m kit.Modal, id string) kit.Field {
	t.Helper()
	i := slices.IndexFunc(m.Fields, func(f kit.Field) bool { return f.ID == id })
	if i < 0 {
		t.Fatalf("there is no field %s in %+v", id, m.Fields)
	}
	return m.Fields[i]
}

// TestChoosingClears: choosing a field shows the form again, with the fields below it empty, in blocks of which Slack remembers
// nothing, and with a line from which they get their suggestions. Everything else stays as it was filled in.
func TestChoosingClears(t *testing.T) {
	d := newDesk(t)
	d.parts.Accounts = linked{}
	d.parts.Suggester = defaults{}
	form := d.seeking(t)
	for _, tt := range []struct {
		name, chosen   string
		blocks, values map[string]string
		want           map[string]string // blocks
		line           string
	}{
		{
			"the team", "team",
			map[string]string{"team": "team", "repo": "repo", "branch": "branch~4"},
			map[string]string{"team": "o/a", "repo": "o/b#1", "branch": "o/b#1/2"},
			map[string]string{"team": "team", "repo": "repo~1", "branch": "branch~5"},
			"seek team:o/a",
		},
		{
			"the repository", "repo",
			map[string]string{"team": "team", "repo": "repo~1", "branch": "branch~5"},
			map[string]string{"team": "o/a", "repo": "o/a#3", "branch": "o/a#9/2"},
			map[string]string{"team": "team", "repo": "repo~1", "branch": "branch~6"},
			"seek team:o/a repo:o/a#3",
		},
		{
			"nothing in place of the team", "team",
			map[string]string{"team": "team", "repo": "repo~1", "branch": "branch~6"},
			map[string]string{"repo": "o/a#3"},
			map[string]string{"team": "team", "repo": "repo~2", "branch": "branch~7"},
			"seek",
		},
	} {
		d.Handle("E "+tt.name, chosen(form, tt.chosen, tt.blocks, tt.values), d.acks)
		take(t, d.acks)
		now := take(t, d.now)
		if now.hash != "h1" || now.Callback != form.Callback {
			t.Errorf("%s: %s takes the place of %q", tt.name, now.Callback, now.hash)
		}
		call := slack.InteractionCallback{View: slack.View{PrivateMetadata: now.Metadata}}
		if f, err := formOf(call, nil); err != nil || f.Line != tt.line || f.State.Line != tt.line {
			t.Errorf("%s: the form is of %q, %v, want %q", tt.name, f.Line, err, tt.line)
		}
		for id, block := range tt.want {
			got, want := field(t, now.Modal, id), []string(nil)
			if v := tt.values[id]; block == tt.blocks[id] && v != "" {
				want = []string{v, "the " + v}
			}
			if got.Block != block || !slices.Equal(got.Initial, want) || got.Tells != (id != "branch") {
				t.Errorf("%s: %s is in %s with %q, want %s with %q", tt.name, id, got.Block, got.Initial, block, want)
			}
		}
	}
}

// TestErrorsFindTheirBlock: an error is shown at a field that was cleared, whatever block that is in.
func TestErrorsFindTheirBlock(t *testing.T) {
	d := newDesk(t)
	d.parts.Accounts, d.parts.Suggester = linked{}, defaults{}
	form := d.seeking(t)
	call := chosen(form, "repo", map[string]string{"repo": "repo~2"}, map[string]string{"repo": "0123456789abcdef0123456789abcdef01234567"})
	call.Type = slack.InteractionTypeViewSubmission
	d.Handle("E2", call, d.acks)
	if got, ok := take(t, d.acks).(*slack.ViewSubmissionResponse); !ok || got.Errors["repo~2"] == "" {
		t.Errorf("acknowledged with %+v", got)
	}
}

// TestFormsBeginWithDefaults: a form begins with the person's default, by its name. Without an account, or without an answer, it
// opens all the same.
func TestFormsBeginWithDefaults(t *testing.T) {
	known := map[command.SuggestKind]kit.Option{command.SuggestTeams: {Label: "Team A", Value: "o/a"}, command.SuggestRepos: {Label: "Repo 3", Value: "o/a#3"}}
	for _, tt := range []struct {
		name     string
		accounts Accounts
		usual    defaults
		line     string
		team     []string
	}{
		{"a default", linked{}, defaults{known: known}, "seek team:o/a repo:o/a#3", []string{"o/a", "Team A"}},
		{"none", linked{}, defaults{}, "seek", nil},
		{"no answer", linked{}, defaults{err: errors.New("down")}, "seek", nil},
		{"no account", noAccounts{}, defaults{known: known}, "seek", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t)
			d.parts.Accounts, d.parts.Suggester = tt.accounts, tt.usual
			form := d.seeking(t)
			if f, err := formOf(slack.InteractionCallback{View: slack.View{PrivateMetadata: form.Metadata}}, nil); err != nil || f.Line != tt.line {
				t.Errorf("the form is of %q, %v", f.Line, err)
			}
			if got := field(t, form, "team").Initial; !slices.Equal(got, tt.team) {
				t.Errorf("the team is %q", got)
			}
		})
	}
}
