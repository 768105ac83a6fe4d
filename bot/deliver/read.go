package deliver

import (
	"context"

	"github.com/slack-go/slack"
)

// Read makes a call that changes nothing when its turn has come, within the limits of its method. What fails for the
// moment is tried up to three times, which does no harm. Unlike a post it ends with its context, wherever it is. An
// error is an *Error, whose Code is Slack's word for what went wrong. The name is one of the methods that only read.
func (s *Sender) Read(ctx context.Context, name string, priority Priority, once func(context.Context) error) error {
	if _, known := limits[method(name)]; !known {
		return &Error{Method: name, Code: "unknown_method", kind: ErrOurs}
	}
	return s.do(ctx, call{method: method(name), priority: priority, again: true, read: true}, func(ctx context.Context) (string, error) {
		return "", once(ctx)
	})
}

// Identity is who the bot is.
type Identity struct{ Workspace, WorkspaceName, User, UserName string }

// Identify asks Slack who the bot token belongs to.
func (s *Sender) Identify(ctx context.Context) (Identity, error) {
	var me *slack.AuthTestResponse
	err := s.Read(ctx, authTest, Answer, func(ctx context.Context) (err error) {
		me, err = s.client.AuthTestContext(ctx)
		return err
	})
	if err != nil {
		return Identity{}, err
	}
	return Identity{Workspace: me.TeamID, WorkspaceName: me.Team, User: me.UserID, UserName: me.User}, nil
}
