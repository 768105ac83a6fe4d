// Package crowd is the people of a load: they use a bot in a fake Slack, measure how long it takes, and check that each
// of them gets their own answers and all of them.
package crowd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"tcabot/bot/bottest"
	"tcabot/bot/bottest/load/company"
	"time"
)

// Channel is where everybody is.
const Channel = "C0LOADTEST"

// patience is how long somebody waits for an answer before they count it as missing.
const patience = 20 * time.Second

// Bot says what is particular to a bot.
type Bot struct {
	Next, Previous string // action IDs of the buttons that turn the pages
	// Expect is what must be named in the answer to a question of a member of an organisation, and nothing else.
	Expect func(org int, search string, offset int) []string
}

// Crowd is everybody in one workspace. Its methods are safe for concurrent use.
type Crowd struct {
	Slack   *bottest.Server
	bot     Bot
	company *company.Company
	answers *answers
	next    atomic.Int64 // the next search that nobody has made

	began    atomic.Int64 // when the first of all searches was made last
	repeated atomic.Bool
}

// New opens a workspace with everybody in it.
func New(c *company.Company, b Bot) (*Crowd, error) {
	a := newAnswers()
	slack, err := bottest.New(bottest.Options{Unjudged: true, OnMessage: a.arrived})
	if err != nil {
		return nil, err
	}
	all := bottest.Channel{ID: Channel, Name: "load", BotIn: true}
	for _, p := range c.People() {
		slack.AddUser(bottest.User{ID: p.SlackID, Name: p.Username, Locale: "en-US", TZ: "UTC"})
		all.Members = append(all.Members, p.SlackID)
	}
	slack.AddChannel(all)
	return &Crowd{Slack: slack, bot: b, company: c, answers: a}, nil
}

// forgotten is after how long a bot remembers no search any more.
const forgotten = 2 * time.Minute

// search is one that nobody has made, or not for long.
func (c *Crowd) search() string {
	n := int(c.next.Add(1)) - 1
	if n%c.company.Searches() == 0 { // all of them begin, perhaps anew
		now := time.Now().UnixNano()
		if last := c.began.Swap(now); last > 0 && time.Duration(now-last) < forgotten {
			c.repeated.Store(true)
		}
	}
	return c.company.Search(n)
}

// Repeated reports whether so many searches were made that a bot may have remembered some of them.
func (c *Crowd) Repeated() bool { return c.repeated.Load() }

// LogIn connects a person's account as people do: the command, the button, the form.
func (c *Crowd) LogIn(ctx context.Context, p company.Person) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	fail := func(what string, err error) error { return fmt.Errorf("log in %s: %s: %w", p.Username, what, err) }
	d, err := c.Slack.Slash(ctx, p.SlackID, Channel, "/tca", "login")
	if err != nil {
		return fail("type the command", err)
	}
	invitation, err := c.answers.wait(ctx, d.EnvelopeID)
	if err != nil {
		return fail("wait for the invitation", err)
	}
	if _, err := c.Slack.Click(ctx, p.SlackID, invitation.Ref(), "connect/open"); err != nil {
		return fail("press the button", err)
	}
	form, err := c.Slack.WaitView(ctx, p.SlackID, func(v bottest.View) bool { return v.CallbackID == "login" })
	if err != nil {
		return fail("wait for the form", err)
	}
	if _, err := c.Slack.Submit(ctx, p.SlackID, form.ID, map[string]string{"token": p.Token}); err != nil {
		return fail("send the form", err)
	}
	done, ok := c.Slack.View(p.SlackID)
	if !ok || done.CallbackID != "done" {
		return fail("read the confirmation", fmt.Errorf("form %q with errors %v", done.CallbackID, done.Errors))
	}
	c.Slack.CloseView(p.SlackID, done.ID) //nolint:contextcheck // the workspace tells the bot later, by itself
	return nil
}

// Problems is an error of what the bot did wrong without anybody noticing it in an answer.
func (c *Crowd) Problems() error {
	problems := c.Slack.Problems()
	if len(problems) == 0 {
		return nil
	}
	return errors.New(strings.Join(problems[:min(len(problems), 5)], "\n"))
}

// check compares an answer with what it must be.
func (c *Crowd) check(p company.Person, q question, m bottest.Message) error {
	got := company.Names(m.Blocks)
	want := c.bot.Expect(p.Org, q.search, q.offset)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		return fmt.Errorf("%s asked for %q from %d and is shown %v, not %v: %s", p.Username, q.search, q.offset, got, want, m.Text[:min(len(m.Text), 200)])
	}
	return nil
}
