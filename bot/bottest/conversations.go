package bottest

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// readable is a conversation that the bot may know of.
func (s *Server) readable(c *call) (Channel, *slackError) {
	to, ok := s.channel(c.text("channel"))
	if !ok || (to.Private || to.IM) && !to.BotIn {
		return Channel{}, refuse("channel_not_found")
	}
	return to, s.scope(to.kind() + ":read")
}

// kind is the conversation's kind as the names of scopes and events have it.
func (c Channel) kind() string {
	switch {
	case c.IM:
		return "im"
	case c.Group:
		return "mpim"
	case c.Private:
		return "groups"
	default:
		return "channels"
	}
}

func conversationInfo(s *Server, c *call) (map[string]any, *slackError) {
	to, err := s.readable(c)
	if err != nil {
		return nil, err
	}
	channel := to.json()
	if !c.flag("include_num_members") {
		delete(channel, "num_members")
	}
	return map[string]any{"channel": channel}, nil
}

func (c Channel) json() map[string]any {
	if c.IM {
		return map[string]any{"id": c.ID, "is_im": true, "is_archived": c.Archived, "is_private": true, "user": c.Members[0], "is_open": true}
	}
	return map[string]any{
		"id": c.ID, "name": c.Name, "name_normalized": c.Name, "is_channel": !c.Private, "is_group": c.Private && !c.Group, "is_im": false, "is_mpim": c.Group,
		"is_private": c.Private, "is_archived": c.Archived, "is_ext_shared": c.Shared, "is_shared": c.Shared, "is_org_shared": false, "is_pending_ext_shared": c.Pending,
		"is_member": c.BotIn, "num_members": itoa(c.count()),
	}
}

// count is how many members Slack counts: the bot is one of them.
func (c Channel) count() int {
	if c.BotIn {
		return len(c.Members) + 1
	}
	return len(c.Members)
}

// itoa keeps JSON numbers of counts as Slack sends them.
func itoa(n int) json.Number { return json.Number(strconv.Itoa(n)) }

func openConversation(s *Server, c *call) (map[string]any, *slackError) {
	if id := c.text("channel"); id != "" {
		to, ok := s.channel(id)
		if !ok || !to.IM || !to.BotIn {
			return nil, refuse("channel_not_found")
		}
		return map[string]any{"channel": to.json(), "already_open": true}, nil
	}
	users := strings.FieldsFunc(c.text("users"), func(r rune) bool { return r == ',' || r == ' ' })
	switch len(users) {
	case 0:
		return nil, refuse("users_list_not_supplied")
	case 1:
	default:
		s.problem("conversations.open for several people is not known here")
		return nil, refuse("method_not_supported_for_channel_type")
	}
	u, ok := s.user(users[0])
	switch {
	case users[0] == BotUserID:
		return nil, refuse("cannot_dm_bot")
	case !ok:
		return nil, refuse("user_not_found")
	case u.Deleted:
		return nil, refuse("user_disabled")
	}
	dm := s.dm(u.ID).json()
	if !c.flag("return_im") {
		dm = map[string]any{"id": dm["id"]}
	}
	return map[string]any{"channel": dm}, nil
}

// conversationMembers pages through the members, those of other workspaces and the bot among them.
func conversationMembers(s *Server, c *call) (map[string]any, *slackError) {
	to, err := s.readable(c)
	if err != nil {
		return nil, err
	}
	all := slices.Clone(to.Members)
	if to.BotIn {
		all = append(all, BotUserID)
	}
	limit := 100
	if c.json("limit") != nil {
		if limit = c.number("limit"); limit < 1 || limit > 1000 {
			return nil, refuse("invalid_limit")
		}
	}
	part, next, err := page(c, all, limit)
	if err != nil {
		return nil, err
	}
	return map[string]any{"members": part, "response_metadata": map[string]any{"next_cursor": next}}, nil
}

func joinConversation(s *Server, c *call) (map[string]any, *slackError) {
	to, ok := s.channel(c.text("channel"))
	switch {
	case !ok:
		return nil, refuse("channel_not_found")
	case to.Private || to.IM:
		return nil, refuse("method_not_supported_for_channel_type")
	case to.Archived:
		return nil, refuse("is_archived")
	}
	s.join(to.ID, BotUserID)
	answer := map[string]any{}
	if to.BotIn {
		answer["warning"] = "already_in_channel"
	}
	to.BotIn = true
	answer["channel"] = to.json()
	return answer, nil
}
