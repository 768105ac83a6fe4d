package crowd

import (
	"context"
	"sync"
	"time"
)

// Browse has everybody in turn search for what nobody has searched for, until so many pages were asked for, from as many
// devices at the same time as a Load has at most.
func (c *Crowd) Browse(ctx context.Context, pages int) Result {
	turns := make(chan int)
	results := make([]Result, devices)
	begin := time.Now()
	var all sync.WaitGroup
	for i := range results {
		all.Go(func() {
			for n := range turns {
				s, err := c.newUser(n%len(c.company.People()), i).do(ctx, Unseen)
				if err != nil {
					results[i].Wrong = append(results[i].Wrong, err)
					continue
				}
				results[i].Samples = append(results[i].Samples, s)
			}
		})
	}
	first := int(c.next.Load())
	for n := first; n < first+pages && ctx.Err() == nil; n++ {
		turns <- n
	}
	close(turns)
	all.Wait()
	return merge(results, time.Since(begin))
}
