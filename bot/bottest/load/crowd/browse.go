package crowd

import (
	"context"
	"sync"
	"time"
)

// Browse has each person of a range search so many times for what nobody has searched for. As many of them do so at the
// same time as a Load has devices.
func (c *Crowd) Browse(ctx context.Context, from, to, pages int) Result {
	people := make(chan int)
	results := make([]Result, devices)
	begin := time.Now()
	var all sync.WaitGroup
	for i := range results {
		all.Go(func() {
			for person := range people {
				u := c.newUser(person, 0)
				for range pages {
					s, err := u.do(ctx, Unseen)
					if err != nil {
						results[i].Wrong = append(results[i].Wrong, err)
						continue
					}
					results[i].Samples = append(results[i].Samples, s)
				}
			}
		})
	}
	for person := from; person < to && ctx.Err() == nil; person++ {
		people <- person
	}
	close(people)
	all.Wait()
	return merge(results, time.Since(begin))
}
