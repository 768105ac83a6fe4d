package api

import (
	"context"
	"strings"
)

// MaxRemark is the longest remark about a cancelled job, in characters.
const MaxRemark = 512

type cancelRequest struct {
	Remarks string `json:"remarks"`
}

type cancelAnswer struct {
	Msg string `json:"msg"`
}

var cancelJob = post[cancelRequest, cancelAnswer]("/main/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/jobs/{job}/cancel/")

// CancelJob asks TCA to cancel a job, which every member of the team may do. The remark becomes a part of the job's message
// and is required: one that is empty or longer than MaxRemark is ErrInvalid, and not sent.
//
// TCA also reports success for a job that has ended, which it leaves as it is: whether the job was cancelled is told by its
// code alone, which is CodeCancelled then. The request is sent once; to repeat it does no harm.
func (c *Client) CancelJob(ctx context.Context, j JobRef, remark string) error {
	in := cancelRequest{Remarks: strings.TrimSpace(remark)}
	var wrong arguments
	wrong.required("remarks", in.Remarks, MaxRemark)
	if err := cancelJob.validate(wrong); err != nil {
		return err
	}
	_, _, err := cancelJob.call(ctx, c, j.at(), nil, &in)
	return err
}
