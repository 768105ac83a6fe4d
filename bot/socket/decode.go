package socket

import (
	"encoding/json"
	"fmt"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

// read reads a frame as far as it can: also of one with a wrong field, the envelope's identity is needed to acknowledge it.
func read(frame []byte) (request socketmode.Request, err error) {
	if err := json.Unmarshal(frame, &request); err != nil {
		return request, fmt.Errorf("decode a frame: %w", err)
	}
	return request, nil
}

// decode reads the payload of an envelope: see Envelope.Payload for its types.
func decode(request socketmode.Request) (any, error) {
	switch request.Type {
	case socketmode.RequestTypeSlashCommands:
		var command slack.SlashCommand
		if err := json.Unmarshal(request.Payload, &command); err != nil {
			return nil, fmt.Errorf("decode a slash command: %w", err)
		}
		return command, nil
	case socketmode.RequestTypeInteractive:
		call, err := interactionOf(request.Payload)
		if err != nil {
			return nil, fmt.Errorf("decode an interaction: %w", err)
		}
		return call, nil
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
