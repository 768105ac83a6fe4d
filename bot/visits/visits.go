// Package visits writes down at what people looked, beside the answers: nobody waits for it.
package visits

import (
	"context"
	"log/slog"
	"tcabot/bot/pool"
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// waiting is how many visits may wait for the database. One worker writes them in their order; beyond that they are not
// written, as nothing depends on them.
const waiting = 256

// Store keeps visits.
type Store interface {
	// SaveVisit saves a visit, unless the login that looked has ended.
	SaveVisit(context.Context, target.Visitor, target.Visit) error
	// Visits lists the branches at which a person looked last with a TCA account, the newest first.
	Visits(ctx context.Context, who command.Who, username string) ([]target.Visit, error)
}

// Keeper implements target.Visits. Its methods are safe for concurrent use.
type Keeper struct {
	store Store
	pool  *pool.Pool
	log   *slog.Logger
}

var _ target.Visits = (*Keeper)(nil)

// New makes a Keeper. It writes nothing before Run is called.
func New(store Store, log *slog.Logger) *Keeper {
	return &Keeper{store: store, pool: pool.New(1, waiting), log: log}
}

// Run writes visits until the Keeper is closed and the last of them is written.
func (k *Keeper) Run(ctx context.Context) {
	k.pool.Run(ctx, func(ctx context.Context, err error) { k.log.ErrorContext(ctx, "recovered from a panic", "error", err) })
}

// Close accepts no more visits.
func (k *Keeper) Close() { k.pool.Close() }

// Wait waits until a closed Keeper has written everything, or ctx ends.
func (k *Keeper) Wait(ctx context.Context) error { return k.pool.Wait(ctx) }

// Keep implements target.Visits.
func (k *Keeper) Keep(by target.Visitor, visit target.Visit) {
	err := k.pool.Go(func(ctx context.Context) {
		if err := k.store.SaveVisit(ctx, by, visit); err != nil {
			k.log.WarnContext(ctx, "cannot save at what a person looked", "error", err)
		}
	})
	if err != nil {
		k.log.Debug("a visit is not saved", "error", err)
	}
}

// Visits implements target.Visits.
func (k *Keeper) Visits(ctx context.Context, who command.Who, username string) ([]target.Visit, error) {
	return k.store.Visits(ctx, who, username)
}
