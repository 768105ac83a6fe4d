package bottest

import (
	"context"
	"fmt"
	"regexp"
	"strings"
)

// Write types a message into a composer, and has Slack make references of names and links in it; the rest is as with Say.
func (s *Server) Write(ctx context.Context, user, channel, thread, text string) (Message, []Delivery, error) {
	s.mu.Lock()
	text = labelled.ReplaceAllString(s.compose(text), "<@$1>") // messages have no labels of people, unlike commands
	s.mu.Unlock()
	return s.Say(ctx, user, channel, thread, text)
}

// labelled is the reference to a person in a command.
var labelled = regexp.MustCompile(`<@([A-Z0-9]+)\|[^<>]*>`)

// Say writes a message in a conversation, under another one when thread names it, as Slack has it on the wire: escaped,
// with <@U…> for people. The bot is told what it subscribes to, if it has the scopes: messages to it alone, mentions where it
// is a member, links to its domains; each is one delivery.
func (s *Server) Say(ctx context.Context, user, channel, thread, text string) (Message, []Delivery, error) {
	s.mu.Lock()
	m := &Message{Channel: channel, User: user, Thread: thread, Text: text, Source: "person"}
	s.post(m)
	said := *m
	c, _ := s.channel(channel)
	var events []map[string]any
	if event := s.messageEvent(m, c); event != nil {
		events = append(events, event)
	}
	links := s.linksIn(text)
	s.mu.Unlock()
	var deliveries []Delivery
	for _, e := range events {
		d, err := s.Event(ctx, e)
		if err != nil {
			return said, deliveries, err
		}
		deliveries = append(deliveries, d)
	}
	if len(links) > 0 {
		d, err := s.shareLinks(ctx, said, c, links)
		if err != nil {
			return said, deliveries, err
		}
		deliveries = append(deliveries, d)
	}
	return said, deliveries, nil
}

// messageEvent tells the bot of a person's message, if it is told: what is written to it alone is no mention for Slack. Needs
// the lock.
func (s *Server) messageEvent(m *Message, c Channel) map[string]any {
	u, _ := s.user(m.User)
	event := map[string]any{
		"user": m.User, "ts": m.TS, "text": m.Text, "team": u.team(), "channel": m.Channel, "event_ts": m.TS, "client_msg_id": s.id("client-"),
	}
	if m.Thread != "" {
		event["thread_ts"] = m.Thread
	}
	if c.Shared {
		event["user_team"], event["source_team"] = u.team(), u.team()
	}
	switch {
	case c.IM && c.BotIn && s.scope("im:history") == nil:
		event["type"], event["channel_type"] = "message", "im"
		return event
	case !c.IM && c.BotIn && strings.Contains(m.Text, "<@"+BotUserID) && s.scope("app_mentions:read") == nil:
		event["type"] = "app_mention"
		return event
	}
	return nil
}

// editEvent tells the bot of an edited message: of a mention as of a new message that says that it was edited, of what is
// written to it alone as of a change. Needs the lock.
func (s *Server) editEvent(m *Message, before string, c Channel) map[string]any {
	event := s.messageEvent(m, c)
	if event == nil {
		return nil
	}
	edited := map[string]any{"user": m.User, "ts": s.ts()}
	if event["type"] == "app_mention" {
		event["edited"] = edited
		return event
	}
	now, former := s.messageJSON(m), s.messageJSON(m)
	now["edited"], former["text"] = edited, before
	return map[string]any{
		"type": "message", "subtype": "message_changed", "channel": m.Channel, "channel_type": "im", "hidden": true, "ts": s.ts(), "event_ts": s.ts(),
		"message": now, "previous_message": former,
	}
}

// Edit changes the text of a person's own message. The bot gets other events for what it was told of the message.
func (s *Server) Edit(ctx context.Context, user string, ref MessageRef, text string) ([]Delivery, error) {
	s.mu.Lock()
	m := s.message(user, ref)
	if m == nil || m.User != user {
		s.mu.Unlock()
		return nil, fmt.Errorf("%s has no message %s to edit", user, ref.TS)
	}
	before := m.Text
	m.Text, m.Edited, m.Edits = text, true, m.Edits+1
	s.changed()
	edited := *m
	c, _ := s.channel(ref.Channel)
	event, links := s.editEvent(m, before, c), s.linksIn(text)
	s.mu.Unlock()
	var deliveries []Delivery
	if event != nil {
		d, err := s.Event(ctx, event)
		if err != nil {
			return nil, err
		}
		deliveries = append(deliveries, d)
	}
	if len(links) == 0 {
		return deliveries, nil
	}
	d, err := s.shareLinks(ctx, edited, c, links)
	return append(deliveries, d), err
}
