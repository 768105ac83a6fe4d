package bottest

import (
	"slices"
	"strings"
)

// listConversations pages through the conversations that the bot may know of.
func listConversations(s *Server, c *call) (map[string]any, *slackError) {
	return s.pageOfChannels(c, func(to Channel) bool { return !to.Private && !to.IM || to.BotIn })
}

// userConversations pages through the conversations that a person is in, as far as the bot is, too, or the bot itself.
func userConversations(s *Server, c *call) (map[string]any, *slackError) {
	who := c.text("user")
	return s.pageOfChannels(c, func(to Channel) bool {
		return to.BotIn && (who == "" || who == BotUserID || slices.Contains(to.Members, who))
	})
}

// pageOfChannels is a page of conversations of the kinds that a call asks for, public ones unless it says otherwise.
func (s *Server) pageOfChannels(c *call, seen func(Channel) bool) (map[string]any, *slackError) {
	kinds := strings.FieldsFunc(c.text("types"), func(r rune) bool { return r == ',' || r == ' ' })
	if len(kinds) == 0 {
		kinds = []string{"public_channel"}
	}
	all := []any{}
	for _, to := range s.channels {
		kind := map[string]string{"channels": "public_channel", "groups": "private_channel", "im": "im", "mpim": "mpim"}[to.kind()]
		if !slices.Contains(kinds, kind) || !seen(to) || to.Archived && c.flag("exclude_archived") {
			continue
		}
		if err := s.scope(to.kind() + ":read"); err != nil {
			return nil, err
		}
		all = append(all, to.json())
	}
	limit := c.number("limit")
	if limit < 1 {
		limit = 100
	}
	part, next, err := page(c, all, min(limit, 1000))
	if err != nil {
		return nil, err
	}
	return map[string]any{"channels": part, "response_metadata": map[string]any{"next_cursor": next}}, nil
}

func permalink(s *Server, c *call) (map[string]any, *slackError) {
	to, err := s.readable(c)
	if err != nil {
		return nil, err
	}
	m := s.message("", MessageRef{Channel: to.ID, TS: c.text("message_ts")})
	if m == nil {
		return nil, refuse("message_not_found")
	}
	link := "https://" + teamDomain + ".slack.com/archives/" + to.ID + "/p" + strings.ReplaceAll(m.TS, ".", "")
	if m.Thread != "" {
		link += "?thread_ts=" + m.Thread + "&cid=" + to.ID
	}
	return map[string]any{"channel": to.ID, "permalink": link}, nil
}

func addReaction(s *Server, c *call) (map[string]any, *slackError) {
	to, ok := s.channel(c.text("channel"))
	if !ok || (to.Private || to.IM) && !to.BotIn {
		return nil, refuse("channel_not_found")
	}
	name := strings.Trim(c.text("name"), ":")
	m := s.message("", MessageRef{Channel: to.ID, TS: c.text("timestamp")})
	switch {
	case name == "":
		return nil, refuse("no_reaction")
	case m == nil:
		return nil, refuse("message_not_found")
	case slices.Contains(m.Reactions, name):
		return nil, refuse("already_reacted")
	}
	m.Reactions = append(slices.Clone(m.Reactions), name)
	s.changed()
	return map[string]any{}, nil
}

func teamInfo(s *Server, _ *call) (map[string]any, *slackError) {
	team := map[string]any{"id": TeamID, "name": "Example", "domain": teamDomain, "email_domain": "", "icon": map[string]any{"image_default": true}}
	if s.org != "" {
		team["enterprise_id"], team["enterprise_name"] = s.org, "Example Corp"
	}
	return map[string]any{"team": team}, nil
}

func botInfo(s *Server, c *call) (map[string]any, *slackError) {
	if c.text("bot") != BotID {
		return nil, refuse("bot_not_found")
	}
	return map[string]any{"bot": s.botProfile()}, nil
}
