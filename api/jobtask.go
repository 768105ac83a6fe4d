package api

import "context"

// TaskV3 is a task with its times and its node, from version 3 of the API. The tool's name is in JobDetail.
type TaskV3 struct {
	ID       int64       `json:"id"`
	JobID    int64       `json:"job"`
	Module   string      `json:"module"`
	Name     string      `json:"task_name"` // empty unless the caller is a superuser
	State    TaskState   `json:"state"`
	Code     *ResultCode `json:"result_code"`
	Label    string      `json:"result_code_msg"` // TCA's Chinese label of the code
	Message  string      `json:"result_msg"`
	Node     *TaskNode   `json:"node"` // nil until a node has taken it
	Private  bool        `json:"private"`
	Created  Time        `json:"create_time"`
	Started  Time        `json:"start_time"`
	Ended    Time        `json:"end_time"`
	LastBeat Time        `json:"last_beat_time"` // the last heartbeat of its node
	Waited   Span        `json:"waiting_time"`
	Took     Span        `json:"execute_time"`
	Version  string      `json:"execute_version"` // of the node's software
	LogURL   string      `json:"log_url"`         // always null in recorded answers
	Steps    []TaskStep  `json:"taskprogress_set"`
}

// TaskStep is a progress report of a node on a task. Its fields are from the server's code: no recorded task has one.
type TaskStep struct {
	ID       int64  `json:"id"`
	Message  string `json:"message"`
	Progress int    `json:"progress_rate"` // percent
	Created  Time   `json:"create_time"`
}

// Done reports whether the task has ended, successfully or not.
func (t TaskV3) Done() bool { return t.State == TaskClosed }

// OK reports whether the task has ended successfully.
func (t TaskV3) OK() bool { return t.Done() && t.Code != nil && t.Code.OK() }

// TaskNode is the node that runs a task.
type TaskNode struct {
	ID      int64  `json:"id"`
	Name    string `json:"name"`
	Enabled string `json:"get_enabled_display"` // Active, Disabled or Offline
	State   string `json:"get_state_display"`   // Free or Busy
}

var getJobTask = get[TaskV3]("/main/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/jobs/{job}/tasks/{task}/")

// JobTask returns one task of a job with its times and its node.
func (c *Client) JobTask(ctx context.Context, j JobRef, taskID int64) (TaskV3, error) {
	task, _, err := getJobTask.call(ctx, c, under(j.at(), "task", taskID), nil, nil)
	return task, err
}

// JobTasks are the tasks of a job with their times and nodes, in no documented order, and without their steps.
type JobTasks struct {
	Tasks []TaskV3 `json:"task_set"`
}

var getJobTasks = get[JobTasks]("/main/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/jobs/{job}/")

// JobTasks returns the tasks of a job. The names of their tools are in JobDetail.
func (c *Client) JobTasks(ctx context.Context, j JobRef) (JobTasks, error) {
	tasks, _, err := getJobTasks.call(ctx, c, j.at(), nil, nil)
	return tasks, err
}
