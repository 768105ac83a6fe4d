package api

import (
	"context"
	"errors"
	"sync/atomic"
)

// ErrBudget is the error of a call that would need more requests than Budget allows.
var ErrBudget = errors.New("more requests to TCA than allowed")

type budgetKey struct{}

// budget is how many requests may still be sent. end ends the work that would need more.
type budget struct {
	left atomic.Int64
	end  context.CancelCauseFunc
}

// Budget returns a context whose calls send at most so many requests; what is cached costs nothing. It is for work that
// nobody has asked for yet. The context ends with ErrBudget when more would be needed: a command must not take what it was
// refused for something that TCA does not answer, and go on. Call stop when the work is done.
func Budget(ctx context.Context, requests int64) (limited context.Context, stop context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	b := &budget{end: cancel}
	b.left.Store(requests)
	return context.WithValue(ctx, budgetKey{}, b), func() { cancel(nil) }
}

// Spend takes one request from the budget of a context, if it has one. A Cache calls it before it fetches.
func Spend(ctx context.Context) error {
	if b, limited := ctx.Value(budgetKey{}).(*budget); limited && b.left.Add(-1) < 0 {
		b.end(ErrBudget)
		return ErrBudget
	}
	return nil
}
