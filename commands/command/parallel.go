package command

import (
	"context"
	"errors"
	"tcabot/api/crash"
	"tcabot/commands/locale"

	"golang.org/x/sync/errgroup"
)

// atOnce is how many concurrent requests one command makes: enough for a screen of several parts, few enough for a server
// that handles 16 at a time.
const atOnce = 6

// ForEach calls do for all inputs concurrently and returns the results in order. The first error ends it.
func ForEach[In, Out any](ctx context.Context, all []In, do func(context.Context, In) (Out, error)) ([]Out, error) {
	return forEach(ctx, atOnce, all, do)
}

// ForEachSlowly is ForEach for work that nobody waits for: it leaves half of the person's connections to what they ask.
func ForEachSlowly[In, Out any](ctx context.Context, all []In, do func(context.Context, In) (Out, error)) ([]Out, error) {
	return forEach(ctx, atOnce/2, all, do)
}

func forEach[In, Out any](ctx context.Context, limit int, all []In, do func(context.Context, In) (Out, error)) ([]Out, error) {
	out := make([]Out, len(all))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(limit)
	for i, in := range all {
		group.Go(func() error {
			return recovered(func() (err error) {
				out[i], err = do(ctx, in)
				return err
			})
		})
	}
	return out, group.Wait()
}

// recovered makes an error of a panic in a goroutine of its own, where nobody else can catch it.
func recovered(do func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = crash.Of(v)
		}
	}()
	return do()
}

// Part is one of the calls that a screen needs.
type Part struct {
	Name locale.Key // what is missing when it fails
	Call func(context.Context) error
}

// Gather makes several calls concurrently. A part whose call fails is left out of the screen and named by missing. It is an
// error only when all calls fail, or one panics.
func Gather(ctx context.Context, parts ...Part) (missing []locale.Key, err error) {
	errs := make([]error, len(parts))
	group := new(errgroup.Group)
	group.SetLimit(atOnce)
	for i, p := range parts {
		group.Go(func() error {
			errs[i] = recovered(func() error { return p.Call(ctx) })
			return nil
		})
	}
	_ = group.Wait()
	if crashed, ok := errors.AsType[*crash.Error](errors.Join(errs...)); ok {
		return nil, crashed
	}
	for i, p := range parts {
		if errs[i] != nil {
			missing = append(missing, p.Name)
			err = errs[i]
		}
	}
	if len(missing) < len(parts) {
		err = nil
	}
	return missing, err
}

// Fetch is a part that stores the result of a call.
func Fetch[T any](name locale.Key, into *T, call func(context.Context) (T, error)) Part {
	return Part{Name: name, Call: func(ctx context.Context) error {
		got, err := call(ctx)
		if err == nil {
			*into = got
		}
		return err
	}}
}

// GatherWith makes the call that a screen requires, and concurrently others that are optional. The error is that of the
// first; missing names the others that failed.
func GatherWith[T any](ctx context.Context, call func(context.Context) (T, error), others ...Part) (got T, missing []locale.Key, err error) {
	first := Part{Call: func(ctx context.Context) error {
		got, err = call(ctx)
		return nil
	}}
	missing, crashed := Gather(ctx, append(others, first)...) // the first never counts as missing
	if crashed != nil && err == nil {
		err = crashed
	}
	return got, missing, err
}
