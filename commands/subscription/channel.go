package subscription

import (
	"regexp"
	"tcabot/commands/command"
)

// channelForm is how Slack sends a channel that was typed: <#C0123|name>.
var channelForm = regexp.MustCompile(`^<#([CG][A-Z0-9]{2,30})(\|[^>]*)?>$`)

// ReadChannel reads the argument that names another channel.
func ReadChannel(text string) (string, error) {
	m := channelForm.FindStringSubmatch(text)
	if m == nil {
		return "", &command.UsageError{Reason: "usage.channel", Data: []any{"Value", text}}
	}
	return m[1], nil
}

// ChannelWord is a channel as ReadChannel reads it.
func ChannelWord(id string) string {
	if id == "" {
		return ""
	}
	return "<#" + id + ">"
}
