package doctor

import "time"

// Process is a running process of the bot, as it last noted in the database.
type Process struct {
	ID          string
	Host        string // name of its machine or container
	Version     string
	Began, Seen time.Time
	Connections int       // its own to Slack that are open
	Elsewhere   int       // how many more connections of the app Slack counted when it last greeted; -1 for not known
	Greeted     time.Time // when that was
}

// connections counts those of all processes, and those that Slack counted last; counted is -1 while it has not.
func connections(all []Process) (own, counted int) {
	latest := Process{Elsewhere: -1}
	for _, p := range all {
		own += p.Connections
		if p.Elsewhere >= 0 && p.Greeted.After(latest.Greeted) {
			latest = p
		}
	}
	if latest.Elsewhere < 0 {
		return own, -1
	}
	return own, latest.Connections + latest.Elsewhere
}

// Foreign reports whether Slack counts more connections of the app than the processes have: then another program may use the
// same app, and get a part of what people ask.
func Foreign(all []Process) bool {
	own, counted := connections(all)
	return counted > own
}

// Processes says which processes run, and how many connections Slack counts.
func Processes(all []Process) (findings []Finding) {
	if len(all) == 0 {
		return []Finding{found(Sockets, Warning, "doctor.no_process").fixed("doctor.no_process_fix")}
	}
	for _, p := range all {
		f := found(Sockets, Good, "doctor.process", "Host", p.Host, "Version", p.Version, "Began", at(p.Began), "Count", p.Connections)
		if p.Connections == 0 {
			f.State = Bad
			f = f.fixed("doctor.process_fix")
		}
		findings = append(findings, f)
	}
	own, counted := connections(all)
	switch {
	case counted < 0:
		return append(findings, found(Sockets, Unchecked, "doctor.connections_unknown"))
	case counted > own:
		return append(findings, found(Sockets, Warning, "doctor.connections_foreign", "Counted", counted, "Own", own).fixed("doctor.connections_fix"))
	default:
		return append(findings, found(Sockets, Good, "doctor.connections_good"))
	}
}

// at is how a moment is written, in no language.
func at(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
