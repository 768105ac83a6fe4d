package api

import (
	"context"
	"net/url"
	"strconv"
	"time"
)

// JobRef identifies a job.
type JobRef struct {
	Project ProjectRef
	ID      int64
}

func (j JobRef) at() at {
	a := j.Project.at()
	a["job"] = strconv.FormatInt(j.ID, 10)
	return a
}

// JobState is the state of a job.
type JobState int

// The states of a job. It passes through waiting, initialising, initialised, running, storing and closed. It may skip some,
// and returns to waiting when initialising takes too long. The manual does not list the initialising states.
const (
	JobWaiting      JobState = 0
	JobRunning      JobState = 1
	JobClosed       JobState = 2
	JobStoring      JobState = 3 // its results are being stored
	JobInitialising JobState = 4
	JobInitialised  JobState = 5 // waits for a node
)

var jobStates = words[JobState]{
	{JobWaiting, "waiting"},
	{JobInitialising, "initialising"},
	{JobInitialised, "initialised"},
	{JobRunning, "running"},
	{JobStoring, "storing"},
	{JobClosed, "closed"},
}

// JobStates lists the states that jobs can be filtered by, in the order in which a job passes through them.
func JobStates() []JobState { return jobStates.values() }

// Valid reports whether TCA knows the state.
func (s JobState) Valid() bool { return jobStates.has(s) }

// String returns the state's English word.
func (s JobState) String() string { return jobStates.of(s) }

// JobLines holds the line counts of a job; they are nil until its results are stored.
type JobLines struct {
	Lines        *int `json:"total_line_num"`
	CodeLines    *int `json:"code_line_num"`
	CommentLines *int `json:"comment_line_num"`
	BlankLines   *int `json:"blank_line_num"`
}

// Job is an entry of the list of jobs. Times, creator and branch are in JobDetail only.
type Job struct {
	ID      int64       `json:"id"`
	State   JobState    `json:"state"`
	Code    *ResultCode `json:"result_code"` // nil until it has ended
	Message string      `json:"result_msg"`  // free text: may be several lines, JSON, a traceback, markup
	JobLines
	UsefulComment         *int `json:"efficient_comment_line_num"`          // always null in recorded answers
	FilteredUsefulComment *int `json:"filtered_efficient_comment_line_num"` // always null in recorded answers
}

// Done reports whether the job has ended, successfully or not.
func (j Job) Done() bool { return j.State == JobClosed }

// OK reports whether the job has ended successfully.
func (j Job) OK() bool { return j.Done() && j.Code != nil && j.Code.OK() }

// JobFilter selects jobs. A zero field selects all.
type JobFilter struct {
	State         []JobState
	CodeFrom      *int // result code; jobs that have not ended have none
	CodeTo        *int
	Message       string    // part of the result message
	CreatedFrom   string    // part of the origin
	Creator       string    // part of the nickname; the server ignores usernames
	After, Before time.Time // of creation
}

func (f JobFilter) query() url.Values {
	q := url.Values{}
	setNumbers(q, "state", f.State...)
	if f.CodeFrom != nil {
		setNumbers(q, "result_code_gte", *f.CodeFrom)
	}
	if f.CodeTo != nil {
		setNumbers(q, "result_code_lte", *f.CodeTo)
	}
	set(q, "result_msg", f.Message)
	set(q, "created_from", f.CreatedFrom)
	set(q, "creator", f.Creator)
	setTime(q, "create_time_gte", f.After)
	setTime(q, "create_time_lte", f.Before)
	return q
}

var listJobs = list[Job]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/jobs/")

// Jobs lists a project's jobs, the newest first.
func (c *Client) Jobs(ctx context.Context, p ProjectRef, f JobFilter, w Window) (Page[Job], error) {
	return page(ctx, c, listJobs, p.at(), f.query(), w)
}
