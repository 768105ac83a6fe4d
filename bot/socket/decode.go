package socket

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

// read reads a frame as far as it can: also of one with a wrong field, the envelope's identity is needed to acknowledge it.
// What people send most is read in one go, with its payload; of other envelopes, decode reads that.
func read(frame []byte) (request socketmode.Request, payload any, err error) {
	switch {
	case bytes.Contains(frame, []byte(`"type":"slash_commands"`)):
		if request, command, ok := readWhole[slashCommand](frame, socketmode.RequestTypeSlashCommands); ok {
			return request, command.command(), nil
		}
	case bytes.Contains(frame, []byte(`"type":"interactive"`)):
		if request, i, ok := readWhole[interaction](frame, socketmode.RequestTypeInteractive); ok {
			return request, i.callback(), nil
		}
	}
	if err := json.Unmarshal(frame, &request); err != nil {
		return request, nil, fmt.Errorf("decode a frame: %w", err)
	}
	return request, nil, nil
}

// readWhole reads an envelope with its payload, and reports whether that is all right and of a type.
func readWhole[T any](frame []byte, want string) (request socketmode.Request, payload T, ok bool) {
	var e struct {
		Type           string `json:"type"`
		ID             string `json:"envelope_id"`
		AcceptsPayload bool   `json:"accepts_response_payload"`
		Payload        *T     `json:"payload"`
	}
	if json.Unmarshal(frame, &e) != nil || e.Type != want || e.Payload == nil {
		return request, payload, false
	}
	return socketmode.Request{Type: e.Type, EnvelopeID: e.ID, AcceptsResponsePayload: e.AcceptsPayload}, *e.Payload, true
}

// decode reads the payload of an envelope: see Envelope.Payload for its types.
func decode(request socketmode.Request) (any, error) {
	switch request.Type {
	case socketmode.RequestTypeSlashCommands:
		var command slashCommand
		if err := json.Unmarshal(request.Payload, &command); err != nil {
			return nil, fmt.Errorf("decode a slash command: %w", err)
		}
		return command.command(), nil
	case socketmode.RequestTypeInteractive:
		var i interaction
		if err := json.Unmarshal(request.Payload, &i); err != nil {
			return nil, fmt.Errorf("decode an interaction: %w", err)
		}
		return i.callback(), nil
	case socketmode.RequestTypeEventsAPI:
		event, err := slackevents.ParseEvent(request.Payload, slackevents.OptionNoVerifyToken()) // the socket proves who sends it
		if err != nil {
			return nil, fmt.Errorf("decode an event: %w", err)
		}
		return event, nil
	default:
		return nil, fmt.Errorf("unknown type of envelope %q", request.Type)
	}
}
