package surface

import (
	"context"
	"log/slog"
	"tcabot/bot/deliver"
	"tcabot/bot/directory"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

// slowDirectory tells of nobody until it is released.
type slowDirectory struct {
	Directory
	release chan struct{}
}

func (d slowDirectory) Person(context.Context, command.Who) directory.Person {
	<-d.release
	return directory.Person{Zone: time.UTC}
}

func (d slowDirectory) KnownPerson(command.Who) (directory.Person, bool) {
	return directory.Person{}, false
}

func (d slowDirectory) WordsOf(directory.Person, string) locale.Words {
	return locale.In(locale.English)
}

// noAccounts knows nobody.
type noAccounts struct{ Accounts }

func (noAccounts) Profile(context.Context, command.Who, string) (command.Profile, error) {
	return command.Profile{Missing: command.ErrNotLinked}, nil
}

func (noAccounts) Link(context.Context, command.Who) (command.Link, error) {
	return command.Link{}, command.ErrNotLinked
}

// instant answers at once, on a worker of its own.
type instant struct{ Dispatcher }

func (instant) Go(work func(context.Context)) error {
	go work(context.Background())
	return nil
}

func (instant) Answered(dispatch.Surface, error, time.Duration) {}

func (instant) Answer(context.Context, dispatch.Question) dispatch.Answer {
	return dispatch.Answer{Message: kit.Render(kit.Plain("done")), OK: true}
}

type responses chan deliver.Response

func (r responses) Respond(_ context.Context, _ deliver.Address, m deliver.Response) { r <- m }

type acknowledged chan any

func (a acknowledged) Ack(payload any) { a <- payload }

func (a acknowledged) AckAnswer(payload any, _ func(context.Context)) { a <- payload }

// TestAckWaitsForNobody: a slash command is acknowledged although Slack and the database do not tell who asks.
func TestAckWaitsForNobody(t *testing.T) {
	people := slowDirectory{release: make(chan struct{})}
	said := make(responses, 1)
	s := New(Parts{Dispatcher: instant{}, Responder: said, Directory: people, Accounts: noAccounts{}, Forms: deskBook(t)}, Config{Timing: Timing{Grace: time.Millisecond, Working: time.Minute}}, slog.New(slog.DiscardHandler))
	acks := make(acknowledged, 1)
	s.Handle("E1", slack.SlashCommand{TeamID: "T1", UserID: "U1", Text: "help"}, acks)
	select {
	case payload := <-acks:
		if payload != nil {
			t.Errorf("acknowledged with %v, want the answer later", payload)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("not acknowledged while it is not known who asks")
	}
	close(people.release)
	if m := <-said; m.Text() != "done" {
		t.Errorf("answered %q", m.Text())
	}
}
