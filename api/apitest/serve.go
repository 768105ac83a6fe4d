package apitest

import (
	"net/http"
	"regexp"
	"strings"
)

// handler serves the routes, and everything else by fallback.
func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	for _, rt := range routes() {
		mux.HandleFunc(rt.path+"{$}", func(w http.ResponseWriter, r *http.Request) { s.answer(w, r, rt) })
	}
	mux.HandleFunc("/", s.fallback)
	serve := func(w http.ResponseWriter, r *http.Request) {
		r = clean(r)
		switch {
		case strings.HasSuffix(r.URL.Path, "/"):
			mux.ServeHTTP(w, r)
		case known(mux, r):
			noSlash(w, r)
		default:
			s.fallback(w, r)
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u := s.note(r)
		r = buffered(r)
		if !s.fail(w, r, u, serve) && !tooLong(w, r) {
			serve(w, r)
		}
	})
}

// healthPath says that the server is up.
const healthPath = "/server/main/healthcheck/"

// note records a request, unless it only asks whether the server is up, and returns the user of its token.
func (s *Server) note(r *http.Request) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	name := ""
	if _, u := s.who(r); u != nil {
		name = u.Username
	}
	if r.URL.Path == healthPath {
		return name // anybody may ask at any time whether the server is up
	}
	s.received++
	if len(s.requests) >= 10_000 {
		s.requests = s.requests[5_000:]
	}
	s.requests = append(s.requests, Request{Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery, User: name})
	return name
}

// who finds the user of the Authorization header as the real server does; msg is its error message. The caller holds the lock.
func (s *Server) who(r *http.Request) (msg string, u *user) {
	word, key, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	switch {
	case !strings.EqualFold(word, "Token"):
		return "身份认证信息未提供。", nil
	case !ok || key == "":
		return "没有提供认证信息（认证令牌HTTP头无效）。", nil
	case strings.Contains(key, " "):
		return "认证令牌字符串不应该包含空格（无效的认证令牌HTTP头）。", nil
	case strings.ContainsFunc(key, func(c rune) bool { return c > 126 }):
		return "无效的Token。Token字符串不能包含非法的字符。", nil
	}
	u = s.users[strings.ToLower(key)]
	switch {
	case u == nil || u.revoked:
		return "认证令牌无效。", nil
	case u.Inactive:
		return "用户未激活或者已删除。", nil
	}
	return "", u
}

var slashes = regexp.MustCompile(`/{2,}`)

// clean removes repeated slashes, as the real server's proxy does, before the mux redirects because of them.
func clean(r *http.Request) *http.Request {
	u := *r.URL
	u.Path, u.RawPath = slashes.ReplaceAllString(u.Path, "/"), ""
	c := *r
	c.URL = &u
	return &c
}

// known reports whether the path would be a route if it ended in a slash.
func known(mux *http.ServeMux, r *http.Request) bool {
	u := *r.URL
	u.Path += "/"
	c := *r
	c.URL = &u
	_, pattern := mux.Handler(&c)
	if pattern == "/" || pattern == "" {
		return false
	}
	segments := strings.Split(u.Path, "/")
	for i, name := range strings.Split(pattern, "/") {
		if wantsDigits(name) && !digits(segments[i]) {
			return false
		}
	}
	return true
}

// wantsDigits reports whether a segment of a pattern is a number. Organisations and teams have names.
func wantsDigits(segment string) bool {
	return strings.HasPrefix(segment, "{") && segment != "{org}" && segment != "{team}" && segment != "{$}"
}

func digits(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(c rune) bool { return c < '0' || c > '9' })
}

// noSlash redirects, like the real server, without the service's prefix and so to a web page. A body cannot be redirected.
func noSlash(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		debugPage(w, r, "RuntimeError", "You called this URL via "+r.Method+", but the URL doesn't end in a slash")
		return
	}
	to := inner(r.URL.Path) + "/"
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	w.Header().Set("Location", to)
	w.Header().Set("Content-Type", htmlType)
	w.WriteHeader(http.StatusMovedPermanently)
}

// inner returns a path as the service behind the proxy gets it.
func inner(path string) string {
	return strings.TrimPrefix(strings.TrimPrefix(path, "/server/main"), "/server/analysis")
}

// fallback answers for paths outside the API.
func (s *Server) fallback(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	switch {
	case path == healthPath:
		w.Header().Set("Allow", "GET, HEAD, OPTIONS")
		page(w, http.StatusOK, "main server status check success")
	case path == "/server/main/":
		w.Header().Set("Allow", "GET, HEAD, OPTIONS")
		writeJSON(w, http.StatusOK, obj{
			"data": obj{"msg": "Weclome to CodeDog Server"}, "code": 0, "msg": "Weclome to CodeDog Server", "status_code": http.StatusOK,
		})
	case strings.HasPrefix(path, "/server/main/"):
		missingPage(w, r)
	case strings.HasPrefix(path, "/server/analysis/"):
		s.guard(w, r, func() { missingPage(w, r) })
	case strings.HasPrefix(path, "/server/"):
		page(w, http.StatusOK, "Weclome to TCA") // their spelling
	default:
		page(w, http.StatusOK, "<!doctype html><title>TCA</title><div id=container></div>")
	}
}
