package socket

import (
	"errors"
	"fmt"
	"strconv"
	"tcabot/api/redact"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
)

// errBroken is the error of writing to a connection that ended.
var errBroken = errors.New("the connection ended")

// credentials reports whether Slack refuses the app's token.
func credentials(err error) bool {
	switch err.Error() { // slack-go gives Slack's codes as text
	case "invalid_auth", "account_inactive", "not_authed", "token_revoked", "token_expired", "not_allowed_token_type":
		return true
	}
	return false
}

// refused is the error of a Listener whose credentials Slack does not take.
func refused(err error) error {
	return fmt.Errorf("connect to Slack: it refuses SLACK_APP_TOKEN, make a new one in the app's settings: %w", err)
}

// cause describes why a connection failed. The error's own text may hold the connection's address and so its ticket.
func cause(err error) string {
	if answer, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		return "Slack answered " + answer.Err
	}
	if status, ok := errors.AsType[slack.StatusCodeError](err); ok {
		return "Slack answered HTTP " + strconv.Itoa(status.Code)
	}
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		return "Slack answered HTTP 429, and asks to wait " + limited.RetryAfter.String()
	}
	if greeted, ok := errors.AsType[greetingError](err); ok {
		return greeted.Error()
	}
	if closed, ok := errors.AsType[*websocket.CloseError](err); ok {
		return "closed with code " + strconv.Itoa(closed.Code)
	}
	if errors.Is(err, websocket.ErrBadHandshake) {
		return "no websocket is spoken there"
	}
	if errors.Is(err, errBroken) {
		return errBroken.Error()
	}
	return redact.Cause(err)
}
