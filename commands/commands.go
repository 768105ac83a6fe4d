// Package commands is what people can ask the bot: one file per command, holding what it takes, what it fetches and
// how the answer looks. What a command needs from the world beside TCA it declares here as a small interface; the bot
// implements it. Adding a command is one new file, its line in All and its sentences in the two catalogues.
package commands

import (
	"context"
	"tcabot/api"
	"tcabot/api/secret"
	"tcabot/commands/spec"
	"time"
)

// Deps is what commands use. All fields are required.
type Deps struct {
	Links    Links
	Settings Settings
	Exports  Exports
	Digests  Digests
	Sending  Sending
	Channels Channels
	Policy   Policy
	Admins   []string          // Slack users who may change everybody's digests
	Now      func() time.Time  // by which digests are due
	Site     api.Site          // where TCA's web pages are
	Org      string            // the organisation of everybody who named none; may be empty
	Book     func() *spec.Book // all commands, for help
}

// Link ties a Slack user to a TCA account.
type Link struct {
	Who        spec.Who
	Username   string // the TCA user
	Nickname   string // what TCA shows for that user
	Token      secret.Text
	Generation int64     // grows with each login; part of every cache key
	Linked     time.Time // when
}

// Links keeps one Link per Slack user.
type Links interface {
	// Link returns the person's link, or ErrNotLinked.
	Link(context.Context, spec.Who) (Link, error)
	// SaveLink stores a link in place of the person's former one and returns it with its new Generation.
	SaveLink(context.Context, Link) (Link, error)
	// DeleteLink forgets the person's token. Nothing to forget is not an error.
	DeleteLink(context.Context, spec.Who) error
}

// Target is where lines without a target go: an organisation, a team of it, a repository of that, an analysed branch of
// that. What is not set is empty or 0.
type Target struct {
	Org, Team     string // org_sid and team name
	Repo, Project int64
}

// IsZero reports whether nothing is set.
func (t Target) IsZero() bool { return t == Target{} }

// Subject is what a setting belongs to: a person or a channel of a workspace.
type Subject struct{ Workspace, ID string }

// Settings keeps what people chose.
type Settings interface {
	// Target returns the default target of a person or channel; the zero one when none is set.
	Target(context.Context, Subject) (Target, error)
	// SetTarget replaces it; a zero target takes it away.
	SetTarget(context.Context, Subject, Target) error
	// Language returns the language a person chose, or "" for Slack's own.
	Language(context.Context, spec.Who) (string, error)
	// SetLanguage replaces it.
	SetLanguage(context.Context, spec.Who, string) error
}

type commandError string

func (e commandError) Error() string { return string(e) }

// Errors of this package.
const (
	// ErrNotLinked says that no TCA token is stored for a person.
	ErrNotLinked = commandError("no TCA account is connected")
	// ErrBusy says that as many commands run as the bot takes on at once.
	ErrBusy = commandError("too many commands at once")
	// ErrBadButton says that a button carried what we never wrote.
	ErrBadButton = commandError("button not understood")
	// ErrForeign says that somebody of another workspace pressed or typed.
	ErrForeign = commandError("another workspace's user")
	// ErrTokenTyped says that a line holds what looks like a TCA token.
	ErrTokenTyped = commandError("a token in a line")
	// ErrStopping says that the bot is about to stop.
	ErrStopping = commandError("the bot is restarting")
	// ErrManyExports says that a person has as many files being written as one may.
	ErrManyExports = commandError("too many exports of one person")
	// ErrUpload says that Slack did not take a file.
	ErrUpload = commandError("file not taken")
	// ErrDirect says that Slack lets the bot write no direct message to a person.
	ErrDirect = commandError("no direct message to this person")
	// ErrUnconfirmed says that Slack did not tell whether it took a direct message.
	ErrUnconfirmed = commandError("a direct message is not confirmed")
	// ErrSlack says that Slack does not answer, or not what it should.
	ErrSlack = commandError("Slack does not answer")
	// ErrStorage says that the bot's own database does not answer.
	ErrStorage = commandError("the bot's database does not answer")
	// ErrNoChannel says that the bot knows of no such conversation.
	ErrNoChannel = commandError("no such channel")
	// ErrNoDigest says that there is no digest of a number here.
	ErrNoDigest = commandError("no such digest")
	// ErrChanged says that somebody else changed a thing first.
	ErrChanged = commandError("changed meanwhile")
	// ErrManyDigests says that a channel has as many digests as it may.
	ErrManyDigests = commandError("too many digests in one channel")
	// ErrDeadline is the cause of a command's context that ran out of time.
	ErrDeadline = commandError("no answer in time")
)

// All lists every command, as they belong together and in the order of help.
func All(d Deps) []spec.Group {
	return []spec.Group{
		{Name: "start", Commands: []spec.Command{
			help(d), login(d), use(d),
		}},
		{Name: "branch", Commands: []spec.Command{
			overview(d), issues(d), issue(d), mine(d), rules(d), rule(d), authors(d), latest(d), trend(d),
		}},
		{Name: "metrics", Commands: []spec.Command{
			complexity(d), complexityFile(d), functions(d), function(d), duplication(d), duplicate(d),
			duplicateBlock(d), lines(d), linesFiles(d), linesFile(d), linesLanguages(d),
		}},
		{Name: "scans", Commands: []spec.Command{
			scans(d), jobs(d), job(d),
		}},
		{Name: "told", Commands: []spec.Command{
			digestCommand(d), digestAdd(d), digestShow(d), digestPreviewCommand(d), digestNow(d), digestEdit(d), digestPause(d), digestResume(d), digestAdopt(d),
			digestRemove(d),
		}},
		{Name: "find", Commands: []spec.Command{
			repos(d), repo(d), projects(d), project(d), branches(d), teams(d), team(d), orgs(d), org(d),
		}},
		{Name: "settings", Commands: []spec.Command{
			schemes(d), scheme(d), templates(d), tools(d), tool(d), reference(d),
		}},
		{Name: "take", Commands: []spec.Command{
			export(d), open(d),
		}},
		{Name: "you", Commands: []spec.Command{
			whoami(d), accountsCommand(d), languageCommand(d), logout(d),
		}},
	}
}

// New makes the book of all commands. It fails on a command that is not well formed.
func New(d Deps) (*spec.Book, error) {
	var book *spec.Book
	d.Book = func() *spec.Book { return book }
	made, err := spec.NewBook(All(d)...)
	if err != nil {
		return nil, err
	}
	book = made.Reading(func(url string) (string, bool) { return LineOf(d.Site, url) })
	return book, nil
}
