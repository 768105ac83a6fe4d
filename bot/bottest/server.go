// Package bottest is a fake Slack workspace that speaks the real protocol: the Web API over HTTP, Socket Mode over a
// websocket with pings and the rule of three seconds, response URLs, trigger IDs, modals, App Home, files. It refuses
// what Slack refuses; what the bot does wrong without Slack saying so it keeps as a problem. Tests and the playground
// run on it.
package bottest

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// Options says how a Server behaves. All may be zero.
type Options struct {
	Addr         string           // 127.0.0.1:0 when empty
	Origin       string           // begin of the addresses that the bot is given, where it reaches the server by another way; that of Addr when empty
	Now          func() time.Time // for the life of trigger IDs and response URLs, and for rate limits
	PingInterval time.Duration    // 5 s
	AckTimeout   time.Duration    // 3 s, as Slack's
	TriggerLife  time.Duration    // 3 s, as Slack's

	DisconnectAfter time.Duration // from the disconnect frame to the closing of the connection; 10 s, as Slack's
	CloseWait       time.Duration // for the bot's part of the closing handshake, before TCP is closed; 1 s

	Scopes          []string // of the bot token; everything the methods need when nil
	UnfurlDomains   []string // links to them and below them are told to the bot
	RateLimits      bool     // hold the bot to Slack's tiers and to one message a second in a channel
	RedeliverEvents bool     // send an event again, up to three times, each time it is not acknowledged in time

	// Unjudged shows messages without checking or completing them as Slack does, and keeps no traffic and no calls. It is
	// for measurements of load, in which the fake must cost less than the bot.
	Unjudged bool

	// OnMessage is told of each message of the bot's that is posted, or changed by a response URL. It is called while the
	// workspace is locked, so it must not block or call the Server.
	OnMessage func(Message)

	// OnTraffic hears of everything the bot sends: the method, "response_url", "socket" or "upload", and the bytes. It
	// is called by several goroutines.
	OnTraffic func(source string, raw []byte)
}

// Server is a running workspace. All methods are safe for concurrent use.
type Server struct {
	opts   Options
	origin string
	addr   string
	http   *http.Server
	done   chan struct{}
	behind sync.WaitGroup // deliveries that nobody waits for

	mu          sync.Mutex
	users       []User
	channels    []Channel
	messages    []*Message
	files       []*upload
	scheduled   []scheduled
	views       map[string][]*View // open modals by user, the top one last
	homes       map[string]*View
	chosen      map[string]any // what people chose in messages, by person, message, block and action
	suggested   map[string]Choice
	sockets     []*socket
	tickets     map[string]string // the process that may open a connection with it
	pending     map[string]*pending
	urls        map[string]*responseURL
	triggers    map[string]*trigger
	openings    map[string]*opening // of entities, by their triggers
	panes       map[string]Pane     // what people are shown of those, by user
	links       []*sharedLinks
	watchers    map[chan struct{}]bool
	problems    []string
	traffic     []byte
	calls       map[string]int
	log         []Call
	used        map[string][]time.Time // calls within the last minute, by method or channel
	faults      []*Fault
	refusals    int // websocket handshakes still to refuse
	silent      bool
	late        bool // envelopes are sent on the connections that were told to go
	restless    bool // connections are told to go as soon as they are open
	hurry       bool // TCP connections are closed without waiting for the bot's part of the closing handshake
	most        int  // connections that were open at the same time
	doubled     bool // envelopes are sent on all connections
	bare        bool // no envelope takes a payload in its acknowledgement
	switchedOff bool // Socket Mode, in the settings of the app
	uninstalled bool
	org         string // the ID of the Grid organization that the workspace belongs to; empty for none
	everywhere  bool   // the app is installed in that organization
	next        int    // round robin over sockets
	serial      int
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

const teamDomain = "example"

// New starts a workspace on loopback.
func New(o Options) (*Server, error) {
	o.fill()
	var lc net.ListenConfig
	l, err := lc.Listen(context.Background(), "tcp", o.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen for the fake Slack: %w", err)
	}
	s := &Server{
		opts: o, origin: cmp.Or(o.Origin, "http://"+l.Addr().String()), addr: l.Addr().String(), done: make(chan struct{}),
		views: map[string][]*View{}, homes: map[string]*View{}, chosen: map[string]any{}, suggested: map[string]Choice{},
		tickets: map[string]string{}, pending: map[string]*pending{}, urls: map[string]*responseURL{}, triggers: map[string]*trigger{},
		openings: map[string]*opening{}, panes: map[string]Pane{},
		watchers: map[chan struct{}]bool{}, calls: map[string]int{}, used: map[string][]time.Time{},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", s.webAPI)
	mux.HandleFunc("/of/{process}/api/{method}", s.webAPI)
	mux.HandleFunc("GET /link", s.link)
	mux.HandleFunc("POST /response/{id}", s.respond)
	mux.HandleFunc("POST /upload/{id}", s.upload)
	s.http = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.http.Serve(l) }()
	return s, nil
}

func (o *Options) fill() {
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.PingInterval == 0 {
		o.PingInterval = 5 * time.Second
	}
	if o.DisconnectAfter == 0 {
		o.DisconnectAfter = 10 * time.Second
	}
	if o.CloseWait == 0 {
		o.CloseWait = time.Second
	}
	if o.AckTimeout == 0 {
		o.AckTimeout = 3 * time.Second
	}
	if o.TriggerLife == 0 {
		o.TriggerLife = 3 * time.Second
	}
	if o.Scopes == nil {
		o.Scopes = allScopes()
	}
}

// APIURL is what the bot is configured with.
func (s *Server) APIURL() string { return s.origin + "/api/" }

// APIURLOf is what one of several processes of the bot is configured with: a Delivery names the one that it came to.
func (s *Server) APIURLOf(process string) string { return s.origin + "/of/" + process + "/api/" }

// Addr is where the server listens.
func (s *Server) Addr() string { return s.addr }

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
	err := s.http.Close()
	s.behind.Wait()
	return err
}

// background does what nobody waits for but the end of the workspace.
func (s *Server) background(do func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.done:
	default:
		s.behind.Go(do)
	}
}
