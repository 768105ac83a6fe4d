package bottest

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"time"
)

// responseURL is where the bot may answer what a person did.
type responseURL struct {
	channel, user, ts, envelope string // ts: the message the press came from; "" for a command
	uses                        int
	made                        time.Time
}

type trigger struct {
	user string
	made time.Time
	used bool
}

// A response URL takes this many answers within this time.
const (
	maxAnswers = 5
	answerLife = 30 * time.Minute
)

// newURL makes a response URL. Needs the lock.
func (s *Server) newURL(channel, user, ts string) (address string, u *responseURL) {
	id := s.id("r")
	u = &responseURL{channel: channel, user: user, ts: ts, made: s.opts.Now()}
	s.urls[id] = u
	return s.origin + "/response/" + id, u
}

// newTrigger needs the lock.
func (s *Server) newTrigger(user string) string {
	id := s.id("trigger-")
	s.triggers[id] = &trigger{user: user, made: s.opts.Now()}
	return id
}

// respond takes what is sent to a response URL.
func (s *Server) respond(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(io.LimitReader(r.Body, maxBody))
	arrived := time.Now()
	s.sent("response_url", r.Header.Get("Content-Type"), raw)
	args := map[string]any{}
	if !s.opts.Unjudged {
		_ = json.Unmarshal(raw, &args)
	}
	s.mu.Lock()
	s.called("response_url", args)
	fault := s.fault("response_url")
	s.mu.Unlock()
	if fault.instead(w, r, s.done) {
		return
	}
	status, body := s.responded(r.PathValue("id"), raw, arrived)
	if fault.after() {
		panic(http.ErrAbortHandler)
	}
	w.WriteHeader(status)
	_, _ = w.Write([]byte(body))
}

func (s *Server) responded(id string, raw []byte, arrived time.Time) (status int, body string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.urls[id]
	switch {
	case u == nil || s.opts.Now().Sub(u.made) > answerLife:
		return http.StatusNotFound, "expired_url"
	case u.uses >= maxAnswers:
		return http.StatusNotFound, "used_url"
	}
	u.uses++
	if refused := s.show(raw, u, "response_url", arrived); refused != "" {
		s.problem("answer to a response URL is refused: %s", refused)
		return http.StatusBadRequest, refused
	}
	return http.StatusOK, "ok"
}

// answer is a message as response URLs and acknowledgements take it.
type answer struct {
	Text     string          `json:"text"`
	Blocks   json.RawMessage `json:"blocks"`
	Type     string          `json:"response_type"`
	Thread   string          `json:"thread_ts"`
	Replace  bool            `json:"replace_original"`
	Delete   bool            `json:"delete_original"`
	LinkName any             `json:"link_names"`
}

// show makes a message of an answer. It returns why Slack would refuse it. Needs the lock.
func (s *Server) show(raw json.RawMessage, u *responseURL, source string, arrived time.Time) (refused string) {
	var a answer
	if err := json.Unmarshal(raw, &a); err != nil {
		return "invalid_payload"
	}
	if string(a.Blocks) == "null" { // as good as left out
		a.Blocks = nil
		raw = without(raw, "blocks")
	}
	if a.LinkName != nil {
		s.problem("link_names is sent")
	}
	if a.Delete {
		s.messages = slices.DeleteFunc(s.messages, func(m *Message) bool { return m.TS == u.ts })
		s.changed()
		if a.Text == "" && a.Blocks == nil {
			return ""
		}
	}
	m := &Message{Channel: u.channel, Text: a.Text, Blocks: a.Blocks, Thread: a.Thread, Source: source, EnvelopeID: u.envelope, At: arrived}
	if !s.opts.Unjudged {
		if refused := s.judge(m, raw); refused != "" {
			return refused
		}
	}
	if old := s.replaced(a, u); old != nil {
		old.Text, old.Blocks, old.Edited, old.Edits, old.EnvelopeID, old.At = m.Text, m.Blocks, true, old.Edits+1, u.envelope, arrived
		s.shown(old)
		return ""
	}
	if a.Type != "in_channel" {
		m.For = u.user
	}
	s.post(m)
	return ""
}

// judge completes a message as Slack does, or returns why Slack would refuse it. Needs the lock.
func (s *Server) judge(m *Message, raw json.RawMessage) (refused string) {
	if err := CheckMessage(raw); err != nil {
		return err.Error()
	}
	if m.Text == "" {
		if !hasBlocks(m.Blocks) {
			return "no_text"
		}
		s.problem("a message without text: nothing for screen readers")
	}
	m.Notifies = notifies(m.Text, m.Blocks)
	m.Blocks = s.stored(m.Blocks)
	return ""
}

// replaced is the message in whose place an answer comes; nil when it is a new one. Needs the lock.
func (s *Server) replaced(a answer, u *responseURL) *Message {
	if !a.Replace || u.ts == "" {
		return nil
	}
	for _, m := range slices.Backward(s.messages) {
		if m.TS == u.ts {
			return m
		}
	}
	return nil
}

// without is a JSON object without one of its fields.
func without(raw json.RawMessage, field string) json.RawMessage {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return raw
	}
	delete(fields, field)
	rest, _ := json.Marshal(fields)
	return rest
}
