package command

// Target is a default target: an organisation, and optionally a team, a repository and an analysed branch in it. Parts
// that are not set are empty or 0.
type Target struct {
	Org, Team     string // org_sid and team name
	Repo, Project int64
}

// IsZero reports whether nothing is set.
func (t Target) IsZero() bool { return t == Target{} }

// Profile is what the bot stores of a person, and of the channel in which they ask.
type Profile struct {
	Link     Link   // with its Who alone when there is none
	Missing  error  // why the link cannot be used: ErrNotLinked or ErrUnreadable; nil when it can
	Language string // that the person chose; empty for that of their Slack
	Channel  Target // the default target of the channel
	Personal Target // and that of the person
}

// Defaults are the default targets, the one that counts first.
func (p Profile) Defaults() []Target { return []Target{p.Channel, p.Personal} }
