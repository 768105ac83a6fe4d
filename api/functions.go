package api

import (
	"context"
	"net/url"
)

// Function is a function whose cyclomatic complexity is over the threshold (圈复杂度问题).
type Function struct {
	ID               int64      `json:"id"`
	Path             string     `json:"file_path"`
	Name             string     `json:"func_name"`
	LongName         string     `json:"long_name"` // with parameters; up to 1024 characters
	Parameters       int        `json:"func_param_num"`
	Complexity       int        `json:"ccn"`
	Diff             *int       `json:"diff_ccn"` // change since the previous scan; nil when there is nothing to compare with
	Change           ChangeType `json:"change_type"`
	Status           FuncStatus `json:"status"`
	Author           string     `json:"author"` // empty when unassigned
	LastModifier     string     `json:"last_modifier"`
	MainModifier     string     `json:"most_weight_modifier"`
	RelatedModifiers string     `json:"related_modifiers"` // joined with ";"
	Language         string     `json:"language"`
	Revision         string     `json:"revision"`
	Committed        Time       `json:"ci_time"`
	Tokens           int        `json:"token"`
	Lines            int        `json:"line_num"` // including blank lines and comments
	CodeLines        int        `json:"code_line_num"`
	Start            int        `json:"start_line_no"`
	End              int        `json:"end_line_no"`
	ScanRevision     string     `json:"scan_revision"` // the revision that the line numbers refer to
	Latest           bool       `json:"is_latest"`     // reported by the latest scan; a function of an older one can be fetched, too
}

// FunctionFilter selects complex functions. A zero field selects all. TCA has no filter for times here and ignores an order.
type FunctionFilter struct {
	Status       []FuncStatus
	Change       []ChangeType
	Author       string // exactly
	LastModifier string // exactly
	Path         string // part of the path
	From, To     *int   // bounds of the complexity
}

var (
	listFunctions       = list[Function]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/ccissues/")
	listFileFunctions   = list[Function]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/ccfiles/{file}/ccissues/")
	getFunction         = get[Function]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/ccissues/{function}/")
	listFunctionHistory = list[Function]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/ccissues/history/")
)

// Functions lists a project's complex functions of the latest scan, in no order: pages may overlap.
func (c *Client) Functions(ctx context.Context, p ProjectRef, f FunctionFilter, w Window) (Page[Function], error) {
	return page(ctx, c, listFunctions, p.at(), f.query(), w)
}

// FileFunctions lists the complex functions of a file, the most complex first. A file of another project is ErrNotFound.
func (c *Client) FileFunctions(ctx context.Context, p ProjectRef, file int64, w Window) (Page[Function], error) {
	q := url.Values{"ordering": {"-ccn,id"}} // unlike the list of all functions this one can be ordered
	return page(ctx, c, listFileFunctions, under(p.at(), "file", file), q, w)
}

// Function returns one complex function.
func (c *Client) Function(ctx context.Context, p ProjectRef, id int64) (Function, error) {
	f, _, err := getFunction.call(ctx, c, under(p.at(), "function", id), nil, nil)
	return f, err
}

// FunctionHistory lists the complex functions that a scan was the first to report, the newest first. The scan is required;
// 0 is ErrInvalid.
func (c *Client) FunctionHistory(ctx context.Context, p ProjectRef, scan int64, w Window) (Page[Function], error) {
	q := url.Values{}
	setNumber(q, "scan_id", scan)
	return page(ctx, c, listFunctionHistory, p.at(), q, w)
}

func (f FunctionFilter) query() url.Values {
	q := url.Values{}
	setNumbers(q, "status", f.Status...)
	setNumbers(q, "change_type", f.Change...)
	set(q, "author", f.Author)
	set(q, "last_modifier", f.LastModifier)
	set(q, "file_path", f.Path)
	setBounds(q, "ccn", f.From, f.To)
	return q
}
