package bottest

import (
	"context"
)

// CloseView closes a modal. The bot is told when it asked for that, and not waited for.
func (s *Server) CloseView(user, viewID string) {
	payload := s.dismissed(user, viewID, false)
	if payload == nil {
		return
	}
	s.background(func() {
		_, _ = s.send(context.Background(), "interactive", payload) // what goes wrong is a problem, and kept as one
	})
}

// Dismiss closes a modal, with all below it when all is set, and waits for the bot's acknowledgement when it asked to
// be told.
func (s *Server) Dismiss(ctx context.Context, user, viewID string, all bool) (Delivery, error) {
	payload := s.dismissed(user, viewID, all)
	if payload == nil {
		return Delivery{}, nil
	}
	return s.send(ctx, "interactive", payload)
}

// dismissed closes a view and makes what the bot is told, which may be nothing.
func (s *Server) dismissed(user, viewID string, all bool) map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.open(user, viewID)
	if v == nil || v.Home {
		return nil
	}
	told := v
	if all || v.clearOnClose {
		all = true
		told = s.findView(v.root)
		s.clear(v)
	} else {
		s.close(v)
	}
	s.changed()
	if told == nil || !told.notifyOnClose {
		return nil
	}
	payload := s.interaction("view_closed", user)
	payload["view"], payload["is_cleared"] = s.viewJSON(told, map[string]any{}), all
	return payload
}
