package bottest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// MessageRef names a message.
type MessageRef struct{ Channel, TS string }

// Message is a message as it stands.
type Message struct {
	TS, Channel, User, Text string
	Blocks                  json.RawMessage
	For                     string // the one person who sees it; "" for all in the channel
	Edited                  bool
	Source                  string   // ack or response_url
	Notifies                []string // user IDs and "channel"
	EnvelopeID              string   // of the command or press it answers
}

// Ref names the message.
func (m Message) Ref() MessageRef { return MessageRef{Channel: m.Channel, TS: m.TS} }

// View is an open modal.
type View struct {
	ID, CallbackID, Title, Metadata, User string
	Raw                                   json.RawMessage
	Errors                                map[string]string // by block_id, after a refused submission
	hash                                  string
}

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

func (s *Server) person(user string) map[string]any {
	u, _ := s.user(user)
	return map[string]any{"id": user, "username": u.Name, "name": u.Name, "team_id": TeamID}
}

// surroundings makes the parts every payload has. Needs the lock.
func (s *Server) surroundings(user, channel, ts string) (url, trig string) {
	id := s.id("r")
	s.urls[id] = &responseURL{channel: channel, user: user, ts: ts, made: s.opts.Now()}
	trig = s.id("trigger-")
	s.triggers[trig] = &trigger{user: user, made: s.opts.Now()}
	return s.origin + "/response/" + id, trig
}

// Slash types a slash command.
func (s *Server) Slash(ctx context.Context, user, channel, command, text string) (Delivery, error) {
	s.mu.Lock()
	u, _ := s.user(user)
	c, _ := s.channel(channel)
	url, trig := s.surroundings(user, channel, "")
	answers := s.urls[url[len(s.origin+"/response/"):]]
	s.mu.Unlock()
	name := c.Name
	switch {
	case c.IM:
		name = "directmessage"
	case c.Private:
		name = "privategroup"
	}
	d, err := s.send(ctx, "slash_commands", map[string]any{
		"token": "x", "team_id": TeamID, "team_domain": "example", "channel_id": channel, "channel_name": name,
		"user_id": user, "user_name": u.Name, "command": command, "text": text, "api_app_id": AppID,
		"is_enterprise_install": "false", "response_url": url, "trigger_id": trig,
	}, answers)
	d.ResponseURL = url
	if err != nil {
		return d, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case !d.Acked:
		s.post(&Message{Channel: channel, For: user, User: "slackbot", Text: command + " failed with the error \"operation_timeout\"", Source: "slackbot"})
	case len(d.AckPayload) > 0 && string(d.AckPayload) != "null":
		if refused := s.show(d.AckPayload, &responseURL{channel: channel, user: user, envelope: d.EnvelopeID}, "ack"); refused != "" {
			s.problem("answer in an acknowledgement is refused: %s", refused)
		}
	}
	return d, nil
}

// Click presses a button of a message.
func (s *Server) Click(ctx context.Context, user string, m MessageRef, actionID string) (Delivery, error) {
	return s.click(ctx, user, m, actionID, nil)
}

// ClickWith presses a button with another value than it has, or chooses an option of a menu by its value.
func (s *Server) ClickWith(ctx context.Context, user string, m MessageRef, actionID, value string) (Delivery, error) {
	return s.click(ctx, user, m, actionID, &value)
}

