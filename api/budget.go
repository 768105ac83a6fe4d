package api

import (
	"context"
	"errors"
	"sync/atomic"
)

// ErrBudget is the error of a call that would need more requests than Budget allows.
var ErrBudget = errors.New("more requests to TCA than allowed")

type budgetKey struct{}

// Budget returns a context whose calls send at most so many requests; what is cached costs nothing. It is for work that
// nobody has asked for yet.
func Budget(ctx context.Context, requests int64) context.Context {
	left := new(atomic.Int64)
	left.Store(requests)
	return context.WithValue(ctx, budgetKey{}, left)
}

// Spend takes one request from the budget of a context, if it has one. A Cache calls it before it fetches.
func Spend(ctx context.Context) error {
	if left, limited := ctx.Value(budgetKey{}).(*atomic.Int64); limited && left.Add(-1) < 0 {
		return ErrBudget
	}
	return nil
}
