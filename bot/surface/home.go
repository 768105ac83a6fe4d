package surface

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"tcabot/bot/deliver"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"tcabot/commands/line"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// App Home is a page of each person, which the bot publishes when they open it, when they press Refresh, when a press there
// changed something, and when they connected or disconnected their account anywhere. Slack gives presses there no response URL: the answers are direct messages.

// publication is a wish to have a person's home published.
type publication struct {
	who     command.Who
	channel string // the direct message with the bot
	hash    string // of the view that is there, as far as known; empty for none
	fresh   bool   // TCA is asked again
	sending func() // is called when it is about to be seen; nil to call nobody
}

// homes knows whose home is being published. It is safe for concurrent use.
type homes struct {
	mu      sync.Mutex
	running map[string]*publication // by user: what is to be published after that; nil for nothing
}

func newHomes() *homes { return &homes{running: map[string]*publication{}} }

// begin reports whether a home is to be published now. While it is being published it is not, and end returns the last of
// the wishes that came meanwhile.
func (h *homes) begin(v publication) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	waiting, busy := h.running[v.who.User]
	if !busy {
		h.running[v.who.User] = nil
		return true
	}
	v.fresh = v.fresh || waiting != nil && waiting.fresh
	h.running[v.who.User] = &v
	return false
}

// end returns what is to be published next for a person; nil when nothing is.
func (h *homes) end(user string) *publication {
	h.mu.Lock()
	defer h.mu.Unlock()
	next := h.running[user]
	if next == nil {
		delete(h.running, user)
		return nil
	}
	h.running[user] = nil
	return next
}

// homeOpened publishes a person's home when they open it. Slack tells of its other tabs, too.
func (s *Surfaces) homeOpened(ctx context.Context, workspace string, e *slackevents.AppHomeOpenedEvent) {
	if e.Tab != "home" {
		return
	}
	v := publication{who: command.Who{Workspace: workspace, User: e.User}, channel: e.Channel}
	if e.View != nil {
		v.hash = e.View.Hash
	}
	if err := s.parts.Homes.SaveHome(ctx, v.who, v.channel); err != nil {
		s.log.WarnContext(ctx, "cannot record that a home was opened", "user", v.who.User, "error", err)
	}
	s.publishHome(ctx, v)
}

// publishHome has a home published by a worker, one at a time for each person. Without a free one an
// empty home says so.
func (s *Surfaces) publishHome(ctx context.Context, v publication) {
	if !s.homes.begin(v) {
		return
	}
	err := s.parts.Dispatcher.Go(func(ctx context.Context) { s.publishAll(traced(ctx, v.question()), v) })
	if err == nil {
		return
	}
	if v.hash == "" { // else a page is there, with the button that refreshes it
		q := s.identified(ctx, v.question())
		s.put(ctx, &v, q, s.parts.Dispatcher.Refuse(ctx, q, err))
	}
	for s.homes.end(v.who.User) != nil {
		s.log.InfoContext(ctx, "a home is not published again", "error", err)
	}
}

// publishAll publishes a home until nobody wants it anew.
func (s *Surfaces) publishAll(ctx context.Context, first publication) {
	for v := &first; v != nil; {
		s.publishOne(ctx, v)
		hash := v.hash
		if v = s.homes.end(first.who.User); v != nil {
			v.hash = hash // what was just published is newer than what the wish saw
		}
	}
}

// publishOne publishes a home; when that panics, one that says so.
func (s *Surfaces) publishOne(ctx context.Context, v *publication) {
	q := v.question()
	defer s.recovered(ctx, q, func(ctx context.Context, a dispatch.Answer) {
		if _, err := s.parts.Sender.PublishHome(ctx, v.who.User, a.Message, v.metadata(), ""); err != nil {
			s.log.WarnContext(ctx, "cannot publish a home", "user", v.who.User, "error", err)
		}
	})
	s.publishOnce(ctx, v)
}

