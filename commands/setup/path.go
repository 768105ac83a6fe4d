package setup

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/target"
)

// regexpPrefix is how people write that a path is a regular expression.
const regexpPrefix = "re:"

// filterWord is a path filter as the value of a change: what it does, and how its path is written.
func filterWord(use api.ScanDirType, kind api.PathType) string {
	return use.String() + "-" + kind.String()
}

// readFilter is the filter of a path and such a value.
func readFilter(path, word string) api.NewScanDir {
	d := api.NewScanDir{Path: path, Use: api.ScanExclude, Kind: api.PathWildcard}
	use, kind, _ := strings.Cut(word, "-")
	if use == api.ScanInclude.String() {
		d.Use = api.ScanInclude
	}
	if kind == api.PathRegexp.String() {
		d.Kind = api.PathRegexp
	}
	return d
}

// allFilters fetches all path filters of a scheme, anew.
func allFilters(ctx context.Context, tca *api.Client, ref api.SchemeRef) ([]api.ScanDir, error) {
	var all []api.ScanDir
	for d, err := range api.Each(api.Fresh(ctx), filterWindow, func(ctx context.Context, w api.Window) (api.Page[api.ScanDir], error) {
		return tca.ScanDirs(ctx, ref, w)
	}) {
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

// filterWindow is how many path filters are fetched at once.
const filterWindow = 500

// filterState is what a scheme's filters say of the path of a change.
func filterState(all []api.ScanDir, c action.Change) action.State {
	i := slices.IndexFunc(all, func(d api.ScanDir) bool { return d.Path == c.Name })
	if i < 0 {
		return action.State{}
	}
	return action.State{Value: filterWord(all[i].Type, all[i].PathType), ID: all[i].ID}
}

// filterSteps add and remove the path filters of changes, one request each.
func filterSteps(tca *api.Client, ref api.SchemeRef, changes []action.Change) []action.Step {
	now := &action.Snapshot[[]api.ScanDir]{Fetch: func(ctx context.Context) ([]api.ScanDir, error) { return allFilters(ctx, tca, ref) }}
	steps := make([]action.Step, len(changes))
	for i, c := range changes {
		steps[i] = action.Step{
			Change: c,
			Look: func(ctx context.Context) (action.State, error) {
				all, err := now.Read(ctx)
				return filterState(all, c), err
			},
			Do: func(ctx context.Context) (action.State, error) {
				defer now.Expire()
				if c.After == "" {
					return action.State{}, tca.RemoveScanDir(ctx, ref, c.Object)
				}
				d, err := tca.AddScanDir(ctx, ref, readFilter(c.Name, c.After))
				return action.State{Value: filterWord(d.Type, d.PathType), ID: d.ID}, err
			},
		}
	}
	return steps
}

// undoPaths implements action.Undoer: it removes what was added, and adds what was removed.
func undoPaths(_ context.Context, r *command.Request, a action.Action, back []action.Change) ([]action.Step, error) {
	return filterSteps(r.TCA, schemeOf(a), back), nil
}

// filterOf finds the path filter that an argument names, by its ID, in a scheme.
func (d Deps) filterOf(ctx context.Context, r *command.Request, a *editArgs) (target.AnalysisScheme, api.ScanDir, error) {
	at, err := d.Scheme(ctx, r, &a.Scheme, &a.Repo)
	if err != nil {
		return at, api.ScanDir{}, err
	}
	id, ok := target.ParseID(strings.TrimPrefix(a.Path, "#"))
	if !ok {
		return at, api.ScanDir{}, &command.UsageError{Reason: "usage.number", Arg: "filter", Data: []any{"Name", "filter", "Value", a.Path}}
	}
	a.Path = kit.Number(id)
	one, err := filterByID(ctx, r.TCA, at.Ref(), id)
	return at, one, err
}

// filterByID fetches one path filter of a scheme.
func filterByID(ctx context.Context, tca *api.Client, ref api.SchemeRef, id int64) (api.ScanDir, error) {
	all, err := allFilters(ctx, tca, ref)
	if err != nil {
		return api.ScanDir{}, err
	}
	if i := slices.IndexFunc(all, func(d api.ScanDir) bool { return d.ID == id }); i >= 0 {
		return all[i], nil
	}
	return api.ScanDir{}, &NoFilterError{ID: id, Scheme: ref}
}

// NoFilterError says that a scheme has no path filter with an ID.
type NoFilterError struct {
	ID     int64
	Scheme api.SchemeRef
}

// Error implements error. People see the catalogue's sentence instead.
func (e *NoFilterError) Error() string { return "no such path filter" }

// Explain implements command.Explainer.
func (e *NoFilterError) Explain(s command.Screen) kit.Message {
	return kit.Message{
		kit.Para(kit.Phrase(s.Words, "setup.no_filter", "Number", "#"+kit.Number(e.ID))),
		kit.Buttons{line.Button("paths", s.Say("setup.show_paths"), line.Scheme(e.Scheme).With("tab", "paths"))},
	}
}
