package setup

import (
	"context"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
)

// metrics are a scheme's settings for metrics.
func metrics() kind[api.MetricSettings] {
	return kind[api.MetricSettings]{
		action: kindSchemeMetrics, command: "scheme metrics",
		settings: []setting[api.MetricSettings]{
			toggle("complexity", "cc_scan_enabled", action.CheckComplexity, func(m *api.MetricSettings) *bool { return &m.Complexity }),
			number("threshold", "min_ccn", "complexity_threshold", func(m *api.MetricSettings) *int { return &m.MinCCN }),
			toggle("duplication", "dup_scan_enabled", action.CheckDuplication, func(m *api.MetricSettings) *bool { return &m.Duplication }),
			rare(number("min-length", "dup_block_length_min", "duplicate_min_length", func(m *api.MetricSettings) *int { return &m.MinBlock }), "120"),
			rare(limit("max-length", "dup_block_length_max", "duplicate_max_length", func(m *api.MetricSettings) **int { return &m.MaxBlock })),
			rare(number("min-times", "dup_min_dup_times", "duplicate_min_times", func(m *api.MetricSettings) *int { return &m.MinTimes }), "2"),
			rare(limit("max-times", "dup_max_dup_times", "duplicate_max_times", func(m *api.MetricSettings) **int { return &m.MaxTimes })),
			rare(number("medium-rate", "dup_min_midd_rate", "medium_risk_rate", func(m *api.MetricSettings) *int { return &m.MediumRate }), "5"),
			rare(number("high-rate", "dup_min_high_rate", "high_risk_rate", func(m *api.MetricSettings) *int { return &m.HighRate }), "11"),
			rare(number("extreme-rate", "dup_min_exhi_rate", "extreme_risk_rate", func(m *api.MetricSettings) *int { return &m.ExtremeRate }), "20"),
			rare(number("max-issues", "dup_issue_limit", "duplicate_max_issues", func(m *api.MetricSettings) *int { return &m.MaxDupIssues }), "1000"),
			toggle("lines", "cloc_scan_enabled", action.CountLines, func(m *api.MetricSettings) *bool { return &m.CountingLines }),
		},
		read: func(ctx context.Context, tca *api.Client, ref api.SchemeRef, _ int64) (api.MetricSettings, error) {
			conf, err := tca.MetricConf(ctx, ref)
			return conf.Settings(), err
		},
		save: func(ctx context.Context, tca *api.Client, ref api.SchemeRef, _ int64, m api.MetricSettings) (api.MetricSettings, error) {
			conf, err := tca.SaveMetrics(ctx, ref, m)
			return conf.Settings(), err
		},
	}
}

func schemeMetrics(d Deps) command.Command {
	e := schemeEditor(d, metrics())
	return command.Define(command.Def[editArgs, editCard]{
		Name:     "scheme metrics",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*editArgs) bool { return true },
		Examples: []string{"scheme metrics security payments-api complexity:on threshold:25", "scheme metrics security payments-api"},
		Args:     e.args,
		Run:      e.edit,
		View:     viewEdit,
		Lead:     e.lead,
		Field:    e.argument,
	})
}
