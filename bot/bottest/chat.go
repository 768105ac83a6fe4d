package bottest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// target is the conversation that the bot may post to by this name. A person's ID is their DM, opened by the post.
func (s *Server) target(id string) (Channel, *slackError) {
	if strings.HasPrefix(id, "U") || strings.HasPrefix(id, "W") {
		u, ok := s.user(id)
		switch {
		case !ok:
			return Channel{}, refuse("channel_not_found")
		case u.Deleted:
			return Channel{}, refuse("user_disabled")
		}
		return s.dm(id), nil
	}
	c, ok := s.channel(id)
	if name, named := strings.CutPrefix(id, "#"); named {
		i := slices.IndexFunc(s.channels, func(o Channel) bool { return o.Name == name && !o.IM })
		if ok = i >= 0; ok {
			c = s.channels[i]
		}
	}
	switch {
	case !ok || (c.Private || c.IM) && !c.BotIn:
		return Channel{}, refuse("channel_not_found")
	case c.Archived:
		return Channel{}, refuse("is_archived")
	case !c.BotIn && !s.has("chat:write.public"):
		return Channel{}, refuse("not_in_channel")
	}
	return c, nil
}

// maxMetadata is the most a message's metadata may be, in bytes.
const maxMetadata = 8 << 10

// content reads and judges what a call wants to show.
func (s *Server) content(c *call) (*Message, *slackError) {
	text, err := s.postedText(c)
	if err != nil {
		return nil, err
	}
	m := &Message{Text: text, Thread: c.text("thread_ts"), Metadata: c.json("metadata"), Source: c.method}
	blocks, attachments := c.json("blocks"), c.json("attachments")
	var list []json.RawMessage
	if blocks != nil && json.Unmarshal(blocks, &list) != nil {
		return nil, refuse("invalid_blocks_format")
	}
	if m.Text == "" && len(list) == 0 && attachments == nil {
		return nil, refuse("no_text")
	}
	long := []rune(m.Text)
	judged := string(long[:min(len(long), longText)]) // the rest is judged already
	raw, _ := json.Marshal(map[string]any{"text": judged, "blocks": list})
	if blocks == nil {
		raw, _ = json.Marshal(map[string]any{"text": judged})
	}
	if err := CheckMessage(raw); err != nil {
		return nil, refusalOf(err)
	}
	var meta struct {
		Type    string         `json:"event_type"`
		Payload map[string]any `json:"event_payload"`
	}
	if len(m.Metadata) > maxMetadata {
		return nil, refuse("metadata_too_large")
	}
	if m.Metadata != nil && (json.Unmarshal(m.Metadata, &meta) != nil || meta.Type == "" || meta.Payload == nil) {
		return nil, refuse("invalid_metadata_format")
	}
	if m.Text == "" {
		s.problem("a message without text: nothing for screen readers")
	}
	m.Notifies = notifies(m.Text, blocks)
	if c.flag("link_names") || c.text("parse") == "full" {
		s.problem("names are linked: link_names or parse=full is sent")
		m.Notifies = byName(m.Text, m.Notifies)
	}
	if blocks != nil {
		m.Blocks = s.stored(blocks)
	}
	return m, nil
}

const (
	// longText is from how many characters on Slack makes several messages of a post, and refuses other messages.
	longText = 4_000
	// maxText is what Slack cuts a post to.
	maxText = 40_000
)

// postedText is the text of a call as Slack takes it. Needs the lock.
func (s *Server) postedText(c *call) (string, *slackError) {
	text := []rune(c.text("text"))
	switch {
	case len(text) <= longText:
	case c.method != "chat.postMessage":
		return "", refuse("msg_too_long", fmt.Sprintf("text of %d characters", len(text)))
	default:
		s.problem("a post of %d characters is shown in several pieces", len(text))
	}
	return string(text[:min(len(text), maxText)]), nil
}

func postMessage(s *Server, c *call) (map[string]any, *slackError) {
	to, err := s.target(c.text("channel"))
	if err != nil {
		return nil, err
	}
	m, err := s.content(c)
	if err != nil {
		return nil, err
	}
	if err := s.pace(to.ID); err != nil {
		return nil, err
	}
	m.Channel, m.Thread = to.ID, s.thread(to.ID, m.Thread)
	s.post(m)
	answer := map[string]any{"channel": to.ID, "ts": m.TS, "message": s.messageJSON(m)}
	if m.Text != c.text("text") {
		answer["warning"], answer["response_metadata"] = "message_truncated", map[string]any{"warnings": []string{"message_truncated"}}
	}
	return answer, nil
}

// thread is the message that a reply to another one comes under. A reply to what is not there any more Slack posts by
// itself, without a word: only its answer has no thread_ts then. Needs the lock.
func (s *Server) thread(channel, ts string) string {
	i := slices.IndexFunc(s.messages, func(m *Message) bool { return m.Channel == channel && m.TS == ts && m.For == "" })
	switch {
	case ts == "" || i < 0:
		return ""
	case s.messages[i].Thread != "":
		s.problem("thread_ts names a reply, and not what it is under")
		return s.messages[i].Thread
	}
	return ts
}

func postEphemeral(s *Server, c *call) (map[string]any, *slackError) {
	to, ok := s.channel(c.text("channel"))
	switch {
	case !ok || (to.Private || to.IM) && !to.BotIn:
		return nil, refuse("channel_not_found")
	case to.Archived:
		return nil, refuse("is_archived")
	case !to.BotIn:
		return nil, refuse("not_in_channel")
	case !slices.Contains(to.Members, c.text("user")):
		return nil, refuse("user_not_in_channel")
	}
	m, err := s.content(c)
	if err != nil {
		return nil, err
	}
	m.Channel, m.For = to.ID, c.text("user")
	s.post(m)
	return map[string]any{"message_ts": m.TS}, nil
}

// mine finds a message of the bot's that everybody in its conversation sees. Others cannot be changed.
func (s *Server) mine(c *call, others string) (*Message, *slackError) {
	to, ok := s.channel(c.text("channel")) // a person's ID will not do here
	if !ok || (to.Private || to.IM) && !to.BotIn {
		return nil, refuse("channel_not_found")
	}
	i := slices.IndexFunc(s.messages, func(m *Message) bool { return m.Channel == to.ID && m.TS == c.text("ts") && m.For == "" })
	switch {
	case i < 0:
		return nil, refuse("message_not_found")
	case s.messages[i].User != BotUserID:
		return nil, refuse(others)
	case to.Archived:
		return nil, refuse("is_archived")
	}
	return s.messages[i], nil
}

// updateMessage changes a message in its place. Blocks that are left out stay, as they do at Slack's.
func updateMessage(s *Server, c *call) (map[string]any, *slackError) {
	old, err := s.mine(c, "cant_update_message")
	if err != nil {
		return nil, err
	}
	m, err := s.content(c)
	if err != nil {
		return nil, err
	}
	old.Text, old.Edited, old.Edits = m.Text, true, old.Edits+1
	if m.Blocks != nil {
		old.Blocks = m.Blocks
	}
	if m.Metadata != nil {
		old.Metadata = m.Metadata
	}
	s.changed()
	return map[string]any{"channel": old.Channel, "ts": old.TS, "text": old.Text, "message": s.messageJSON(old)}, nil
}

func deleteMessage(s *Server, c *call) (map[string]any, *slackError) {
	old, err := s.mine(c, "cant_delete_message")
	if err != nil {
		return nil, err
	}
	s.messages = slices.DeleteFunc(s.messages, func(m *Message) bool { return m == old })
	s.changed()
	return map[string]any{"channel": old.Channel, "ts": old.TS}, nil
}
