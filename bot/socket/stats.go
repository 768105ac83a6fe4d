package socket

import (
	"sync/atomic"
	"tcabot/api/redact"
	"tcabot/bot/meter"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

const (
	// freshness is how long ago Slack may have said something, a ping included, on a connection that counts as fresh. It pings
	// more often.
	freshness = time.Minute
	// patience is how long Slack waits for an acknowledgement.
	patience = 3 * time.Second
)

// State is the state of the connections.
type State struct {
	Open  int       // connections that take acknowledgements
	Fresh int       // those of them on which Slack said something within the last minute
	Heard time.Time // when it last said something on one of them; zero without one
}

// State is the state at a moment.
func (l *Listener) State(now time.Time) State {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := State{Open: len(l.open)}
	for c := range l.open {
		heard := time.Unix(0, c.lastHeard.Load())
		if now.Sub(heard) <= freshness {
			s.Fresh++
		}
		if heard.After(s.Heard) {
			s.Heard = heard
		}
	}
	return s
}

// Stats are what happened on the connections since the start.
type Stats struct {
	Acks       map[string]meter.Times // from an envelope to its acknowledgement, by the kind of envelope
	Late       int64                  // acknowledgements that came after Slack had stopped waiting
	Reconnects map[string]int64       // connections that ended or could not be opened, by the reason
	Duplicates int64                  // envelopes that Slack delivered again
	Panics     int64                  // that were caught
}

// Stats returns what was counted so far.
func (l *Listener) Stats() Stats {
	return Stats{Acks: l.meters.acks.Times(), Late: l.meters.late.Load(), Reconnects: l.meters.reconnects.Counts(), Duplicates: l.meters.duplicates.Load(), Panics: l.meters.panics.Load()}
}

// meters count what happens on connections.
type meters struct {
	acks             meter.Timers[string]
	reconnects       meter.Counts[string]
	late, duplicates atomic.Int64
	panics           atomic.Int64
}

// acknowledged counts an acknowledgement that was written.
func (m *meters) acknowledged(kind string, took time.Duration) {
	m.acks.Add(kind, took)
	if took > patience {
		m.late.Add(1)
	}
}

// The reasons for which a connection is replaced, besides those that Slack names.
const (
	reasonFailed = "failed" // it could not be opened
	reasonSilent = "silent" // Slack sent no ping
	reasonBroken = "broken" // it ended without a word
	reasonOther  = "other"  // one that Slack named, and that is not known
)

// reasonOf is the reason in Slack's request to leave.
func reasonOf(named string) string {
	switch named {
	case "warning", "refresh_requested", "link_disabled":
		return named
	default:
		return reasonOther
	}
}

// reasonOfError is the reason of a connection that ended by itself.
func reasonOfError(err error) string {
	if redact.KindOf(err) == redact.TimedOut {
		return reasonSilent
	}
	return reasonBroken
}

// kindOf is the kind of an envelope: of interactions, their own, as only some of them wait for an answer.
func kindOf(payload any) string {
	switch p := payload.(type) {
	case slack.SlashCommand:
		return socketmode.RequestTypeSlashCommands
	case slackevents.EventsAPIEvent:
		return socketmode.RequestTypeEventsAPI
	case slack.InteractionCallback:
		switch p.Type {
		case slack.InteractionTypeBlockActions, slack.InteractionTypeBlockSuggestion, slack.InteractionTypeViewSubmission,
			slack.InteractionTypeMessageAction, slack.InteractionTypeShortcut:
			return string(p.Type)
		default:
			return reasonOther
		}
	default:
		return reasonOther
	}
}
