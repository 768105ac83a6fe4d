package crowd

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// Load is what a crowd does for a while.
type Load struct {
	Mix      Mix
	Rate     float64 // commands a second, whether or not the ones before are answered; 0: everybody waits for their answer
	Duration time.Duration
}

// devices is how many commands may be unanswered at the same time when they come at a rate.
const devices = 128

// Result is what came of a load.
type Result struct {
	Samples []Sample
	Took    time.Duration
	Wrong   []error // answers that are wrong or missing
}

// Users are people at their devices, ready to make a load.
type Users []*user

// Users puts people at devices for a load, and has them ask for what is to be remembered.
func (c *Crowd) Users(ctx context.Context, l Load) (Users, error) {
	people := len(c.company.People())
	n := people
	if l.Rate > 0 {
		n = max(people, devices)
	}
	all := make(Users, n)
	group, ctx := errgroup.WithContext(ctx)
	for i := range all {
		all[i] = c.newUser(i%people, i/people)
		group.Go(func() error {
			if i < people {
				return all[i].warm(ctx)
			}
			return all[i].open(ctx)
		})
	}
	return all, group.Wait()
}

// Run makes the load.
func (all Users) Run(ctx context.Context, l Load) Result {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	turns := l.turns(ctx)
	results := make([]Result, len(all))
	begin := time.Now()
	var users sync.WaitGroup
	for i, u := range all {
		users.Go(func() {
			for turns() && ctx.Err() == nil {
				s, err := u.do(ctx, l.Mix.pick(u.dice))
				if err != nil {
					results[i].Wrong = append(results[i].Wrong, err)
					continue
				}
				results[i].Samples = append(results[i].Samples, s)
			}
		})
	}
	users.Wait()
	return merge(results, time.Since(begin))
}

func merge(results []Result, took time.Duration) Result {
	whole := Result{Took: took}
	for _, r := range results {
		whole.Samples, whole.Wrong = append(whole.Samples, r.Samples...), append(whole.Wrong, r.Wrong...)
	}
	return whole
}

// turns returns a function that blocks until a user may do the next thing. It returns false at the end of the load.
func (l Load) turns(ctx context.Context) func() bool {
	end := time.Now().Add(l.Duration)
	if l.Rate <= 0 {
		return func() bool { return time.Now().Before(end) }
	}
	due := make(chan struct{})
	go func() { // ends with the load or its context
		defer close(due)
		pause := time.Duration(float64(time.Second) / l.Rate)
		for at := time.Now(); at.Before(end) && time.Now().Before(end); at = at.Add(pause) {
			time.Sleep(time.Until(at))
			select {
			case due <- struct{}{}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() bool { _, ok := <-due; return ok }
}

// Mix is the share of each kind, in percent.
type Mix [Turn + 1]int

func (m Mix) pick(dice *rand.Rand) Kind {
	n := dice.IntN(100)
	for k, share := range m {
		if n -= share; n < 0 {
			return Kind(k)
		}
	}
	return Remembered
}
