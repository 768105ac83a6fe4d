package bottest

import (
	"errors"
	"strings"
	"time"
)

// slackError is why Slack does not do what it is asked to: its code and the particulars.
type slackError struct {
	code     string
	messages []string
	needed   string        // scopes
	wait     time.Duration // with ratelimited
}

func refuse(code string, messages ...string) *slackError {
	return &slackError{code: code, messages: messages}
}

// Error is the code and the first particulars.
func (r *slackError) Error() string {
	if len(r.messages) == 0 {
		return r.code
	}
	return r.code + ": " + strings.Join(r.messages[:min(3, len(r.messages))], "; ")
}

// refusalOf makes a refusal of a judgement; nil of none.
func refusalOf(err error) *slackError {
	if err == nil {
		return nil
	}
	if r, ok := errors.AsType[*slackError](err); ok {
		return r
	}
	return refuse("internal_error", err.Error())
}
