package digest

import (
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/schedule"
	"tcabot/commands/screen"
	"tcabot/commands/subscription"
	"time"
)

// settings are the arguments about a digest besides its target. One that is not given is zero and changes nothing.
type settings struct {
	At       schedule.Clock
	Days     schedule.Days
	Zone     *time.Location
	Language locale.Lang
	Severity []api.Severity
	Show     []Part
	Gate     gate.Gate
	Quiet    Quiet
	To       string // channel

	allSeverities, everything, noGate bool // cleared
}

func (a *settings) args() command.Args {
	return command.Args{
		command.Read(&a.At, "at", "09:30", readClock, schedule.Clock.String).AsTime().Needed(),
		command.Read(&a.Days, "days", "mon-fri", readDays, schedule.Days.String).Among("weekday", weekdays(schedule.EveryDay), func() []string { return weekdays(a.Days) }).Needed(),
		command.Read(&a.Zone, "zone", "Asia/Shanghai", readZone, zoneName).Needed(),
		command.One(&a.Language, "language", "language_name", locale.Languages()...).Rare(languages()...),
		command.Several(&a.Severity, "severity", "severity", api.Severities()...).Clearable(&a.allSeverities).Needed().Rare(),
		command.Several(&a.Show, "show", "digest_part", Parts()...).Clearable(&a.everything).Needed().Rare(),
		command.Read(&a.Gate, "gate", "new=0,fatal=0", gate.Read, gate.Gate.String).Clearable(&a.noGate),
		command.One(&a.Quiet, "quiet", "digest_quiet", QuietPost, QuietSkip, QuietWeekly).Rare(string(QuietPost)),
		command.Read(&a.To, "to", "#channel", subscription.ReadChannel, subscription.ChannelWord).Unasked(),
	}
}

// languages are the words of all languages: a digest always has one.
func languages() []string {
	var words []string
	for _, l := range locale.Languages() {
		words = append(words, l.String())
	}
	return words
}

// apply copies the given settings to a digest.
func (a *settings) apply(d *Digest) {
	set(&d.When.At, a.At)
	set(&d.When.Days, a.Days)
	set(&d.When.Zone, a.Zone)
	set(&d.Language, a.Language)
	set(&d.Content.Quiet, a.Quiet)
	setList(&d.Content.Severity, a.Severity, a.allSeverities)
	setList(&d.Content.Show, a.Show, a.everything)
	setList(&d.Content.Gate, a.Gate, a.noGate)
	// All of them listed one by one is stored as empty, so that parts of a later version are included, too.
	if len(d.Content.Severity) == len(api.Severities()) {
		d.Content.Severity = nil
	}
	if len(d.Content.Show) == len(Parts()) {
		d.Content.Show = nil
	}
}

func set[T comparable](to *T, given T) {
	var none T
	if given != none {
		*to = given
	}
}

func setList[L ~[]T, T any](to *L, given L, taken bool) {
	if len(given) > 0 || taken {
		*to = slices.Clone(given)
	}
}

// settingsOf are the settings of a digest: what a form is filled in with.
func settingsOf(d Digest) settings {
	a := settings{
		At: d.When.At, Days: d.When.Days, Zone: d.When.Zone, Language: d.Language, Severity: d.Content.Severity, Show: d.Content.Show,
		Gate: d.Content.Gate, Quiet: d.Content.Quiet,
	}
	if len(a.Severity) == 0 {
		a.Severity = api.Severities()
	}
	if len(a.Show) == 0 {
		a.Show = Parts()
	}
	if a.Quiet == "" {
		a.Quiet = QuietPost
	}
	return a
}

func readClock(text string) (schedule.Clock, error) {
	c, ok := schedule.ReadClock(text)
	if !ok {
		return 0, &command.UsageError{Reason: "usage.clock", Data: []any{"Value", text}}
	}
	return c, nil
}

func readDays(text string) (schedule.Days, error) {
	d, bad := schedule.ReadDays(text)
	if d == 0 {
		return 0, &command.UsageError{Reason: "usage.days", Data: []any{"Value", bad}}
	}
	return d, nil
}

func readZone(text string) (*time.Location, error) {
	z, ok := schedule.ReadZone(text)
	if !ok {
		return nil, &command.UsageError{Reason: "usage.zone", Data: []any{"Value", text}}
	}
	return z, nil
}

func zoneName(z *time.Location) string {
	if z == nil {
		return ""
	}
	return z.String()
}

// weekdays lists the words of days, Monday first.
func weekdays(d schedule.Days) []string {
	var words []string
	for _, day := range schedule.Week() {
		if d.Has(day) {
			words = append(words, schedule.Word(day))
		}
	}
	return words
}

// whenWords formats a schedule: "09:30, Mon–Fri (Asia/Shanghai)".
func whenWords(s command.Screen, when schedule.Schedule) string {
	return s.Say("digest.when", "At", when.At.String(), "Days", daysWords(s, when.Days), "Zone", zoneName(when.Zone))
}

// daysWords formats days: every day, weekdays, Mon–Wed.
func daysWords(s command.Screen, d schedule.Days) string {
	switch d {
	case schedule.EveryDay:
		return s.Say("digest.every_day")
	case schedule.Workdays:
		return s.Say("digest.workdays")
	case schedule.Weekend:
		return s.Say("digest.weekend")
	}
	var names []string
	for part := range strings.SplitSeq(d.String(), ",") {
		from, to, several := strings.Cut(part, "-")
		name := s.Say(locale.Group("weekday").Key(from))
		if several {
			name = s.Say("digest.from_to", "From", name, "To", s.Say(locale.Group("weekday").Key(to)))
		}
		names = append(names, name)
	}
	return screen.Join(s, names)
}

// contentWords lists the settings of a digest's content that differ from the defaults.
func contentWords(s command.Screen, c Content) []kit.Span {
	var parts []kit.Span
	add := func(id locale.Key, value string) {
		if len(parts) > 0 {
			parts = append(parts, kit.Text(" · "))
		}
		parts = append(parts, kit.Text(s.Say(id)+" "), kit.Bold(value))
	}
	named := func(group locale.Group, words []string) string {
		for i, w := range words {
			words[i] = s.Say(group.Key(w))
		}
		return screen.Join(s, words)
	}
	if len(c.Severity) > 0 {
		add("digest.only", named("severity", strings.Split(listWords(c.Severity), ",")))
	}
	if len(c.Show) > 0 {
		add("digest.shows", named("digest_part", strings.Split(listWords(c.Show), ",")))
	}
	if len(c.Gate) > 0 {
		add("digest.gate", c.Gate.String())
	}
	if c.Quiet != "" && c.Quiet != QuietPost {
		add("digest.quiet", s.Say(locale.Group("digest_quiet").Key(string(c.Quiet))))
	}
	return parts
}

func listWords[T interface{ String() string }](all []T) string {
	words := make([]string, len(all))
	for i, v := range all {
		words[i] = v.String()
	}
	return strings.Join(words, ",")
}
