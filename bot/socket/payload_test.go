package socket

import (
	"bytes"
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
	count := 0
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
		count++
		t.Run(filepath.Base(f), func(t *testing.T) {
			var whole slack.InteractionCallback
			if err := json.Unmarshal(envelope.Payload, &whole); err != nil {
				t.Fatal(err)
			}
			request, payload, err := read(compact(t, raw))
			if err != nil {
				t.Fatal(err)
			}
			request.Payload = envelope.Payload
			decoded, err := decode(request)
			if err != nil {
				t.Fatal(err)
			}
			for way, got := range map[string]any{"in one go": payload, "in two": decoded} {
				call, ok := got.(slack.InteractionCallback)
				if diff := cmp.Diff(parts(whole), parts(call)); diff != "" || !ok {
					t.Errorf("%s: %T %s", way, got, diff)
				}
			}
		})
	}
	if count < 3 {
		t.Errorf("only %d interactions", count)
	}
}

// compact is a frame as Slack writes it.
func compact(t *testing.T, raw []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := json.Compact(&b, raw); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestRead: an envelope that is not what it looks like at first is read like any other.
func TestRead(t *testing.T) {
	for name, tt := range map[string]struct {
		frame, id, kind string
		whole, fails    bool
	}{
		"a command":                     {frame: `{"envelope_id":"E1","type":"slash_commands","accepts_response_payload":true,"payload":{"text":"x"}}`, id: "E1", kind: "slash_commands", whole: true},
		"a command, spaced":             {frame: `{"envelope_id": "E1", "type": "slash_commands", "payload": {"text":"x"}}`, id: "E1", kind: "slash_commands"},
		"an event that quotes one":      {frame: `{"envelope_id":"E1","payload":{"type":"slash_commands"},"type":"events_api"}`, id: "E1", kind: "events_api"},
		"a command with a wrong field":  {frame: `{"envelope_id":"E1","type":"slash_commands","payload":{"text":5}}`, id: "E1", kind: "slash_commands"},
		"an interaction without fields": {frame: `{"envelope_id":"E1","type":"interactive","payload":{}}`, id: "E1", kind: "interactive", whole: true},
		"an interaction that is a text": {frame: `{"envelope_id":"E1","type":"interactive","payload":"x"}`, id: "E1", kind: "interactive"},
		"a wrong envelope":              {frame: `{"envelope_id":"E1","type":"slash_commands","payload":{},"num_connections":"x"}`, id: "E1", kind: "slash_commands", whole: true},
		"a command without a payload":   {frame: `{"envelope_id":"E1","type":"slash_commands"}`, id: "E1", kind: "slash_commands"},
		"no JSON":                       {frame: `{"type":"slash_commands"`, fails: true},
	} {
		request, payload, err := read([]byte(tt.frame))
		if request.EnvelopeID != tt.id || request.Type != tt.kind || (payload != nil) != tt.whole || (err != nil) != tt.fails {
			t.Errorf("%s: %+v, %v, %v", name, request, payload, err)
		}
	}
}

// BenchmarkRead reads what people send: a command, and a press on a message with its blocks.
func BenchmarkRead(b *testing.B) {
	for _, name := range []string{"slash_help", "block_actions_message"} {
		raw, err := os.ReadFile("../bottest/testdata/payloads/" + name + ".json")
		if err != nil {
			b.Fatal(err)
		}
		var frame bytes.Buffer
		if err := json.Compact(&frame, raw); err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, payload, err := read(frame.Bytes()); err != nil || payload == nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// parts is what the bot reads of an interaction.
func parts(c slack.InteractionCallback) map[string]any {
	return map[string]any{
		"type": c.Type, "url": c.ResponseURL, "trigger": c.TriggerID, "callback": c.CallbackID, "value": c.Value, "team": c.Team.ID,
		"channel": c.Channel.ID, "user": c.User.ID, "user's team": c.User.TeamID, "container": c.Container, "actions": c.ActionCallback,
		"ts": c.Message.Timestamp, "thread": c.Message.ThreadTimestamp, "view": c.View.ID, "form": c.View.CallbackID,
		"metadata": c.View.PrivateMetadata, "state": c.View.State, "field": c.ActionID, "message's state": c.BlockActionState,
	}
}
