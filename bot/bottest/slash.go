package bottest

import (
	"context"
	"encoding/json"
)

// Slash types a slash command. Slack makes references of names and links in it, as its manifest asks for.
func (s *Server) Slash(ctx context.Context, user, channel, command, text string) (Delivery, error) {
	s.mu.Lock()
	u, _ := s.user(user)
	c, _ := s.channel(channel)
	address, answers := s.newURL(channel, user, "")
	payload := map[string]any{
		"token": "x", "team_id": s.slashTeam(u), "team_domain": teamDomain, "channel_id": channel, "channel_name": c.shownName(),
		"user_id": user, "user_name": u.Name, "command": command, "text": s.compose(text), "api_app_id": AppID,
		"is_enterprise_install": "false", "response_url": address, "trigger_id": s.newTrigger(user),
	}
	if s.org != "" {
		payload["enterprise_id"], payload["enterprise_name"] = s.org, "Example Corp"
	}
	s.mu.Unlock()
	d, err := s.send(ctx, "slash_commands", payload, answers)
	d.ResponseURL = address
	if err != nil {
		return d, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !d.Acked {
		s.post(&Message{Channel: channel, For: user, User: "slackbot", Text: command + " failed with the error \"operation_timeout\"", Source: "slackbot"})
		return d, nil
	}
	var a answer
	if !hasPayload(d.AckPayload) || json.Unmarshal(d.AckPayload, &a) == nil && a.Text == "" && a.Blocks == nil && a.Type == "in_channel" {
		return d, nil // nothing, or only that the command may be seen
	}
	if refused := s.show(d.AckPayload, &responseURL{channel: channel, user: user, envelope: d.EnvelopeID}, "ack", d.SentAt.Add(d.AckAfter)); refused != "" {
		s.problem("answer in an acknowledgement is refused: %s", refused)
	}
	return d, nil
}
