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
	"unicode/utf8"
)

type pathAddArgs struct {
	Scheme, Repo     string
	Include, Exclude string // paths, one a line
	Key              string
}

func (a *pathAddArgs) args() command.Args {
	paths := func(p *string, name string) command.Arg {
		return command.Value(p, name, "path").Multiline().Check(func() error { return checkPaths(*p) })
	}
	return command.Args{
		command.Text(&a.Scheme, "scheme"), command.Text(&a.Repo, "repo").Optional(),
		paths(&a.Include, "include"), paths(&a.Exclude, "exclude").Check(a.eachOnce), command.Internal(&a.Key, "key"),
	}
}

func (a *pathAddArgs) line() line.Line { return line.Of("path add", a.args()) }

// pathsOf are the paths of a text, each once.
func pathsOf(text string) []string {
	var all []string
	for one := range strings.Lines(text) {
		if one = strings.TrimSpace(one); one != "" && !slices.Contains(all, one) {
			all = append(all, one)
		}
	}
	return all
}

// checkPaths rejects what TCA would.
func checkPaths(text string) error {
	all := pathsOf(text)
	if len(all) > api.MaxBulk {
		return &command.UsageError{Reason: "usage.many_paths", Data: []any{"Count", len(all), "Most", api.MaxBulk}}
	}
	for _, one := range all {
		path := strings.TrimSpace(strings.TrimPrefix(one, regexpPrefix))
		if n := utf8.RuneCountInString(path); n > api.MaxPath {
			return &command.UsageError{Reason: "usage.long_value", Data: []any{"Count", n, "Most", api.MaxPath}}
		} else if n == 0 {
			return &command.UsageError{Reason: "usage.no_expression"}
		}
	}
	return nil
}

// eachOnce rejects a path that is written twice, such as to be included and excluded, as a scheme has each path once; and too
// many of both together.
func (a *pathAddArgs) eachOnce() error {
	all := a.changes()
	if len(all) > api.MaxBulk {
		return &command.UsageError{Reason: "usage.many_paths", Data: []any{"Count", len(all), "Most", api.MaxBulk}}
	}
	for i, c := range all {
		if slices.ContainsFunc(all[:i], func(o action.Change) bool { return o.Name == c.Name }) {
			return &command.UsageError{Reason: "usage.path_twice", Data: []any{"Value", kit.Cut(c.Name, 60)}}
		}
	}
	return nil
}

// changes are the filters that are to be added.
func (a *pathAddArgs) changes() (all []action.Change) {
	for _, part := range []struct {
		text string
		use  api.ScanDirType
	}{{a.Include, api.ScanInclude}, {a.Exclude, api.ScanExclude}} {
		for _, one := range pathsOf(part.text) {
			kind := api.PathWildcard
			path, isExpression := strings.CutPrefix(one, regexpPrefix)
			if isExpression {
				kind = api.PathRegexp
			}
			all = append(all, action.Change{Name: strings.TrimSpace(path), Field: action.PathFilter, After: filterWord(part.use, kind)})
		}
	}
	return all
}

func pathAdd(d Deps) command.Command {
	return command.Define(command.Def[pathAddArgs, pathCard]{
		Name:     "path add",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*pathAddArgs) bool { return true },
		Examples: []string{`path add security payments-api exclude:gen/*`, `path add security payments-api exclude:re:.*_test\.go$ include:src/*`, "path add security"},
		Args:     (*pathAddArgs).args,
		Run:      d.pathAdd,
		View:     viewPaths,
		Field: func(tca string) string {
			if strings.HasPrefix(tca, "dir_path") || strings.HasPrefix(tca, "scandirs") {
				return "exclude"
			}
			return ""
		},
	})
}

// pathAdd shows the filters that would be added, and adds them when that is confirmed, or when a form was sent: all in one
// request.
func (d Deps) pathAdd(ctx context.Context, r *command.Request, a *pathAddArgs) (pathCard, error) {
	at, err := d.Scheme(ctx, r, &a.Scheme, &a.Repo)
	if err != nil {
		return pathCard{}, err
	}
	card := pathCard{AnalysisScheme: at, kind: kindPathAdd, form: (&pathAddArgs{Scheme: a.Scheme, Repo: a.Repo, Include: a.Include, Exclude: a.Exclude}).line()}
	wanted := a.changes()
	if len(wanted) == 0 {
		if r.Submitted {
			return card, &command.UsageError{Reason: "usage.no_paths", Arg: "exclude"}
		}
		return card, nil
	}
	steps := d.addSteps(r.TCA, at.Ref(), wanted)
	key, err := d.keyOf(ctx, r, &a.Key)
	switch {
	case err != nil:
		return card, err
	case key != "":
		return d.carryPaths(ctx, r, at, key, card, steps)
	}
	sure := *a
	sure.Key = command.KeyOf(r)
	card.sure = sure.line()
	card.changes, err = d.Preview(ctx, steps)
	return card, err
}

// addSteps add path filters in one request, which passes over paths that the scheme has.
func (d Deps) addSteps(tca *api.Client, ref api.SchemeRef, wanted []action.Change) []action.Step {
	read := func(ctx context.Context) ([]api.ScanDir, error) { return allFilters(ctx, tca, ref) }
	return action.Together[[]api.ScanDir]{
		Read: read,
		Send: func(ctx context.Context) ([]api.ScanDir, error) {
			dirs := make([]api.NewScanDir, len(wanted))
			for i, c := range wanted {
				dirs[i] = readFilter(c.Name, c.After)
			}
			if err := tca.AddScanDirs(ctx, ref, dirs); err != nil {
				return nil, err
			}
			return action.ReadBack(ctx, read)
		},
		State: func(all []api.ScanDir, c action.Change) action.State {
			now := filterState(all, c)
			if now.Value != "" && now.Value != c.After {
				now.Never = action.Exists
			}
			return now
		},
	}.Steps(wanted)
}

// AddPaths is the line of the form that adds path filters to a scheme.
func AddPaths(at target.AnalysisScheme) line.Line {
	return (&pathAddArgs{Scheme: kit.Number(at.Scheme.ID), Repo: at.Word()}).line()
}
