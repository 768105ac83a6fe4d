package api

import (
	"context"
	"net/url"
	"strconv"
	"time"
)

// DuplicateFile is a file with duplicate code.
type DuplicateFile struct {
	ID             int64          `json:"id"`
	Issue          DuplicateIssue `json:"issue"`
	Dir            string         `json:"dir_path"`
	Name           string         `json:"file_name"`
	Path           string         `json:"file_path"`
	Rate           float64        `json:"duplicate_rate"` // percent of the file's lines
	Lines          int            `json:"total_line_count"`
	DuplicateLines int            `json:"total_duplicate_line_count"`
	BlockCount     int            `json:"block_num"`
	DistinctCount  int            `json:"distinct_hash_num"` // blocks with different contents
	LastModifier   string         `json:"last_modifier"`     // empty when unknown
	Change         FileChange     `json:"change_type"`
	Revision       string         `json:"scm_revision"`
	Latest         bool           `json:"is_latest"`    // reported by the latest scan
	Created        Time           `json:"created_time"` // when its scan was stored
}

// DuplicateIssue tracks the duplicate code of a file from scan to scan.
type DuplicateIssue struct {
	ID    int64    `json:"id"`
	State DupState `json:"state"`
	Owner string   `json:"owner"` // empty when unassigned
}

// DuplicateFileDetail is a duplicate file with its blocks.
type DuplicateFileDetail struct {
	DuplicateFile
	Trend  float64          `json:"duplicate_rate_trend"` // change since the previous scan, in percentage points
	Blocks []DuplicateBlock `json:"blocks"`               // at most 100; Client.DuplicateBlocks lists all
	At     time.Time        `json:"-"`                    // when TCA answered
}

// DuplicateBlock is a part of a file that occurs more than once.
type DuplicateBlock struct {
	ID               int64      `json:"id"`
	ScanID           int64      `json:"scan_id"`
	Start            int        `json:"start_line_num"`
	End              int        `json:"end_line_num"`
	Lines            int        `json:"duplicate_line_count"`
	Tokens           int        `json:"token_num"`
	Times            int        `json:"duplicate_times"`
	Rate             float64    `json:"duplicate_rate"` // percent of the file
	LastModifier     string     `json:"last_modifier"`
	RelatedModifiers string     `json:"related_modifiers"` // joined with ";"
	Change           FileChange `json:"change_type"`
}

// DuplicateBlockDetail is a block with its file and the blocks with the same contents.
type DuplicateBlockDetail struct {
	DuplicateBlock
	File    DuplicateFile  `json:"duplicate_file"`
	Related []RelatedBlock `json:"related_blocks"` // at most 100; Client.RelatedBlocks lists all
	At      time.Time      `json:"-"`              // when TCA answered
}

// RelatedBlock is a block with the same contents as another, with its file.
type RelatedBlock struct {
	DuplicateBlock
	File DuplicateFile `json:"duplicate_file"`
}

// DuplicateFileFilter selects duplicate files. A zero field selects all.
type DuplicateFileFilter struct {
	State            []DupState
	Owner            string // exactly
	Change           []FileChange
	LastModifier     string   // exactly
	Path             string   // part of the path
	RateFrom, RateTo *float64 // percent
	Order            []Order
}

var (
	listDuplicateFiles    = list[DuplicateFile]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/dupfiles/")
	getDuplicateFile      = get[DuplicateFileDetail]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/dupfiles/{file}/")
	listDuplicateBlocks   = list[DuplicateBlock]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/dupfiles/{file}/blocks/")
	getDuplicateBlock     = get[DuplicateBlockDetail]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/dupfiles/{file}/blocks/{block}/")
	listRelatedBlocks     = list[RelatedBlock]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/dupfiles/{file}/blocks/{block}/related/")
	listDuplicateHistory  = list[DuplicateFile]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/dupfiles/{file}/history/")
	listDuplicateComments = list[IssueComment]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/dupissues/{issue}/comments/")
)

// DuplicateFiles lists the duplicate files of a project's latest scan in the requested order, by default the newest first.
func (c *Client) DuplicateFiles(ctx context.Context, p ProjectRef, f DuplicateFileFilter, w Window) (Page[DuplicateFile], error) {
	return page(ctx, c, listDuplicateFiles, p.at(), f.query(), w)
}

// DuplicateFile returns one duplicate file with its first blocks.
func (c *Client) DuplicateFile(ctx context.Context, p ProjectRef, id int64) (DuplicateFileDetail, error) {
	file, when, err := getDuplicateFile.call(ctx, c, under(p.at(), "file", id), nil, nil)
	file.At = when
	return file, err
}

// DuplicateBlocks lists the blocks of a duplicate file by first line, and for the same line the longest first. For a file
// that does not exist TCA returns an empty list, not an error.
func (c *Client) DuplicateBlocks(ctx context.Context, p ProjectRef, file int64, w Window) (Page[DuplicateBlock], error) {
	return page(ctx, c, listDuplicateBlocks, under(p.at(), "file", file), nil, w)
}

// DuplicateBlock returns one block with its related blocks. The answer may be large: 64 kB were recorded.
func (c *Client) DuplicateBlock(ctx context.Context, p ProjectRef, file, block int64) (DuplicateBlockDetail, error) {
	b, when, err := getDuplicateBlock.call(ctx, c, under(under(p.at(), "file", file), "block", block), nil, nil)
	b.At = when
	return b, err
}

// RelatedBlocks lists the blocks with the same contents as one, in no order: pages may overlap.
func (c *Client) RelatedBlocks(ctx context.Context, p ProjectRef, file, block int64, w Window) (Page[RelatedBlock], error) {
	return page(ctx, c, listRelatedBlocks, under(under(p.at(), "file", file), "block", block), nil, w)
}

// DuplicateHistory lists the state of a duplicate file in the last ten scans, the oldest first.
func (c *Client) DuplicateHistory(ctx context.Context, p ProjectRef, file int64, w Window) (Page[DuplicateFile], error) {
	return page(ctx, c, listDuplicateHistory, under(p.at(), "file", file), nil, w)
}

// DuplicateComments lists actions and comments on a DuplicateIssue, the newest first; TCA returns the last 20 at most.
func (c *Client) DuplicateComments(ctx context.Context, p ProjectRef, issue int64, w Window) (Page[IssueComment], error) {
	return page(ctx, c, listDuplicateComments, under(p.at(), "issue", issue), nil, w)
}

// query uses the measured names for state and owner: TCA ignores those of the manual, issue__state and issue__owner. It
// never orders by either, because TCA fails on that with a 500.
func (f DuplicateFileFilter) query() url.Values {
	q := url.Values{}
	setNumbers(q, "issue_state", f.State...)
	set(q, "issue_owner", f.Owner)
	setChanges(q, f.Change)
	set(q, "last_modifier", f.LastModifier)
	set(q, "file_path", f.Path)
	if f.RateFrom != nil {
		q.Set("duplicate_rate_gte", strconv.FormatFloat(*f.RateFrom, 'f', -1, 64))
	}
	if f.RateTo != nil {
		q.Set("duplicate_rate_lte", strconv.FormatFloat(*f.RateTo, 'f', -1, 64))
	}
	setOrder(q, f.Order, OrderID.Desc())
	return q
}
