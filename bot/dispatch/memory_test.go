package dispatch_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"tcabot/api"
	"tcabot/api/cached"
	"tcabot/api/origin"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
	"testing/synctest"
	"time"
)

// asking counts how often its commands are run.
type asking struct {
	runs   int
	fails  error
	memory *cached.Cache
}

func (a *asking) command(name string, access command.Access, changes bool, touch func(context.Context)) command.Command {
	return command.Define(command.Def[words, string]{
		Name: name, Access: access, Changes: changes, Examples: []string{name},
		Args: func(w *words) command.Args { return command.Args{command.Text(&w.Word, "word").Optional()} },
		Run: func(ctx context.Context, _ *command.Request, w *words) (string, error) {
			a.runs++
			_, _, err := a.memory.Load(ctx, api.Key{Owner: "U1", Path: "/x"}, false, func(context.Context) (any, error) { return "x", nil })
			touch(ctx)
			return "given " + w.Word, errors.Join(err, a.fails)
		},
		View: func(s command.Screen, text string) kit.Message { return kit.Plain(text + " in " + s.Lang().String()) },
	})
}

func remembering(t *testing.T) (*asking, *dispatch.Dispatcher) {
	t.Helper()
	a := &asking{memory: cached.New(cached.Config{TTL: time.Minute})}
	nothing := func(context.Context) {}
	book, err := command.NewBook(command.Group{Commands: []command.Command{
		a.command("list", command.Linked, false, nothing), a.command("change", command.Linked, true, nothing),
		a.command("stored", command.Linked, false, origin.Unknown), a.command("open", command.Anyone, false, nothing),
	}})
	if err != nil {
		t.Fatal(err)
	}
	explainer := dispatch.NewExplainer(slog.New(slog.DiscardHandler))
	return a, dispatch.New(book, accounts{}, a.memory, explainer, dispatch.Config{Workspace: "T1", Command: "/tca", Deadline: time.Minute, Workers: 1})
}

func question(line string) dispatch.Question {
	who := command.Who{Workspace: "T1", User: "U1"}
	return dispatch.Question{
		Who: who, Channel: "C1", Words: locale.In(locale.English), Zone: time.UTC, Surface: dispatch.Slash, Line: line,
		Profile: &command.Profile{Link: command.Link{Who: who}},
	}
}

// TestRecall: an answer is remembered for the same question of the same person, and for no other one.
func TestRecall(t *testing.T) {
	for _, tt := range []struct {
		name, line string
		other      func(*dispatch.Question)
		recalled   bool
	}{
		{"the same", "list x", func(*dispatch.Question) {}, true},
		{"delivered again", "list x", func(q *dispatch.Question) { q.ID = "E2" }, true},
		{"with the slash command typed again", "list x", func(q *dispatch.Question) { q.Line = "/tca list x" }, true},
		{"another line", "list x", func(q *dispatch.Question) { q.Line = "list y" }, false},
		{"another person", "list x", func(q *dispatch.Question) {
			q.Profile = &command.Profile{Link: command.Link{Who: command.Who{Workspace: "T1", User: "U2"}}}
		}, false},
		{"another workspace", "list x", func(q *dispatch.Question) { q.Who.Workspace = "T2" }, false},
		{"another channel", "list x", func(q *dispatch.Question) { q.Channel = "C2" }, false},
		{"in private", "list x", func(q *dispatch.Question) { q.Direct = true }, false},
		{"another language", "list x", func(q *dispatch.Question) { q.Words = locale.In(locale.Chinese) }, false},
		{"another zone", "list x", func(q *dispatch.Question) { q.Zone = time.FixedZone("X", 60) }, false},
		{"another page", "list x", func(q *dispatch.Question) { q.State.Offset = 10 }, false},
		{"with what was seen before", "list x", func(q *dispatch.Question) { q.State.Was = 10 }, false},
		{"on a shared page", "list x", func(q *dispatch.Question) { q.State.By = "U3" }, false},
		{"by an old button", "list x", func(q *dispatch.Question) { q.Surface = dispatch.Button }, false},
		{"anew", "list x", func(q *dispatch.Question) { q.State.Fresh = true }, false},
		{"another default", "list x", func(q *dispatch.Question) { q.Profile.Personal.Team = "bigteam" }, false},
		{"another default of the channel", "list x", func(q *dispatch.Question) { q.Profile.Channel.Team = "bigteam" }, false},
		{"another name of theirs", "list x", func(q *dispatch.Question) { q.Profile.Link.Names = []string{"王芳"} }, false},
		{"without an account", "list x", func(q *dispatch.Question) { q.Profile.Missing = command.ErrNotLinked }, false},
		{"by whoever", "list x", func(q *dispatch.Question) { q.Profile = nil }, false},
		{"of a command that changes something", "change x", func(*dispatch.Question) {}, false},
		{"of one that reads the database", "stored x", func(*dispatch.Question) {}, false},
		{"of one that needs no account", "open x", func(*dispatch.Question) {}, false},
		{"of a mistake", "list x y z", func(*dispatch.Question) {}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, d := remembering(t)
			asked := d.Answer(t.Context(), question(tt.line))
			q := question(tt.line)
			tt.other(&q)
			got, ok := d.Recall(q)
			if ok != tt.recalled || ok && (got.Message.Text() != asked.Message.Text() || !got.OK) {
				t.Errorf("recalled %t: %s", ok, got.Message.Text())
			}
		})
	}
}

