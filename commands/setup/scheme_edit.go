package setup

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/target"
)

// basics are the basic settings of a scheme.
func basics() kind[api.SchemeBasics] {
	return kind[api.SchemeBasics]{
		action: kindSchemeEdit, command: "scheme edit",
		settings: []setting[api.SchemeBasics]{
			required(text("name", "name", "scheme_name", false, func(b *api.SchemeBasics) *string { return &b.Name })),
			text("description", "description", "scheme_description", true, func(b *api.SchemeBasics) *string { return &b.Description }),
			{
				name: "languages", tca: "languages", field: action.SchemeLanguages, arg: languages, clears: true,
				get: func(b api.SchemeBasics) string { return strings.Join(listed(strings.Join(b.Languages, ",")), ",") },
				set: func(b *api.SchemeBasics, v string) { b.Languages = listed(v) },
			},
			kept(text("tag", "tag", "scheme_tag", false, func(b *api.SchemeBasics) *string { return &b.Tag })),
			toggle("default", "default_flag", action.DefaultScheme, func(b *api.SchemeBasics) *bool { return &b.Default }),
			{
				name: "status", tca: "status", field: action.SchemeStatus,
				arg: oneOf("scheme_status", value(api.SchemeActive.String()), value(api.SchemeDisused.String())),
				get: func(b api.SchemeBasics) string { return known(b.Status) },
				set: func(b *api.SchemeBasics, v string) {
					b.Status = api.SchemeActive
					if v == api.SchemeDisused.String() {
						b.Status = api.SchemeDisused
					}
				},
			},
			seldom(toggle("sync-ignored", "issue_global_ignore", action.SyncIgnored, func(b *api.SchemeBasics) *bool { return &b.IgnoreEverywhere })),
			seldom(toggle("filter-merged", "ignore_merged_issue", action.FilterMerged, func(b *api.SchemeBasics) *bool { return &b.IgnoreMergedIssues })),
			seldom(inverse("submodules", "ignore_submodule_clone", action.FetchSubmodules, func(b *api.SchemeBasics) *bool { return &b.SkipSubmodules })),
			seldom(inverse("submodule-issues", "ignore_submodule_issue", action.ReportSubmodules, func(b *api.SchemeBasics) *bool { return &b.SkipSubmoduleIssues })),
			seldom(toggle("lfs", "lfs_flag", action.FetchLargeFiles, func(b *api.SchemeBasics) *bool { return &b.LargeFiles })),
		},
		read: func(ctx context.Context, tca *api.Client, ref api.SchemeRef, _ int64) (api.SchemeBasics, error) {
			scheme, err := tca.Scheme(ctx, ref)
			return scheme.Basics(), err
		},
		save: func(ctx context.Context, tca *api.Client, ref api.SchemeRef, _ int64, b api.SchemeBasics) (api.SchemeBasics, error) {
			scheme, err := tca.SaveScheme(ctx, ref, b)
			return scheme.Basics(), err
		},
	}
}

func schemeEdit(d Deps) command.Command {
	e := schemeEditor(d, basics())
	return command.Define(command.Def[editArgs, editCard]{
		Name:     "scheme edit",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*editArgs) bool { return true },
		Examples: []string{"scheme edit security payments-api default:on", "scheme edit nightly payments-api languages:go,python status:active", "scheme edit security"},
		Args:     e.args,
		Run:      e.edit,
		View:     viewEdit,
		Lead:     e.lead,
		Field:    e.argument,
	})
}

// schemeEditor edits settings of schemes.
func schemeEditor[T any](d Deps, k kind[T]) editor[T] {
	return editor[T]{
		Deps: d, kind: k, args: func(a *editArgs) command.Args { return k.args(a) },
		find: func(ctx context.Context, r *command.Request, a *editArgs) (object, error) {
			at, err := d.Scheme(ctx, r, &a.Scheme, &a.Repo)
			return object{AnalysisScheme: at, id: at.Scheme.ID, name: target.SchemeName(at.Scheme)}, err
		},
	}
}

// SchemeForm is the line of the form that edits the basic settings of a scheme.
func SchemeForm(at target.AnalysisScheme) line.Line { return formOf(basics(), at, at.Scheme.Basics()) }

// LintForm is the line of the form that edits its settings for code checks.
func LintForm(at target.AnalysisScheme, now api.LintConf) line.Line {
	return formOf(lint(), at, now.Settings())
}

// MetricsForm is the line of the form that edits its settings for metrics.
func MetricsForm(at target.AnalysisScheme, now api.MetricConf) line.Line {
	return formOf(metrics(), at, now.Settings())
}

// formOf is the line of a form with the present settings of a scheme.
func formOf[T any](k kind[T], at target.AnalysisScheme, now T) line.Line {
	a := editArgs{Scheme: kit.Number(at.Scheme.ID), Repo: at.Word()}
	return k.form(a, now, nil, func(a *editArgs) command.Args { return k.args(a) })
}
