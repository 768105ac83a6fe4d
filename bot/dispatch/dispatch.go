// Package dispatch answers questions: it is the only place that checks access, runs commands and explains errors. The
// questions of all surfaces take this path.
package dispatch

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"tcabot/api"
	"tcabot/bot/pool"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/screen"
	"time"
)

// Book knows the commands.
type Book interface {
	// Parse reads a line. The error is a *command.UsageError.
	Parse(line string) (command.Parsed, error)
	// Run runs a parsed line.
	Run(context.Context, *command.Request, command.Parsed) (command.Reply, error)
	// Subject is what a line is about, as the line has it.
	Subject(line string) string
}

// Accounts knows the TCA tokens of people.
type Accounts interface {
	// Link returns the person's link, or command.ErrNotLinked.
	Link(context.Context, command.Who) (command.Link, error)
	// Client is a client that uses a link's token.
	Client(command.Link) *api.Client
}

// Config is what a Dispatcher needs to know.
type Config struct {
	Workspace string        // whose members are answered
	Command   string        // the slash command as people type it
	Deadline  time.Duration // time limit of a command
	Workers   int           // how many questions are answered concurrently
}

// Deadline is the time limit of a command in production.
const Deadline = 15 * time.Second

// Dispatcher answers questions. Its methods are safe for concurrent use.
type Dispatcher struct {
	book     Book
	accounts Accounts
	explain  *Explainer
	conf     Config
	workers  *pool.Pool
}

// New makes a Dispatcher. It answers nothing before Run is called.
func New(book Book, accounts Accounts, explain *Explainer, conf Config) *Dispatcher {
	return &Dispatcher{book: book, accounts: accounts, explain: explain, conf: conf, workers: pool.New(conf.Workers, 0)}
}

// Run answers questions until the Dispatcher is closed and the last one is answered. Commands that are running when ctx
// ends are answered with its cause.
func (d *Dispatcher) Run(ctx context.Context) { d.workers.Run(ctx) }

// Close stops accepting questions.
func (d *Dispatcher) Close() { d.workers.Close() }

// Wait waits until a closed Dispatcher has answered its last question, or ctx ends.
func (d *Dispatcher) Wait(ctx context.Context) error { return d.workers.Wait(ctx) }

// Go runs the work for a question on a worker. With command.ErrBusy or command.ErrStopping it does not run.
func (d *Dispatcher) Go(work func(context.Context)) error {
	switch err := d.workers.Go(work); {
	case errors.Is(err, pool.ErrClosed):
		return command.ErrStopping
	case err != nil:
		return command.ErrBusy
	default:
		return nil
	}
}

// Answer runs a question's line. It always returns an answer, also for an error or a panic.
func (d *Dispatcher) Answer(ctx context.Context, q Question) (a Answer) {
	ctx, cancel := context.WithTimeoutCause(ctx, d.conf.Deadline, command.ErrDeadline)
	defer cancel()
	start := time.Now()
	q.Line = once(q.Line, d.conf.Command)
	shown := d.screen(q)
	name := ""
	var err error
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
		if err != nil {
			if HoldsToken(shown.Line) {
				shown.Line = "" // it may be another person's, and is not repeated, not even in a button
			}
			a = Answer{Message: d.explained(ctx, shown, err, name, time.Since(start))}
		}
	}()
	var got command.Reply
	got, name, err = d.run(ctx, q)
	if got.Line != "" {
		shown.Line = got.Line
	}
	if err != nil && ctx.Err() != nil && !errors.Is(err, command.ErrStorage) {
		err = context.Cause(ctx)
	}
	if q.Surface == Button && !q.State.Known {
		got.Message = append(kit.Message{kit.Para(kit.Phrase(shown.Words, "error.old_button"))}, got.Message...)
	}
	if q.State.By != "" && err == nil {
		got.Message = screen.Shared(shown.Words, got.Message, q.State.By)
	}
	return Answer{Message: got.Message, OK: err == nil, Separate: got.Separate, Personal: got.Personal}
}

// explained explains an error. Explaining must not end the process either: what panics there is explained as unexpected.
func (d *Dispatcher) explained(ctx context.Context, shown command.Screen, err error, name string, took time.Duration) (m kit.Message) {
	defer func() {
		if p := recover(); p != nil {
			m = d.explain.Explain(ctx, shown, fmt.Errorf("panic while explaining %w: %v\n%s", errUnexplained, p, debug.Stack()), name, took)
		}
	}()
	shown.Subject = d.book.Subject(shown.Line)
	return d.explain.Explain(ctx, shown, err, name, took)
}

// errUnexplained is the error of an error that cannot be explained.
var errUnexplained = errors.New("an error")

// Refuse is the answer to a question that is rejected without running it.
func (d *Dispatcher) Refuse(q Question, err error) Answer {
	return Answer{Message: screen.Explain(d.screen(q), err, "")}
}

func (d *Dispatcher) screen(q Question) command.Screen {
	return command.Screen{Words: q.Words, Command: d.conf.Command, Line: q.Line, By: q.State.By}
}

// run checks the person's access, and runs the line with their own token. It returns the command's name if it is known.
func (d *Dispatcher) run(ctx context.Context, q Question) (command.Reply, string, error) {
	if q.Who.Workspace != d.conf.Workspace {
		return command.Reply{}, "", command.ErrForeign
	}
	parsed, err := d.book.Parse(q.Line)
	typed := HoldsToken(q.Line)
	if typed && (err != nil || !parsed.Command.TakesRevision()) { // a revision of git looks like a token
		return command.Reply{}, "", command.ErrTokenTyped
	}
	if err != nil {
		return command.Reply{}, "", err
	}
	r := q.Request(d.conf.Command)
	if parsed.Command.Access == command.Linked {
		link, err := d.accounts.Link(ctx, q.Who)
		if err != nil {
			return command.Reply{}, parsed.Command.Name, err
		}
		if typed && link.Token.In(command.Plain(q.Line)) {
			return command.Reply{}, parsed.Command.Name, command.ErrTokenTyped
		}
		r.TCA, r.Username, r.Names, r.Login = d.accounts.Client(link), link.Username, link.Names, link.Generation
	}
	if q.State.Fresh {
		ctx = api.Fresh(ctx)
	}
	reply, err := d.book.Run(ctx, r, parsed)
	if err != nil && typed && !isSilent(err) {
		err = command.ErrRevisionTyped
	}
	return reply, parsed.Command.Name, err
}

// isSilent reports whether the explanation of an error repeats nothing of the line.
func isSilent(err error) bool {
	_, usage := errors.AsType[*command.UsageError](err)
	_, explains := errors.AsType[command.Explainer](err)
	return !usage && !explains
}
