package deliver_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"tcabot/bot/bottest"
	"tcabot/bot/deliver"
	"tcabot/commands/kit"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

const person = "U0PERSON01"

// workspace is a fake Slack with many channels, and a sender to it.
func workspace(t *testing.T, channels int, o bottest.Options, conf deliver.Config) (*bottest.Server, *deliver.Sender) {
	t.Helper()
	fake, err := bottest.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = fake.Close() })
	fake.AddUser(bottest.User{ID: person, Name: "wangfang"})
	for i := range channels {
		fake.AddChannel(bottest.Channel{ID: channel(i), Name: channel(i), BotIn: true, Members: []string{person}})
	}
	client := slack.New(bottest.BotToken, slack.OptionAPIURL(fake.APIURL()), slack.OptionHTTPClient(&http.Client{Transport: &http.Transport{}}))
	return fake, deliver.New(client, conf, slog.New(slog.DiscardHandler))
}

func channel(i int) string { return fmt.Sprintf("C0CHANNEL%d", i) }

func clean(t *testing.T, fake *bottest.Server) {
	t.Helper()
	for _, p := range fake.Problems() {
		t.Errorf("the fake Slack says: %s", p)
	}
}

// TestLimits sends for more than a minute of Slack's, in a hurry, at a Slack that refuses what is too fast. Its clock
// runs 21 times as fast, ours 20 times: the difference is what the race detector and a loaded machine may cost.
func TestLimits(t *testing.T) {
	start := time.Now()
	fake, s := workspace(t, 40, bottest.Options{
		RateLimits: true, Now: func() time.Time { return start.Add(21 * time.Since(start)) },
	}, deliver.Config{RateUnit: 50 * time.Millisecond})
	first, err := s.Post(t.Context(), message(channel(0)))
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	check := func(do func() error) {
		all.Go(func() {
			if err := do(); err != nil {
				t.Error(err)
			}
		})
	}
	for i := range 320 {
		check(func() error {
			_, err := s.Post(t.Context(), message(channel(i%40)))
			return err
		})
	}
	for range 55 {
		check(func() error { return s.Update(t.Context(), first, kit.Plain("edited")) })
	}
	for range 110 {
		check(func() error { return s.Ephemeral(t.Context(), channel(0), person, "", kit.Plain("psst")) })
	}
	for range 10 {
		check(func() error { return s.Upload(t.Context(), channel(1), "x.csv", strings.NewReader("a,b\n"), 4) })
	}
	all.Wait()
	refused := 0
	for method, want := range map[string]int{
		"chat.postMessage": 321, "chat.update": 55, "chat.postEphemeral": 110, "files.getUploadURLExternal": 10, "files.completeUploadExternal": 10,
	} {
		got := fake.Calls(method)
		refused += got - want
		// On a busy machine calls come later than they were sent, and therefore closer to the next ones.
		if got < want || got > want+want/10+1 {
			t.Errorf("%d calls of %s, want %d: Slack refused some", got, method, want)
		}
	}
	t.Logf("496 calls of 5 methods in %v of Slack's time, %d refused", (21 * time.Since(start)).Round(time.Second), refused)
	clean(t, fake)
}

// TestFaults breaks a real connection in every way, and counts what arrives.
func TestFaults(t *testing.T) {
	for _, tt := range []struct {
		name          string
		fault         bottest.Fault
		want          error
		calls, arrive int
	}{
		{"429", bottest.Fault{Status: 429, RetryAfter: 1, Times: 1}, nil, 2, 1},
		{"429 without a time", bottest.Fault{Error: "ratelimited", Times: 9}, deliver.ErrLater, 1, 0},
		{"500", bottest.Fault{Status: 500, Times: 1}, deliver.ErrUncertain, 1, 0},
		{"cut before", bottest.Fault{Drop: true, Times: 1}, deliver.ErrUncertain, 1, 0},
		{"cut after", bottest.Fault{Drop: true, After: true, Times: 1}, deliver.ErrUncertain, 1, 1},
		{"slow", bottest.Fault{Delay: time.Minute, Times: 1}, deliver.ErrUncertain, 1, 1}, // it acts when we are gone
		{"refused", bottest.Fault{Error: "not_in_channel", Times: 1}, deliver.ErrTarget, 1, 0},
		{"blocks refused", bottest.Fault{Error: "invalid_blocks", Times: 1}, nil, 2, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			fake, s := workspace(t, 1, bottest.Options{}, deliver.Config{RateUnit: 10 * time.Millisecond, Timeout: 500 * time.Millisecond})
			// A connection that was used before is the one that HTTP clients like to try again on.
			if _, err := s.Post(t.Context(), message(person)); err != nil {
				t.Fatal(err)
			}
			tt.fault.Method = "chat.postMessage"
			fake.Inject(tt.fault)
			ctx := t.Context()
			if tt.fault.Times == 9 {
				ctx = deadline(t, 200*time.Millisecond)
			}
			_, err := s.Post(ctx, message(channel(0)))
			if tt.want != nil || err != nil {
				is(t, tt.name, err, tt.want)
			}
			if got := fake.Calls("chat.postMessage") - 1; got != tt.calls {
				t.Errorf("%d calls, want %d", got, tt.calls)
			}
			if tt.arrive > 0 {
				if _, err := fake.WaitMessage(deadline(t, 5*time.Second), person, channel(0), func(bottest.Message) bool { return true }); err != nil {
					t.Error(err)
				}
			}
			if got := len(fake.Messages(person, channel(0))); got != tt.arrive {
				t.Errorf("%d messages, want %d", got, tt.arrive)
			}
			clean(t, fake)
		})
	}
}

// TestUpdateFaults: an edit gets through where a post must not be tried again, and is there once.
func TestUpdateFaults(t *testing.T) {
	for name, fault := range map[string]bottest.Fault{
		"500": {Status: 500, Times: 2}, "cut before": {Drop: true, Times: 2}, "cut after": {Drop: true, After: true, Times: 2},
		"blocks refused": {Error: "invalid_blocks", Times: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, s := workspace(t, 1, bottest.Options{}, deliver.Config{RateUnit: 10 * time.Millisecond})
			at, err := s.Post(t.Context(), message(channel(0)))
			if err != nil {
				t.Fatal(err)
			}
			fault.Method = "chat.update"
			fake.Inject(fault)
			if err := s.Update(t.Context(), at, kit.Plain("edited")); err != nil {
				t.Error(err)
			}
			all := fake.Messages(person, channel(0))
			if len(all) != 1 || all[0].Text != "edited" {
				t.Errorf("got %v", all)
			}
			clean(t, fake)
		})
	}
}

// TestPersonIsPosted: a direct message opens by itself, and can be edited where it is.
func TestPersonIsPosted(t *testing.T) {
	t.Parallel()
	fake, s := workspace(t, 0, bottest.Options{RateLimits: true}, deliver.Config{})
	at, err := s.Post(t.Context(), message(person))
	if err != nil || at.Channel != fake.DM(person).ID {
		t.Fatalf("got %v, %v", at, err)
	}
	if err := s.Update(t.Context(), at, kit.Plain("edited")); err != nil {
		t.Error(err)
	}
	if _, err := s.Post(t.Context(), message(at.Channel)); err != nil {
		t.Error(err)
	}
	if got := fake.Calls("chat.postMessage"); got != 2 {
		t.Errorf("%d calls, want 2: Slack refused one", got)
	}
	clean(t, fake)
}
