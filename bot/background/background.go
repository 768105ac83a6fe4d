// Package background does work that an answer left to be done: in a bounded number of goroutines, for a limited time, and
// only while the login lasts for which it was begun.
package background

import (
	"context"
	"strings"
	"sync"
	"tcabot/bot/account"
	"tcabot/bot/pool"
	"tcabot/commands/command"
	"time"
)

const (
	// workers is how many works are done at once, each of them at half of its login's connections to TCA.
	workers = 4
	// waiting is how many more may wait. Work beyond that is not done: it can be asked for again.
	waiting = 60
)

// Links knows who is connected to TCA.
type Links interface {
	// Link returns a person's link, or command.ErrNotLinked.
	Link(context.Context, command.Who) (command.Link, error)
}

// Config is what a Runner needs to know.
type Config struct {
	Limit time.Duration // of one work
	Keep  time.Duration // how long it is remembered that a work ended: as long as answers of TCA are cached

	Panicked func(context.Context, error) // is given the panic of a work
}

// Runner does work in the background. Its methods are safe for concurrent use.
type Runner struct {
	links Links
	conf  Config
	pool  *pool.Pool

	mu    sync.Mutex
	works map[string]*work // by owner and name
}

// work is being done while ended is zero. cancel ends it.
type work struct {
	cancel context.CancelFunc
	ended  time.Time
}

var _ account.Memory = (*Runner)(nil)

// New makes a Runner. It does nothing before Run is called.
func New(links Links, conf Config) *Runner {
	return &Runner{links: links, conf: conf, pool: pool.New(workers, waiting), works: map[string]*work{}}
}

// Run does work until the Runner is closed. The works' contexts end with ctx.
func (r *Runner) Run(ctx context.Context) { r.pool.Run(ctx, r.conf.Panicked) }

// Close ends all work, and accepts no more.
func (r *Runner) Close() {
	r.pool.Close()
	r.DropOwners("")
}

// Start implements overview.Background.
func (r *Runner) Start(asked *command.Request, name string, do func(context.Context)) bool {
	key := keyOf(asked, name)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.forget()
	if w := r.works[key]; w != nil && w.ended.IsZero() {
		return true
	}
	over, cancel := context.WithTimeout(context.Background(), r.conf.Limit)
	w := &work{cancel: cancel}
	err := r.pool.Go(func(ctx context.Context) {
		defer r.end(w)
		limited, stop := context.WithCancel(ctx)
		defer stop()
		defer context.AfterFunc(over, stop)()
		if r.lasts(limited, asked.Who, asked.Login) {
			do(limited)
		}
	})
	if err != nil {
		cancel()
		return false
	}
	r.works[key] = w
	return true
}

// lasts reports whether a login lasts: it may have ended while the work was being asked for.
func (r *Runner) lasts(ctx context.Context, who command.Who, login int64) bool {
	link, err := r.links.Link(ctx, who)
	return err == nil && ctx.Err() == nil && link.Generation == login
}

// News implements overview.Background.
func (r *Runner) News(asked *command.Request, name string) bool {
	key := keyOf(asked, name)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.forget()
	return r.works[key] != nil
}

// Drop implements overview.Background.
func (r *Runner) Drop(asked *command.Request, name string) {
	r.drop(func(key string) bool { return key == keyOf(asked, name) })
}

// DropOwners implements account.Memory: it ends the work of all owners whose name begins with prefix.
func (r *Runner) DropOwners(prefix string) {
	r.drop(func(key string) bool { return strings.HasPrefix(key, prefix) })
}

func (r *Runner) drop(gone func(key string) bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for key, w := range r.works {
		if gone(key) {
			w.cancel()
			delete(r.works, key)
		}
	}
}

// end notes that a work ended.
func (r *Runner) end(w *work) {
	r.mu.Lock()
	defer r.mu.Unlock()
	w.cancel()
	w.ended = time.Now()
}

// forget forgets the works that ended long ago. The caller holds the lock.
func (r *Runner) forget() {
	for key, w := range r.works {
		if !w.ended.IsZero() && time.Since(w.ended) > r.conf.Keep {
			delete(r.works, key)
		}
	}
}

// keyOf begins with the owner of the cached answers of the request's login.
func keyOf(r *command.Request, name string) string {
	return account.Owner(command.Link{Who: r.Who, Generation: r.Login}) + " " + name
}
