package deliver

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"tcabot/api/redact"
	"time"
)

const (
	// responseLimit bounds each way of delivering one answer.
	responseLimit = 10 * time.Second
	// maxRefusals is how often a response URL that has no room is tried again, and longestRefusal how long it may ask to
	// wait: after that another way is quicker.
	maxRefusals, longestRefusal = 2, 5 * time.Second
)

// Responder brings answers to whoever asked. Its methods are safe for concurrent use.
//
// Response URLs do not wait in the sender's queue: Slack counts the five uses of each, not the method or the channel.
type Responder struct {
	sender    *Sender
	client    *http.Client
	api       *url.URL // of the Web API; answers may go to its host
	workspace string   // whose people may be written to without a response URL
	log       *slog.Logger
}

// NewResponder makes a Responder. The address is that of Slack's Web API, the workspace the one the bot is installed in.
func NewResponder(sender *Sender, client *http.Client, address, workspace string, log *slog.Logger) *Responder {
	own, err := url.Parse(address)
	if err != nil {
		own = &url.URL{} // matches no address
	}
	return &Responder{sender: sender, client: client, api: own, workspace: workspace, log: log}
}

// Respond delivers a response, whatever becomes of the context's deadline: by its response URL or, whatever is wrong
// with that, as a message; a direct one if it was asked in no conversation. People of other workspaces get no messages. What
// cannot be delivered is logged.
func (r *Responder) Respond(ctx context.Context, to Address, answer Response) {
	ctx = context.WithoutCancel(ctx)
	if to.URL == "" && to.Channel == "" { // it was asked where there is no conversation
		r.respondDirectly(ctx, to, answer)
		return
	}
	got := r.respondByURL(ctx, to.URL, answer.within(to.Thread))
	if got.taken() {
		return
	}
	why := []any{"status", got.status, "cause", redact.Cause(got.err)}
	switch {
	case answer.transient:
		r.log.InfoContext(ctx, "progress note not delivered", why...)
	case to.Who.Workspace != r.workspace:
		r.log.ErrorContext(ctx, "answer not delivered", why...)
	default:
		r.log.WarnContext(ctx, "response URL failed, sending the answer as a message", why...)
		r.deliverAsMessage(ctx, to, answer, got.uncertain())
	}
}

// respondDirectly sends a direct message. Progress is not worth one that stays.
func (r *Responder) respondDirectly(ctx context.Context, to Address, answer Response) {
	switch {
	case answer.transient:
	case to.Who.Workspace != r.workspace:
		r.log.ErrorContext(ctx, "answer not delivered", "cause", "it is for somebody of another workspace")
	default:
		r.deliverAsMessage(ctx, to, answer, false)
	}
}

// respondByURL posts a response to its URL until Slack takes it, as often as that may help: after a pause if Slack has no
// room, in the next form if Slack refuses this one, and once more if it is not known whether Slack took it, unless
// everybody would see it twice.
func (r *Responder) respondByURL(ctx context.Context, to string, answer Response) outcome {
	if !r.trusted(to) {
		r.log.ErrorContext(ctx, "response URL is not Slack's")
		return outcome{status: http.StatusNotFound}
	}
	ctx, cancel := context.WithTimeout(ctx, responseLimit)
	defer cancel()
	for refusals, repeated := 0, false; ; {
		began := time.Now()
		got := r.post(ctx, to, answer)
		r.sender.meters.responded(got, time.Since(began))
		switch {
		case got.limited() && got.retryAfter < longestRefusal && refusals < maxRefusals:
			refusals++
			if !sleep(ctx, max(got.retryAfter, time.Second)) {
				return got
			}
		case got.status == http.StatusBadRequest && answer.forms.Next(ctx, r.log):
		case got.uncertain() && !repeated && !answer.transient && !answer.public() && ctx.Err() == nil:
			repeated = true
		default:
			return got
		}
	}
}

// outcome is what became of one post to a response URL. Without a status there was no answer.
type outcome struct {
	status     int
	retryAfter time.Duration
	err        error // may hold the address: never to be logged as it is
}

func (o outcome) taken() bool { return o.status == http.StatusOK }

func (o outcome) limited() bool { return o.status == http.StatusTooManyRequests }

// uncertain reports whether Slack may have taken it all the same.
func (o outcome) uncertain() bool {
	return o.status >= http.StatusInternalServerError || o.status == 0 && !notSent(o.err)
}

func (r *Responder) post(ctx context.Context, to string, answer Response) outcome {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(answer.JSON()))
	if err != nil {
		return outcome{status: http.StatusBadRequest, err: err}
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	resp, err := r.client.Do(req)
	if err != nil {
		return outcome{err: err}
	}
	defer func() { _ = resp.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
	seconds, _ := time.ParseDuration(resp.Header.Get("Retry-After") + "s")
	return outcome{status: resp.StatusCode, retryAfter: seconds}
}

// trusted reports whether an address is where Slack takes answers: its hooks, or the configured API's own host.
func (r *Responder) trusted(to string) bool {
	u, err := url.Parse(to)
	if err != nil {
		return false
	}
	if r.api.Host != "" && u.Host == r.api.Host && u.Scheme == r.api.Scheme {
		return true
	}
	return u.Scheme == "https" && (u.Host == "hooks.slack.com" || strings.HasSuffix(u.Host, ".slack.com") || strings.HasSuffix(u.Host, ".slack-gov.com"))
}
