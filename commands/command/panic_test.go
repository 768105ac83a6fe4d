package command_test

import (
	"context"
	"errors"
	"tcabot/api/crash"
	"tcabot/commands/command"
	"testing"
)

// TestPanicInAGoroutine: what a command does concurrently runs in goroutines of its own. A panic there is the command's error,
// also where other parts would do: it is a bug, and must be logged.
func TestPanicInAGoroutine(t *testing.T) {
	t.Parallel()
	breaks := func(context.Context) error { panic("at work") }
	works := func(context.Context) error { return nil }
	for name, do := range map[string]func(context.Context) error{
		"for each": func(ctx context.Context) error {
			_, err := command.ForEach(ctx, []int{1, 2}, func(ctx context.Context, n int) (int, error) { return n, breaks(ctx) })
			return err
		},
		"one of some parts": func(ctx context.Context) error {
			_, err := command.Gather(ctx, command.Part{Name: "a", Call: works}, command.Part{Name: "b", Call: breaks})
			return err
		},
		"the required part": func(ctx context.Context) error {
			_, _, err := command.GatherWith(ctx, func(ctx context.Context) (int, error) { return 1, breaks(ctx) }, command.Part{Name: "a", Call: works})
			return err
		},
		"an optional part": func(ctx context.Context) error {
			_, _, err := command.GatherWith(ctx, func(context.Context) (int, error) { return 1, nil }, command.Part{Name: "a", Call: breaks})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := do(t.Context())
			if _, ok := errors.AsType[*crash.Error](err); !ok {
				t.Errorf("the error is %v", err)
			}
		})
	}
}
