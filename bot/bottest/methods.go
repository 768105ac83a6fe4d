package bottest

import (
	"slices"
	"strings"
)

// method is what the workspace knows of a Web API method.
type method struct {
	run       func(*Server, *call) (map[string]any, *slackError)
	scopes    []string // one of them is needed; what hangs on the conversation is checked with it
	perMinute int
	app       bool // by the app's token, not the bot's
	open      bool // by nobody's
	form      bool // arguments in JSON are not read
}

// Slack's tiers, in calls a minute. Those with rules of their own are documented as several hundred.
const (
	tier2   = 20
	tier3   = 50
	tier4   = 100
	special = 300
)

var methods = map[string]method{
	"api.test":              {run: apiTest, open: true},
	"auth.test":             {run: authTest, perMinute: special},
	"blocks.validate":       {run: validateBlocks, perMinute: tier3},
	"apps.connections.open": {run: connectionsOpen, perMinute: tier3, app: true},

	"chat.postMessage":     {run: postMessage, scopes: []string{"chat:write"}, perMinute: special},
	"chat.postEphemeral":   {run: postEphemeral, scopes: []string{"chat:write"}, perMinute: tier4},
	"chat.update":          {run: updateMessage, scopes: []string{"chat:write"}, perMinute: tier3},
	"chat.scheduleMessage": {run: scheduleMessage, scopes: []string{"chat:write"}, perMinute: tier3},
	"chat.delete":          {run: deleteMessage, scopes: []string{"chat:write"}, perMinute: tier3},
	"chat.unfurl":          {run: unfurl, scopes: []string{"links:write"}, perMinute: tier3},

	"conversations.info":    {run: conversationInfo, perMinute: tier3, form: true},
	"conversations.open":    {run: openConversation, scopes: []string{"im:write", "mpim:write"}, perMinute: tier3},
	"conversations.members": {run: conversationMembers, perMinute: tier4, form: true},
	"conversations.join":    {run: joinConversation, scopes: []string{"channels:join"}, perMinute: tier3},
	"conversations.history": {run: history, perMinute: tier3, form: true},
	"conversations.replies": {run: replies, perMinute: tier3, form: true},
	"users.list":            {run: listUsers, scopes: []string{"users:read"}, perMinute: tier2, form: true},
	"users.info":            {run: userInfo, scopes: []string{"users:read"}, perMinute: tier4, form: true},

	"conversations.list":  {run: listConversations, scopes: []string{"channels:read", "groups:read", "im:read", "mpim:read"}, perMinute: tier2, form: true},
	"users.conversations": {run: userConversations, scopes: []string{"channels:read", "groups:read", "im:read", "mpim:read"}, perMinute: tier3, form: true},
	"chat.getPermalink":   {run: permalink, perMinute: special, form: true},
	"reactions.add":       {run: addReaction, scopes: []string{"reactions:write"}, perMinute: tier3},
	"team.info":           {run: teamInfo, scopes: []string{"team:read"}, perMinute: tier3, form: true},
	"bots.info":           {run: botInfo, scopes: []string{"users:read"}, perMinute: tier3, form: true},

	"views.open":    {run: openView, perMinute: tier4},
	"views.push":    {run: pushView, perMinute: tier4},
	"views.update":  {run: updateView, perMinute: tier4},
	"views.publish": {run: publishView, perMinute: tier4},

	"entity.presentDetails": {run: presentDetails, perMinute: tier3},

	"files.getUploadURLExternal":   {run: getUploadURL, scopes: []string{"files:write"}, perMinute: tier4, form: true},
	"files.completeUploadExternal": {run: completeUpload, scopes: []string{"files:write"}, perMinute: tier4},
}

// allScopes are the bot scopes that the methods, the events and the slash command need. chat:write.public is not among them:
// without it the bot can only post where it is a member.
func allScopes() []string {
	all := []string{"app_mentions:read", "commands", "links:read", "channels:read", "groups:read", "im:read", "mpim:read", "channels:history", "groups:history", "im:history", "mpim:history"}
	for _, m := range methods {
		all = append(all, m.scopes...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func apiTest(_ *Server, c *call) (map[string]any, *slackError) {
	if code := c.text("error"); code != "" {
		return nil, refuse(code)
	}
	return map[string]any{"args": c.args}, nil
}

func authTest(s *Server, _ *call) (map[string]any, *slackError) {
	me := map[string]any{
		"url": "https://" + teamDomain + ".slack.com/", "team": "Example", "user": "tca", "team_id": TeamID, "user_id": BotUserID,
		"bot_id": BotID, "is_enterprise_install": false,
	}
	if s.org != "" {
		me["enterprise_id"] = s.org
	}
	if s.everywhere {
		me["team_id"], me["is_enterprise_install"] = s.org, true
	}
	return me, nil
}

// validateBlocks judges blocks as those of a message. The real method takes whole messages and views, too.
func validateBlocks(_ *Server, c *call) (map[string]any, *slackError) {
	if err := CheckMessage([]byte(`{"blocks":` + c.text("blocks") + `}`)); err != nil {
		return nil, refuse("invalid_blocks", err.Error())
	}
	return map[string]any{}, nil
}

func connectionsOpen(s *Server, c *call) (map[string]any, *slackError) {
	if s.switchedOff {
		return nil, &slackError{code: "forbidden_team"} // which code Slack answers with then is not known
	}
	ticket := s.id("ticket-")
	s.tickets[ticket] = c.process
	return map[string]any{"url": "ws" + strings.TrimPrefix(s.origin, "http") + "/link?ticket=" + ticket + "&app_id=" + AppID}, nil
}