func (s *Server) click(ctx context.Context, user string, ref MessageRef, actionID string, value *string) (Delivery, error) {
	s.mu.Lock()
	i := slices.IndexFunc(s.messages, func(m *Message) bool { return m.Ref() == ref && (m.For == "" || m.For == user) })
	if i < 0 {
		s.mu.Unlock()
		return Delivery{}, fmt.Errorf("%s sees no message %s", user, ref.TS)
	}
	m := s.messages[i]
	element, block, ok := find(m.Blocks, actionID)
	if !ok {
		s.mu.Unlock()
		return Delivery{}, fmt.Errorf("message %s has no %s", ref.TS, actionID)
	}
	action := map[string]any{"type": element.Type, "action_id": actionID, "block_id": block, "action_ts": s.ts()}
	if element.Type == "button" {
		action["text"], action["value"] = element.Text, element.Value
		if value != nil {
			action["value"] = *value
		}
	} else if value != nil {
		action["selected_option"] = map[string]any{"text": map[string]any{"type": "plain_text", "text": "x"}, "value": *value}
	}
	url, trig := s.surroundings(user, m.Channel, m.TS)
	c, _ := s.channel(m.Channel)
	payload := map[string]any{
		"type": "block_actions", "user": s.person(user), "api_app_id": AppID, "token": "x", "trigger_id": trig, "response_url": url,
		"container": map[string]any{"type": "message", "message_ts": m.TS, "channel_id": m.Channel, "is_ephemeral": m.For != ""},
		"channel":   map[string]any{"id": m.Channel, "name": c.Name}, "team": map[string]any{"id": TeamID, "domain": "example"},
		"enterprise": nil, "is_enterprise_install": false, "state": map[string]any{"values": map[string]any{}}, "actions": []any{action},
	}
	if m.For == "" {
		payload["message"] = map[string]any{"type": "message", "user": BotUserID, "bot_id": BotID, "app_id": AppID, "ts": m.TS, "text": m.Text, "blocks": m.Blocks}
	}
	answers := s.urls[url[len(s.origin+"/response/"):]]
	s.mu.Unlock()
	d, err := s.send(ctx, "interactive", payload, answers)
	d.ResponseURL = url
	return d, err
}

// Submit sends a modal; values are by action ID. The modal stays open when the bot answers with errors or not at all.
func (s *Server) Submit(ctx context.Context, user, viewID string, values map[string]string) (Delivery, error) {
	s.mu.Lock()
	v := s.open(user, viewID)
	if v == nil {
		s.mu.Unlock()
		return Delivery{}, fmt.Errorf("%s has no view %s open", user, viewID)
	}
	state := map[string]any{}
	for action, value := range values {
		element, block, ok := find(blocksOf(v.Raw), action)
		if !ok {
			s.mu.Unlock()
			return Delivery{}, fmt.Errorf("view has no %s", action)
		}
		state[block] = map[string]any{action: map[string]any{"type": element.Type, "value": value}}
	}
	view := map[string]any{}
	_ = json.Unmarshal(v.Raw, &view)
	view["id"], view["team_id"], view["hash"], view["state"] = v.ID, TeamID, v.hash, map[string]any{"values": state}
	trig := s.id("trigger-")
	s.triggers[trig] = &trigger{user: user, made: s.opts.Now()}
	payload := map[string]any{
		"type": "view_submission", "team": map[string]any{"id": TeamID, "domain": "example"}, "user": s.person(user), "api_app_id": AppID,
		"token": "x", "trigger_id": trig, "view": view, "response_urls": []any{}, "is_enterprise_install": false, "enterprise": nil,
	}
	s.mu.Unlock()
	d, err := s.send(ctx, "interactive", payload)
	if err != nil {
		return d, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.submitted(user, v, d)
	s.changed()
	return d, nil
}

func (s *Server) submitted(user string, v *View, d Delivery) {
	var answer struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
		View   json.RawMessage   `json:"view"`
	}
	if !d.Acked {
		v.Errors = map[string]string{"": "We had some trouble connecting. Try again?"}
		return
	}
	if len(d.AckPayload) > 0 {
		_ = json.Unmarshal(d.AckPayload, &answer)
	}
	switch answer.Action {
	case "errors":
		v.Errors = answer.Errors
		for block := range answer.Errors {
			if !hasBlock(blocksOf(v.Raw), block) {
				s.problem("error for a block %q that the view does not have", block)
			}
		}
	case "update":
		if err := CheckView(answer.View); err != nil {
			s.problem("updated view is refused: %v", err)
		}
		v.set(answer.View, s.id("hash-"))
	default:
		s.views[user] = slices.DeleteFunc(s.views[user], func(o *View) bool { return o == v })
	}
}

// CloseView closes a modal.
func (s *Server) CloseView(user, viewID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.views[user] = slices.DeleteFunc(s.views[user], func(v *View) bool { return v.ID == viewID })
	s.changed()
}

