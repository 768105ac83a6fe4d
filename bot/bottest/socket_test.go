package bottest_test

import (
	"slices"
	"strings"
	"tcabot/bot/bottest"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

func TestHello(t *testing.T) {
	s := workspace(t, bottest.Options{})
	hello := make(chan int, 3)
	h := func(_ *socketmode.Client, ev socketmode.Event) {
		if ev.Type == socketmode.EventTypeHello {
			hello <- ev.Request.NumConnections
		}
	}
	for want := range 3 {
		connect(t, s, h)
		if got := <-hello; got != want+1 {
			t.Errorf("hello counts %d connections, want %d", got, want+1)
		}
	}
	clean(t, s)
}

func TestPings(t *testing.T) {
	s := workspace(t, bottest.Options{PingInterval: 5 * time.Millisecond})
	p := plug(t, s, bare)
	for range 3 {
		<-p.pings
	}
	// A real client gives up on a connection without them, and comes back.
	connect(t, s, silent, socketmode.OptionPingInterval(200*time.Millisecond))
	opened := s.Calls("apps.connections.open")
	s.SetSilent(true)
	changed, stop := s.Changes()
	defer stop()
	for s.Calls("apps.connections.open") == opened {
		select {
		case <-changed:
		case <-deadline(t).Done():
			t.Fatal("the silence is not noticed")
		}
	}
	s.SetSilent(false)
}

func TestAcknowledgements(t *testing.T) {
	s := workspace(t, bottest.Options{AckTimeout: 500 * time.Millisecond})
	answer := make(chan handler, 1)
	connect(t, s, func(c *socketmode.Client, ev socketmode.Event) {
		if ev.Request != nil && ev.Request.EnvelopeID != "" {
			(<-answer)(c, ev)
		}
	})
	slash := func(h handler) bottest.Delivery {
		answer <- h
		d, err := s.Slash(deadline(t), alice, general, "/tca", "help")
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	last := func() bottest.Message {
		all := s.Messages(alice, general)
		return all[len(all)-1]
	}
	if d := slash(acking(nil)); !d.Acked || len(s.Messages(alice, general)) != 0 {
		t.Errorf("bare: %+v, %v", d, s.Messages(alice, general))
	}
	if d := slash(acking(say("here"))); last().Text != "here" || last().For != alice || last().EnvelopeID != d.EnvelopeID || last().Source != "ack" {
		t.Errorf("with an answer: %+v", last())
	}
	if slash(acking(map[string]any{"response_type": "in_channel"})); last().Text != "here" {
		t.Errorf("showing the command alone: %+v", last())
	}
	if slash(acking(map[string]any{"response_type": "in_channel", "text": "all"})); last().Text != "all" || last().For != "" {
		t.Errorf("for all: %+v", last())
	}
	clean(t, s)
	if d := slash(deaf); d.Acked || !strings.Contains(last().Text, "operation_timeout") {
		t.Errorf("late: %+v, %+v", d, last())
	}
	problem(t, s, 1)
	slash(func(c *socketmode.Client, ev socketmode.Event) {
		_ = c.Ack(*ev.Request)
		_ = c.Ack(*ev.Request)
	})
	slash(acking(nil)) // the second acknowledgement has been read by now: frames of a socket keep their order
	problem(t, s, 2)
	slash(acking(say(strings.Repeat("x", 4001))))
	problem(t, s, 3)
}

func TestBigAcknowledgementIsDropped(t *testing.T) {
	s := workspace(t, bottest.Options{AckTimeout: 100 * time.Millisecond})
	plug(t, s, func(frame) (any, bool) { return say(strings.Repeat("x", 21_000)), true }) // slack-go would not send it
	d, err := s.Slash(deadline(t), alice, general, "/tca", "")
	if err != nil || d.Acked {
		t.Errorf("got %+v, %v", d, err)
	}
	problem(t, s, 2)
}

func TestPayloadThatNobodyReads(t *testing.T) {
	s := workspace(t, bottest.Options{})
	connect(t, s, acking(say("x")))
	if _, err := s.Event(deadline(t), map[string]any{"type": "app_uninstalled"}); err != nil {
		t.Fatal(err)
	}
	problem(t, s, 1)
	m := posted(t, s, slack.MsgOptionText("x", false), slack.MsgOptionBlocks(next()))
	if _, err := s.Click(deadline(t), alice, m.Ref(), "page_next"); err != nil {
		t.Fatal(err)
	}
	problem(t, s, 2)
}

func TestDisconnects(t *testing.T) {
	for _, reason := range []string{"warning", "refresh_requested", "link_disabled", "too_many_websockets"} {
		t.Run(reason, func(t *testing.T) {
			s := workspace(t, bottest.Options{})
			connect(t, s, silent)
			p := plug(t, s, bare)
			s.Disconnect(reason, 2)
			s.SwitchOn()
			if err := s.WaitConnections(deadline(t), 1); err != nil { // slack-go comes back, the tap does not
				t.Fatal(err)
			}
			if hello, f := p.next(t), p.next(t); hello.Type != "hello" || f.Type != "disconnect" || f.Reason != reason {
				t.Errorf("got %s, %s", hello.raw, f.raw)
			}
			if _, err := s.Slash(deadline(t), alice, general, "/tca", ""); err != nil {
				t.Error(err)
			}
			clean(t, s)
		})
	}
}

func TestSeveralConnections(t *testing.T) {
	s := workspace(t, bottest.Options{})
	got := make(chan int, 100)
	for i := range 2 {
		connect(t, s, func(c *socketmode.Client, ev socketmode.Event) {
			silent(c, ev)
			if ev.Type == socketmode.EventTypeSlashCommand {
				got <- i
			}
		})
	}
	count := []int{0, 0}
	for range 10 {
		if _, err := s.Slash(deadline(t), alice, general, "/tca", ""); err != nil {
			t.Fatal(err)
		}
		count[<-got]++
	}
	if !slices.Equal(count, []int{5, 5}) {
		t.Errorf("got %v, want each in turn", count)
	}
	s.Drop()
	if err := s.WaitConnections(deadline(t), 2); err != nil {
		t.Fatal(err)
	}
	clean(t, s)
}

func TestElevenConnections(t *testing.T) {
	s := workspace(t, bottest.Options{})
	for range 10 {
		if f := plug(t, s, bare).next(t); f.Type != "hello" {
			t.Fatalf("got %s", f.raw)
		}
	}
	p := plug(t, s, bare)
	if f := p.next(t); f.Type != "disconnect" || f.Reason != "too_many_websockets" {
		t.Errorf("got %s", f.raw)
	}
	if f := p.next(t); f.Type != "" {
		t.Errorf("it stays open: %s", f.raw)
	}
}

func TestTickets(t *testing.T) {
	s := workspace(t, bottest.Options{})
	if _, err := s.Slash(deadline(t), alice, general, "/tca", ""); err == nil {
		t.Error("a command reaches a bot that is not connected")
	}
	s.RefuseSockets(2)
	connect(t, s, silent) // at the third attempt
	if got := s.Calls("apps.connections.open"); got != 3 {
		t.Errorf("%d calls, want 3", got)
	}
}

// TestProcesses: of several processes it is known which one an envelope was sent to.
func TestProcesses(t *testing.T) {
	s := workspace(t, bottest.Options{})
	for _, process := range []string{"one", "two"} {
		c := socketmode.New(slack.New(bottest.BotToken, slack.OptionAppLevelToken(bottest.AppToken), slack.OptionAPIURL(s.APIURLOf(process))))
		run(t, s, c, silent)
	}
	var got []string
	for range 4 {
		d, err := s.Slash(deadline(t), bob, general, "/tca", "help")
		if err != nil || !d.Acked {
			t.Fatalf("%+v, %v", d, err)
		}
		got = append(got, d.Process)
	}
	slices.Sort(got)
	if want := []string{"one", "one", "two", "two"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	clean(t, s)
}
