package dispatch_test

import (
	"context"
	"log/slog"
	"strings"
	"tcabot/api"
	"tcabot/api/cached"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
	"time"
)

// TestAnswersTakeTheirOwnRoom: a remembered answer takes about as much room as it has bytes, with charts and tables, too: not
// that of all the sentences in its language, from which their words are.
func TestAnswersTakeTheirOwnRoom(t *testing.T) {
	const key locale.Key = "working"
	for name, view := range map[string]func(w locale.Words) kit.Message{
		"text": func(locale.Words) kit.Message { return kit.Plain(strings.Repeat("text ", 100)) },
		"a chart": func(w locale.Words) kit.Message {
			c := kit.NewChart(w, key)
			c.Points, c.Series = []string{"a", "b"}, []kit.Series{{Name: "x", Values: []float64{1, 2}}}
			return kit.Message{c}
		},
		"a chart and a table": func(w locale.Words) kit.Message {
			c := kit.NewChart(w, key)
			c.Points, c.Series = []string{"a", "b"}, []kit.Series{{Name: "x", Values: []float64{1, 2}}}
			return kit.Message{c, kit.NewTable(w, key)}
		},
	} {
		t.Run(name, func(t *testing.T) {
			memory := cached.New(cached.Config{TTL: time.Minute})
			book, err := command.NewBook(command.Group{Commands: []command.Command{command.Define(command.Def[struct{}, string]{
				Name: "list", Access: command.Linked, Examples: []string{"list"},
				Run: func(ctx context.Context, _ *command.Request, _ *struct{}) (string, error) {
					_, _, err := memory.Load(ctx, api.Key{Owner: "U1", Path: "/x"}, false, func(context.Context) (any, error) { return "x", nil })
					return "", err
				},
				View: func(s command.Screen, _ string) kit.Message { return view(s.Words) },
			})}})
			if err != nil {
				t.Fatal(err)
			}
			d := dispatch.New(book, accounts{}, memory, dispatch.NewExplainer(slog.New(slog.DiscardHandler)), dispatch.Config{Workspace: "T1", Command: "/tca", Deadline: time.Minute, Workers: 1})
			a := d.Answer(t.Context(), question("list"))
			if _, ok := d.Recall(question("list")); !ok || a.Message.Charted() != strings.Contains(name, "chart") {
				t.Fatalf("remembered %t, charted %t", ok, a.Message.Charted())
			}
			if got := memory.Stats().Bytes; got > 10_000 {
				t.Errorf("it takes %d bytes", got)
			}
		})
	}
}
