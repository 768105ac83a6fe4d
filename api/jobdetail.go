package api

import (
	"context"
	"encoding/json"
)

// JobDetail is one job with its tasks.
type JobDetail struct {
	ID       int64       `json:"id"`
	ScanID   int64       `json:"scan_id"` // its number in the analysis service
	State    JobState    `json:"state"`
	Code     *ResultCode `json:"result_code"`     // nil until it is done
	Label    string      `json:"result_code_msg"` // TCA's Chinese words for the code
	Message  string      `json:"result_msg"`      // free text: several lines, JSON, a traceback, markup
	Project  JobProject  `json:"project"`
	Created  Time        `json:"create_time"`
	Started  Time        `json:"start_time"`
	Ended    Time        `json:"end_time"`     // zero for one that was cancelled or failed to start: see Closed
	Expired  Time        `json:"expire_time"`  // when it was closed early
	Waited   Span        `json:"waiting_time"` // still growing while it waits
	Took     Span        `json:"execute_time"`
	Stored   Span        `json:"save_time"` // may be negative
	TaskNum  int         `json:"task_num"`
	TaskDone int         `json:"task_done"`
	Tasks    []Task      `json:"tasks"` // in no promised order
	Remarks  string      `json:"remarks"`
	JobLines
	CreatedFrom string `json:"created_from"`
	Creator     string `json:"creator"` // a nickname, not a username
}

// Done reports whether the job is over, well or not.
func (j JobDetail) Done() bool { return j.State == JobClosed }

// OK reports whether the job is over and went well.
func (j JobDetail) OK() bool { return j.Done() && j.Code != nil && j.Code.OK() }

// Closed returns when the job was over, whichever way; zero while it is not.
func (j JobDetail) Closed() Time {
	if j.Ended.IsZero() {
		return j.Expired
	}
	return j.Ended
}

// Redirect returns the job that this one was redirected to, zero when it was not.
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

// TaskState is how far a task of a job is.
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

// Task is a tool's part of a job.
type Task struct {
	ID       int64       `json:"id"`
	Module   string      `json:"module"`    // codelint or codemetric
	Name     string      `json:"task_name"` // the tool's real name
	Progress int         `json:"progress_rate"`
	State    TaskState   `json:"state"`
	Code     *ResultCode `json:"result_code"` // nil until it is done
	Message  string      `json:"result_msg"`
}

// Done reports whether the task is over, well or not.
func (t Task) Done() bool { return t.State == TaskClosed }

// OK reports whether the task is over and went well.
func (t Task) OK() bool { return t.Done() && t.Code != nil && t.Code.OK() }

var getJob = get[JobDetail]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/jobs/{job}/detail/")

// Job returns one job with its tasks. A job of another project is ErrNotFound. To watch a job, ask under Fresh.
func (c *Client) Job(ctx context.Context, j JobRef) (JobDetail, error) {
	job, _, err := getJob.call(ctx, c, j.at(), nil, nil)
	return job, err
}
