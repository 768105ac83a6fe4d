// Package dispatch answers questions: it is the only place that checks access, runs commands and explains errors. The
// questions of all surfaces take this path.
package dispatch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"tcabot/api"
	"tcabot/api/crash"
	"tcabot/bot/pool"
	"tcabot/bot/trace"
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
	// Profile is what is stored of a person, and of the channel in which they ask, now or a moment ago.
	Profile(ctx context.Context, who command.Who, channel string) (command.Profile, error)
	// Link is the person's link, now.
	Link(context.Context, command.Who) (command.Link, error)
	// Owner is whose answers are remembered for a link.
	Owner(command.Link) string
	// Client is a client that uses a link's token.
	Client(command.Link) *api.Client
}

// Memory remembers what was made of answers of TCA, for as long as these are remembered.
type Memory interface {
	// Make returns what work makes, and remembers it if keep is set and work used only what is remembered.
	Make(ctx context.Context, owner, name string, work func(context.Context) (value any, keep bool)) any
	// Made returns what Make remembers.
	Made(owner, name string) (value any, ok bool)
	// Remembers reports whether Made would return something. It does not count as use.
	Remembers(owner, name string) bool
}

// Config is what a Dispatcher needs to know.
type Config struct {
	Workspace string        // whose members are answered
	Command   string        // the slash command as people type it
	Deadline  time.Duration // time limit of a command
	Workers   int           // how many questions are answered concurrently
	Ahead     bool          // answers are prepared for what will be asked next
}

// Deadline is the time limit of a command in production.
const Deadline = 15 * time.Second

// Dispatcher answers questions. Its methods are safe for concurrent use.
type Dispatcher struct {
	book     Book
	accounts Accounts
	memory   Memory
	explain  *Explainer
	conf     Config
	workers  *pool.Pool
	ahead    *pool.Pool
	meters   meters
}

// New makes a Dispatcher. It answers nothing before Run is called.
func New(book Book, accounts Accounts, memory Memory, explain *Explainer, conf Config) *Dispatcher {
	return &Dispatcher{book: book, accounts: accounts, memory: memory, explain: explain, conf: conf, workers: pool.New(conf.Workers, 0), ahead: pool.New(aheadWorkers, aheadWaiting)}
}

// Run answers questions until the Dispatcher is closed and the last one is answered. Commands that are running when ctx
// ends are answered with its cause.
func (d *Dispatcher) Run(ctx context.Context) {
	idle, stop := context.WithCancel(ctx)
	var ahead sync.WaitGroup
	ahead.Go(func() { d.ahead.Run(idle, d.explain.Panicked) })
	d.workers.Run(ctx, d.explain.Panicked)
	stop() // nobody will ask any more
	d.ahead.Close()
	ahead.Wait()
}

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
		d.meters.rejected.Add(1)
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
			err = crash.Of(p)
		}
		d.meters.answered(q.surface(), err, time.Since(start))
		if err != nil {
			if HoldsToken(shown.Line) {
				shown.Line = "" // it may be another person's, and is not repeated, not even in a button
			}
			a = Answer{
				Message: kit.Render(d.explained(ctx, shown, err, name, time.Since(start))), Rejected: screen.Rejections(q.Words, err),
			}
		}
	}()
	a, name, shown.Line, err = d.run(ctx, q)
	if err != nil && ctx.Err() != nil && !errors.Is(err, command.ErrStorage) {
		err = context.Cause(ctx)
	}
	if q.namesNothing(err) {
		err = errProse()
	}
	return a
}

// finished is the answer with a command's reply.
func finished(q Question, reply command.Reply) Answer {
	m := reply.Message
	if q.isOld() {
		m = append(kit.Message{kit.Para(kit.Phrase(q.Words, "error.old_button"))}, m...)
	}
	if q.State.By != "" {
		m = screen.Shared(q.Words, m, q.State.By)
	}
	next, _ := m.Button("run/next")
	refresh, _ := m.Button("run/refresh")
	list, _ := command.ReadState(refresh.Value) // without one there is no list
	return Answer{Message: kit.Render(m), OK: true, Separate: reply.Separate, Personal: reply.Personal, Next: next.Value, Total: list.Was}
}

// explained explains an error. Explaining must not end the process either: what panics there is explained as unexpected.
func (d *Dispatcher) explained(ctx context.Context, shown command.Screen, err error, name string, took time.Duration) (m kit.Message) {
	defer func() {
		if p := recover(); p != nil {
			m = d.explain.Explain(ctx, shown, fmt.Errorf("panic while explaining an error: %w", crash.Of(p)), name, took)
		}
	}()
	shown.Subject = d.book.Subject(shown.Line)
	return d.explain.Explain(ctx, shown, err, name, took)
}

