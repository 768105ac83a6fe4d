package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"regexp"
	"runtime/debug"
	"strings"
	"tcabot/api"
	"tcabot/api/secret"
	"tcabot/commands/command"
	"tcabot/commands/screen"
	"tcabot/commands/target"

	"tcabot/commands/kit"

	"time"
)

// ask is a question as it came in, whatever way.
type ask struct {
	who     command.Who
	channel string
	direct  bool
	line    string
	state   command.State // of the button that was pressed; the zero one for a typed line
	pressed bool
}

// reply is what goes back.
type reply struct {
	message  kit.Message
	ok       bool // the answer, not an excuse
	beside   bool // not in the place of the screen it was asked from
	personal bool // another person's answer to the same is another
}

// answer runs a line for a person and always has something to say.
func (b *Bot) answer(parent context.Context, a ask) (r reply) {
	ctx, cancel := context.WithTimeoutCause(parent, b.times.Deadline, command.ErrDeadline)
	defer cancel()
	start := time.Now()
	shown := b.screen(ctx, a)
	name := ""
	var err error
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
		if err != nil {
			r = reply{message: b.explain(ctx, shown, err, name, time.Since(start))}
		}
	}()
	var got command.Reply
	got, name, err = b.run(ctx, a, shown)
	if got.Line != "" {
		shown.Line = got.Line
	}
	if err != nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	if a.pressed && !a.state.Known {
		got.Message = append(kit.Message{kit.Para(kit.Phrase(shown.Words, "error.old_button"))}, got.Message...)
	}
	if a.state.By != "" && err == nil {
		got.Message = screen.Shared(shown.Words, got.Message, a.state.By)
	}
	return reply{message: got.Message, ok: err == nil, beside: got.Beside, personal: got.Personal}
}

// token finds what looks like a TCA token. A line with one is not read any further: nothing of it may come back in an
// answer or a button. A revision of git looks the same, where a command takes one.
var token = regexp.MustCompile(`\b[0-9a-fA-F]{40}\b`)

// run checks who asks and may, and runs the line with their own token.
func (b *Bot) run(ctx context.Context, a ask, screen command.Screen) (command.Reply, string, error) {
	if a.who.Workspace != b.home {
		return command.Reply{}, "", command.ErrForeign
	}
	parsed, err := b.book.Parse(a.line)
	typed := token.FindString(a.line)
	if typed != "" && (err != nil || !parsed.Command.Takes("revision")) {
		return command.Reply{}, "", command.ErrTokenTyped
	}
	if err != nil {
		return command.Reply{}, "", err
	}
	who := b.profile(ctx, a.who)
	r := &command.Request{
		Zone: who.zone, Zoned: who.zoned, Who: a.who, Channel: a.channel, Direct: a.direct, Command: screen.Command, Words: screen.Words,
		Page: command.Page{Offset: a.state.Offset, Was: a.state.Was}, By: a.state.By,
	}
	if parsed.Command.Access == command.Linked {
		link, err := b.store.Link(ctx, a.who)
		if err != nil {
			return command.Reply{}, parsed.Command.Name, err
		}
		if typed != "" && link.Token.Equal(secret.New(strings.ToLower(typed))) {
			return command.Reply{}, parsed.Command.Name, command.ErrTokenTyped
		}
		r.TCA, r.Username = b.tca.As(link.Token, owner(link)), link.Username
	}
	if a.state.Fresh {
		ctx = api.Fresh(ctx)
	}
	got, err := b.book.Run(ctx, r, parsed)
	return got, parsed.Command.Name, err
}

// owner is whose remembered answers a link may read: those of this login alone.
func owner(l command.Link) string {
	return fmt.Sprintf("%s|%s|%d", l.Who.Workspace, l.Who.User, l.Generation)
}

func (b *Bot) screen(ctx context.Context, a ask) command.Screen {
	return command.Screen{Words: b.words(ctx, a.who), Command: b.conf.SlackCommand, Line: a.line, By: a.state.By}
}

// explain says what went wrong. What a person can mend is not logged; the rest once, with a reference and without the
// line, which may hold names.
func (b *Bot) explain(ctx context.Context, s command.Screen, err error, name string, took time.Duration) kit.Message {
	ref := screen.Ref(rand.Text())
	_, usage := errors.AsType[*command.UsageError](err)
	_, choose := errors.AsType[*target.ChooseError](err)
	if !usage && !choose && !errors.Is(err, command.ErrNotLinked) && !errors.Is(err, command.ErrTokenTyped) {
		b.log.WarnContext(ctx, "command failed", "command", name, "ref", ref, "took", took, "error", err)
	}
	return screen.Explain(s, err, ref)
}

// excuse is what is said when a question is not even looked at.
func (b *Bot) excuse(ctx context.Context, a ask, err error) kit.Message {
	return screen.Explain(b.screen(ctx, a), err, "")
}

func (b *Bot) note(ctx context.Context, a ask, id string) kit.Message {
	return kit.Message{kit.Note(kit.Phrase(b.words(ctx, a.who), id))}
}
