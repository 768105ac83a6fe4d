package bottest

import "time"

// robot is the bot's own user, who is a member too.
func robot() User { return User{ID: BotUserID, Name: "tca", RealName: "TCA", Locale: "en-US"} }

func userInfo(s *Server, c *call) (map[string]any, *slackError) {
	u, ok := s.user(c.text("user"))
	if c.text("user") == BotUserID {
		u, ok = robot(), true
	}
	if !ok {
		return nil, refuse("user_not_found")
	}
	user := s.userJSON(u)
	if !c.flag("include_locale") {
		delete(user, "locale")
	}
	return map[string]any{"user": user}, nil
}

// listUsers pages through the members, those who left and the bot among them. People of other workspaces are not listed,
// even when they share a conversation.
func listUsers(s *Server, c *call) (map[string]any, *slackError) {
	all := []User{robot()}
	for _, u := range s.users {
		if u.team() == TeamID {
			all = append(all, u)
		}
	}
	limit := c.number("limit")
	if limit < 1 {
		limit = len(all) // of larger workspaces Slack would say limit_required
	}
	part, next, err := page(c, all, min(limit, 1000))
	if err != nil {
		return nil, err
	}
	members := make([]any, len(part))
	for i, u := range part {
		user := s.userJSON(u)
		if !c.flag("include_locale") {
			delete(user, "locale")
		}
		members[i] = user
	}
	return map[string]any{"members": members, "cache_ts": s.opts.Now().Unix(), "response_metadata": map[string]any{"next_cursor": next}}, nil
}

// userJSON is a user object, whole. Needs the lock.
func (s *Server) userJSON(u User) map[string]any {
	now, zone := s.opts.Now(), time.UTC
	if z, err := time.LoadLocation(u.TZ); err == nil {
		zone = z
	}
	_, offset := now.In(zone).Zone()
	profile := map[string]any{
		"real_name": u.RealName, "display_name": u.Name, "title": "", "status_text": "", "status_emoji": "", "status_expiration": 0,
		"avatar_hash": "g00000000000", "team": u.team(),
	}
	user := map[string]any{
		"id": u.ID, "team_id": u.team(), "name": u.Name, "deleted": u.Deleted, "color": "4bbe2e", "real_name": u.RealName, "tz": zoneJSON(u),
		"tz_label": now.In(zone).Format("MST"), "tz_offset": offset, "profile": profile, "is_admin": u.Admin, "is_owner": false,
		"is_primary_owner": false, "is_restricted": u.Restricted || u.UltraRestricted, "is_ultra_restricted": u.UltraRestricted, "is_bot": u.ID == BotUserID, "is_app_user": false,
		"updated": now.Unix(), "is_email_confirmed": true, "locale": u.Locale,
	}
	if org := s.enterprise(u); org != "" {
		user["enterprise_user"] = map[string]any{
			"id": u.ID, "enterprise_id": org, "enterprise_name": "Example Corp", "is_admin": false, "is_owner": false, "teams": []string{u.team()},
		}
	}
	return user
}

// person is a user as payloads name who did something. Needs the lock.
func (s *Server) person(id string) map[string]any {
	u, _ := s.user(id)
	return map[string]any{"id": id, "username": u.Name, "name": u.Name, "team_id": u.team()}
}

// zoneJSON is a person's time zone; null for those of whom Slack knows none.
func zoneJSON(u User) any {
	if u.TZ == "" {
		return nil
	}
	return u.TZ
}
