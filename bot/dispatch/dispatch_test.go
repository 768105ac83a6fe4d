package dispatch_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"tcabot/api"
	"tcabot/api/cached"
	"tcabot/api/secret"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
	"time"
)

const (
	revision = "fda189156150c4b11320570b3fe0a852f7826075"
	ownToken = "0123456789012345678901234567890123456789"
)

type accounts struct{}

func (accounts) Link(_ context.Context, who command.Who) (command.Link, error) {
	if who.User != "U1" {
		return command.Link{}, command.ErrNotLinked
	}
	return command.Link{Who: who, Username: "wangfang", Token: secret.New(ownToken)}, nil
}

func (a accounts) Profile(ctx context.Context, who command.Who, _ string) (p command.Profile, err error) {
	p.Link, p.Missing = a.Link(ctx, who)
	return p, nil
}

func (accounts) Owner(l command.Link) string { return l.Who.User }

func (accounts) Client(command.Link) *api.Client { return nil }

// unexplained is an error whose explanation panics.
type unexplained struct{}

func (unexplained) Error() string                      { return "unexplained" }
func (unexplained) Explain(command.Screen) kit.Message { panic("at work") }

type words struct{ Word string }

// answering answers with what it was given, or as run says.
func answering(name string, access command.Access, arg func(*string, string) command.Arg, argName string, run func(context.Context) error) command.Command {
	return command.Define(command.Def[words, string]{
		Name: name, Access: access, Examples: []string{name},
		Args: func(a *words) command.Args { return command.Args{arg(&a.Word, argName).Optional()} },
		Run: func(ctx context.Context, _ *command.Request, a *words) (string, error) {
			if run != nil {
				return "", run(ctx)
			}
			return "given " + a.Word, nil
		},
		View: func(_ command.Screen, text string) kit.Message { return kit.Plain(text) },
	})
}

func dispatcher(t *testing.T) (*dispatch.Dispatcher, *bytes.Buffer) {
	t.Helper()
	book, err := command.NewBook(command.Group{Commands: []command.Command{
		answering("latest", command.Linked, command.Revision, "at", nil),
		answering("named", command.Linked, command.Text, "revision", nil),
		answering("open", command.Anyone, command.Text, "word", nil),
		command.Define(command.Def[struct{}, string]{
			Name: "greeting", Access: command.Welcome, Examples: []string{"greeting"},
			Run: func(_ context.Context, r *command.Request, _ *struct{}) (string, error) {
				return "hello, " + cmp.Or(r.Username, "stranger"), nil
			},
			View: func(_ command.Screen, text string) kit.Message { return kit.Plain(text) },
		}),
		answering("panics", command.Anyone, command.Text, "word", func(context.Context) error { panic("at work") }),
		answering("unexplained", command.Anyone, command.Text, "word", func(context.Context) error { return unexplained{} }),
		answering("hangs", command.Anyone, command.Text, "word", func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }),
	}})
	if err != nil {
		t.Fatal(err)
	}
	log := &bytes.Buffer{}
	explainer := dispatch.NewExplainer(slog.New(slog.NewTextHandler(log, nil)))
	return dispatch.New(book, accounts{}, cached.New(cached.Config{TTL: time.Minute}), explainer, dispatch.Config{Workspace: "T1", Command: "/tca", Deadline: 20 * time.Millisecond, Workers: 1}), log
}

