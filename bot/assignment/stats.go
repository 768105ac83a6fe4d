package assignment

import "sync/atomic"

// Stats are what looking for assigned issues cost and found in this process since its start.
type Stats struct {
	Questions int64 // requests to TCA that ask which issues in a branch are a person's
	Found     int64 // issues that were new
	Posts     int64 // messages about them
}

type counters struct{ questions, found, posts atomic.Int64 }

// Stats returns the figures so far.
func (s *Service) Stats() Stats {
	return Stats{Questions: s.stats.questions.Load(), Found: s.stats.found.Load(), Posts: s.stats.posts.Load()}
}
