package bottest

import "context"

// OpenHome opens the app's home in one of its tabs, home or messages. The bot is told each time.
func (s *Server) OpenHome(ctx context.Context, user, tab string) (Delivery, error) {
	s.mu.Lock()
	event := map[string]any{"type": "app_home_opened", "user": user, "channel": s.dm(user).ID, "tab": tab, "event_ts": s.ts()}
	if v := s.homes[user]; v != nil && tab == "home" {
		event["view"] = s.viewJSON(v, s.state(blocksOf(v.Raw), v.chosen))
	}
	s.mu.Unlock()
	return s.Event(ctx, event)
}

// Home is what the bot published in a person's App Home.
func (s *Server) Home(user string) (View, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.home(user)
}

func (s *Server) home(user string) (View, bool) {
	if v := s.homes[user]; v != nil {
		return *v, true
	}
	return View{}, false
}

// WaitHome waits until a person's App Home matches.
func (s *Server) WaitHome(ctx context.Context, user string, match func(View) bool) (View, error) {
	var found View
	err := s.wait(ctx, "an App Home", func() bool {
		v, ok := s.home(user)
		found = v
		return ok && match(v)
	})
	return found, err
}
