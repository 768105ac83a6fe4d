package api

import "context"

// LintSettings are a scheme's settings for code checks, as SaveLint sends them: all of them, always. Take those of a LintConf
// with Settings and change them.
type LintSettings struct {
	Enabled  bool   `json:"enabled"`
	Envs     string `json:"envs"`      // environment variables of the tools, one per line
	PreCmd   string `json:"pre_cmd"`   // run before the build; MaxPreCommand characters at most
	BuildCmd string `json:"build_cmd"` // build command, for the tools that need compiled code
}

// Settings returns the settings that SaveLint sends.
func (l LintConf) Settings() LintSettings {
	return LintSettings{Enabled: l.Enabled, Envs: l.Envs, PreCmd: l.PreCmd, BuildCmd: l.BuildCmd}
}

// MetricSettings are a scheme's settings for metrics, as SaveMetrics sends them: all of them, always. Take those of a
// MetricConf with Settings and change them.
type MetricSettings struct {
	Complexity    bool `json:"cc_scan_enabled"`
	MinCCN        int  `json:"min_ccn"`
	Duplication   bool `json:"dup_scan_enabled"`
	MinBlock      int  `json:"dup_block_length_min"`
	MaxBlock      *int `json:"dup_block_length_max"` // nil: no limit
	MinTimes      int  `json:"dup_min_dup_times"`
	MaxTimes      *int `json:"dup_max_dup_times"` // nil: no limit
	MediumRate    int  `json:"dup_min_midd_rate"` // percent
	HighRate      int  `json:"dup_min_high_rate"` // percent
	ExtremeRate   int  `json:"dup_min_exhi_rate"` // percent
	MaxDupIssues  int  `json:"dup_issue_limit"`
	CountingLines bool `json:"cloc_scan_enabled"`
}

// Settings returns the settings that SaveMetrics sends.
func (m MetricConf) Settings() MetricSettings {
	return MetricSettings{
		Complexity: m.Complexity, MinCCN: m.MinCCN, Duplication: m.Duplication, MinBlock: m.MinBlock, MaxBlock: m.MaxBlock,
		MinTimes: m.MinTimes, MaxTimes: m.MaxTimes, MediumRate: m.MediumRate, HighRate: m.HighRate, ExtremeRate: m.ExtremeRate,
		MaxDupIssues: m.MaxDupIssues, CountingLines: m.CountingLines,
	}
}

var (
	saveLint    = put[LintSettings, LintConf]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/lintconf/")
	saveMetrics = put[MetricSettings, MetricConf]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/metricconf/")
)

// SaveLint replaces a scheme's settings for code checks and returns them as they are then. Administrators of the team and of
// the repository may do so, and the scheme's creator. Everything is sent, because TCA clears what is missing. Sent once; to
// repeat it does no harm.
func (c *Client) SaveLint(ctx context.Context, s SchemeRef, l LintSettings) (LintConf, error) {
	var wrong arguments
	wrong.optional("envs", l.Envs, maxLongText)
	wrong.optional("pre_cmd", l.PreCmd, MaxPreCommand)
	wrong.optional("build_cmd", l.BuildCmd, maxLongText)
	if err := saveLint.validate(wrong); err != nil {
		return LintConf{}, err
	}
	return saveLint.save(ctx, c, s.at(), &l, func(l *LintConf) int64 { return l.ID })
}

// SaveMetrics replaces a scheme's settings for metrics and returns them as they are then. Administrators of the team and of
// the repository may do so, and the scheme's creator. TCA would take negative numbers: they are ErrInvalid and not sent. Sent
// once; to repeat it does no harm.
func (c *Client) SaveMetrics(ctx context.Context, s SchemeRef, m MetricSettings) (MetricConf, error) {
	if err := saveMetrics.validate(m.wrong()); err != nil {
		return MetricConf{}, err
	}
	return saveMetrics.save(ctx, c, s.at(), &m, func(m *MetricConf) int64 { return m.ID })
}

func (m MetricSettings) wrong() (a arguments) {
	a.notNegative("min_ccn", m.MinCCN)
	a.notNegative("dup_block_length_min", m.MinBlock)
	if m.MaxBlock != nil {
		a.notNegative("dup_block_length_max", *m.MaxBlock)
	}
	a.notNegative("dup_min_dup_times", m.MinTimes)
	if m.MaxTimes != nil {
		a.notNegative("dup_max_dup_times", *m.MaxTimes)
	}
	a.notNegative("dup_min_midd_rate", m.MediumRate)
	a.notNegative("dup_min_high_rate", m.HighRate)
	a.notNegative("dup_min_exhi_rate", m.ExtremeRate)
	a.notNegative("dup_issue_limit", m.MaxDupIssues)
	return a
}
