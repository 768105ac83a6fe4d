package bottest

import (
	"context"
	"fmt"
	"slices"
)

// Uninstall removes the app from the workspace: from now on its bot token is refused. The bot is told by two events.
func (s *Server) Uninstall(ctx context.Context) error {
	s.mu.Lock()
	s.uninstalled = true
	s.mu.Unlock()
	for _, event := range []map[string]any{
		{"type": "tokens_revoked", "tokens": map[string]any{"oauth": []string{}, "bot": []string{BotUserID}}}, {"type": "app_uninstalled"},
	} {
		if _, err := s.Event(ctx, event); err != nil {
			return err
		}
	}
	return nil
}

// RevokeScope takes a scope away from the bot token, as an administrator may.
func (s *Server) RevokeScope(scope string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opts.Scopes = slices.DeleteFunc(slices.Clone(s.opts.Scopes), func(o string) bool { return o == scope })
}

// GrantScope gives a scope to the bot token, as happens when the app is installed again.
func (s *Server) GrantScope(scope string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opts.Scopes = append(slices.Clone(s.opts.Scopes), scope)
}

// Deactivate ends a member's account and tells the bot. They are in no channel any more.
func (s *Server) Deactivate(ctx context.Context, user string) (Delivery, error) {
	s.mu.Lock()
	u, ok := s.user(user)
	if ok {
		for i, c := range s.channels {
			if !c.IM {
				s.channels[i].Members = slices.DeleteFunc(slices.Clone(c.Members), func(m string) bool { return m == user })
			}
		}
	}
	s.mu.Unlock()
	if !ok {
		return Delivery{}, fmt.Errorf("there is no %s", user)
	}
	u.Deleted = true
	return s.ChangeUser(ctx, u)
}

// Reinstall installs the app again, with the same tokens.
func (s *Server) Reinstall() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.uninstalled = false
}
