package bottest

import (
	"encoding/json"
	"slices"
	"strings"
)

// completeUpload shares what was uploaded: one message with all the files in each conversation.
func completeUpload(s *Server, c *call) (map[string]any, *slackError) {
	var named []struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	}
	if json.Unmarshal(c.json("files"), &named) != nil || len(named) == 0 {
		return nil, refuse("invalid_arguments", "[ERROR] must be a list of files [json-pointer:/files]")
	}
	var batch []*upload
	for _, n := range named {
		i := slices.IndexFunc(s.files, func(u *upload) bool { return u.ID == n.ID && u.arrived && !u.complete })
		if i < 0 {
			return nil, refuse("file_not_found")
		}
		if n.Title != "" {
			s.files[i].Title = n.Title
		}
		batch = append(batch, s.files[i])
	}
	where, err := s.shareTargets(c)
	if err != nil {
		return nil, err
	}
	shown, err := s.comment(c)
	if err != nil {
		return nil, err
	}
	for _, u := range batch {
		u.complete, u.InitialComment = true, c.text("initial_comment")
		if len(where) == 0 {
			u.shares = []File{u.File}
		}
	}
	for _, to := range where {
		m := *shown
		m.Channel = to.ID
		s.post(&m)
		for _, u := range batch {
			f := u.File
			f.Channel, f.Thread, f.TS = to.ID, m.Thread, m.TS
			u.shares = append(u.shares, f)
			s.messages[len(s.messages)-1].Files = append(s.messages[len(s.messages)-1].Files, f)
		}
	}
	var answer []any
	for _, u := range batch {
		answer = append(answer, map[string]any{"id": u.ID, "title": u.Title})
	}
	return map[string]any{"files": answer}, nil
}

// shareTargets are the conversations to share in. A person's ID will not do here: their DM must be opened first.
func (s *Server) shareTargets(c *call) ([]Channel, *slackError) {
	ids := strings.FieldsFunc(c.text("channel_id")+","+c.text("channels"), func(r rune) bool { return r == ',' })
	if len(ids) > 100 {
		return nil, refuse("channels_limit_exceeded")
	}
	var where []Channel
	for _, id := range ids {
		to, ok := s.channel(id)
		switch {
		case !ok || (to.Private || to.IM) && !to.BotIn:
			return nil, refuse("channel_not_found")
		case to.Archived:
			return nil, refuse("is_archived")
		case !to.BotIn:
			return nil, refuse("not_in_channel")
		}
		where = append(where, to)
	}
	return where, nil
}

// comment is the message around the files.
func (s *Server) comment(c *call) (*Message, *slackError) {
	m := &Message{Text: c.text("initial_comment"), Thread: c.text("thread_ts"), Source: c.method}
	if blocks := c.json("blocks"); blocks != nil && m.Text == "" {
		raw, _ := json.Marshal(map[string]any{"text": "x", "blocks": blocks})
		if err := CheckMessage(raw); err != nil {
			return nil, refusalOf(err)
		}
		m.Blocks = s.stored(blocks)
	}
	m.Notifies = notifies(m.Text, m.Blocks)
	return m, nil
}
