package api

import (
	"context"
	"encoding/json"
)

// JobDetail is one job with its tasks.
type JobDetail struct {
	ID       int64       `json:"id"`
	ScanID   int64       `json:"scan_id"` // its ID in the analysis service
	State    JobState    `json:"state"`
	Code     *ResultCode `json:"result_code"`     // nil until it has ended
	Label    string      `json:"result_code_msg"` // TCA's Chinese label of the code
	Message  string      `json:"result_msg"`      // free text: may be several lines, JSON, a traceback, markup
	Project  JobProject  `json:"project"`
	Created  Time        `json:"create_time"`
	Started  Time        `json:"start_time"`
	Ended    Time        `json:"end_time"`     // zero when it was cancelled or failed to start: see Closed
	Expired  Time        `json:"expire_time"`  // when it was closed without having finished
	Waited   Span        `json:"waiting_time"` // until the job has ended, computed by when it would expire; so is Took
	Took     Span        `json:"execute_time"`
	Stored   Span        `json:"save_time"` // may be negative
	TaskNum  int         `json:"task_num"`
	TaskDone int         `json:"task_done"`
	Tasks    []Task      `json:"tasks"` // in no documented order
	Remarks  string      `json:"remarks"`
	JobLines
	CreatedFrom string `json:"created_from"`
	Creator     string `json:"creator"` // a nickname, not a username
}

// Done reports whether the job has ended, successfully or not.
func (j JobDetail) Done() bool { return j.State == JobClosed }

// OK reports whether the job has ended successfully.
func (j JobDetail) OK() bool { return j.Done() && j.Code != nil && j.Code.OK() }

// Closed returns when the job ended, in whatever way; zero while it has not.
func (j JobDetail) Closed() Time {
	if j.Ended.IsZero() {
		return j.Expired
	}
	return j.Ended
}

// Redirect returns the ID of the job that replaced this one, zero when there is none.
func (j JobDetail) Redirect() int64 {
	var to struct {
		JobID int64 `json:"job_id"`
	}
	if j.Code == nil || *j.Code != CodeRedirected || json.Unmarshal([]byte(j.Message), &to) != nil {
		return 0
	}
	return max(to.JobID, 0)
}

// JobProject is the project of a JobDetail.
type JobProject struct {
	ID       int64    `json:"id"`
	Branch   string   `json:"branch"`
	RepoID   int64    `json:"repo_id"`
	SchemeID int64    `json:"scan_scheme"`
	URL      string   `json:"repo_scm_url"`
	Org      OrgState `json:"organization"`
	Team     RepoTeam `json:"project_team"`
}

// TaskState is the state of a task of a job.
type TaskState int

// The states of a task.
const (
	TaskWaiting       TaskState = 0
	TaskRunning       TaskState = 1
	TaskClosed        TaskState = 2
	TaskCreating      TaskState = 3
	TaskAcknowledging TaskState = 4
)

var taskStates = words[TaskState]{
	{TaskCreating, "creating"},
	{TaskWaiting, "waiting"},
	{TaskAcknowledging, "acknowledging"},
	{TaskRunning, "running"},
	{TaskClosed, "closed"},
}

// Valid reports whether TCA knows the state.
func (s TaskState) Valid() bool { return taskStates.has(s) }

// String returns the state's English word.
func (s TaskState) String() string { return taskStates.of(s) }

// Task is the part of a job that one tool does.
type Task struct {
	ID       int64       `json:"id"`
	Module   string      `json:"module"`        // codelint or codemetric
	Name     string      `json:"task_name"`     // name of the tool
	Progress int         `json:"progress_rate"` // percent
	State    TaskState   `json:"state"`
	Code     *ResultCode `json:"result_code"` // nil until it has ended
	Message  string      `json:"result_msg"`
}

// Done reports whether the task has ended, successfully or not.
func (t Task) Done() bool { return t.State == TaskClosed }

// OK reports whether the task has ended successfully.
func (t Task) OK() bool { return t.Done() && t.Code != nil && t.Code.OK() }

var getJob = get[JobDetail]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/jobs/{job}/detail/")

// Job returns one job with its tasks. A job of another project is ErrNotFound. To watch a job, call it with a Fresh context.
func (c *Client) Job(ctx context.Context, j JobRef) (JobDetail, error) {
	job, _, err := getJob.call(ctx, c, j.at(), nil, nil)
	return job, err
}
