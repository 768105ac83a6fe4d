package commands

import (
	"context"

	"golang.org/x/sync/errgroup"
)

// atOnce is how many requests one command has under way: enough to make a screen of several parts quick, few enough
// for a server that works on 16 at a time for everybody.
const atOnce = 6

// together does the same for several things at once and gives the results in their order. The first error ends it.
func together[In, Out any](ctx context.Context, all []In, do func(context.Context, In) (Out, error)) ([]Out, error) {
	out := make([]Out, len(all))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for i, in := range all {
		group.Go(func() error {
			one, err := do(ctx, in)
			out[i] = one
			return err
		})
	}
	return out, group.Wait()
}

// part is one of the calls a screen is made of.
type part struct {
	name string // catalogue key of what is missing when it fails
	call func(context.Context) error
}

// gather makes several calls at once. A call that fails leaves its part of the screen out, and the screen says so:
// missing names those parts. Only when nothing came at all is it an error.
func gather(ctx context.Context, parts ...part) (missing []string, err error) {
	errs := make([]error, len(parts))
	group := new(errgroup.Group)
	group.SetLimit(atOnce)
	for i, p := range parts {
		group.Go(func() error {
			errs[i] = p.call(ctx)
			return nil
		})
	}
	_ = group.Wait()
	for i, p := range parts {
		if errs[i] != nil {
			missing = append(missing, p.name)
			err = errs[i]
		}
	}
	if len(missing) < len(parts) {
		err = nil
	}
	return missing, err
}

// fetch is a part that keeps what a call gives.
func fetch[T any](name string, into *T, call func(context.Context) (T, error)) part {
	return part{name: name, call: func(ctx context.Context) error {
		got, err := call(ctx)
		if err == nil {
			*into = got
		}
		return err
	}}
}

// beside makes the call that a screen is about, and at the same time others that the screen can do without. The error
// is that of the first; missing names the others that failed.
func beside[T any](ctx context.Context, call func(context.Context) (T, error), others ...part) (got T, missing []string, err error) {
	first := part{call: func(ctx context.Context) error {
		got, err = call(ctx)
		return nil
	}}
	missing, _ = gather(ctx, append(others, first)...) // the first never counts as missing
	return got, missing, err
}
