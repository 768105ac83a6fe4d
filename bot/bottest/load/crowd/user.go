package crowd

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"tcabot/bot/bottest"
	"tcabot/bot/bottest/load/company"
)

// Kind says what somebody does.
type Kind int

// The kinds.
const (
	Remembered Kind = iota // ask for a list that they asked for a moment ago
	Unseen                 // search for what nobody has searched for
	Turn                   // turn a page of a list back or forth
)

// deepest is the offset of the last page that is turned to.
const deepest = 4 * company.PageSize

type question struct {
	search string
	offset int
}

// user is a person at one device. One does one thing after the other.
type user struct {
	crowd  *Crowd
	person company.Person
	dice   *rand.Rand
	list   bottest.MessageRef // the list whose pages are turned
	offset int                // where it is
}

// newUser is a person at their n-th device.
func (c *Crowd) newUser(person, n int) *user {
	return &user{crowd: c, person: c.company.People()[person], dice: rand.New(rand.NewPCG(uint64(person), uint64(n)))}
}

// do does a thing of a kind, and checks the answer.
func (u *user) do(ctx context.Context, k Kind) (Sample, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	switch {
	case k == Unseen:
		return u.ask(ctx, k, u.crowd.search())
	case k == Turn && u.list.TS != "":
		return u.turn(ctx, u.offset == 0 || u.offset < deepest && u.dice.IntN(2) == 0)
	default:
		familiar := u.crowd.company.Familiar()
		return u.ask(ctx, Remembered, familiar[u.dice.IntN(len(familiar))])
	}
}

// ask types the command.
func (u *user) ask(ctx context.Context, k Kind, search string) (Sample, error) {
	line := "repos " + company.Team
	if search != "" {
		line += " " + search
	}
	d, err := u.crowd.Slack.Slash(ctx, u.person.SlackID, Channel, "/tca", line)
	s, m, err := u.await(ctx, k, question{search: search}, d, err)
	if err == nil && search == "" {
		u.list, u.offset = m.Ref(), 0
	}
	return s, err
}

// turn presses one of the buttons that turn the pages.
func (u *user) turn(ctx context.Context, forth bool) (Sample, error) {
	button, to := u.crowd.bot.Previous, u.offset-company.PageSize
	if forth {
		button, to = u.crowd.bot.Next, u.offset+company.PageSize
	}
	d, err := u.crowd.Slack.Click(ctx, u.person.SlackID, u.list, button)
	s, _, err := u.await(ctx, Turn, question{offset: to}, d, err)
	u.offset = to
	if err != nil {
		u.list = bottest.MessageRef{}
	}
	return s, err
}

// await takes and checks the answer.
func (u *user) await(ctx context.Context, k Kind, q question, d bottest.Delivery, err error) (Sample, bottest.Message, error) {
	if err == nil && !d.Acked {
		err = errors.New("not acknowledged in time")
	}
	var m bottest.Message
	if err == nil {
		m, err = u.crowd.answers.wait(ctx, d.EnvelopeID)
	}
	if err != nil {
		return Sample{}, m, fmt.Errorf("%s gets no answer to %q from %d: %w", u.person.Username, q.search, q.offset, err)
	}
	s := Sample{Kind: k, Ack: d.AckAfter, Answer: m.At.Sub(d.SentAt)}
	return s, m, u.crowd.check(u.person, q, m)
}

// open asks for the list whose pages are turned.
func (u *user) open(ctx context.Context) error {
	_, err := u.ask(ctx, Remembered, "")
	return err
}

// warm asks for everything that is to be remembered later.
func (u *user) warm(ctx context.Context) error {
	familiar := u.crowd.company.Familiar()
	for i := range familiar { // the whole list last, for its pages are turned
		if _, err := u.ask(ctx, Remembered, familiar[len(familiar)-1-i]); err != nil {
			return err
		}
	}
	for u.offset < deepest {
		if _, err := u.turn(ctx, true); err != nil {
			return err
		}
	}
	return nil
}
