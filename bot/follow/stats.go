package follow

import (
	"sync/atomic"
	"time"
)

// Stats are what following cost and found in this process since its start.
type Stats struct {
	Questions int64         // requests to TCA that ask whether something ended
	Ends      int64         // scans found that had ended and are followed, once for each follow
	Posts     int64         // posts about them
	Delay     time.Duration // from finding the first scan of a post to the post, all posts together
}

type counters struct{ questions, ends, posts, delay atomic.Int64 }

// Stats returns the figures so far.
func (s *Service) Stats() Stats {
	return Stats{
		Questions: s.stats.questions.Load(), Ends: s.stats.ends.Load(), Posts: s.stats.posts.Load(), Delay: time.Duration(s.stats.delay.Load()),
	}
}