// TestRecallEndsWithTheDay: what "today" in a line means is another day after midnight in TCA's zone.
func TestRecallEndsWithTheDay(t *testing.T) {
	_, d := remembering(t)
	synctest.Test(t, func(t *testing.T) {
		now := time.Now().In(api.Zone())
		midnight := time.Date(now.Year(), now.Month(), now.Day()+1, 0, 0, 0, 0, api.Zone())
		time.Sleep(time.Until(midnight) - 10*time.Second)
		d.Answer(t.Context(), question("list today"))
		time.Sleep(5 * time.Second)
		if _, ok := d.Recall(question("list today")); !ok {
			t.Error("forgotten before midnight")
		}
		time.Sleep(5 * time.Second)
		if _, ok := d.Recall(question("list today")); ok {
			t.Error("yesterday's answer is given after midnight")
		}
	})
}

// TestErrorsAreNotRecalled: what went wrong is tried again.
func TestErrorsAreNotRecalled(t *testing.T) {
	a, d := remembering(t)
	a.fails = api.ErrUnavailable
	if got := d.Answer(t.Context(), question("list")); got.OK {
		t.Fatal("it did not fail")
	}
	if _, ok := d.Recall(question("list")); ok {
		t.Error("an error is remembered")
	}
	a.fails = nil
	if got := d.Answer(t.Context(), question("list")); !got.OK || a.runs != 2 || !strings.Contains(got.Message.Text(), "given") {
		t.Errorf("run %d times: %s", a.runs, got.Message.Text())
	}
}

// TestNamesAreApart: what one question has in its last part is not what another one has in the next.
func TestNamesAreApart(t *testing.T) {
	_, d := remembering(t)
	one, two := question("list"), question("list")
	one.Profile.Personal, two.Profile.Personal = command.Target{Org: "ab", Team: "c"}, command.Target{Org: "a", Team: "bc"}
	one.Channel, two.Channel = "", "1 C"
	d.Answer(t.Context(), one)
	if _, ok := d.Recall(one); !ok {
		t.Error("not remembered")
	}
	if _, ok := d.Recall(two); ok {
		t.Error("remembered for another question")
	}
}

func BenchmarkRecall(b *testing.B) {
	a := &asking{memory: cached.New(cached.Config{TTL: time.Hour})}
	book, err := command.NewBook(command.Group{Commands: []command.Command{a.command("list", command.Linked, false, func(context.Context) {})}})
	if err != nil {
		b.Fatal(err)
	}
	d := dispatch.New(book, accounts{}, a.memory, dispatch.NewExplainer(slog.New(slog.DiscardHandler)), dispatch.Config{Workspace: "T1", Command: "/tca", Deadline: time.Minute, Workers: 1})
	d.Answer(b.Context(), question("list"))
	q := question("list")
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := d.Recall(q); !ok {
			b.Fatal("not remembered")
		}
	}
}
