package deliver

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"tcabot/bot/redact"
	"time"
)

// responseLimit bounds each way of one answer to Slack.
const responseLimit = 10 * time.Second

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

// Respond delivers a response, whatever becomes of the context's deadline: by its response URL, or, when Slack has
// forgotten that, as a message. It is sent again only when Slack said that it did not take it: for want of room, twice
// at most; because of its form, in the next one. What cannot be delivered is logged.
func (r *Responder) Respond(ctx context.Context, to Address, answer Response) {
	ctx = context.WithoutCancel(ctx)
	limited, cancel := context.WithTimeout(ctx, responseLimit)
	defer cancel()
	if !r.trusted(to.URL) {
		r.log.ErrorContext(ctx, "response URL is not Slack's")
		return
	}
	for refusals := 0; ; {
		got := r.post(limited, to.URL, answer)
		switch {
		case got.status == http.StatusOK:
			return
		case got.status == http.StatusTooManyRequests && got.retryAfter < 5*time.Second && refusals < 2:
			refusals++
			if !sleep(limited, max(got.retryAfter, time.Second)) {
				return
			}
		case got.status == http.StatusBadRequest && answer.forms.Next(ctx, r.log):
			answer = answer.formed()
		case got.status == http.StatusNotFound && to.Who.Workspace == r.workspace:
			r.deliverAsMessage(ctx, to, answer)
			return
		default:
			r.log.ErrorContext(ctx, "answer not delivered", "status", got.status, "cause", redact.Cause(got.err), "limited", refusals)
			return
		}
	}
}

// outcome is what became of one post to a response URL. Without a status it is not known whether Slack took it.
type outcome struct {
	status     int
	retryAfter time.Duration
	err        error // may hold the address: never to be logged as it is
}

func (r *Responder) post(ctx context.Context, to string, answer Response) outcome {
	raw, err := json.Marshal(answer)
	if err != nil {
		return outcome{status: http.StatusBadRequest, err: err} // Slack would not take it either
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(raw))
	if err != nil {
		return outcome{err: err}
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
