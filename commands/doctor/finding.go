package doctor

import (
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/locale"
)

// Area is what a finding is about.
type Area string

// The areas, in the order in which they are shown.
const (
	Settings Area = "settings"
	Slack    Area = "slack"
	Sockets  Area = "sockets"
	TCA      Area = "tca"
	Network  Area = "network"
	Clock    Area = "clock"
	Database Area = "database"
	Keys     Area = "keys"
	Jobs     Area = "jobs"
	Channel  Area = "channel"
)

// Areas lists the areas in their order.
func Areas() []Area {
	return []Area{Settings, Slack, Sockets, TCA, Network, Clock, Database, Keys, Jobs, Channel}
}

// State says how serious a finding is.
type State string

// The states.
const (
	Good      State = "good"
	Warning   State = "warning"   // the bot works, but something is missing or will be
	Bad       State = "bad"       // something does not work
	Unchecked State = "unchecked" // it could not be looked at
)

// Finding is what an examination found about one thing, in no language yet. The functions of this package make them.
type Finding struct {
	Area  Area
	State State

	said said
	fix  said // what to do; nothing when there is nothing to do
}

// said is a sentence of the catalogue with its values.
type said struct {
	key    locale.Key
	values []any
}

func (s said) in(w locale.Sayer) string {
	if s.key == "" {
		return ""
	}
	values := slices.Clone(s.values)
	for i, v := range values {
		if v, ok := v.(inner); ok {
			values[i] = v.In(w)
		}
	}
	return w.Say(s.key, values...)
}

// inner is a value of a sentence that is itself said in the reader's language.
type inner interface{ In(locale.Sayer) string }

// Said is the finding as a sentence.
func (f Finding) Said(w locale.Sayer) string { return f.said.in(w) }

// Fix is what to do about it; empty when there is nothing to do.
func (f Finding) Fix(w locale.Sayer) string { return f.fix.in(w) }

// found makes a finding.
func found(a Area, s State, key locale.Key, values ...any) Finding {
	return Finding{Area: a, State: s, said: said{key, values}}
}

// fixed adds what to do.
func (f Finding) fixed(key locale.Key, values ...any) Finding {
	f.fix = said{key, values}
	return f
}

// Worst is the most serious state of some findings; what was not checked counts as a warning.
func Worst(all []Finding) State {
	worst := Good
	for _, f := range all {
		switch f.State {
		case Bad:
			return Bad
		case Warning, Unchecked:
			worst = Warning
		case Good:
		}
	}
	return worst
}

// Place is where the examination was asked for.
type Place struct {
	Workspace string
	Channel   string // empty for none
}

// place is where a request was made.
func place(r *command.Request) Place { return Place{Workspace: r.Who.Workspace, Channel: r.Channel} }
