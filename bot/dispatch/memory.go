package dispatch

import (
	"context"
	"strconv"
	"strings"
	"tcabot/commands/command"
)

// Recall is the answer that is remembered for a question, if there is one. It asks nobody, not even the database: without
// the Profile of the question nothing is recalled.
func (d *Dispatcher) Recall(q Question) (Answer, bool) {
	if q.Profile == nil || q.Profile.Missing != nil || q.State.Fresh || q.Who.Workspace != d.conf.Workspace {
		return Answer{}, false
	}
	q.Line = once(q.Line, d.conf.Command)
	known, ok := d.memory.Made(d.accounts.Owner(q.Profile.Link), q.name())
	if !ok {
		return Answer{}, false
	}
	a := known.(Answer)
	return a, q.saw(a.Total)
}

// remember is the answer that is remembered for a question, or else that of its command, which is remembered then.
func (d *Dispatcher) remember(ctx context.Context, q Question, r *command.Request, parsed command.Parsed) (a Answer, line string, err error) {
	if known, ok := d.Recall(q); ok {
		return known, q.Line, nil
	}
	d.memory.Make(ctx, d.accounts.Owner(q.Profile.Link), q.name(), func(ctx context.Context) (any, bool) {
		a, line, err = d.execute(ctx, q, r, parsed)
		return a, err == nil && q.saw(a.Total)
	})
	return a, line, err
}

// saw reports whether a list is as long as when the person last saw it, if they did: then the answer does not say that it
// has changed.
func (q Question) saw(total int) bool { return q.State.Was == 0 || q.State.Was == total }

// name is everything on which the answer to a question depends, besides whose account it is and
// what they saw before.
func (q Question) name() string {
	var b strings.Builder
	b.Grow(128 + len(q.Line))
	word := func(s string) {
		b.WriteString(strconv.Itoa(len(s)))
		b.WriteByte(' ')
		b.WriteString(s)
	}
	count := func(n int) {
		b.WriteString(strconv.Itoa(n))
		b.WriteByte(' ')
	}
	flag := func(is bool) {
		if is {
			b.WriteByte('+')
		} else {
			b.WriteByte('-')
		}
	}
	word(q.Channel)
	flag(q.Direct)
	flag(q.isOld())
	word(q.Words.Lang().String())
	word(q.Zone.String())
	flag(q.Zoned)
	count(q.State.Offset)
	word(q.State.By)
	for _, t := range q.Profile.Defaults() {
		word(t.Org)
		word(t.Team)
		count(int(t.Repo))
		count(int(t.Project))
	}
	for _, n := range q.Profile.Link.Names {
		word(n)
	}
	b.WriteByte('\n')
	b.WriteString(q.Line)
	return b.String()
}
