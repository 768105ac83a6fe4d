package setup

import (
	"context"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// lint are a scheme's settings for code checks. Its environment variables are not among them: their values may be secrets,
// which neither the line of a button nor the record of a change may have. They are sent back as they are.
func lint() kind[api.LintSettings] {
	return kind[api.LintSettings]{
		action: kindSchemeLint, command: "scheme lint",
		settings: []setting[api.LintSettings]{
			toggle("enabled", "enabled", action.CheckCode, func(l *api.LintSettings) *bool { return &l.Enabled }),
			text("pre-build", "pre_cmd", action.PreBuildCommand, true, func(l *api.LintSettings) *string { return &l.PreCmd }),
			text("build", "build_cmd", action.BuildCommand, true, func(l *api.LintSettings) *string { return &l.BuildCmd }),
		},
		read: func(ctx context.Context, tca *api.Client, ref api.SchemeRef, _ int64) (api.LintSettings, error) {
			conf, err := tca.LintConf(ctx, ref)
			return conf.Settings(), err
		},
		save: func(ctx context.Context, tca *api.Client, ref api.SchemeRef, _ int64, l api.LintSettings) (api.LintSettings, error) {
			conf, err := tca.SaveLint(ctx, ref, l)
			return conf.Settings(), err
		},
	}
}

func schemeLint(d Deps) command.Command {
	e := schemeEditor(d, lint())
	return command.Define(command.Def[editArgs, editCard]{
		Name:     "scheme lint",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*editArgs) bool { return true },
		Examples: []string{`scheme lint security payments-api enabled:on build:"go build ./..."`, "scheme lint security payments-api"},
		Args:     e.args,
		Run:      e.edit,
		View:     viewEdit,
		Lead: func(w locale.Words, a *editArgs) kit.Message {
			return append(kit.Message{kit.Note(kit.Phrase(w, "setup.no_envs"))}, e.lead(w, a)...)
		},
		Field: e.argument,
	})
}
