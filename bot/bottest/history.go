package bottest

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
)

// heard is a conversation whose messages the bot may read: it must be in it, and reading needs a scope by its kind.
func (s *Server) heard(c *call) (Channel, *slackError) {
	to, ok := s.channel(c.text("channel"))
	if !ok || (to.Private || to.IM) && !to.BotIn {
		return Channel{}, refuse("channel_not_found")
	}
	if err := s.scope(to.kind() + ":history"); err != nil {
		return Channel{}, err
	}
	if !to.BotIn {
		return Channel{}, refuse("not_in_channel")
	}
	return to, nil
}

// history gives the messages of a conversation, newest first. What is under another message is not among them.
func history(s *Server, c *call) (map[string]any, *slackError) {
	to, err := s.heard(c)
	if err != nil {
		return nil, err
	}
	w, err := newWindow(c)
	if err != nil {
		return nil, err
	}
	var all []*Message
	for _, m := range slices.Backward(s.messages) {
		at := moment(m.TS)
		if m.Channel == to.ID && m.For == "" && m.Thread == "" && w.has(at) && (w.next == 0 || at <= w.next) {
			all = append(all, m)
		}
	}
	answer := s.answerWith(c, all, 100, 999)
	answer["pin_count"], answer["channel_actions_ts"], answer["channel_actions_count"] = 0, nil, 0
	return answer, nil
}

// replies gives a message and all that is under it, oldest first.
func replies(s *Server, c *call) (map[string]any, *slackError) {
	to, err := s.heard(c)
	if err != nil {
		return nil, err
	}
	w, err := newWindow(c)
	if err != nil {
		return nil, err
	}
	ts := c.text("ts")
	i := slices.IndexFunc(s.messages, func(m *Message) bool { return m.Channel == to.ID && m.TS == ts && m.For == "" })
	if i < 0 {
		return nil, refuse("thread_not_found")
	}
	var all []*Message
	for _, m := range append([]*Message{s.messages[i]}, s.under(s.messages[i])...) {
		at := moment(m.TS)
		if at >= w.next && (m.TS == ts || w.has(at)) {
			all = append(all, m)
		}
	}
	return s.answerWith(c, all, 1000, 1000), nil
}

// under lists the replies to a message that everybody sees, oldest first. Needs the lock.
func (s *Server) under(parent *Message) []*Message {
	return slices.DeleteFunc(slices.Clone(s.messages), func(m *Message) bool {
		return m.Channel != parent.Channel || m.Thread != parent.TS || m.For != ""
	})
}

// answerWith gives the first of the messages, and where to go on when there are more.
func (s *Server) answerWith(c *call, all []*Message, usual, most int) map[string]any {
	limit := c.number("limit")
	if limit < 1 {
		limit = usual
	}
	limit = min(limit, most)
	answer := map[string]any{"has_more": len(all) > limit}
	if len(all) > limit {
		cursor := base64.StdEncoding.EncodeToString([]byte(cursorPrefix + all[limit].TS))
		answer["response_metadata"] = map[string]any{"next_cursor": cursor}
		all = all[:limit]
	}
	messages := []any{}
	for _, m := range all {
		out := s.storedJSON(m)
		if !c.flag("include_all_metadata") {
			delete(out, "metadata")
		}
		s.headThread(out, m)
		messages = append(messages, out)
	}
	answer["messages"] = messages
	return answer
}

// headThread adds to a message what Slack says about its replies.
func (s *Server) headThread(out map[string]any, m *Message) {
	below := s.under(m)
	if len(below) == 0 {
		return
	}
	var who []string
	for _, r := range below {
		if !slices.Contains(who, r.User) {
			who = append(who, r.User)
		}
	}
	out["thread_ts"], out["reply_count"], out["reply_users"], out["reply_users_count"] = m.TS, len(below), who, len(who)
	out["latest_reply"], out["is_locked"], out["subscribed"] = below[len(below)-1].TS, false, false
}

// window is the time whose messages a call asks for.
type window struct {
	oldest, latest, next int64 // 0: not given
	inclusive            bool
}

const cursorPrefix = "next_ts:"

func newWindow(c *call) (window, *slackError) {
	w := window{oldest: moment(c.text("oldest")), latest: moment(c.text("latest")), inclusive: c.flag("inclusive")}
	if at := c.text("cursor"); at != "" {
		raw, err := base64.StdEncoding.DecodeString(at)
		ts, ok := strings.CutPrefix(string(raw), cursorPrefix)
		if w.next = moment(ts); err != nil || !ok || w.next <= 0 {
			return window{}, refuse("invalid_cursor")
		}
	}
	switch {
	case w.oldest < 0:
		return window{}, refuse("invalid_ts_oldest")
	case w.latest < 0:
		return window{}, refuse("invalid_ts_latest")
	}
	return w, nil
}

func (w window) has(at int64) bool {
	if w.inclusive && (at == w.oldest || at == w.latest) {
		return true
	}
	return at > w.oldest && (w.latest == 0 || at < w.latest)
}

// moment makes a time stamp comparable: microseconds. 0 of none, less of what is no time stamp.
func moment(ts string) int64 {
	if ts == "" {
		return 0
	}
	seconds, rest, _ := strings.Cut(ts, ".")
	n, err := strconv.ParseUint(seconds+(rest + "000000")[:6], 10, 63)
	if err != nil {
		return -1
	}
	return int64(n)
}
