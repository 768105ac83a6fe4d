package follow

import (
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/locale"
	"tcabot/commands/subscription"
)

// settings are the arguments about a follow besides its target. One that is not given is zero and changes nothing.
type settings struct {
	What     []What
	Gate     gate.Gate
	Language locale.Lang
	To       string // channel

	noGate bool // cleared
}

func (a *settings) args() command.Args {
	return command.Args{
		command.Several(&a.What, "what", "follow_what", Whats()...).Needed(),
		command.Read(&a.Gate, "gate", "new=0,fatal=0", gate.Read, gate.Gate.String).Clearable(&a.noGate),
		command.One(&a.Language, "language", "language_name", locale.Languages()...),
		command.Read(&a.To, "to", "#channel", subscription.ReadChannel, subscription.ChannelWord).Unasked(),
	}
}

// apply copies the given settings to a follow.
func (a *settings) apply(f *Follow) {
	if len(a.What) > 0 {
		f.What = choices(a.What)
	}
	if a.noGate {
		f.Gate = nil
	}
	if len(a.Gate) > 0 {
		f.Gate = slices.Clone(a.Gate)
		if len(a.What) == 0 && !f.Has(ByAll) && !f.Has(ByGate) {
			f.What = choices(append(slices.Clone(f.What), ByGate))
		}
	}
	if a.Language != "" {
		f.Language = a.Language
	}
}

// choices are the given ones in their usual order; every scan includes all others.
func choices(given []What) []What {
	if slices.Contains(given, ByAll) {
		return []What{ByAll}
	}
	return slices.DeleteFunc(Whats(), func(w What) bool { return !slices.Contains(given, w) })
}

// settingsOf are the settings of a follow: what a form is filled in with.
func settingsOf(f Follow) settings { return settings{What: f.What, Gate: f.Gate, Language: f.Language} }
