// Package apitest is a fake TCA server: a real HTTP server with state of its own, the rights of each token, the real
// server's odd manners, and switches for its failures. Tests and the playground run on it.
package apitest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Options says how a Server runs. All may be zero.
type Options struct {
	Addr string // 127.0.0.1:0 when empty
	Now  func() time.Time
}

// Server is a running fake. All methods are safe for concurrent use.
type Server struct {
	url  string
	http *http.Server
	now  func() time.Time

	mu       sync.Mutex
	users    map[string]*user // by token
	orgs     []*Org
	teams    []*Team
	nextRepo int64
	faults   []*Fault
	requests []Request
}

type user struct {
	User
	revoked bool
}

// Request is one request that came.
type Request struct{ Method, Path, Query, User string }

// New starts a server on loopback.
func New(o Options) (*Server, error) {
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	var lc net.ListenConfig
	l, err := lc.Listen(context.Background(), "tcp", o.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen for the fake TCA: %w", err)
	}
	s := &Server{url: "http://" + l.Addr().String(), now: o.Now, users: make(map[string]*user)}
	s.http = &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.http.Serve(l) }()
	return s, nil
}

// URL is the server's root.
func (s *Server) URL() string { return s.url }

// Close stops the server and cuts its connections.
func (s *Server) Close() error {
	if err := s.http.Close(); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("close the fake TCA: %w", err)
	}
	return nil
}

// Requests lists what came, oldest first, up to the last 10,000.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// Count tells how many requests had part in their path.
func (s *Server) Count(part string) int {
	n := 0
	for _, r := range s.Requests() {
		if strings.Contains(r.Path, part) {
			n++
		}
	}
	return n
}

type route func(*user, *http.Request) (any, int)

// handler serves the client's own routes; what the real server says elsewhere is in fallback.
func (s *Server) handler() http.Handler {
	serve := map[string]route{
		"/server/main/api/v3/authen/userinfo/":                                  s.userinfo,
		"/server/main/api/v3/orgs/":                                             s.listOrgs,
		"/server/main/api/v3/orgs/{org}/teams/":                                 s.listTeams,
		"/server/main/api/v3/orgs/{org}/repos/":                                 s.listOrgRepos,
		"/server/main/api/orgs/{org}/teams/{team}/repos/":                       s.listRepos,
		"/server/main/api/orgs/{org}/teams/{team}/repos/{repo}/":                s.getRepo,
		"/server/main/api/orgs/{org}/teams/{team}/repos/{repo}/branches/":       s.listBranches,
		"/server/main/api/v3/orgs/{org}/teams/{team}/repos/{repo}/branchnames/": s.listBranchNames,
	}
	mux := http.NewServeMux()
	for path, h := range serve {
		mux.HandleFunc(path+"{$}", func(w http.ResponseWriter, r *http.Request) { s.answer(w, r, http.MethodGet, h) })
	}
	mux.HandleFunc("/", s.fallback)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u := s.note(r)
		if !s.fail(w, r, u) {
			mux.ServeHTTP(w, r)
		}
	})
}

// note remembers a request and finds whose token it carries.
func (s *Server) note(r *http.Request) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	name := ""
	if _, u := s.who(r); u != nil {
		name = u.Username
	}
	if len(s.requests) >= 10_000 {
		s.requests = s.requests[5_000:]
	}
	s.requests = append(s.requests, Request{Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery, User: name})
	return name
}

// who reads the Authorization header as the real server does; msg says what is wrong with it. Needs the lock.
func (s *Server) who(r *http.Request) (msg string, u *user) {
	word, key, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	switch {
	case !strings.EqualFold(word, "Token"):
		return "身份认证信息未提供。", nil
	case !ok || key == "":
		return "没有提供认证信息（认证令牌HTTP头无效）。", nil
	case strings.Contains(key, " "):
		return "认证令牌字符串不应该包含空格（无效的认证令牌HTTP头）。", nil
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

func (s *Server) answer(w http.ResponseWriter, r *http.Request, method string, h route) {
	s.mu.Lock()
	defer s.mu.Unlock()
	msg, u := s.who(r)
	switch {
	case u == nil:
		w.Header().Set("WWW-Authenticate", "Token")
		refuse(w, http.StatusUnauthorized, msg)
	case r.Method != method:
		refuse(w, http.StatusMethodNotAllowed, "方法 “"+r.Method+"” 不被允许。")
	case r.PathValue("repo") != "" && !digits(r.PathValue("repo")):
		debugPage(w, r, http.StatusNotFound)
	default:
		data, status := h(u, r)
		if status != http.StatusOK {
			refuseData(w, status, data)
			return
		}
		writeJSON(w, status, map[string]any{"data": data, "code": 0, "msg": "请求成功", "status_code": status})
	}
}

func digits(s string) bool {
	_, err := strconv.ParseUint(s, 10, 63)
	return err == nil
}

func refuseData(w http.ResponseWriter, status int, data any) {
	switch d := data.(type) {
	case map[string]any:
		writeJSON(w, status, d)
	default:
		refuse(w, status, map[int]string{
			http.StatusForbidden: "您没有执行该操作的权限。", http.StatusNotFound: "未找到。",
		}[status])
	}
}

func refuse(w http.ResponseWriter, status int, msg string) {
	writeJSON(w, status, map[string]any{"status_code": status, "code": 1000, "msg": msg})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// fallback is what the real server says where there is no API.
func (s *Server) fallback(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	switch {
	case strings.HasPrefix(path, "/server/main/api/") && !strings.HasSuffix(path, "/"):
		w.Header().Set("Location", strings.TrimPrefix(path, "/server/main")+"/") // the prefix is lost, as measured
		w.WriteHeader(http.StatusMovedPermanently)
	case strings.HasPrefix(path, "/server/main/") || strings.HasPrefix(path, "/server/analysis/"):
		debugPage(w, r, http.StatusNotFound)
	case strings.HasPrefix(path, "/server/"):
		_, _ = w.Write([]byte("Weclome to TCA")) // their spelling
	default:
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte("<!doctype html><title>TCA</title><div id=container></div>"))
	}
}

// debugPage is Django's, which repeats the request's headers and so the caller's token.
func debugPage(w http.ResponseWriter, r *http.Request, status int) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "<html><h1>Page not found</h1><pre>HTTP_AUTHORIZATION = '%s'</pre></html>", r.Header.Get("Authorization"))
}
