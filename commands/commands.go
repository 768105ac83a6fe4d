// Package commands is what people can ask the bot: one folder a subject, one file a command.
package commands

import (
	"maps"
	"slices"
	"tcabot/api"
	"tcabot/commands/account"
	"tcabot/commands/action"
	"tcabot/commands/assignment"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/doctor"
	"tcabot/commands/follow"
	"tcabot/commands/gate"
	"tcabot/commands/general"
	"tcabot/commands/home"
	"tcabot/commands/issues"
	"tcabot/commands/metrics"
	"tcabot/commands/overview"
	"tcabot/commands/preview"
	"tcabot/commands/repos"
	"tcabot/commands/scans"
	"tcabot/commands/schemes"
	"tcabot/commands/setup"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"tcabot/commands/watch"
	"time"
)

// Deps is what commands use. All fields are required but Recent and Counting.
type Deps struct {
	Links    command.Links
	Settings AllSettings
	Exports  general.Exports
	Digests  digest.Store
	Gates    gate.Store
	Sending  digest.Sending
	Follows  follow.Store
	Watches  watch.Watches
	Watching watch.Waiting
	Actions  action.Store
	Previews preview.Choices
	Examiner doctor.Examiner
	Channels subscription.Channels
	Policy   subscription.Policy
	Admins   []string         // Slack users who may change everybody's digests, and read what everybody changed in TCA
	Now      func() time.Time // by which digests are due
	Site     api.Site         // where TCA's web pages are
	Recent   *target.Recent   // what people looked at last; nil to remember nothing
	Counting overview.Counting
	Org      string // the organisation of everybody who named none; may be empty

	book func() *command.Book // all commands, for help; set by New
}

// AllSettings keeps what people chose.
type AllSettings interface {
	target.Settings
	account.Languages
	account.Names
	account.Mentions
	assignment.Settings
	account.Eraser
}

// Finder finds what people mean.
func (d Deps) Finder() target.Finder {
	f := target.Finder{Settings: d.Settings, Site: d.Site, DefaultOrg: d.Org, Recent: d.Recent}
	if d.Gates != nil {
		f.Pins = gate.Named{Reader: d.Gates}
	}
	return f
}

// All lists every command, as they belong together and in the order of help.
func All(d Deps) []command.Group {
	f := d.Finder()
	you := account.Deps{Finder: f, Links: d.Links, Languages: d.Settings, Names: d.Settings, Mentions: d.Settings, Direct: d.Settings, Eraser: d.Settings}
	rules := subscription.Rules{Finder: f, Channels: d.Channels, Links: d.Links, Policy: d.Policy, Admins: d.Admins}
	undo := issues.Undoers()
	maps.Copy(undo, metrics.Undoers())
	maps.Copy(undo, setup.Undoers())
	runner := action.Runner{Store: d.Actions, Now: d.Now}
	cards := preview.Deps{Finder: f, Gates: d.Gates, Choices: d.Previews, Channels: d.Channels, Policy: d.Policy}
	all := general.Deps{Finder: f, Exports: d.Exports, Book: d.book}
	start := home.Deps{
		Finder: f, Settings: d.Settings, Digests: d.Digests, Follows: d.Follows, Watches: d.Watches, Worker: overview.NewWorker(f, d.Counting),
	}
	return []command.Group{
		{Name: "start", Commands: slices.Concat(general.Help(all), home.Commands(start), account.Start(you))},
		{Name: "branch", Commands: slices.Concat(overview.Branch(f, d.Gates), issues.Lists(f), overview.Mine(f, d.Counting), issues.Rules(f), scans.Results(f))},
		{Name: "metrics", Commands: metrics.Commands(f)},
		{Name: "scans", Commands: slices.Concat(scans.Commands(f, d.Links), watch.Commands(watch.Deps{
			Rules: rules.Of(subscription.Digest), Watches: d.Watches, Waiting: d.Watching, Now: d.Now,
		}))},
		{Name: "digests", Commands: digest.Commands(digest.Deps{
			Rules: rules.Of(subscription.Digest), Digests: d.Digests, Gates: d.Gates, Sending: d.Sending, Now: d.Now, Patience: d.Counting.Patience,
		})},
		{Name: "follows", Commands: follow.Commands(follow.Deps{Rules: rules.Of(subscription.Follow), Follows: d.Follows, Now: d.Now})},
		{Name: "gates", Commands: gate.Commands(gate.Deps{Finder: f, Store: d.Gates, Now: d.Now, Patience: d.Counting.Patience})},
		{Name: "find", Commands: slices.Concat(general.Find(all), repos.Commands(f))},
		{Name: "settings", Commands: schemes.Commands(f)},
		{Name: "setup", Commands: setup.Commands(setup.Deps{Finder: f, Runner: runner})},
		{Name: "changes", Commands: slices.Concat(issues.Changes(f, runner), metrics.Changes(f, runner), action.Commands(action.Deps{Runner: runner, Undo: undo, Admins: d.Admins}))},
		{Name: "export", Commands: slices.Concat(general.Export(all), preview.Cards(cards))},
		{Name: "you", Commands: slices.Concat(account.You(you), preview.Links(cards))},
		{Name: "admin", Commands: doctor.Commands(doctor.Deps{Examiner: d.Examiner, Admins: d.Admins})},
	}
}

// New makes the book of all commands. It fails on a command that is not well formed.
func New(d Deps) (*command.Book, error) {
	var book *command.Book
	d.book = func() *command.Book { return book }
	made, err := command.NewBook(All(d)...)
	if err != nil {
		return nil, err
	}
	book = made.Resolving(d.Finder().Show).Reading(func(url string) (string, bool) {
		shown, ok := target.Page(d.Site, url)
		return shown.String(), ok
	})
	return book, nil
}
