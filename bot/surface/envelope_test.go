package surface

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"tcabot/commands/command"
	"testing"
	"unicode/utf8"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// FuzzEnvelope reads envelopes as the bot does, whatever is in them: what is taken out of one is ours to trust, so
// nothing may panic and nothing may come out of a button that it could not have been given.
func FuzzEnvelope(f *testing.F) {
	samples, err := filepath.Glob(filepath.Join("..", "bottest", "testdata", "payloads", "*.json"))
	if err != nil || len(samples) < 40 {
		f.Fatalf("%d sample envelopes, %v", len(samples), err)
	}
	for _, file := range samples {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var e struct {
			ID      string          `json:"envelope_id"`
			Type    string          `json:"type"`
			Payload json.RawMessage `json:"payload"`
		}
		if json.Unmarshal(raw, &e) != nil {
			return
		}
		switch e.Type {
		case "slash_commands":
			var cmd slack.SlashCommand
			if json.Unmarshal(e.Payload, &cmd) == nil {
				if q := slashQuestion(cmd); len(q.Line) > len(cmd.Text) || q.Who.User != cmd.UserID {
					t.Errorf("read %+v", q)
				}
			}
		case "interactive":
			var call slack.InteractionCallback
			if json.Unmarshal(e.Payload, &call) == nil {
				fuzzCall(t, call)
			}
		case "events_api":
			_, _ = slackevents.ParseEvent(e.Payload, slackevents.OptionNoVerifyToken())
		}
	})
}

func fuzzCall(t *testing.T, call slack.InteractionCallback) {
	t.Helper()
	for _, action := range call.ActionCallback.BlockActions {
		p := pressOf(call, action)
		if p.Who.Workspace != call.Team.ID && p.Who.Workspace != call.User.TeamID {
			t.Errorf("press of workspace %q", p.Who.Workspace)
		}
		if state, err := command.ReadState(p.value); err == nil && (strings.Contains(state.Line, "\n") || !utf8.ValidString(state.Line) || state.Offset < 0) {
			t.Errorf("state %+v of %q", state, p.value)
		}
	}
	if f, err := formOf(call, nil); err == nil && f.Line == "" {
		t.Errorf("a form without a line: %+v", f.Question)
	}
}
