package fleet

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// longest is how long after its acknowledgement something may still be under way: the time of a command, and of each way to
// deliver its answer.
const longest = 45 * time.Second

// verdict is what became of a question.
type verdict int

const (
	answered   verdict = iota
	troubled           // answered with what went wrong
	sunk               // its process was killed before it could answer
	unaccepted         // it was not acknowledged
	lost               // nobody knows why it was not answered
	doubled            // it was answered more than once
	verdicts
)

// judge says what became of a question. Direct messages may say the same twice: Slack did not confirm the first one.
func (c *chaos) judge(q *question, next *question) verdict {
	c.ledger.mu.Lock()
	elsewhere := slices.Clone(c.said[q.who][q.before:])
	if next != nil {
		elsewhere = elsewhere[:next.before-q.before]
	}
	here := slices.Clone(c.said[q.delivery.EnvelopeID])
	c.ledger.mu.Unlock()
	all := slices.Concat(here, elsewhere)
	switch {
	case len(here) > 1 || len(here) == 1 && len(elsewhere) > 0 || slices.ContainsFunc(elsewhere, func(s said) bool { return s.text != elsewhere[0].text }):
		return doubled
	case !q.delivery.Acked:
		return unaccepted
	case len(all) > 0 && all[0].trouble:
		return troubled
	case len(all) > 0:
		return answered
	case c.sank(q):
		return sunk
	default:
		return lost
	}
}

// sank reports whether the process that acknowledged a question was killed before its answer was due.
func (c *chaos) sank(q *question) bool {
	at := q.delivery.SentAt.Add(q.delivery.AckAfter)
	for _, v := range c.fleet {
		if v.name == q.delivery.Process && slices.ContainsFunc(v.killed, func(k time.Time) bool { return k.After(q.delivery.SentAt) && k.Before(at.Add(longest)) }) {
			return true
		}
	}
	return false
}

// table prints what was done and what became of it.
func (c *chaos) table(stormy, settled time.Duration) {
	t := c.t
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	slices.SortStableFunc(c.asked, func(a, b *question) int { return cmp.Or(cmp.Compare(a.who, b.who), a.sent.Compare(b.sent)) })
	var n [verdicts]int
	for i, q := range c.asked {
		var next *question
		if i+1 < len(c.asked) && c.asked[i+1].who == q.who {
			next = c.asked[i+1]
		}
		v := c.judge(q, next)
		n[v]++
		if v == lost || v == doubled {
			t.Errorf("%q of %s to %s at %s (%s, acknowledged after %s): %+v", q.line, q.who, q.delivery.Process, q.delivery.SentAt.Format("15:04:05.000"),
				q.delivery.EnvelopeID, q.delivery.AckAfter, c.answers(q))
		}
	}
	var text strings.Builder
	row := func(name string, n int) { fmt.Fprintf(&text, "  %-50s %6d\n", name, n) }
	for _, name := range slices.Sorted(maps.Keys(c.faults)) {
		row(name, c.faults[name])
	}
	text.WriteString("\n")
	row("sent", len(c.asked))
	row("accepted (acknowledged)", len(c.asked)-n[unaccepted])
	row("answered", n[answered])
	row("answered with an error", n[troubled])
	row("not answered, as its process was killed", n[sunk])
	row("lost", n[lost])
	row("double", n[doubled])
	text.WriteString("\n")
	row("digests due", len(c.port.digests))
	row("digests posted", len(c.count("tcabot_digest", "digest", "due")))
	row("scans watched", len(c.count("tcabot_watch", "watch")))
	row("ends of watches posted", len(c.count("tcabot_watch_result", "watch")))
	row("ends of scans to be told by follows", sumOf(c.ends()))
	row("ends told", sumOf(c.told()))
	t.Logf("three bots in a storm of %.0f s, settled after %.0f s more\n%s", stormy.Seconds(), settled.Seconds(), text.String())
}
