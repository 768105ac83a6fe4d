package deliver

import (
	"context"
	"net/http"
	"strings"
	"tcabot/api/origin"
	"time"

	"github.com/slack-go/slack"
)

// The methods for Read.
const (
	ReadHistory = "conversations.history"
	ReadReplies = "conversations.replies"
	ReadChannel = "conversations.info"
	ReadMembers = "conversations.members"
	ReadUser    = "users.info"
	ReadUsers   = "users.list"
	OpenDirect  = "conversations.open"    // opens what is open already
	OpenSocket  = "apps.connections.open" // with the app-level token; opens nothing until somebody dials
	CheckBlocks = "blocks.validate"

	readIdentity = "auth.test"
)

// readLimits are Slack's tiers for the methods above, as limits are for those that write.
var readLimits = map[method]limit{
	ReadUsers:   {20, 3},                                                                                                             // tier 2
	ReadHistory: {50, 5}, ReadReplies: {50, 5}, ReadChannel: {50, 5}, OpenDirect: {50, 5}, OpenSocket: {50, 5}, CheckBlocks: {50, 5}, // tier 3; of the last no tier is documented
	ReadMembers: {100, 10}, ReadUser: {100, 10}, // tier 4
	readIdentity: {100, 10}, // "hundreds"
}

// Read calls one of the methods above when its turn has come: it keeps the method's limit, waits as long as Slack asks,
// and tries again what Slack did not answer, up to three times. call makes one call under the context that it is given,
// which ends after Config.Timeout, and with ctx: unlike a post, a read is not waited for when nobody wants it any more. It
// runs at least once unless the error is ErrLater, and never after Read has returned.
// The error is an *Error as that of a post, but never ErrUncertain: what was not read can be read again. It is not
// logged, because a missing scope may be what the operator wants.
func (s *Sender) Read(ctx context.Context, name string, priority Priority, call func(context.Context) error) error {
	m := method(name)
	if _, known := readLimits[m]; !known {
		return &Error{Method: name, Code: "unknown_method", kind: ErrOurs}
	}
	origin.Unknown(ctx)
	return s.do(ctx, readCall(m, priority), func(ctx context.Context) (string, error) { return "", call(ctx) })
}

// readCall is a call that may be repeated, and is bound to no channel's pace.
func readCall(m method, p Priority) call {
	return call{method: m, priority: p, again: true, read: true}
}

// Identity is who the bot is.
type Identity struct {
	Workspace, WorkspaceName string
	Enterprise               string // the organization of the workspace in Enterprise Grid; empty for none
	Everywhere               bool   // the app is installed in the organization: Workspace and Enterprise are the same
	User, UserName           string
	Scopes                   []string  // of the bot token; empty if Slack did not say
	At                       time.Time // by Slack's clock; zero if it did not say
}

// Identify asks Slack who the bot token belongs to. Its errors are those of Read.
func (s *Sender) Identify(ctx context.Context) (Identity, error) {
	var me *slack.AuthTestResponse
	err := s.Read(ctx, readIdentity, Answer, func(ctx context.Context) (err error) {
		me, err = s.client.AuthTestContext(ctx)
		return err
	})
	if err != nil {
		return Identity{}, err
	}
	at, _ := http.ParseTime(me.Header.Get("Date")) // zero unless Slack says
	return Identity{
		Workspace: me.TeamID, WorkspaceName: me.Team, Enterprise: me.EnterpriseID, Everywhere: me.EnterpriseID != "" && me.EnterpriseID == me.TeamID, User: me.UserID, UserName: me.User, Scopes: scopes(me.Header), At: at,
	}, nil
}

// scopes are those that Slack names beside each answer.
func scopes(h http.Header) []string {
	return strings.FieldsFunc(h.Get("X-OAuth-Scopes"), func(r rune) bool { return r == ',' || r == ' ' })
}
