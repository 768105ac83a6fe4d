package bottest

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

// MessageRef names a message.
type MessageRef struct{ Channel, TS string }

// Message is a message as it stands.
type Message struct {
	TS, Channel, User, Text string
	Thread                  string // the message it is under; "" for none
	Blocks                  json.RawMessage
	Metadata                json.RawMessage            // as chat.postMessage took it
	Unfurls                 map[string]json.RawMessage // previews by link
	Entities                map[string]json.RawMessage // what can be opened of those
	Files                   []File
	For                     string // the one person who sees it; "" for all in the channel
	Edited                  bool
	Reactions               []string  // the bot's
	Edits                   int       // how often it was changed in its place
	Source                  string    // ack, response_url, the Web API method, slackbot or person
	Notifies                []string  // user IDs and "channel"
	EnvelopeID              string    // of the command or press it answers
	At                      time.Time // when the answer to that arrived
}

// Ref names the message.
func (m Message) Ref() MessageRef { return MessageRef{Channel: m.Channel, TS: m.TS} }

// Messages lists what a person sees in a channel, oldest first.
func (s *Server) Messages(user, channel string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen(user, channel)
}

func (s *Server) seen(user, channel string) []Message {
	var out []Message
	for _, m := range s.messages {
		if m.Channel == channel && (m.For == "" || m.For == user) {
			out = append(out, *m)
		}
	}
	return out
}

// WaitMessage waits until a person sees a message that matches.
func (s *Server) WaitMessage(ctx context.Context, user, channel string, match func(Message) bool) (Message, error) {
	var found Message
	err := s.wait(ctx, "a message", func() bool {
		for _, m := range slices.Backward(s.seen(user, channel)) {
			if match(m) {
				found = m
				return true
			}
		}
		return false
	})
	return found, err
}

// post adds a message. Needs the lock.
func (s *Server) post(m *Message) {
	m.TS = s.ts()
	if m.User == "" {
		m.User = BotUserID
	}
	if len(s.messages) > 5000 {
		s.messages = slices.Delete(s.messages, 0, 1000)
	}
	s.messages = append(s.messages, m)
	s.shown(m)
}

// shown tells that a message is there, or has changed. Needs the lock.
func (s *Server) shown(m *Message) {
	if s.opts.OnMessage != nil {
		s.opts.OnMessage(*m)
	}
	s.changed()
}

// message finds one that a person sees.
func (s *Server) message(user string, ref MessageRef) *Message {
	for _, m := range slices.Backward(s.messages) { // mostly one of the last is meant
		if m.TS == ref.TS && m.Channel == ref.Channel && (m.For == "" || m.For == user) {
			return m
		}
	}
	return nil
}

// messageJSON is a message as payloads and answers have it. Needs the lock.
func (s *Server) messageJSON(m *Message) map[string]any {
	out := map[string]any{"type": "message", "user": m.User, "team": TeamID, "ts": m.TS, "text": m.Text}
	if m.User == BotUserID {
		out["bot_id"], out["app_id"] = BotID, AppID
	}
	if m.Blocks != nil {
		out["blocks"] = m.Blocks
	}
	if m.Thread != "" {
		out["thread_ts"] = m.Thread
		for _, parent := range s.messages {
			if parent.Channel == m.Channel && parent.TS == m.Thread {
				out["parent_user_id"] = parent.User
			}
		}
	}
	if m.Metadata != nil {
		out["metadata"] = m.Metadata
	}
	return out
}
