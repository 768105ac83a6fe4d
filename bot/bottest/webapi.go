package bottest

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxBody bounds what is read of a call and of a file.
const maxBody = 16 << 20

// webAPI takes a Web API call.
func (s *Server) webAPI(w http.ResponseWriter, r *http.Request) {
	c := newCall(r)
	s.sent(c.method, r.Header.Get("Content-Type"), c.raw)
	s.mu.Lock()
	s.called(c.method, c.args)
	fault := s.fault(c.method)
	w.Header().Set("X-Oauth-Scopes", strings.Join(s.opts.Scopes, ","))
	if needed := methods[c.method].scopes; len(needed) > 0 {
		w.Header().Set("X-Accepted-Oauth-Scopes", strings.Join(needed, ","))
	}
	s.mu.Unlock()
	if fault.instead(w, r, s.done) {
		return
	}
	if c.method == "chat.unfurl" {
		s.awaitEvent(c)
	}
	s.mu.Lock()
	answer, err := s.answer(c)
	s.mu.Unlock()
	if fault.after() {
		panic(http.ErrAbortHandler)
	}
	if err != nil {
		err.write(w, s.opts.Scopes)
		return
	}
	answer["ok"] = true
	writeJSON(w, answer)
}

// answer runs a call that nothing keeps from being run. Needs the lock.
func (s *Server) answer(c *call) (map[string]any, *slackError) {
	m, known := methods[c.method]
	if known && m.open {
		return m.run(s, c)
	}
	if err := c.authorized(m.app); err != nil {
		return nil, err
	}
	if s.uninstalled && !m.app {
		return nil, refuse("account_inactive")
	}
	if !known {
		s.problem("method %s is not known here", c.method)
		return nil, refuse("unknown_method")
	}
	if err := s.scope(m.scopes...); err != nil {
		return nil, err
	}
	if err := s.tier(c.method, m.perMinute); err != nil {
		return nil, err
	}
	answer, err := m.run(s, c)
	if err != nil && slices.Contains(ownFault, err.code) {
		s.problem("%s is refused: %v", c.method, err)
	}
	return answer, err
}

// ownFault are the refusals that no bot should need: what it sends is wrong whatever the workspace is like.
var ownFault = []string{
	"no_text", "msg_too_long", "msg_blocks_too_long", "invalid_blocks", "invalid_blocks_format", "only_one_table_allowed", "invalid_arguments",
	"invalid_metadata_format", "metadata_too_large", "view_too_large", "invalid_unfurls_format", "alt_txt_too_large", "snippet_too_large",
	"error_processing_metadata", "invalid_metadata", "entity_metadata_does_not_match_trigger", "user_auth_url_missing",
}

// scope refuses unless the bot token has one of the scopes. Needs the lock.
func (s *Server) scope(oneOf ...string) *slackError {
	if len(oneOf) == 0 || slices.ContainsFunc(oneOf, s.has) {
		return nil
	}
	return &slackError{code: "missing_scope", needed: strings.Join(oneOf, ",")}
}

func (s *Server) has(scope string) bool { return slices.Contains(s.opts.Scopes, scope) }

// call is a Web API call as it came in.
type call struct {
	method, token string
	process       string // which called, where several are told apart
	args          map[string]any
	raw           []byte
}

// newCall reads a call: a form with the token inside, or JSON with the token in the header, which methods that only read
// do not take; arguments in the address count, too.
func newCall(r *http.Request) *call {
	c := &call{method: r.PathValue("method"), process: r.PathValue("process"), args: map[string]any{}}
	c.raw, _ = io.ReadAll(io.LimitReader(r.Body, maxBody))
	c.token, _ = strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	form := r.URL.Query()
	if mediaType(r.Header.Get("Content-Type")) == "application/json" {
		if !methods[c.method].form {
			_ = json.Unmarshal(c.raw, &c.args)
			delete(c.args, "token") // not taken from there
		}
	} else if body, err := url.ParseQuery(string(c.raw)); err == nil {
		maps.Copy(form, body)
	}
	for k := range form {
		c.args[k] = form.Get(k)
	}
	if t := form.Get("token"); t != "" {
		c.token = t
		delete(c.args, "token")
	}
	return c
}

func (c *call) authorized(app bool) *slackError {
	want, other := BotToken, AppToken
	if app {
		want, other = AppToken, BotToken
	}
	switch c.token {
	case want:
		return nil
	case "":
		return refuse("not_authed")
	case other:
		return refuse("not_allowed_token_type")
	default:
		return refuse("invalid_auth")
	}
}

// text is an argument that is a word.
func (c *call) text(key string) string {
	v, _ := c.args[key].(string)
	return v
}

// json is an argument that is a JSON value: text in a form, the value itself in JSON. nil when absent.
func (c *call) json(key string) json.RawMessage {
	switch v := c.args[key].(type) {
	case nil:
		return nil
	case string:
		return json.RawMessage(v)
	default:
		raw, _ := json.Marshal(v)
		return raw
	}
}

// flag is an argument that is true or false.
func (c *call) flag(key string) bool {
	v, _ := strconv.ParseBool(string(c.json(key)))
	return v
}

// number is an argument that is a number; 0 when it is none.
func (c *call) number(key string) int {
	n, _ := strconv.Atoi(string(c.json(key)))
	return n
}

func (e *slackError) write(w http.ResponseWriter, scopes []string) {
	body := map[string]any{"ok": false, "error": e.code}
	if len(e.messages) > 0 {
		body["response_metadata"] = map[string]any{"messages": e.messages}
	}
	if e.needed != "" {
		body["needed"], body["provided"] = e.needed, strings.Join(scopes, ",")
	}
	if e.wait > 0 {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.Header().Set("Retry-After", strconv.Itoa(int((e.wait+time.Second-1)/time.Second)))
		w.WriteHeader(http.StatusTooManyRequests)
	}
	writeJSON(w, body)
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(v)
}
