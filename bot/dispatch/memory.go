package dispatch

import (
	"context"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"time"
)

// Recall is the answer that is remembered for a question, if there is one. It asks nobody, not even the database: without
// the Profile of the question nothing is recalled.
func (d *Dispatcher) Recall(q Question) (Answer, bool) {
	if q.Profile == nil || q.Profile.Missing != nil || q.State.Fresh || q.Who.Workspace != d.conf.Workspace {
		return Answer{}, false
	}
	q.Line = once(q.Line, d.conf.Command)
	known, ok := d.memory.Made(d.accounts.Owner(q.Profile.Link), q.name(today()))
	if !ok {
		return Answer{}, false
	}
	a := known.(Answer)
	return a, q.saw(a.Total)
}

// today numbers the days in TCA's zone, in which lines say "today" or "7d".
func today() int {
	now := time.Now().In(api.Zone())
	return now.Year()*1000 + now.YearDay()
}

// remember is the answer that is remembered for a question, or else that of its command, which is remembered then. The line
// was parsed on that day or, at midnight, on the next, when nobody asks for answers of that day any more.
func (d *Dispatcher) remember(ctx context.Context, q Question, r *command.Request, parsed command.Parsed, day int) (a Answer, line string, err error) {
	if known, ok := d.Recall(q); ok {
		return known, q.Line, nil
	}
	d.memory.Make(ctx, d.accounts.Owner(q.Profile.Link), q.name(day), func(ctx context.Context) (any, bool) {
		a, line, err = d.execute(ctx, q, r, parsed)
		return a, err == nil && q.saw(a.Total)
	})
	return a, line, err
}

// saw reports whether a list is as long as when the person last saw it, if they did: then the answer does not say that it
// has changed.
func (q Question) saw(total int) bool { return q.State.Was == 0 || q.State.Was == total }

// name is everything on which the answer to a question depends that is asked on some day, besides whose account it is and
// what they saw before.
func (q Question) name(day int) string {
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
	count(day)
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
