package bottest

import "time"

// tier counts a call of a method and refuses it when there were too many within a minute. Needs the lock.
func (s *Server) tier(method string, perMinute int) *slackError {
	return s.limit("method "+method, perMinute, time.Minute)
}

// pace is the limit of one message a second in a channel. Slack lets short bursts pass; counting on that is no plan.
func (s *Server) pace(channel string) *slackError { return s.limit("channel "+channel, 1, time.Second) }

// limit lets n calls pass within a time that ends now, and tells the next one how long to wait.
func (s *Server) limit(key string, n int, within time.Duration) *slackError {
	if !s.opts.RateLimits || n == 0 {
		return nil
	}
	now := s.opts.Now()
	recent := s.used[key]
	for len(recent) > 0 && now.Sub(recent[0]) >= within {
		recent = recent[1:]
	}
	if len(recent) >= n {
		s.used[key] = recent
		return &slackError{code: "ratelimited", wait: within - now.Sub(recent[0])}
	}
	s.used[key] = append(recent, now)
	return nil
}