// TestAnswer: who may ask what is decided by the person and by what the command declares, never by what its arguments
// are called or look like.
func TestAnswer(t *testing.T) {
	for _, tt := range []struct {
		name, workspace, user, line string
		want, log                   string
		ok                          bool
	}{
		{"open to everybody", "T1", "U2", "open x", "given x", "", true},
		{"another workspace", "T2", "U1", "open x", "I only serve members of the workspace", "another workspace's user", false},
		{"not connected", "T1", "U2", "latest x", "Connect your TCA account", "", false},
		{"welcome with an account", "T1", "U1", "greeting", "hello, wangfang", "", true},
		{"welcome without one", "T1", "U2", "greeting", "hello, stranger", "", true},
		{"welcome from another workspace", "T2", "U1", "greeting", "I only serve members of the workspace", "another workspace's user", false},
		{"a revision where one is declared", "T1", "U1", "latest " + revision, "given " + revision, "", true},
		{"what looks like one elsewhere", "T1", "U1", "named " + revision, "looks like a TCA token", "", false},
		{"their own token in its place", "T1", "U1", "latest " + ownToken, "looks like a TCA token", "", false},
		{"a token in no command", "T1", "U1", "nothing " + revision, "looks like a TCA token", "", false},
		{"a token with an invisible character", "T1", "U1", "named " + ownToken[:7] + "\u200b" + ownToken[7:], "looks like a TCA token", "", false},
		{"a token with a control character", "T1", "U1", "named " + ownToken[:7] + "\x00" + ownToken[7:], "looks like a TCA token", "", false},
		{"a token in full width", "T1", "U1", "named " + strings.ReplaceAll(ownToken, "0", "０"), "looks like a TCA token", "", false},
		{"their own, so, in a revision's place", "T1", "U1", "latest " + ownToken[:7] + "\ufeff" + ownToken[7:], "looks like a TCA token", "", false},
		{"panic", "T1", "U1", "panics", "Something went wrong", "panic: at work", false},
		{"an explanation that panics", "T1", "U1", "unexplained", "Something went wrong", "panic while explaining an error: panic: at work", false},
		{"too long", "T1", "U1", "hangs", "respond in time", "no answer in time", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, log := dispatcher(t)
			a := d.Answer(t.Context(), dispatch.Question{
				Who: command.Who{Workspace: tt.workspace, User: tt.user}, Words: locale.In(locale.English), Zone: time.UTC, Surface: dispatch.Slash, Line: tt.line,
			})
			if !strings.Contains(a.Message.Text(), tt.want) || a.OK != tt.ok {
				t.Errorf("answered %t with\n%s", a.OK, a.Message.Text())
			}
			if !strings.Contains(log.String(), tt.log) || tt.log == "" && log.Len() > 0 {
				t.Errorf("logged %s", log)
			}
			if strings.Contains(log.String()+a.Message.Text(), ownToken) {
				t.Error("the token is repeated")
			}
		})
	}
}

// TestRefuse: whoever is told to try again gets a button for their line, unless it may hold a token.
func TestRefuse(t *testing.T) {
	d, _ := dispatcher(t)
	for line, again := range map[string]bool{"open door": true, "open " + ownToken: false, "latest at:" + revision: false} {
		a := d.Refuse(t.Context(), dispatch.Question{Words: locale.In("en"), Line: line}, command.ErrBusy)
		raw, err := json.Marshal(a.Message.Blocks())
		if err != nil {
			t.Fatal(err)
		}
		if said := string(raw); strings.Contains(said, line) != again || strings.Contains(said, ownToken) {
			t.Errorf("%s: %s", line, said)
		}
	}
}

// TestRefuseNamesItsReference: whoever is told to send a reference to an administrator gets one, and it is in the log; what
// needs none is not logged.
func TestRefuseNamesItsReference(t *testing.T) {
	for _, tt := range []struct {
		err    error
		logged bool
	}{
		{fmt.Errorf("take a question: %w", command.ErrStorage), true},
		{errors.New("something that nobody thought of"), true},
		{command.ErrBusy, false},
		{command.ErrForeign, false},
		{command.ErrBadButton, false},
		{command.ErrNotLinked, false},
	} {
		for _, lang := range locale.Languages() {
			d, log := dispatcher(t)
			said := d.Refuse(t.Context(), dispatch.Question{Words: locale.In(lang), Line: "open door"}, tt.err).Message.Text()
			ref := regexp.MustCompile(`\b[A-Z2-7]{8}\b`).FindString(said)
			if (ref != "") != tt.logged || strings.Contains(log.String(), "ref="+ref) != tt.logged {
				t.Errorf("%v is %q, logged as %q", tt.err, said, log)
			}
		}
	}
}

// TestWorkers: a question that there is no worker for is refused at once, and so is one after the end of intake.
func TestWorkers(t *testing.T) {
	d, _ := dispatcher(t)
	if err := d.Go(func(context.Context) {}); err != nil {
		t.Fatal(err)
	}
	if err := d.Go(func(context.Context) {}); !errors.Is(err, command.ErrBusy) {
		t.Errorf("beyond the last worker: %v", err)
	}
	d.Close()
	if err := d.Go(func(context.Context) {}); !errors.Is(err, command.ErrStopping) {
		t.Errorf("after the end of intake: %v", err)
	}
	d.Run(t.Context())
	if err := d.Wait(t.Context()); err != nil {
		t.Error(err)
	}
}
