package commands

import (
	"context"
	"encoding/json"
	"sync"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/secret"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"testing"
	"time"
)

// sharing is a cache that gives everybody the same answer, and finds who changed it.
type sharing struct {
	mu      sync.Mutex
	answers map[api.Key]*shared
}

type shared struct {
	value any
	sum   string // what the value was when it came
}

func (s *sharing) Load(ctx context.Context, key api.Key, _ bool, fetch func(context.Context) (any, error)) (any, time.Time, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if known := s.answers[key]; known != nil {
		return known.value, time.Unix(0, 0), nil
	}
	value, err := fetch(ctx)
	if err != nil {
		return nil, time.Time{}, err
	}
	s.answers[key] = &shared{value: value, sum: sum(value)}
	return value, time.Unix(0, 0), nil
}

func (s *sharing) Drop(string, string) {}

func sum(value any) string {
	raw, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

// TestAnswersAreNotChanged follows every button and menu of every screen: answers of TCA are shared by all who ask, so no
// command may sort, complete or shorten one in its place.
func TestAnswersAreNotChanged(t *testing.T) {
	srv, err := apitest.New(apitest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	sample := apitest.Sample(srv)
	cache := &sharing{answers: map[api.Key]*shared{}}
	client, err := api.New(api.Config{URL: srv.URL(), Cache: cache})
	if err != nil {
		t.Fatal(err)
	}
	_, _, r := commandtest.SampleTCA(t, commandtest.MemberOf)
	r.TCA = client.As(secret.New(sample.Member), "x")
	book, err := New(Deps{Site: client.Site(), Links: someLink{}, Settings: noSettings{}})
	if err != nil {
		t.Fatal(err)
	}
	asked, names := walk(t, book, r, "orgs", "teams", "repos "+sample.Rich.Org+"/"+sample.Rich.Team, "mine")
	for key, answer := range cache.answers {
		if now := sum(answer.value); now != answer.sum {
			t.Errorf("%s was changed\nfrom %.300s\nto   %.300s", key.Path, answer.sum, now)
		}
	}
	if asked < 200 || len(names) < 30 || len(cache.answers) < 200 {
		t.Errorf("only %d lines of %d commands were asked, and %d answers seen", asked, len(names), len(cache.answers))
	}
}

// walk runs lines, and those that the controls of their screens carry, a few for each command.
func walk(t *testing.T, book *command.Book, r *command.Request, queue ...string) (asked int, names map[string]int) {
	t.Helper()
	known := map[string]bool{}
	names = map[string]int{}
	for len(queue) > 0 {
		line := queue[0]
		queue = queue[1:]
		parsed, err := book.Parse(line)
		if err != nil || known[line] || parsed.Command.Changes || parsed.Command.Access != command.Linked || names[parsed.Command.Name] > 12 {
			continue
		}
		known[line] = true
		names[parsed.Command.Name]++
		request := *r
		reply, err := book.Run(t.Context(), &request, parsed)
		if err != nil {
			continue
		}
		asked++
		queue = append(queue, carried(t, reply)...)
	}
	return asked, names
}

// carried are the lines of the controls of an answer.
func carried(t *testing.T, reply command.Reply) (lines []string) {
	t.Helper()
	raw, err := json.Marshal(reply.Message.Blocks())
	if err != nil {
		t.Fatal(err)
	}
	var blocks any
	if err := json.Unmarshal(raw, &blocks); err != nil {
		t.Fatal(err)
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			for name, e := range v {
				if text, ok := e.(string); ok && name == "value" {
					if s, err := command.ReadState(text); err == nil {
						lines = append(lines, s.Line)
					}
				}
				walk(e)
			}
		}
	}
	walk(blocks)
	return lines
}
