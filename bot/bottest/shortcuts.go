package bottest

import (
	"context"
	"fmt"
)

// Shortcut runs a shortcut from the menu of the message box.
func (s *Server) Shortcut(ctx context.Context, user, callbackID string) (Delivery, error) {
	s.mu.Lock()
	payload := s.shortcut("shortcut", user, callbackID)
	s.mu.Unlock()
	return s.send(ctx, "interactive", payload)
}

// MessageShortcut runs a shortcut from the menu of a message, whoever wrote it.
func (s *Server) MessageShortcut(ctx context.Context, user string, ref MessageRef, callbackID string) (Delivery, error) {
	s.mu.Lock()
	m := s.message(user, ref)
	if m == nil {
		s.mu.Unlock()
		return Delivery{}, fmt.Errorf("%s sees no message %s", user, ref.TS)
	}
	payload := s.shortcut("message_action", user, callbackID)
	c, _ := s.channel(m.Channel)
	address, answers := s.newURL(m.Channel, user, m.TS)
	payload["channel"] = map[string]any{"id": m.Channel, "name": c.shownName()}
	payload["message"], payload["message_ts"], payload["response_url"] = s.messageJSON(m), m.TS, address
	s.mu.Unlock()
	d, err := s.send(ctx, "interactive", payload, answers)
	d.ResponseURL = address
	return d, err
}

func (s *Server) shortcut(kind, user, callbackID string) map[string]any {
	payload := s.interaction(kind, user)
	delete(payload, "api_app_id")
	if kind == "shortcut" {
		person := s.person(user)
		delete(person, "name")
		payload["user"] = person
	}
	payload["action_ts"], payload["callback_id"], payload["trigger_id"] = s.ts(), callbackID, s.newTrigger(user)
	return payload
}
