package bottest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"tcabot/bot/bottest"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

const (
	alice   = "U0ALICE001"
	bob     = "U0BOB00001"
	general = "C0GENERAL1"
	secret  = "C0SECRET01" // private, without the bot
)

// workspace starts one with two people and two channels.
func workspace(t *testing.T, o bottest.Options) *bottest.Server {
	t.Helper()
	s, err := bottest.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	})
	s.AddUser(bottest.User{ID: alice, Name: "alice", RealName: "Alice", Locale: "zh-CN", TZ: "Asia/Shanghai", Admin: true})
	s.AddUser(bottest.User{ID: bob, Name: "bob", RealName: "Bob", Locale: "en-US", TZ: "Europe/Berlin"})
	s.AddChannel(bottest.Channel{ID: general, Name: "general", BotIn: true, Members: []string{alice, bob}})
	s.AddChannel(bottest.Channel{ID: secret, Name: "secret", Private: true, Members: []string{alice}})
	return s
}

func client(s *bottest.Server) *slack.Client {
	return slack.New(bottest.BotToken, slack.OptionAppLevelToken(bottest.AppToken), slack.OptionAPIURL(s.APIURL()))
}

// handler is what a bot does with an event off its socket.
type handler func(*socketmode.Client, socketmode.Event)

// silent acknowledges and says nothing.
func silent(c *socketmode.Client, ev socketmode.Event) { acking(nil)(c, ev) }

// acking acknowledges everything with one payload.
func acking(payload any) handler {
	return func(c *socketmode.Client, ev socketmode.Event) {
		if ev.Request != nil && ev.Request.EnvelopeID != "" {
			_ = c.Ack(*ev.Request, payload)
		}
	}
}

// deaf acknowledges nothing.
func deaf(*socketmode.Client, socketmode.Event) {}

// connect runs a real Socket Mode client until the end of the test, and waits until it is connected.
func connect(t *testing.T, s *bottest.Server, h handler, o ...socketmode.Option) {
	t.Helper()
	run(t, s, socketmode.New(client(s), o...), h)
}

// run is connect with a client that was made already.
func run(t *testing.T, s *bottest.Server, c *socketmode.Client, h handler) {
	t.Helper()
	before := s.Connections()
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	t.Cleanup(func() {
		cancel()
		running.Wait()
	})
	running.Go(func() { _ = c.RunContext(ctx) })
	running.Go(func() {
		for {
			select {
			case ev := <-c.Events:
				h(c, ev)
			case <-ctx.Done():
				return
			}
		}
	})
	if err := s.WaitConnections(deadline(t), before+1); err != nil {
		t.Fatal(err)
	}
}

// frame is what comes over a socket.
type frame struct {
	EnvelopeID string          `json:"envelope_id"`
	Type       string          `json:"type"`
	Reason     string          `json:"reason"`
	Accepts    bool            `json:"accepts_response_payload"`
	Attempt    int             `json:"retry_attempt"`
	RetryFor   string          `json:"retry_reason"`
	Payload    json.RawMessage `json:"payload"`
	raw        []byte
}

// tap is a peer that shows the bare frames.
type tap struct {
	conn   *websocket.Conn
	frames chan frame
	pings  chan struct{}
}

// plug connects a tap. It acknowledges what ack says, with nothing when it gives nil.
func plug(t *testing.T, s *bottest.Server, ack func(frame) (payload any, ok bool)) *tap {
	t.Helper()
	_, address, err := client(s).StartSocketModeContext(deadline(t))
	if err != nil {
		t.Fatal(err)
	}
	conn, resp, err := websocket.DefaultDialer.DialContext(deadline(t), address, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	p := &tap{conn: conn, frames: make(chan frame, 100), pings: make(chan struct{}, 100)}
	conn.SetPingHandler(func(string) error {
		p.pings <- struct{}{}
		return nil
	})
	var running sync.WaitGroup
	t.Cleanup(func() {
		_ = conn.Close()
		running.Wait()
	})
	greeted := make(chan struct{})
	running.Go(func() {
		defer close(p.frames)
		for first := true; ; first = false {
			_, raw, err := conn.ReadMessage()
			if err != nil {
				return
			}
			f := frame{raw: raw}
			if err := json.Unmarshal(raw, &f); err != nil {
				t.Errorf("frame %s: %v", raw, err)
			}
			p.frames <- f
			if first {
				close(greeted)
			}
			if payload, ok := ack(f); ok && f.EnvelopeID != "" {
				_ = conn.WriteJSON(map[string]any{"envelope_id": f.EnvelopeID, "payload": payload})
			}
		}
	})
	select {
	case <-greeted:
	case <-deadline(t).Done():
		t.Fatal("no greeting comes")
	}
	return p
}

func bare(frame) (any, bool) { return nil, true }

// next is the next frame; the zero one when the connection is at its end.
func (p *tap) next(t *testing.T) frame {
	t.Helper()
	select {
	case f := <-p.frames:
		return f
	case <-deadline(t).Done():
		t.Fatal("no frame comes")
		return frame{}
	}
}

func deadline(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// postTo sends an answer to a response URL.
func postTo(t *testing.T, address string, payload any) error {
	t.Helper()
	raw, err := json.Marshal(payload)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(deadline(t), http.MethodPost, address, bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", asJSON)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%d %s", resp.StatusCode, body)
	}
	return nil
}

// say is an answer of one line.
func say(line string) map[string]any { return map[string]any{"text": line} }

func text(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}

// next is a row with the button that turns a page.
func next() slack.Block {
	return slack.NewActionBlock("pager", slack.NewButtonBlockElement("page_next", "2", text("Next")))
}

// problem fails when there are not as many problems as wanted.
func problem(t *testing.T, s *bottest.Server, want int) {
	t.Helper()
	if got := s.Problems(); len(got) != want {
		t.Errorf("%d problems, want %d: %q", len(got), want, got)
	}
}

func clean(t *testing.T, s *bottest.Server) {
	t.Helper()
	problem(t, s, 0)
}

func wantError(t *testing.T, name string, err error, want string) {
	t.Helper()
	got := ""
	if err != nil {
		got = err.Error()
	}
	if got != want {
		t.Errorf("%s: got %q, want %q", name, got, want)
	}
}

// clock is a time that stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Unix(1_800_000_000, 0)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}
