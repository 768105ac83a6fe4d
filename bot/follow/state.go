package follow

import (
	"slices"
	"time"
)

// state is what was seen of a repository. A later question is compared with it.
type state struct {
	Jobs     int              `json:"jobs"`               // that TCA counts
	Project  int64            `json:"project"`            // of the job that had started last
	Started  int64            `json:"started"`            // when that was, in milliseconds since 1970
	Top      int64            `json:"top"`                // the largest ID of a job that was seen: IDs grow with each job
	Floor    int64            `json:"floor"`              // the same, when every job that was counted had been found
	Owed     int              `json:"owed,omitempty"`     // jobs that were counted, and not found yet
	Tried    []int64          `json:"tried,omitempty"`    // branches that were looked at for them, in this order
	Again    int              `json:"again,omitempty"`    // how many of Tried, from its beginning, were looked at before the last job was counted
	Narrow   bool             `json:"narrow,omitempty"`   // only some branches were followed
	Widened  bool             `json:"widened,omitempty"`  // the whole repository is followed since, and not every branch was looked at
	Checked  int64            `json:"checked,omitempty"`  // when the branches that are followed by themselves were last there, Unix seconds
	Since    int64            `json:"since,omitempty"`    // when the latest of the follows began, Unix seconds
	Branches map[int64]branch `json:"branches,omitempty"` // those that were looked at, by their projects
}

// branch is what was seen of a branch.
type branch struct {
	Last    int64 `json:"last"`              // the largest ID of its jobs
	Running []run `json:"running,omitempty"` // jobs that had not ended
}

// run is a job that had not ended.
type run struct {
	Job  int64 `json:"job"`
	Seen int64 `json:"seen"` // when it was seen for the first time, Unix seconds
}

// seen is the run of a job; ok is false when it was not running.
func (b branch) seen(job int64) (r run, ok bool) {
	i := slices.IndexFunc(b.Running, func(r run) bool { return r.Job == job })
	if i < 0 {
		return run{}, false
	}
	return b.Running[i], true
}

// longestRun is how long a job may run to be asked about often: one that TCA has forgotten runs forever.
const longestRun = 6 * time.Hour

// running reports whether a job runs, and not for too long.
func (st *state) running(now time.Time) bool {
	for _, b := range st.Branches {
		if slices.ContainsFunc(b.Running, func(r run) bool { return now.Sub(time.Unix(r.Seen, 0)) < longestRun }) {
			return true
		}
	}
	return false
}
