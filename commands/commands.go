// Package commands is what people can ask the bot: one folder a subject, one file a command.
package commands

import (
	"slices"
	"tcabot/api"
	"tcabot/commands/spec"
	"time"
)

// Deps is what commands use. All fields are required.
type Deps struct {
	Links    Links
	Settings AllSettings
	Exports  Exports
	Digests  Digests
	Sending  Sending
	Channels Channels
	Policy   Policy
	Admins   []string         // Slack users who may change everybody's digests
	Now      func() time.Time // by which digests are due
	Site     api.Site         // where TCA's web pages are
	Org      string           // the organisation of everybody who named none; may be empty

	book func() *spec.Book // all commands, for help; set by New
}

// AllSettings keeps what people chose.
type AllSettings interface {
	Settings
	Languages
}

// Finder finds what people mean.
func (d Deps) Finder() Finder { return Finder{Settings: d.Settings, Site: d.Site, Org: d.Org} }

// All lists every command, as they belong together and in the order of help.
func All(d Deps) []spec.Group {
	f := d.Finder()
	you := AccountDeps{Finder: f, Links: d.Links, Languages: d.Settings}
	all := GeneralDeps{Finder: f, Exports: d.Exports, Book: d.book}
	return []spec.Group{
		{Name: "start", Commands: slices.Concat(generalHelp(all), accountStart(you))},
		{Name: "branch", Commands: slices.Concat(overviewBranch(f), issuesLists(f), overviewMine(f), issuesRules(f), scansResults(f))},
		{Name: "metrics", Commands: metricsCommands(f)},
		{Name: "scans", Commands: scansCommands(f, d.Links)},
		{Name: "told", Commands: digestCommands(DigestDeps{
			Finder: f, Digests: d.Digests, Sending: d.Sending, Channels: d.Channels, Links: d.Links, Policy: d.Policy, Admins: d.Admins, Now: d.Now,
		})},
		{Name: "find", Commands: reposCommands(f)},
		{Name: "settings", Commands: schemesCommands(f)},
		{Name: "take", Commands: generalTake(all)},
		{Name: "you", Commands: accountYou(you)},
	}
}

// New makes the book of all commands. It fails on a command that is not well formed.
func New(d Deps) (*spec.Book, error) {
	var book *spec.Book
	d.book = func() *spec.Book { return book }
	made, err := spec.NewBook(All(d)...)
	if err != nil {
		return nil, err
	}
	book = made.Reading(func(url string) (string, bool) { return LineOf(d.Site, url) })
	return book, nil
}
