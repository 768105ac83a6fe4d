package api

import "context"

// LintConf holds a scheme's settings for code checks. A write must send every field: the server clears those that are
// missing.
type LintConf struct {
	ID       int64        `json:"id"`
	SchemeID int64        `json:"scan_scheme"`
	Enabled  bool         `json:"enabled"`
	Envs     string       `json:"envs"`      // environment variables of the tools, one per line
	PreCmd   string       `json:"pre_cmd"`   // run before the build
	BuildCmd string       `json:"build_cmd"` // build command, for the tools that need compiled code
	Profile  CheckProfile `json:"checkprofile"`
}

// LintSetting is the form of LintConf inside a SchemeDetail, where the package of own rules is only an ID.
type LintSetting struct {
	ID            int64       `json:"id"`
	SchemeID      int64       `json:"scan_scheme"`
	Enabled       bool        `json:"enabled"`
	DefaultAuthor string      `json:"default_author"`
	Envs          string      `json:"envs"`
	PreCmd        string      `json:"pre_cmd"`
	BuildCmd      string      `json:"build_cmd"`
	Profile       LintProfile `json:"checkprofile"`
}

// LintProfile is the selection of rules of a LintSetting.
type LintProfile struct {
	ID       int64   `json:"id"`
	Name     string  `json:"name"`
	Custom   int64   `json:"custom_checkpackage"`
	Packages []int64 `json:"checkpackages"` // IDs of the official packages
}

// MetricConf holds a scheme's settings for metrics. The server validates no ranges: numbers may be negative.
type MetricConf struct {
	ID            int64 `json:"id"`
	SchemeID      int64 `json:"scan_scheme"`
	Complexity    bool  `json:"cc_scan_enabled"`
	MinCCN        int   `json:"min_ccn"` // threshold: functions with a higher complexity are reported
	Duplication   bool  `json:"dup_scan_enabled"`
	MinBlock      int   `json:"dup_block_length_min"`
	MaxBlock      *int  `json:"dup_block_length_max"` // nil: no limit
	MinTimes      int   `json:"dup_min_dup_times"`
	MaxTimes      *int  `json:"dup_max_dup_times"` // nil: no limit
	MediumRate    int   `json:"dup_min_midd_rate"` // percent
	HighRate      int   `json:"dup_min_high_rate"` // percent
	ExtremeRate   int   `json:"dup_min_exhi_rate"` // percent
	MaxDupIssues  int   `json:"dup_issue_limit"`
	CountingLines bool  `json:"cloc_scan_enabled"`
}

// ScanDirType says what a scan does with matching paths.
type ScanDirType int

// The types of path filters. The server stores ScanNothing when no type is sent.
const (
	ScanNothing ScanDirType = 0
	ScanInclude ScanDirType = 1
	ScanExclude ScanDirType = 2
)

var scanDirTypes = words[ScanDirType]{{ScanInclude, "include"}, {ScanExclude, "exclude"}, {ScanNothing, "nothing"}}

// Valid reports whether TCA knows the type.
func (t ScanDirType) Valid() bool { return scanDirTypes.has(t) }

// String returns the type's English word.
func (t ScanDirType) String() string { return scanDirTypes.of(t) }

// PathType is the syntax of a path filter.
type PathType int

// The syntaxes of path filters.
const (
	PathWildcard PathType = 1
	PathRegexp   PathType = 2
)

var pathTypes = words[PathType]{{PathWildcard, "wildcard"}, {PathRegexp, "regexp"}}

// Valid reports whether TCA knows the syntax.
func (t PathType) Valid() bool { return pathTypes.has(t) }

// String returns the syntax's English word.
func (t PathType) String() string { return pathTypes.of(t) }

// ScanDir is a path filter of a scheme.
type ScanDir struct {
	ID       int64       `json:"id"`
	SchemeID int64       `json:"scan_scheme"`
	Path     string      `json:"dir_path"`
	PathType PathType    `json:"path_type"`
	Type     ScanDirType `json:"scan_type"`
}

// DefaultPath is a path that TCA excludes from every scan.
type DefaultPath struct {
	ID          int64    `json:"id"`
	Path        string   `json:"dir_path"`
	PathType    PathType `json:"path_type"`
	Category    string   `json:"category"` // in Chinese
	Description string   `json:"description"`
}

var (
	getLintConf      = get[LintConf]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/lintconf/")
	getMetricConf    = get[MetricConf]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/metricconf/")
	listScanDirs     = list[ScanDir]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/scandirs/")
	listDefaultPaths = list[DefaultPath]("/main/api/v3/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/defaultpaths/")
)

// LintConf returns a scheme's settings for code checks.
func (c *Client) LintConf(ctx context.Context, s SchemeRef) (LintConf, error) {
	conf, _, err := getLintConf.call(ctx, c, s.at(), nil, nil)
	return conf, err
}

// MetricConf returns a scheme's settings for metrics.
func (c *Client) MetricConf(ctx context.Context, s SchemeRef) (MetricConf, error) {
	conf, _, err := getMetricConf.call(ctx, c, s.at(), nil, nil)
	return conf, err
}

// ScanDirs lists a scheme's path filters, the newest first.
func (c *Client) ScanDirs(ctx context.Context, s SchemeRef, w Window) (Page[ScanDir], error) {
	return page(ctx, c, listScanDirs, s.at(), nil, w)
}

// DefaultPaths lists the paths that are excluded from every scan. The older route of the same name rejects personal tokens.
func (c *Client) DefaultPaths(ctx context.Context, s SchemeRef, w Window) (Page[DefaultPath], error) {
	return page(ctx, c, listDefaultPaths, s.at(), nil, w)
}
