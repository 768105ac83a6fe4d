package setup

import (
	"context"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/target"
)

// filters are the settings of a path filter.
func filters() kind[api.NewScanDir] {
	return kind[api.NewScanDir]{
		action: kindPathEdit, command: "path edit",
		settings: []setting[api.NewScanDir]{
			required(text("path", "dir_path", "path", false, func(d *api.NewScanDir) *string { return &d.Path })),
			{
				name: "use", tca: "scan_type", field: action.PathFilterUse,
				arg: oneOf("scan_dir", value(api.ScanInclude.String()), value(api.ScanExclude.String())),
				get: func(d api.NewScanDir) string {
					if d.Use == api.ScanNothing { // which cannot be chosen
						return ""
					}
					return known(d.Use)
				},
				set: func(d *api.NewScanDir, v string) { d.Use = readFilter("", v+"-").Use },
			},
			{
				name: "syntax", tca: "path_type", field: action.PathFilterPattern,
				arg: oneOf("path_type", value(api.PathWildcard.String()), value(api.PathRegexp.String())),
				get: func(d api.NewScanDir) string { return known(d.Kind) },
				set: func(d *api.NewScanDir, v string) { d.Kind = readFilter("", "-"+v).Kind },
			},
		},
		read: func(ctx context.Context, tca *api.Client, ref api.SchemeRef, id int64) (api.NewScanDir, error) {
			d, err := filterByID(ctx, tca, ref, id)
			return settingsOf(d), err
		},
		save: func(ctx context.Context, tca *api.Client, ref api.SchemeRef, id int64, n api.NewScanDir) (api.NewScanDir, error) {
			d, err := tca.SaveScanDir(ctx, ref, id, n)
			return settingsOf(d), err
		},
	}
}

func settingsOf(d api.ScanDir) api.NewScanDir {
	return api.NewScanDir{Path: d.Path, Kind: d.PathType, Use: d.Type}
}

func pathEdit(d Deps) command.Command {
	e := editor[api.NewScanDir]{
		Deps: d, kind: filters(), args: filterArgs,
		find: func(ctx context.Context, r *command.Request, a *editArgs) (object, error) {
			at, one, err := d.filterOf(ctx, r, a)
			return object{AnalysisScheme: at, id: one.ID, name: filterName(one)}, err
		},
	}
	return command.Define(command.Def[editArgs, editCard]{
		Name:     "path edit",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*editArgs) bool { return true },
		Examples: []string{"path edit 31 security payments-api path:gen/* use:exclude", "path edit 31 security payments-api syntax:regexp"},
		Args:     e.args,
		Run:      e.edit,
		View:     viewEdit,
		Lead:     e.lead,
		Field:    e.argument,
	})
}

func filterArgs(a *editArgs) command.Args { return filters().args(a, command.Text(&a.Path, "filter")) }

// filterName is a path filter for people, never empty.
func filterName(d api.ScanDir) string {
	return kit.Name(kit.Tail(d.Path, target.MaxName), "#"+kit.Number(d.ID), target.MaxName)
}
