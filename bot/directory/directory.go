// Package directory looks up the people of the workspace and the members of its channels in Slack, with a bounded cache.
package directory

import (
	"context"
	"log/slog"
	"tcabot/bot/deliver"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"time"

	"github.com/slack-go/slack"
)

// Reader makes calls to Slack that only read, within Slack's limits.
type Reader interface {
	Read(ctx context.Context, method string, priority deliver.Priority, once func(context.Context) error) error
}

// Languages knows which language people chose.
type Languages interface {
	// Language returns the language a person chose, or "" for Slack's own.
	Language(context.Context, command.Who) (string, error)
}

// Config is what a Directory needs to know.
type Config struct {
	Bot      string // the bot's own user ID: it is not counted among the people of a channel
	Language string // of those who chose none and whose Slack speaks none of ours
}

const (
	// personMemory and channelMemory are how long it is remembered who somebody is, and who is in a channel.
	personMemory, channelMemory = time.Hour, 10 * time.Minute
	// unknownMemory is how long a person stays unknown whom Slack could not tell of.
	unknownMemory = time.Minute
	// languageLimit is how long the database is asked for the language of a person.
	languageLimit = 500 * time.Millisecond
	// maxRemembered bounds how many people, and how many channels, are remembered; maxKinds of how many people it is
	// remembered whether they are guests.
	maxRemembered, maxKinds = 10_000, 50_000
)

// Directory looks people and channels up. Its methods are safe for concurrent use.
type Directory struct {
	client    *slack.Client
	reader    Reader
	languages Languages
	conf      Config
	log       *slog.Logger

	people   *memory[Person]
	channels *memory[screen.Channel]
	kinds    *memory[kind] // of people
	listing  chan struct{} // holds one token while somebody reads the list of the workspace
}

// New makes a Directory that calls Slack through the reader.
func New(client *slack.Client, reader Reader, languages Languages, conf Config, log *slog.Logger) *Directory {
	return &Directory{
		client: client, reader: reader, languages: languages, conf: conf, log: log,
		people: newMemory[Person](maxRemembered), channels: newMemory[screen.Channel](maxRemembered),
		kinds: newMemory[kind](maxKinds), listing: make(chan struct{}, 1),
	}
}

// Words finds the language of a person: what they chose, else what their Slack speaks. What they chose is not waited for
// long: modals and acknowledgements, which Slack gives three seconds, are written in it.
func (d *Directory) Words(ctx context.Context, who command.Who) locale.Words {
	chosen := d.chosen(ctx, who)
	if chosen != "" {
		return locale.In(locale.Lang(chosen))
	}
	return d.WordsOf(d.Person(ctx, who), "")
}

// WordsOf is the language of a person: what they chose, if they chose one, else what their Slack speaks.
func (d *Directory) WordsOf(p Person, chosen string) locale.Words {
	if chosen != "" {
		return locale.In(locale.Lang(chosen))
	}
	return locale.In(locale.Match(p.Locale, locale.Lang(d.conf.Language)))
}

func (d *Directory) chosen(ctx context.Context, who command.Who) string {
	ctx, cancel := context.WithTimeout(ctx, languageLimit)
	defer cancel()
	chosen, err := d.languages.Language(ctx, who)
	if err != nil {
		d.log.WarnContext(ctx, "cannot look up the language that a person chose", "error", err)
		return ""
	}
	return chosen
}
