package api_test

import (
	"context"
	"errors"
	"tcabot/api"
	"testing"
)

// TestBudget: what needs more requests than it may take ends at the first that is too many, whatever becomes of the error.
func TestBudget(t *testing.T) {
	ctx, cancel := api.Budget(t.Context(), 1)
	defer cancel()
	if err := api.Spend(ctx); err != nil || ctx.Err() != nil {
		t.Fatal(err, ctx.Err())
	}
	if err := api.Spend(ctx); !errors.Is(err, api.ErrBudget) || !errors.Is(context.Cause(ctx), api.ErrBudget) {
		t.Errorf("got %v and a context ended by %v", err, context.Cause(ctx))
	}
	if err := api.Spend(t.Context()); err != nil {
		t.Errorf("without a budget: %v", err)
	}
}
