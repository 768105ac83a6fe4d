package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"tcabot/bot/deliver"
	"tcabot/commands/kit"
	"time"

	"github.com/slack-go/slack"
)

// payload is a message as a response URL and an acknowledgement take it.
type payload struct {
	Type    string        `json:"response_type"`
	Replace bool          `json:"replace_original"`
	Text    string        `json:"text"`
	Blocks  []slack.Block `json:"blocks,omitempty"`

	message kit.Message
	forms   deliver.Forms // ways to say it; the first is the one above
}

// private is a message for the one person who asked.
func private(m kit.Message) payload {
	return payload{Type: slack.ResponseTypeEphemeral, message: m, forms: deliver.FormsOf(m)}.formed()
}

// formed is the payload in the first of the forms that are left.
func (p payload) formed() payload {
	p.Text, p.Blocks = p.forms[0].Text, p.forms[0].Blocks
	return p
}

// instead is a message in the place of the one whose button was pressed; whoever saw that one sees it.
func instead(m kit.Message) payload {
	p := private(m)
	p.Replace = true
	return p
}

// public is a message for everybody in the conversation.
func public(m kit.Message) payload {
	p := private(m)
	p.Type = slack.ResponseTypeInChannel
	return p
}

// postPatience bounds the way of one answer to Slack.
const postPatience = 10 * time.Second

// post sends a message to a response URL. It is sent again only when Slack said that it did not take it: for want of
// room, twice at most; because of its form, in the next one; because the address is too old, in another way. It does not
// go through the sender: Slack counts the five uses of each address, not the methods or the channel.
func (b *Bot) post(a ask, to string, p payload) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(b.work), postPatience)
	defer cancel()
	if !b.trusted(to) {
		b.log.ErrorContext(ctx, "refused to answer an address that is not Slack's")
		return
	}
	for limited := 0; ; {
		status, wait := b.send(ctx, to, p)
		switch {
		case status == http.StatusOK:
			return
		case status == http.StatusTooManyRequests && wait < 5*time.Second && limited < 2:
			limited++
			if !pause(ctx, max(wait, time.Second)) {
				return
			}
		case status == http.StatusBadRequest && p.forms.Next(ctx, b.log):
			p = p.formed()
		case status == http.StatusNotFound && a.who.Workspace == b.home:
			b.late(a, p)
			return
		default:
			b.log.ErrorContext(ctx, "answer not delivered", "status", status, "limited", limited)
			return
		}
	}
}

// send posts once. Status 0 means that it is not known whether Slack took it.
func (b *Bot) send(ctx context.Context, to string, p payload) (status int, wait time.Duration) {
	raw, err := json.Marshal(p)
	if err != nil {
		return http.StatusBadRequest, 0 // Slack would not take it either
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(raw))
	if err != nil {
		return 0, 0
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	resp, err := b.http.Do(req)
	if err != nil {
		return 0, 0 // the error's text would hold the address, which is a credential
	}
	defer func() { _ = resp.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
	seconds, _ := time.ParseDuration(resp.Header.Get("Retry-After") + "s")
	return resp.StatusCode, seconds
}

// trusted reports whether an address is where Slack takes answers: its hooks, or the configured API's own host.
func (b *Bot) trusted(to string) bool {
	u, err := url.Parse(to)
	if err != nil {
		return false
	}
	own, err := url.Parse(b.conf.SlackAPIURL)
	if err == nil && u.Host == own.Host && u.Scheme == own.Scheme {
		return true
	}
	return u.Scheme == "https" && (u.Host == "hooks.slack.com" || strings.HasSuffix(u.Host, ".slack.com") || strings.HasSuffix(u.Host, ".slack-gov.com"))
}
