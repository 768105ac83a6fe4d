package schedule

import (
	"strings"
	"time"
)

// Quiet is the hours of every day in which a person wants no direct messages that nobody asked for. The zero Quiet is none.
type Quiet struct {
	From, Until Clock          // Until may be on the next day
	Zone        *time.Location // not nil, unless there are no hours
	Chosen      bool           // the person named the zone; otherwise Zone is what Slack said when they chose the hours
}

// IsZero reports whether there are no quiet hours.
func (q Quiet) IsZero() bool { return q.From == 0 }

// Hours are the hours as they are typed: 20:00-08:00; empty for none.
func (q Quiet) Hours() string {
	if q.IsZero() {
		return ""
	}
	return q.From.String() + "-" + q.Until.String()
}

// End is when the quiet hours end that contain a time; ok is false when it is in none.
func (q Quiet) End(at time.Time) (end time.Time, ok bool) {
	if q.IsZero() || q.Zone == nil {
		return time.Time{}, false
	}
	begins := Schedule{At: q.From, Days: EveryDay, Zone: q.Zone}
	ends := Schedule{At: q.Until, Days: EveryDay, Zone: q.Zone}
	if !begins.Last(at).After(ends.Last(at)) {
		return time.Time{}, false
	}
	return ends.Next(at), true
}

// ReadQuiet parses the hours of a Quiet: 20:00-08:00, 8pm-8am, 20:00至08:00. ok is false for anything else, and for two equal
// times.
func ReadQuiet(text string) (from, until Clock, ok bool) {
	for _, to := range []string{"-", "–", "—", "~", "～", "至", "到", ".."} {
		first, last, found := strings.Cut(text, to)
		if !found {
			continue
		}
		from, ok1 := ReadClock(first)
		until, ok2 := ReadClock(last)
		return from, until, ok1 && ok2 && from != until
	}
	return 0, 0, false
}