// Crashed is the answer to a question in whose place something panicked.
func (d *Dispatcher) Crashed(ctx context.Context, q Question, err error) Answer {
	d.meters.answered(q.surface(), err, 0)
	q.Line = "" // it may be what panics
	return Answer{Message: kit.Render(d.explain.Explain(ctx, d.screen(q), err, "", 0))}
}

// Panicked logs a panic of which nobody can be told.
func (d *Dispatcher) Panicked(ctx context.Context, err error) { d.explain.Panicked(ctx, err) }

// Refuse is the answer to a question that is rejected without running it.
func (d *Dispatcher) Refuse(ctx context.Context, q Question, err error) Answer {
	d.meters.answers.Add(Answered{Surface: q.surface(), Outcome: OutcomeRefused})
	if HoldsToken(q.Line) {
		q.Line = "" // it would stand in the button that runs it again
	}
	return Answer{Message: kit.Render(d.explain.Refuse(ctx, d.screen(q), err))}
}

func (d *Dispatcher) screen(q Question) command.Screen {
	return command.Screen{Words: q.Words, Command: d.conf.Command, Line: q.Line, By: q.State.By}
}

// run checks the person's access, and runs the line with their own token. It returns the command's name if it is known, and
// the line as the command completed it.
func (d *Dispatcher) run(ctx context.Context, q Question) (a Answer, name, line string, err error) {
	if q.Who.Workspace != d.conf.Workspace {
		return a, "", q.Line, command.ErrForeign
	}
	day := today()
	parsed, err := d.book.Parse(q.Line)
	typed := HoldsToken(q.Line)
	if typed && (err != nil || !parsed.Command.TakesRevision()) { // a revision of git looks like a token
		return a, "", q.Line, q.tokenError()
	}
	if err == nil && q.isSentence(parsed.Command) {
		err = errProse()
	}
	if err != nil {
		return a, "", q.Line, err
	}
	name = parsed.Command.Name
	trace.Command(ctx, name)
	if parsed.Command.Access == command.Anyone {
		a, line, err = d.execute(ctx, q, q.Request(d.conf.Command), parsed)
		return a, name, line, err
	}
	if q.Profile == nil {
		profile, err := d.accounts.Profile(ctx, q.Who, q.Channel)
		if err != nil {
			return a, name, q.Line, err
		}
		q.Profile = &profile
	}
	link, err := d.link(ctx, q, parsed.Command)
	if parsed.Command.Access == command.Welcome && errors.Is(err, command.ErrNotLinked) && !errors.Is(err, command.ErrUnreadable) {
		a, line, err = d.execute(ctx, q, q.Request(d.conf.Command), parsed)
		return a, name, line, err
	}
	if err != nil {
		return a, name, q.Line, err
	}
	if typed && link.Token.In(command.Plain(q.Line)) {
		return a, name, q.Line, q.tokenError()
	}
	r := q.Request(d.conf.Command)
	r.TCA, r.Username, r.Names, r.Login = d.accounts.Client(link), link.Username, link.Names, link.Generation
	if parsed.Command.Changes {
		a, line, err = d.execute(ctx, q, r, parsed)
	} else {
		a, line, err = d.remember(ctx, q, r, parsed, day)
	}
	return a, name, line, err
}

// link is the account with which a command is run. A command that changes something builds on what is stored now.
func (d *Dispatcher) link(ctx context.Context, q Question, c command.Command) (command.Link, error) {
	if c.Changes {
		return d.accounts.Link(ctx, q.Who)
	}
	return q.Profile.Link, q.Profile.Missing
}

// execute runs a command. An error of one that was given what looks like a token does not repeat it. The line is that of the
// question, completed by the command.
func (d *Dispatcher) execute(ctx context.Context, q Question, r *command.Request, parsed command.Parsed) (a Answer, line string, err error) {
	if q.State.Fresh {
		ctx = api.Fresh(ctx)
	}
	reply, err := d.book.Run(ctx, r, parsed)
	line = cmp.Or(reply.Line, q.Line)
	if err != nil {
		if HoldsToken(q.Line) && !isSilent(err) {
			err = command.ErrRevisionTyped
		}
		return a, line, err
	}
	return finished(q, reply), line, nil
}

// isSilent reports whether the explanation of an error repeats nothing of the line.
func isSilent(err error) bool {
	_, usage := errors.AsType[*command.UsageError](err)
	_, explains := errors.AsType[command.Explainer](err)
	return !usage && !explains
}
