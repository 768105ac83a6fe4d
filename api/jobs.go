package api

import (
	"context"
	"net/url"
	"strconv"
	"time"
)

// JobRef addresses a job.
type JobRef struct {
	Project ProjectRef
	ID      int64
}

func (j JobRef) at() at {
	a := j.Project.at()
	a["job"] = strconv.FormatInt(j.ID, 10)
	return a
}

// JobState is how far a job is.
type JobState int

// The states of a job in the order of its life: waiting, initialising, initialised, running, storing, closed. Not every
// step need be seen, and one that initialises too long waits again. The manual knows neither of the initialising states.
const (
	JobWaiting      JobState = 0
	JobRunning      JobState = 1
	JobClosed       JobState = 2
	JobStoring      JobState = 3 // its results
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

// JobStates lists the states that jobs can be filtered by, in the order of a job's life.
func JobStates() []JobState { return jobStates.values() }

// Valid reports whether TCA knows the state.
func (s JobState) Valid() bool { return jobStates.has(s) }

// String returns the state's English word.
func (s JobState) String() string { return jobStates.of(s) }

// JobLines are the line counts of a job; nil until its results are stored.
type JobLines struct {
	Lines        *int `json:"total_line_num"`
	CodeLines    *int `json:"code_line_num"`
	CommentLines *int `json:"comment_line_num"`
	BlankLines   *int `json:"blank_line_num"`
}

// Job is a job in a list. The list has no times, no creator and no branch: JobDetail has.
type Job struct {
	ID      int64       `json:"id"`
	State   JobState    `json:"state"`
	Code    *ResultCode `json:"result_code"` // nil until it is done
	Message string      `json:"result_msg"`  // free text: several lines, JSON, a traceback, markup
	JobLines
	UsefulComment         *int `json:"efficient_comment_line_num"`          // was never seen with a value
	FilteredUsefulComment *int `json:"filtered_efficient_comment_line_num"` // was never seen with a value
}

// Done reports whether the job is over, well or not.
func (j Job) Done() bool { return j.State == JobClosed }

// OK reports whether the job is over and went well.
func (j Job) OK() bool { return j.Done() && j.Code != nil && j.Code.OK() }

// JobFilter narrows a list of jobs. What is zero does not narrow.
type JobFilter struct {
	State         []JobState
	Failed        bool // result codes from 100 on; the rare negative codes are not among them
	CodeFrom      *int
	CodeTo        *int
	Message       string    // part of the result message
	CreatedFrom   string    // part of it
	Creator       string    // part of the nickname: the server does not look at usernames
	After, Before time.Time // of creation
}

func (f JobFilter) query() url.Values {
	q := url.Values{}
	setNumbers(q, "state", f.State...)
	from := f.CodeFrom
	if f.Failed && (from == nil || *from < int(FirstFailure)) {
		from = new(int(FirstFailure))
	}
	if from != nil {
		setNumbers(q, "result_code_gte", *from)
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
