package bottest

import "time"

// storedJSON is a message as the history of its conversation has it, which is more than payloads tell. Needs the lock.
func (s *Server) storedJSON(m *Message) map[string]any {
	out := s.messageJSON(m)
	switch {
	case m.User == BotUserID:
		out["bot_profile"] = s.botProfile()
	case m.Blocks == nil && m.Text != "": // Slack makes rich text of what people type
		out["blocks"] = []any{map[string]any{"type": "rich_text", "block_id": "b" + m.TS, "elements": []any{map[string]any{
			"type": "rich_text_section", "elements": []any{map[string]any{"type": "text", "text": m.Text}},
		}}}}
	}
	if m.Edited {
		out["edited"] = map[string]any{"user": m.User, "ts": m.TS}
	}
	if len(m.Files) > 0 {
		files := []any{}
		for _, f := range m.Files {
			files = append(files, map[string]any{"id": f.ID, "name": f.Name, "title": f.Title, "size": len(f.Body), "user": m.User, "mode": "hosted"})
		}
		out["files"], out["upload"] = files, true
	}
	if len(m.Reactions) > 0 {
		reactions := []any{}
		for _, name := range m.Reactions {
			reactions = append(reactions, map[string]any{"name": name, "users": []string{BotUserID}, "count": 1})
		}
		out["reactions"] = reactions
	}
	return out
}

func (s *Server) botProfile() map[string]any {
	return map[string]any{"id": BotID, "app_id": AppID, "user_id": BotUserID, "name": "tca", "deleted": false, "team_id": TeamID, "updated": s.opts.Now().Add(-time.Hour).Unix()}
}
