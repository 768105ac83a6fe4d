package socket

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
)

// TestInteractionOf: what is read of Slack's own interactions is what slack-go reads.
func TestInteractionOf(t *testing.T) {
	files, err := filepath.Glob("../bottest/testdata/payloads/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no payloads: %v", err)
	}
	read := 0
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var envelope struct {
			Type    string          `json:"type"`
			Payload json.RawMessage `json:"payload"`
		}
		if err := json.Unmarshal(raw, &envelope); err != nil || envelope.Type != "interactive" {
			continue
		}
		read++
		t.Run(filepath.Base(f), func(t *testing.T) {
			var whole slack.InteractionCallback
			if err := json.Unmarshal(envelope.Payload, &whole); err != nil {
				t.Fatal(err)
			}
			got, err := interactionOf(envelope.Payload)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(parts(whole), parts(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if read < 3 {
		t.Errorf("only %d interactions", read)
	}
}

// parts is what the bot reads of an interaction.
func parts(c slack.InteractionCallback) map[string]any {
	return map[string]any{
		"type": c.Type, "url": c.ResponseURL, "trigger": c.TriggerID, "callback": c.CallbackID, "value": c.Value, "team": c.Team.ID,
		"channel": c.Channel.ID, "user": c.User.ID, "user's team": c.User.TeamID, "container": c.Container, "actions": c.ActionCallback,
		"ts": c.Message.Timestamp, "thread": c.Message.ThreadTimestamp, "view": c.View.ID, "form": c.View.CallbackID,
		"metadata": c.View.PrivateMetadata, "state": c.View.State,
	}
}
