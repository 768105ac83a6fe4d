package api

import (
	"context"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Why TCA did not start a scan. Each of these errors is ErrInvalid, too.
const (
	// ErrUnfinished: the project has a job that has not ended. Error.Unfinished lists the scans of such jobs.
	ErrUnfinished = kindError("another scan has not ended")
	// ErrNotCreated: the analysis service is down. TCA has closed the job that it made, with CodeNotCreated, and does not
	// tell its ID.
	ErrNotCreated = kindError("scan could not be created")
)

// unfinishedCode is TCA's code for ErrUnfinished.
const unfinishedCode = 300

// StartedFrom is the origin of the jobs that StartScan starts, as in JobDetail.CreatedFrom. It has 32 characters at most.
const StartedFrom = "slack_bot"

// StartOptions say how a scan is started. The zero value starts an incremental one, unless another one has not ended.
type StartOptions struct {
	Full  bool // all files, not only those that changed since the previous scan
	Force bool // start it beside one that has not ended
}

// Started identifies a scan that TCA has accepted.
type Started struct {
	JobID  int64
	ScanID int64
}

type startRequest struct {
	Incremental bool   `json:"incr_scan"`
	Force       bool   `json:"force_create"`
	CreatedFrom string `json:"created_from"`
}

type startAnswer struct {
	Job  created `json:"job"`
	Scan created `json:"scan"`
}

type created struct {
	ID int64 `json:"id"`
}

var startScan = post[startRequest, startAnswer]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/scans/create/")

// startPatience is how long TCA gets to answer: with its analysis service down it takes 12 seconds.
const startPatience = 20 * time.Second

// StartScan starts a scan of a project. That TCA accepts it says little: it does so for a branch that is gone, for an
// archived project or without a node to run on, and closes the job with a failure a moment later. Members of a team may
// not start scans (ErrForbidden); its administrators and those of the repository may.
//
// The request is sent once. After an error of which MayHaveActed is true, look for a new job before trying again.
func (c *Client) StartScan(ctx context.Context, p ProjectRef, o StartOptions) (Started, error) {
	in := startRequest{Incremental: !o.Full, Force: o.Force, CreatedFrom: StartedFrom}
	out, err := startScan.within(startPatience).save(ctx, c, p.at(), &in, func(a *startAnswer) int64 { return min(a.Job.ID, a.Scan.ID) })
	if err != nil {
		return Started{}, startError(err)
	}
	return Started{JobID: out.Job.ID, ScanID: out.Scan.ID}, nil
}

// startError adds what a code means of this call alone.
func startError(err error) error {
	e, ok := errors.AsType[*Error](err)
	if !ok || e.kind != ErrInvalid {
		return err
	}
	switch e.Code {
	case unfinishedCode:
		e.detail, e.unfinished = ErrUnfinished, scanIDs(e.Msg)
	case int(CodeNotCreated):
		// The text quotes the internal address of the analysis service.
		e.detail, e.Msg = ErrNotCreated, ""
	}
	return e
}

// Unfinished lists the scans that an ErrUnfinished names, as far as they could be read from its text: it may be empty.
func (e *Error) Unfinished() []int64 { return e.unfinished }

// listed matches the IDs at the end of a text such as "当前项目分支[2]develop还有未完成任务，编号为: [5081, 5078]". A text that was
// too long ends before the bracket is closed.
var listed = regexp.MustCompile(`\[([0-9, ]+)(\]|…)[^\[\]\pL]*$`)

func scanIDs(text string) []int64 {
	m := listed.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	parts := strings.Split(m[1], ",")
	if m[2] != "]" {
		parts = parts[:len(parts)-1] // the last number may have been cut
	}
	var ids []int64
	for _, part := range parts {
		if id, err := strconv.ParseInt(strings.TrimSpace(part), 10, 64); err == nil && id > 0 {
			ids = append(ids, id)
		}
	}
	return ids
}
