package apitest

import (
	"net/http"
	"net/url"
	"strings"
)

// A call is one request in progress: the caller, what the path names, and the first error in it.
type call struct {
	*http.Request
	s     *Server
	u     *user
	query url.Values
	org   *Org
	team  *Team
	repo  *Repo
	proj  *project
	bad   *refusal

	goodScans []scan // see good
	goodOf    int64  // the project that they are of
}

// good returns the scans of the project with results, as they are when it is first asked for them.
func (c *call) good() []scan {
	if c.goodScans == nil || c.goodOf != c.proj.id {
		c.goodScans, c.goodOf = goods(c.s.history(c.proj)), c.proj.id
	}
	return c.goodScans
}

// answer serves one route of the table.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, rt route) {
	c := &call{Request: r, s: s, query: r.URL.Query()}
	if rt.analysis() {
		s.guard(w, r, func() { s.run(w, c, rt) })
		return
	}
	s.run(w, c, rt)
}

// run does everything except the proxy's part. It holds the lock while it makes the answer, not while it sends it.
func (s *Server) run(w http.ResponseWriter, c *call, rt route) {
	w.Header().Set("Allow", rt.methods())
	code := 1000
	if rt.analysis() {
		code = 100
	}
	data, no := s.decide(c, rt)
	switch {
	case no == nil:
	case c.asked("html") && !no.noRoute && no.broken == "":
		page(w, http.StatusOK, "<!DOCTYPE html>\n<html><title>Django REST framework</title><pre>"+no.msg+"</pre></html>")
		return
	default:
		no.write(w, c.Request, code)
		return
	}
	if c.asked("html") {
		page(w, http.StatusOK, "<!DOCTYPE html>\n<html><title>Django REST framework</title></html>")
		return
	}
	status := http.StatusOK
	if r, ok := data.(reply); ok {
		status, data = r.status, r.data
	}
	if status == http.StatusNoContent {
		w.WriteHeader(status)
		return
	}
	msg := "请求成功"
	if o, ok := data.(obj); ok {
		if text, ok := o["msg"].(string); ok {
			msg = text // the envelope repeats the message of the data
		}
	}
	writeJSON(w, status, obj{"data": data, "code": 0, "msg": msg, "status_code": status})
}

func (s *Server) decide(c *call, rt route) (data any, no *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	msg, u := s.who(c.Request)
	c.u = u
	switch {
	case !c.wholeNumbers():
		return nil, noRoute
	case c.query.Get("format") == "xml":
		return nil, notFound
	case c.asked("none"):
		return nil, &refusal{status: http.StatusNotAcceptable, msg: "无法满足Accept HTTP头的请求。"}
	case u == nil:
		return nil, &refusal{status: http.StatusUnauthorized, msg: msg, header: "Token"}
	case rt.served(c.Method) == nil:
		return nil, &refusal{status: http.StatusMethodNotAllowed, msg: "方法 “" + c.Method + "” 不被允许。"}
	}
	if no := c.find(); no != nil {
		return nil, no
	}
	data, no = rt.served(c.Method)(c)
	if c.bad != nil {
		return nil, c.bad
	}
	return data, no
}

// reply is an answer of success with a status other than 200.
type reply struct {
	status int
	data   any
}

// asked reports whether the Accept header selects "json", "html" (a browser) or "none".
func (c *call) asked(kind string) bool {
	got := "json"
	switch accept := c.Header.Get("Accept"); {
	case strings.Contains(accept, "text/html"):
		got = "html"
	case accept != "" && !strings.Contains(accept, "json") && !strings.Contains(accept, "*/*") && !strings.Contains(accept, "application/*"):
		got = "none"
	}
	return got == kind
}

// wholeNumbers reports whether every ID of the path is a number. With letters the real server has no such route.
func (c *call) wholeNumbers() bool {
	segments := strings.Split(c.URL.Path, "/")
	for i, name := range strings.Split(strings.TrimSuffix(c.Pattern, "{$}"), "/") {
		if wantsDigits(name) && !digits(segments[i]) {
			return false
		}
	}
	return true
}

func (c *call) refuse(no *refusal) {
	switch {
	case c.bad == nil:
		c.bad = no
	case c.Method != http.MethodGet && c.bad.field != "" && no.field != "":
		c.bad.also = append(c.bad.also, no)
	}
}
