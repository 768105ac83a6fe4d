package api

import (
	"context"
	"net/url"
	"strconv"
	"time"
)

// ComplexFile is a file with functions whose cyclomatic complexity is over the threshold. The manual prints the fields of a
// function here.
type ComplexFile struct {
	ID               int64      `json:"id"`
	Path             string     `json:"file_path"`
	Language         string     `json:"language"`
	State            FileState  `json:"state"`
	Change           ChangeType `json:"change_type"`
	Worse            bool       `json:"worse"`              // more complex than in the scan before
	Functions        int        `json:"over_cc_func_count"` // over the threshold
	Complexity       int        `json:"over_func_cc"`       // sum over those functions
	Excess           int        `json:"over_cc_sum"`        // sum of what they exceed the threshold by
	Average          int        `json:"over_cc_avg"`        // average complexity of those functions
	FunctionsDiff    int        `json:"diff_over_cc_func_count"`
	ComplexityDiff   int        `json:"diff_over_func_cc"`
	ExcessDiff       int        `json:"diff_over_cc_sum"`
	AverageDiff      int        `json:"diff_over_cc_avg"`
	Author           string     `json:"author"` // empty when unassigned
	LastModifier     string     `json:"last_modifier"`
	MainModifier     string     `json:"most_weight_modifier"`
	RelatedModifiers string     `json:"related_modifiers"` // joined with ";"
	Revision         string     `json:"revision"`
	Committed        Time       `json:"ci_time"`   // zero when unknown
	ScanOpen         int64      `json:"scan_open"` // the scan that first reported it
}

// ComplexFileFilter selects complex files. A zero field selects all.
type ComplexFileFilter struct {
	State              []FileState
	Change             []ChangeType
	Author             string // exactly
	LastModifier       string // exactly
	MainModifier       string // exactly
	Path               string // part of the path
	ScanOpen           int64  // first reported by this scan
	ScanClose          int64  // closed by this scan
	Worse              bool   // only files that became more complex
	After, Before      time.Time
	SumFrom, SumTo     *int // bounds of ComplexFile.Excess
	AvgFrom, AvgTo     *int // bounds of ComplexFile.Average
	CountFrom, CountTo *int // bounds of ComplexFile.Functions
	Order              []Order
}

var (
	listComplexFiles = list[ComplexFile]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/ccfiles/")
	getComplexFile   = get[ComplexFile]("/analysis/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/ccfiles/{file}/")
)

// ComplexFiles lists a project's complex files, in the order asked for and then by ID.
func (c *Client) ComplexFiles(ctx context.Context, p ProjectRef, f ComplexFileFilter, w Window) (Page[ComplexFile], error) {
	return page(ctx, c, listComplexFiles, p.at(), f.query(), w)
}

// ComplexFile returns one complex file. Only version 3 of the API has this route, which the manual does not list.
func (c *Client) ComplexFile(ctx context.Context, p ProjectRef, id int64) (ComplexFile, error) {
	file, _, err := getComplexFile.call(ctx, c, under(p.at(), "file", id), nil, nil)
	return file, err
}

func (f ComplexFileFilter) query() url.Values {
	q := url.Values{}
	setNumbers(q, "state", f.State...)
	setNumbers(q, "change_type", f.Change...)
	set(q, "author", f.Author)
	set(q, "last_modifier", f.LastModifier)
	set(q, "most_weight_modifier", f.MainModifier)
	set(q, "file_path", f.Path)
	setNumber(q, "scan_open", f.ScanOpen)
	setNumber(q, "scan_close", f.ScanClose)
	setTrue(q, "worse", f.Worse)
	setTime(q, "ci_time_gte", f.After)
	setTime(q, "ci_time_lte", f.Before)
	setBounds(q, "over_cc_sum", f.SumFrom, f.SumTo)
	setBounds(q, "over_cc_avg", f.AvgFrom, f.AvgTo)
	setBounds(q, "over_cc_func_count", f.CountFrom, f.CountTo)
	setOrder(q, f.Order, OrderID)
	return q
}

// setBounds adds inclusive bounds of a number. nil is no bound.
func setBounds(q url.Values, key string, from, to *int) {
	if from != nil {
		q.Set(key+"_gte", strconv.Itoa(*from))
	}
	if to != nil {
		q.Set(key+"_lte", strconv.Itoa(*to))
	}
}
