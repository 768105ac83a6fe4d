package watch

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/gate"
	"tcabot/commands/verdict"
	"time"
)

// Progress is how far a watched job is.
type Progress struct {
	Watch
	Site  api.Site
	At    time.Time // when TCA was asked
	State api.JobDetail
	Times map[int64]api.TaskV3 // times and nodes of its tasks by their ID; nil when they are not known
	Ahead int                  // unfinished jobs of the branch that were created before; 0 for none, and when it is not known

	Moved     time.Time // when its state changed last
	Silence   time.Time // since when TCA has not answered; zero when it does
	Verdict   *verdict.Verdict
	Ending    Ending // why the watch ended without a verdict
	StoppedBy string // the Slack user who stopped it
}

// Ending is why a watch ends before its job does.
type Ending string

// Why a watch ends before its job does.
const (
	EndStopped    Ending = "stopped"     // by a person
	EndToken      Ending = "token"       // TCA rejects the owner's token
	EndUnlinked   Ending = "unlinked"    // the owner's TCA account is not connected any more
	EndGone       Ending = "gone"        // the job or its branch was deleted, or the owner may no longer see it
	EndExpired    Ending = "expired"     // the job did not end within MaxAge
	EndNotStarted Ending = "not_started" // TCA did not start the scan
	EndUnread     Ending = "unread"      // TCA has not answered for MaxSilence
	EndAudience   Ending = "audience"    // it goes on in private: not everybody in the channel may read about it
)

const (
	// MaxAge is how long a job is watched.
	MaxAge = 24 * time.Hour
	// MaxSilence is how long a watch waits for TCA to answer.
	MaxSilence = 6 * time.Hour
	// stallAfter is how long a running job may show no progress before the message says so.
	stallAfter = 10 * time.Minute
	// CancelLimit is how long TCA has to cancel a job.
	CancelLimit = 2 * time.Minute
)

// Ask asks TCA how far a job is, with the given client. The verdict is not part of it: see Judge.
func Ask(ctx context.Context, tca *api.Client, site api.Site, w Watch, now time.Time) (Progress, error) {
	p := Progress{Watch: w, Site: site, At: now}
	ctx = api.WithoutCache(ctx)
	ref := api.JobRef{Project: w.Ref, ID: w.Job}
	var err error
	if p.State, err = tca.Job(ctx, ref); err != nil {
		return p, err
	}
	p.State.ID = w.Job
	switch {
	case p.State.Done():
	case len(p.State.Tasks) > 0 && p.State.State == api.JobRunning:
		all, err := tca.JobTasks(ctx, ref)
		if err != nil {
			return p, nil //nolint:nilerr // the state is there: only ages and nodes are missing
		}
		p.Times = make(map[int64]api.TaskV3, len(all.Tasks))
		for _, t := range all.Tasks {
			p.Times[t.ID] = t
		}
	case waits(p.State.State):
		jobs, err := unfinishedJobs(ctx, tca, w.Ref)
		if err != nil {
			return p, nil //nolint:nilerr // the state is there: only the place in the queue is missing
		}
		for _, j := range jobs {
			if j.ID < w.Job {
				p.Ahead++
			}
		}
	}
	return p, nil
}

// waits reports whether a job has not started.
func waits(s api.JobState) bool {
	return s == api.JobWaiting || s == api.JobInitialising || s == api.JobInitialised
}

// Judge adds the verdict on a job that has ended. It is not ready while the analysis service has not stored the result.
func (p Progress) Judge(ctx context.Context, tca *api.Client, gates gate.Reader) (judged Progress, ready bool, err error) {
	if p.State.ScanID == 0 {
		return p.withoutScan(), true, nil
	}
	q := verdict.Query{Site: p.Site, Ref: p.Ref, Name: p.Name, Scan: p.State.ScanID, Gates: gates, Workspace: p.Workspace}
	if !p.Private() {
		q.Channel = p.Channel
	}
	v, err := verdict.New(api.WithoutCache(ctx), tca, q)
	if err != nil {
		return p, false, err
	}
	ready = v.Scan.Code != nil
	if !ready {
		p = p.withoutScan()
		p.Verdict.Unstored = true
		return p, false, nil
	}
	p.Verdict = &v
	return p, true, nil
}

// withoutScan makes a verdict of what the job itself says.
func (p Progress) withoutScan() Progress {
	j := p.State
	p.Verdict = &verdict.Verdict{Site: p.Site, Ref: p.Ref, Name: p.Name, Scan: api.Scan{
		ID: j.ScanID, JobID: j.ID, Code: j.Code, Message: j.Message, Label: j.Label, Creator: j.Creator, Created: j.Created, Execute: j.Took,
	}}
	return p
}

// Signature changes with each step of the job.
func (p Progress) Signature() string {
	tasks := slices.SortedFunc(slices.Values(p.State.Tasks), func(a, b api.Task) int { return int(a.ID - b.ID) })
	var b strings.Builder
	fmt.Fprintf(&b, "%d %d", p.State.ID, p.State.State)
	for _, t := range tasks {
		fmt.Fprintf(&b, " %d:%d:%d", t.ID, t.State, t.Progress)
	}
	return b.String()
}

// stalled reports whether the job has shown no progress for long. One that waits for others may do so: its age is shown.
func (p Progress) stalled() bool {
	return (p.State.State == api.JobRunning || p.State.State == api.JobStoring) && !p.Moved.IsZero() && p.At.Sub(p.Moved) >= stallAfter
}
