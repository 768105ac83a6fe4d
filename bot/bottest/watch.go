package bottest

import (
	"context"
	"fmt"
	"mime"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Call is a Web API call as it came in, its token left out.
type Call struct {
	Method string
	Args   map[string]any
	At     time.Time
}

// Problems lists what the bot did wrong without Slack telling it, or in a way that a bot should not need to be told.
func (s *Server) Problems() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.problems)
}

// Traffic is everything the bot sent, forms also decoded, so that a test can look for what must not be in it. The last
// 8 MiB.
func (s *Server) Traffic() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.traffic)
}

// Calls counts the calls of a Web API method, failed ones too.
func (s *Server) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[method]
}

// CallLog lists the last calls of a Web API method, or of all when method is empty, oldest first.
func (s *Server) CallLog(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.log), func(c Call) bool { return method != "" && c.Method != method })
}

// Changes tells that something somebody can see has changed. Call stop when no longer interested.
func (s *Server) Changes() (changed <-chan struct{}, stop func()) {
	c := make(chan struct{}, 1)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watchers[c] = true
	return c, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.watchers, c)
	}
}

// changed wakes the watchers. Needs the lock.
func (s *Server) changed() {
	for c := range s.watchers {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// wait blocks until ready, looking again at each change.
func (s *Server) wait(ctx context.Context, what string, ready func() bool) error {
	changed, stop := s.Changes()
	defer stop()
	for {
		s.mu.Lock()
		ok := ready()
		s.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("wait for %s: %w", what, context.Cause(ctx))
		}
	}
}

// problem needs the lock.
func (s *Server) problem(format string, args ...any) {
	if len(s.problems) < 1000 {
		s.problems = append(s.problems, fmt.Sprintf(format, args...))
	}
}

// sent remembers what the bot sent and tells whoever listens. It must be called without the lock.
func (s *Server) sent(source, kind string, raw []byte) {
	if s.opts.OnTraffic != nil {
		s.opts.OnTraffic(source, raw)
	}
	if s.opts.Unjudged {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.traffic) > 8<<20 {
		s.traffic = s.traffic[len(s.traffic)/2:]
	}
	s.traffic = append(append(s.traffic, raw...), '\n')
	if mediaType(kind) != "application/x-www-form-urlencoded" {
		return
	}
	form, _ := url.ParseQuery(string(raw))
	for _, values := range form {
		s.traffic = append(append(s.traffic, strings.Join(values, "\n")...), '\n')
	}
}

// called remembers a call. Needs the lock.
func (s *Server) called(method string, args map[string]any) {
	s.calls[method]++
	if s.opts.Unjudged {
		return
	}
	if len(s.log) > 5000 {
		s.log = slices.Delete(s.log, 0, 1000)
	}
	s.log = append(s.log, Call{Method: method, Args: args, At: s.opts.Now()})
}

func mediaType(header string) string {
	kind, _, _ := mime.ParseMediaType(header)
	return kind
}

// id makes a name that was not used before. Needs the lock.
func (s *Server) id(prefix string) string {
	s.serial++
	return prefix + strconv.Itoa(s.serial)
}

// ts makes a message's time stamp, which is also its name. Needs the lock.
func (s *Server) ts() string {
	s.serial++
	return fmt.Sprintf("%d.%06d", s.opts.Now().Unix(), s.serial)
}

func cut(text string, n int) string {
	if len(text) > n {
		return strings.ToValidUTF8(text[:n], "") + "…"
	}
	return text
}
