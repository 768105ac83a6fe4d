package deliver

import (
	"context"
	"io"
	"net/http"

	"github.com/slack-go/slack"
)

// Upload shows a file in a channel; its size must be exact, and it is read as it is sent. The context ends it but for
// its last step, the one that is seen. After ErrUncertain the file may be there or not. The way is Slack's:
// https://docs.slack.dev/messaging/working-with-files#uploading_files
func (s *Sender) Upload(ctx context.Context, channel, name string, r io.Reader, size int64) error {
	return s.logOurs(ctx, s.upload(ctx, channel, name, r, size))
}

func (s *Sender) upload(ctx context.Context, channel, name string, r io.Reader, size int64) error {
	if size <= 0 || name == "" { // slack-go would refuse it with an error that tells nothing
		return &Error{Method: string(getUploadURL), Code: "empty_file", kind: ErrOurs}
	}
	var to *slack.GetUploadURLExternalResponse
	err := s.do(ctx, call{method: getUploadURL, again: true}, func(ctx context.Context) (string, error) {
		var err error
		to, err = s.client.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{FileName: name, FileSize: int(size)})
		if err != nil {
			return "", err
		}
		return "", requireField(to.FileID, nil)
	})
	if err != nil {
		return err
	}
	if err := s.sendBytes(ctx, to.UploadURL, r, size); err != nil {
		return sentHalf(ctx, err)
	}
	return s.do(ctx, call{method: completeUpload, channel: channel}, func(ctx context.Context) (string, error) {
		done, err := s.client.CompleteUploadExternalContext(ctx, slack.CompleteUploadExternalParameters{
			Files: []slack.FileSummary{{ID: to.FileID, Title: name}}, Channel: channel,
		})
		if err == nil && len(done.Files) == 0 {
			err = errEmpty
		}
		return channel, err
	})
}

// sendBytes sends a file to an upload URL as it is. slack-go would make a form of it and close that twice, which strict
// servers refuse and others take for a part of the file; it would also send the token, which the URL does not need.
func (s *Sender) sendBytes(ctx context.Context, to string, r io.Reader, size int64) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, io.NopCloser(r)) // its owner closes it
	if err != nil {
		return err
	}
	req.ContentLength = size
	req.Header.Set("Content-Type", "application/octet-stream")
	resp, err := s.conf.HTTP.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
	if resp.StatusCode != http.StatusOK {
		return slack.StatusCodeError{Code: resp.StatusCode, Status: resp.Status}
	}
	return nil
}

// sentHalf is why the bytes of a file did not all arrive. Nobody sees such a file, so all of it may be done again; not
// here, because its reader is spent.
func sentHalf(ctx context.Context, err error) *Error {
	e := classify("upload", err)
	if e.kind == ErrUncertain {
		e.kind = ErrLater
	}
	if ctx.Err() != nil {
		e.cause = ended(ctx)
	}
	return e
}