// Event sends an event of the Events API.
func (s *Server) Event(ctx context.Context, event map[string]any) (Delivery, error) {
	s.mu.Lock()
	id := s.id("Ev")
	s.mu.Unlock()
	return s.send(ctx, "events_api", map[string]any{
		"token": "x", "team_id": TeamID, "api_app_id": AppID, "event": event, "type": "event_callback", "event_id": id,
		"event_time": s.opts.Now().Unix(), "authorizations": []any{map[string]any{"team_id": TeamID, "user_id": BotUserID, "is_bot": true}},
	})
}

func (s *Server) open(user, viewID string) *View {
	for _, v := range s.views[user] {
		if v.ID == viewID {
			return v
		}
	}
	return nil
}

// View is the modal a person has before them.
func (s *Server) View(user string) (View, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.top(user)
}

func (s *Server) top(user string) (View, bool) {
	if n := len(s.views[user]); n > 0 {
		return *s.views[user][n-1], true
	}
	return View{}, false
}

// WaitView waits until the person has a modal that matches before them.
func (s *Server) WaitView(ctx context.Context, user string, match func(View) bool) (View, error) {
	var found View
	err := s.wait(ctx, "a modal", func() bool {
		v, ok := s.top(user)
		found = v
		return ok && match(v)
	})
	return found, err
}

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
	s.changed()
}

// respond takes what is sent to a response URL.
func (s *Server) respond(w http.ResponseWriter, r *http.Request) {
	raw := readBody(r)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent(raw)
	s.calls["response_url"]++
	if s.failed(w, "response_url") {
		return
	}
	u := s.urls[r.PathValue("id")]
	switch {
	case u == nil || s.opts.Now().Sub(u.made) > 30*time.Minute:
		http.Error(w, "expired_url", http.StatusNotFound)
	case u.uses >= 5:
		http.Error(w, "used_url", http.StatusNotFound)
	default:
		u.uses++
		if refused := s.show(raw, u, "response_url"); refused != "" {
			s.problem("answer to a response URL is refused: %s", refused)
			http.Error(w, refused, http.StatusBadRequest)
			return
		}
		_, _ = w.Write([]byte("ok"))
	}
}

// show makes a message of an answer. It returns why Slack would refuse it. Needs the lock.
func (s *Server) show(raw json.RawMessage, u *responseURL, source string) (refused string) {
	var a struct {
		Text     string          `json:"text"`
		Blocks   json.RawMessage `json:"blocks"`
		Type     string          `json:"response_type"`
		Replace  bool            `json:"replace_original"`
		Delete   bool            `json:"delete_original"`
		LinkName any             `json:"link_names"`
	}
	if err := json.Unmarshal(raw, &a); err != nil {
		return "invalid_payload"
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
	if err := CheckMessage(raw); err != nil {
		return err.Error()
	}
	if a.Text == "" {
		s.problem("a message without text: nothing for screen readers")
	}
	m := &Message{Channel: u.channel, Text: a.Text, Blocks: a.Blocks, Source: source, EnvelopeID: u.envelope, Notifies: notifies(a.Text, a.Blocks)}
	if a.Replace && u.ts != "" {
		for _, old := range s.messages {
			if old.TS == u.ts {
				old.Text, old.Blocks, old.Edited, old.EnvelopeID = a.Text, a.Blocks, true, u.envelope
				s.changed()
				return ""
			}
		}
	}
	if a.Type != "in_channel" {
		m.For = u.user
	}
	s.post(m)
	return ""
}

func (v *View) set(raw json.RawMessage, hash string) {
	var head struct {
		CallbackID string `json:"callback_id"`
		Metadata   string `json:"private_metadata"`
		Title      struct {
			Text string `json:"text"`
		} `json:"title"`
	}
	_ = json.Unmarshal(raw, &head)
	v.Raw, v.hash, v.CallbackID, v.Metadata, v.Title, v.Errors = raw, hash, head.CallbackID, head.Metadata, head.Title.Text, nil
}

// itoa keeps JSON numbers of counts as Slack sends them.
func itoa(n int) json.Number { return json.Number(strconv.Itoa(n)) }