// publishOnce publishes a home: when TCA is slow, at first what is known without it.
func (s *Surfaces) publishOnce(ctx context.Context, v *publication) {
	q := s.identified(ctx, v.question())
	if s.isForeign(q.Who) {
		s.put(ctx, v, q, s.parts.Dispatcher.Refuse(ctx, q, command.ErrForeign))
		return
	}
	answers := s.begin(ctx, q)
	slow := time.NewTimer(s.conf.Timing.Home)
	defer slow.Stop()
	select {
	case a := <-answers:
		s.put(ctx, v, q, a)
	case <-slow.C:
		quick := q
		quick.Line, quick.State.Fresh = line.Quick().String(), false
		s.put(ctx, v, quick, s.parts.Dispatcher.Answer(ctx, quick))
		s.put(ctx, v, q, <-answers)
	}
}

// put publishes the answer to a question as a home. When another process published meanwhile, it is made anew, once.
func (s *Surfaces) put(ctx context.Context, v *publication, q dispatch.Question, a dispatch.Answer) {
	if v.sending != nil {
		v.sending()
	}
	publish := func(hash string) (err error) {
		v.hash, err = s.parts.Sender.PublishHome(ctx, v.who.User, a.Message, v.metadata(), hash)
		return err
	}
	err := publish(v.hash)
	if errors.Is(err, deliver.ErrConflict) {
		q.Profile = nil // it may be older than what was published
		a = s.parts.Dispatcher.Answer(ctx, q)
		err = publish("")
	}
	if err != nil {
		s.log.WarnContext(ctx, "cannot publish a home", "user", v.who.User, "error", err)
	}
}

// question asks for the page.
func (v publication) question() dispatch.Question {
	state := command.State{Line: line.Home().String(), Fresh: v.fresh, Known: true}
	return dispatch.Question{Who: v.who, Channel: v.channel, Direct: true, Surface: dispatch.Home, Line: state.Line, State: state}
}

// metadata is what presses in the home bring back.
func (v publication) metadata() string {
	raw, _ := json.Marshal(origin{Channel: v.channel, Home: true}) //nolint:errchkjson // plain strings
	return string(raw)
}

// fromHome completes a press in the App Home: it is made in the person's direct message with the bot, and nobody else sees
// its control.
func (p *press) fromHome(view slack.View) {
	var from origin
	_ = json.Unmarshal([]byte(view.PrivateMetadata), &from) // without it the direct message has no ID
	p.home, p.shared, p.Direct, p.Channel, p.hash = true, false, true, from.Channel, view.Hash
	p.key.message = view.ID
}

// refreshHome publishes the home from which a press or form came, by the worker that acts on that.
func (s *Surfaces) refreshHome(ctx context.Context, p *press) {
	v := publication{who: p.Who, channel: p.Channel, hash: p.hash, fresh: p.State.Fresh, sending: func() { s.presses.markAnswered(p) }}
	if s.homes.begin(v) {
		s.publishAll(ctx, v)
	}
}

// renewHome publishes the home of a person whose account was connected or disconnected, by the worker that did so, if they ever
// opened it: it would go on showing what the former account saw.
func (s *Surfaces) renewHome(ctx context.Context, who command.Who) {
	channel, opened, err := s.parts.Homes.Home(ctx, who)
	if err != nil {
		s.log.WarnContext(ctx, "cannot tell whether a home was ever opened", "user", who.User, "error", err)
	}
	if !opened {
		return
	}
	if v := (publication{who: who, channel: channel}); s.homes.begin(v) {
		s.publishAll(ctx, v)
	}
}

// disconnected publishes the home of a person whose line took their account away.
func (s *Surfaces) disconnected(ctx context.Context, who command.Who, line string, a dispatch.Answer) {
	if a.OK && s.parts.Forms.Disconnects(line) {
		s.renewHome(ctx, who)
	}
}

// isHome reports whether a press asks for the page on which it was made.
func (p *press) isHome() bool { return p.home && p.Line == line.Home().String() }
