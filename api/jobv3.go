package api

// JobV3 is one job as the newer API tells it.
type JobV3 struct {
	ID          int64        `json:"id"`
	ScanID      int64        `json:"scan_id"`
	State       JobState     `json:"state"`
	Code        *ResultCode  `json:"result_code"`
	Label       string       `json:"result_code_msg"` // TCA's Chinese words for the code
	Message     string       `json:"result_msg"`
	Project     JobV3Project `json:"project"`
	Created     Time         `json:"create_time"`
	Initialised Time         `json:"initialized_time"`
	Started     Time         `json:"start_time"`
	Closing     Time         `json:"closing_time"` // when its results began to be stored
	Ended       Time         `json:"end_time"`
	Expired     Time         `json:"expire_time"`
	Expected    Time         `json:"expected_end_time"`
	Waited      Span         `json:"waiting_time"`
	Took        Span         `json:"execute_time"`
	TaskNum     int          `json:"task_num"`
	TaskDone    int          `json:"task_done"`
	Tasks       []TaskV3     `json:"task_set"`
	Remarks     string       `json:"remarks"`
	JobLines
	CreatedFrom string `json:"created_from"`
	Creator     string `json:"creator"` // a nickname, not a username
}

// Done reports whether the job is over, well or not.
func (j JobV3) Done() bool { return j.State == JobClosed }

// OK reports whether the job is over and went well.
func (j JobV3) OK() bool { return j.Done() && j.Code != nil && j.Code.OK() }

// JobV3Project is the project of a JobV3.
type JobV3Project struct {
	ID       int64  `json:"id"`
	Branch   string `json:"branch"`
	RepoID   int64  `json:"repo_id"`
	SchemeID int64  `json:"scan_scheme"`
	URL      string `json:"repo_scm_url"`
	ScanPath string `json:"scan_path"`
}

// TaskV3 is a task with its times and its node.
type TaskV3 struct {
	ID       int64       `json:"id"`
	JobID    int64       `json:"job"`
	Module   string      `json:"module"`
	Name     string      `json:"task_name"` // empty for everyone but superusers
	State    TaskState   `json:"state"`
	Code     *ResultCode `json:"result_code"`
	Label    string      `json:"result_code_msg"` // TCA's Chinese words for the code
	Message  string      `json:"result_msg"`
	Node     *TaskNode   `json:"node"` // nil until a node took it
	Private  bool        `json:"private"`
	Created  Time        `json:"create_time"`
	Started  Time        `json:"start_time"`
	Ended    Time        `json:"end_time"`
	LastBeat Time        `json:"last_beat_time"` // when its node was last heard
	Waited   Span        `json:"waiting_time"`
	Took     Span        `json:"execute_time"`
	Version  string      `json:"execute_version"` // of the node's program
	LogURL   string      `json:"log_url"`         // was never seen with a value
	Steps    []TaskStep  `json:"taskprogress_set"`
}

// TaskStep is what a node said of its progress with a task. Its shape is from the server's code: no recorded task has
// one.
type TaskStep struct {
	ID       int64  `json:"id"`
	Message  string `json:"message"`
	Progress int    `json:"progress_rate"`
	Created  Time   `json:"create_time"`
}

// Done reports whether the task is over, well or not.
func (t TaskV3) Done() bool { return t.State == TaskClosed }

// OK reports whether the task is over and went well.
func (t TaskV3) OK() bool { return t.Done() && t.Code != nil && t.Code.OK() }

// TaskNode is the node that runs a task.
type TaskNode struct {
	ID      int64  `json:"id"`
	Name    string `json:"name"`
	Enabled string `json:"get_enabled_display"` // Active, Disabled or Offline
	State   string `json:"get_state_display"`   // Free or Busy
}
