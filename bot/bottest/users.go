package bottest

import "time"

func userInfo(s *Server, c *call) (map[string]any, *slackError) {
	u, ok := s.user(c.text("user"))
	if !ok {
		return nil, refuse("user_not_found")
	}
	user := s.userJSON(u)
	if !c.flag("include_locale") {
		delete(user, "locale")
	}
	return map[string]any{"user": user}, nil
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
	return map[string]any{
		"id": u.ID, "team_id": u.team(), "name": u.Name, "deleted": u.Deleted, "color": "4bbe2e", "real_name": u.RealName, "tz": u.TZ,
		"tz_label": now.In(zone).Format("MST"), "tz_offset": offset, "profile": profile, "is_admin": u.Admin, "is_owner": false,
		"is_primary_owner": false, "is_restricted": false, "is_ultra_restricted": false, "is_bot": false, "is_app_user": false,
		"updated": now.Unix(), "is_email_confirmed": true, "locale": u.Locale,
	}
}

// person is a user as payloads name who did something. Needs the lock.
func (s *Server) person(id string) map[string]any {
	u, _ := s.user(id)
	return map[string]any{"id": id, "username": u.Name, "name": u.Name, "team_id": u.team()}
}
