package api

import (
	"context"
	"net/url"
)

// ScanState is the state of a scan in the analysis service.
type ScanState int

// The states of a scan.
const (
	ScanWaiting ScanState = 0
	ScanRunning ScanState = 1
	ScanClosed  ScanState = 2
	ScanStoring ScanState = 3 // its results are being stored
)

var scanStates = words[ScanState]{
	{ScanWaiting, "waiting"}, {ScanRunning, "running"}, {ScanClosed, "closed"}, {ScanStoring, "storing"},
}

// Valid reports whether TCA knows the state.
func (s ScanState) Valid() bool { return scanStates.has(s) }

// String returns the state's English word.
func (s ScanState) String() string { return scanStates.of(s) }

// ScanType says what a scan covers.
type ScanType int

// The types of a scan. Only the first two were recorded; the others are from TCA's web pages.
const (
	ScanIncremental       ScanType = 1 // 增量: what changed since the previous scan
	ScanFull              ScanType = 2 // 全量: every file
	ScanMerge             ScanType = 3 // 合流任务
	ScanCoverage          ScanType = 4
	ScanExtension         ScanType = 5
	ScanReviewFull        ScanType = 6
	ScanReviewIncremental ScanType = 7
)

var scanTypes = words[ScanType]{
	{ScanIncremental, "incremental"},
	{ScanFull, "full"},
	{ScanMerge, "merge"},
	{ScanCoverage, "coverage"},
	{ScanExtension, "extension"},
	{ScanReviewFull, "review-full"},
	{ScanReviewIncremental, "review-incremental"},
}

// Valid reports whether TCA knows the type.
func (t ScanType) Valid() bool { return scanTypes.has(t) }

// String returns the type's English word.
func (t ScanType) String() string { return scanTypes.of(t) }

// ScanRef identifies a scan.
type ScanRef struct {
	Project ProjectRef
	ID      int64
}

func (s ScanRef) at() at { return under(s.Project.at(), "scan", s.ID) }

// Scan is an entry of a project's history: what the analysis service stores of a job. Unlike the list of jobs it has times and
// the creator. A part is nil when the scan failed, has not ended or had nothing to do (code 1), or when the scheme does not
// measure it.
type Scan struct {
	ID         int64           `json:"id"`
	JobID      int64           `json:"job_gid"`
	Time       Time            `json:"scan_time"`
	State      ScanState       `json:"state"`
	Type       ScanType        `json:"type"`
	Revision   string          `json:"current_revision"`
	Code       *ResultCode     `json:"result_code"`     // nil until it has ended
	Label      string          `json:"result_code_msg"` // TCA's Chinese label of the code
	Message    string          `json:"result_msg"`      // free text, may be long
	Creator    string          `json:"creator"`         // the nickname
	Created    Time            `json:"create_time"`
	Execute    Span            `json:"execute_time"`
	Waiting    Span            `json:"waiting_time"`
	Total      Span            `json:"total_time"`
	Status     *int            `json:"status"` // repeats the code
	Text       string          `json:"text"`   // repeats the label
	Lint       *LintScan       `json:"lintscan"`
	Complexity *ComplexityScan `json:"cyclomaticcomplexityscan"`
	Duplicate  *DuplicateScan  `json:"duplicatescan"`
	Lines      *LineScan       `json:"clocscan"`
}

// LatestScan is a project's latest scan, whatever its result, from the documented route.
type LatestScan struct {
	ID         int64           `json:"id"`
	JobID      int64           `json:"job_gid"`
	Time       Time            `json:"scan_time"`
	Revision   string          `json:"current_revision"` // empty until it is known
	Code       *ResultCode     `json:"result_code"`      // nil until it has ended
	Label      string          `json:"result_code_msg"`
	Message    string          `json:"result_msg"`
	Lint       *IssueSummary   `json:"lintscan"` // counted now, not when the scan ended
	Complexity *ComplexityScan `json:"cyclomaticcomplexityscan"`
	Duplicate  *DuplicateScan  `json:"duplicatescan"`
	Lines      *LineScan       `json:"clocscan"`
}

var (
	listScans     = list[Scan]("/analysis/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/scans/")
	getScan       = get[Scan]("/analysis/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/scans/{scan}/")
	getNewestScan = get[Scan]("/analysis/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/scans/latest/")
	getLatestScan = get[LatestScan]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/overview/latestscan/")
)

// Scans lists a project's scans, the newest first. The list of scans in the manual is for TCA's own nodes only (401).
func (c *Client) Scans(ctx context.Context, p ProjectRef, w Window) (Page[Scan], error) {
	return page(ctx, c, listScans, p.at(), nil, w)
}

// Scan returns one scan by its ID, which is not the ID of its job.
func (c *Client) Scan(ctx context.Context, p ProjectRef, id int64) (Scan, error) {
	scan, _, err := getScan.call(ctx, c, ScanRef{Project: p, ID: id}.at(), nil, nil)
	return scan, err
}

// NewestScan returns the latest scan, whatever its result, and whether there is one: for a project that was never scanned TCA
// returns an entry without an ID.
func (c *Client) NewestScan(ctx context.Context, p ProjectRef) (Scan, bool, error) {
	scan, _, err := getNewestScan.call(ctx, c, p.at(), nil, nil)
	return scan, err == nil && scan.ID != 0, err
}

// LatestScan returns the latest scan, whatever its result, of one revision unless it is empty. A project or a revision that
// was never scanned is ErrNotFound.
func (c *Client) LatestScan(ctx context.Context, p ProjectRef, revision string) (LatestScan, error) {
	q := url.Values{}
	set(q, "scan_revision", revision)
	scan, _, err := getLatestScan.call(ctx, c, p.at(), q, nil)
	return scan, err
}
