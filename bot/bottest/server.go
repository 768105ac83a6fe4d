// Package bottest is a fake Slack workspace that speaks the real protocol: the Web API over HTTP, Socket Mode over a
// websocket with pings and the rule of three seconds, response URLs, trigger IDs, modals. It refuses what Slack
// refuses; what the bot does wrong without Slack saying so it keeps as a problem. Tests and the playground run on it.
package bottest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Options says how a Server behaves. All may be zero.
type Options struct {
	Addr         string           // 127.0.0.1:0 when empty
	Now          func() time.Time // for the life of trigger IDs and response URLs
	PingInterval time.Duration    // 5 s
	AckTimeout   time.Duration    // 3 s, as Slack's
	TriggerLife  time.Duration    // 3 s, as Slack's
}

// Server is a running workspace. All methods are safe for concurrent use.
type Server struct {
	opts   Options
	origin string
	http   *http.Server
	done   chan struct{}

	mu       sync.Mutex
	users    []User
	channels []Channel
	messages []*Message
	views    map[string][]*View // open modals by user, the top one last
	sockets  []*socket
	tickets  map[string]bool
	pending  map[string]*pending
	urls     map[string]*responseURL
	triggers map[string]*trigger
	watchers map[chan struct{}]bool
	problems []string
	traffic  []byte
	calls    map[string]int
	faults   []*Fault
	refusals int // websocket handshakes still to refuse
	silent   bool
	next     int // round robin over sockets
	serial   int
}

// The fixed names of the fake workspace.
const (
	TeamID    = "T0TEAM0001"
	AppID     = "A0TCA00001"
	BotUserID = "U0TCABOT01"
	BotID     = "B0TCABOT01"
	AppToken  = "xapp-1-A0TCA00001-fake"
	BotToken  = "xoxb-fake-bot-token"
)

// User is a member of the workspace.
type User struct {
	ID, Name, RealName, Locale, TZ string
	Deleted                        bool
}

// Channel is a conversation.
type Channel struct {
	ID, Name                   string
	Private, IM, Shared, BotIn bool
	Members                    []string
}

// New starts a workspace on loopback.
func New(o Options) (*Server, error) {
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.PingInterval == 0 {
		o.PingInterval = 5 * time.Second
	}
	if o.AckTimeout == 0 {
		o.AckTimeout = 3 * time.Second
	}
	if o.TriggerLife == 0 {
		o.TriggerLife = 3 * time.Second
	}
	var lc net.ListenConfig
	l, err := lc.Listen(context.Background(), "tcp", o.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen for the fake Slack: %w", err)
	}
	s := &Server{
		opts: o, origin: "http://" + l.Addr().String(), done: make(chan struct{}),
		views: map[string][]*View{}, tickets: map[string]bool{}, pending: map[string]*pending{},
		urls: map[string]*responseURL{}, triggers: map[string]*trigger{}, watchers: map[chan struct{}]bool{}, calls: map[string]int{},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/{method}", s.webAPI)
	mux.HandleFunc("GET /link", s.link)
	mux.HandleFunc("POST /response/{id}", s.respond)
	s.http = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.http.Serve(l) }()
	return s, nil
}

// APIURL is what the bot is configured with.
func (s *Server) APIURL() string { return s.origin + "/api/" }

// Close cuts everything.
func (s *Server) Close() error {
	s.mu.Lock()
	select {
	case <-s.done:
	default:
		close(s.done)
	}
	for _, k := range s.sockets {
		_ = k.conn.Close()
	}
	s.mu.Unlock()
	return s.http.Close()
}

// AddUser adds a member.
func (s *Server) AddUser(u User) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.users = append(s.users, u)
}

// AddChannel adds a conversation.
func (s *Server) AddChannel(c Channel) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.channels = append(s.channels, c)
}

// Users lists the members.
func (s *Server) Users() []User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.users)
}

// Channels lists the conversations a user is in.
func (s *Server) Channels(user string) []Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.channels), func(c Channel) bool { return !slices.Contains(c.Members, user) })
}

func (s *Server) channel(id string) (Channel, bool) {
	i := slices.IndexFunc(s.channels, func(c Channel) bool { return c.ID == id })
	if i < 0 {
		return Channel{}, false
	}
	return s.channels[i], true
}

func (s *Server) user(id string) (User, bool) {
	i := slices.IndexFunc(s.users, func(u User) bool { return u.ID == id })
	if i < 0 {
		return User{}, false
	}
	return s.users[i], true
}

// Problems lists what the bot did wrong without Slack telling it.
func (s *Server) Problems() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.problems)
}

// Traffic is everything the bot sent, so that a test can look for what must not be in it. The last 8 MiB.
func (s *Server) Traffic() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.traffic)
}

// Calls counts the calls of a Web API method.
func (s *Server) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[method]
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

func (s *Server) problem(format string, args ...any) {
	if len(s.problems) < 1000 {
		s.problems = append(s.problems, fmt.Sprintf(format, args...))
	}
}

func (s *Server) sent(raw []byte) {
	if len(s.traffic) > 8<<20 {
		s.traffic = s.traffic[len(s.traffic)/2:]
	}
	s.traffic = append(append(s.traffic, raw...), '\n')
}

// id makes a name that was not used before.
func (s *Server) id(prefix string) string {
	s.serial++
	return prefix + strconv.Itoa(s.serial)
}

// ts makes a message's time stamp, which is also its name.
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
