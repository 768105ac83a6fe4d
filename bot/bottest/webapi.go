package bottest

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Fault makes calls of one method fail. Method may be response_url.
type Fault struct {
	Method     string
	Error      string // Slack's code, answered with 200
	Status     int    // or an HTTP status
	RetryAfter int    // seconds, with Status 429
	Times      int    // 0: for ever
}

// Inject adds a fault.
func (s *Server) Inject(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
}

// failed applies a fault. Needs the lock.
func (s *Server) failed(w http.ResponseWriter, method string) bool {
	for i, f := range s.faults {
		if f.Method != method {
			continue
		}
		if f.Times > 0 {
			if f.Times--; f.Times == 0 {
				s.faults = slices.Delete(s.faults, i, i+1)
			}
		}
		if f.Status != 0 {
			if f.RetryAfter > 0 {
				w.Header().Set("Retry-After", strconv.Itoa(f.RetryAfter))
			}
			w.WriteHeader(f.Status)
		} else {
			writeJSON(w, map[string]any{"ok": false, "error": f.Error})
		}
		return true
	}
	return false
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(v)
}

func readBody(r *http.Request) []byte {
	raw, _ := io.ReadAll(io.LimitReader(r.Body, 4<<20))
	return raw
}

// arguments reads a call's token and arguments: form with the token inside, or JSON with the token in the header.
func arguments(r *http.Request, raw []byte) (token string, args map[string]any) {
	token = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	args = map[string]any{}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "application/json" {
		_ = json.Unmarshal(raw, &args)
		return token, args
	}
	form, _ := url.ParseQuery(string(raw))
	for k := range form {
		args[k] = form.Get(k)
	}
	if t := form.Get("token"); t != "" {
		token = t
	}
	return token, args
}

func (s *Server) webAPI(w http.ResponseWriter, r *http.Request) {
	method, raw := r.PathValue("method"), readBody(r)
	token, args := arguments(r, raw)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls[method]++
	s.sent(raw)
	if s.failed(w, method) {
		return
	}
	want := BotToken
	if method == "apps.connections.open" {
		want = AppToken
	}
	if token != want {
		writeJSON(w, map[string]any{"ok": false, "error": "invalid_auth"})
		return
	}
	answer, code := s.method(method, args)
	if code != "" {
		writeJSON(w, map[string]any{"ok": false, "error": code})
		return
	}
	answer["ok"] = true
	writeJSON(w, answer)
}

// method runs one method; code is Slack's error. Needs the lock.
func (s *Server) method(method string, args map[string]any) (answer map[string]any, code string) {
	text := func(key string) string {
		v, _ := args[key].(string)
		return v
	}
	switch method {
	case "apps.connections.open":
		ticket := s.id("ticket-")
		s.tickets[ticket] = true
		return map[string]any{"url": "ws" + strings.TrimPrefix(s.origin, "http") + "/link?ticket=" + ticket + "&app_id=" + AppID}, ""
	case "auth.test":
		return map[string]any{"url": "https://example.slack.com/", "team": "Example", "user": "tca", "team_id": TeamID, "user_id": BotUserID, "bot_id": BotID}, ""
	case "users.info":
		u, ok := s.user(text("user"))
		if !ok {
			return nil, "user_not_found"
		}
		return map[string]any{"user": map[string]any{
			"id": u.ID, "team_id": TeamID, "name": u.Name, "real_name": u.RealName, "locale": u.Locale, "tz": u.TZ, "deleted": u.Deleted,
		}}, ""
	case "conversations.info":
		c, ok := s.channel(text("channel"))
		if !ok || (c.Private || c.IM) && !c.BotIn {
			return nil, "channel_not_found"
		}
		return map[string]any{"channel": map[string]any{
			"id": c.ID, "name": c.Name, "is_private": c.Private, "is_im": c.IM, "is_ext_shared": c.Shared, "is_member": c.BotIn,
			"num_members": itoa(len(c.Members)),
		}}, ""
	case "views.open":
		return s.openView(args, text("trigger_id"))
	case "views.update":
		return s.updateView(args, text("view_id"))
	default:
		s.problem("method %s is not known here", method)
		return nil, "unknown_method"
	}
}

func viewOf(args map[string]any) json.RawMessage {
	if text, ok := args["view"].(string); ok {
		return json.RawMessage(text)
	}
	raw, _ := json.Marshal(args["view"])
	return raw
}

func (s *Server) openView(args map[string]any, id string) (map[string]any, string) {
	t := s.triggers[id]
	switch {
	case t == nil:
		return nil, "invalid_trigger_id"
	case t.used:
		return nil, "exchanged_trigger_id"
	case s.opts.Now().Sub(t.made) > s.opts.TriggerLife:
		return nil, "expired_trigger_id"
	}
	raw := viewOf(args)
	if err := CheckView(raw); err != nil {
		s.problem("view is refused: %v", err)
		return nil, "invalid_arguments"
	}
	t.used = true
	v := &View{ID: s.id("V"), User: t.user}
	v.set(raw, s.id("hash-"))
	s.views[t.user] = append(s.views[t.user], v)
	s.changed()
	return map[string]any{"view": map[string]any{"id": v.ID, "hash": v.hash, "type": "modal", "callback_id": v.CallbackID}}, ""
}

func (s *Server) updateView(args map[string]any, id string) (map[string]any, string) {
	for _, stack := range s.views {
		for _, v := range stack {
			if v.ID != id {
				continue
			}
			if h, _ := args["hash"].(string); h != "" && h != v.hash {
				return nil, "hash_conflict"
			}
			raw := viewOf(args)
			if err := CheckView(raw); err != nil {
				s.problem("view is refused: %v", err)
				return nil, "invalid_arguments"
			}
			v.set(raw, s.id("hash-"))
			s.changed()
			return map[string]any{"view": map[string]any{"id": v.ID, "hash": v.hash, "type": "modal"}}, ""
		}
	}
	return nil, "not_found"
}
