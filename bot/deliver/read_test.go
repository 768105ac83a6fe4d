package deliver_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"tcabot/bot/deliver"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"
)

// reader calls conversations.history over a wire.
func reader(w *wire) func(context.Context) error {
	client := slack.New(token, slack.OptionAPIURL(address), slack.OptionHTTPClient(&http.Client{Transport: w}))
	return func(ctx context.Context) error {
		_, err := client.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: "C1"})
		return err
	}
}

// TestReadKeepsTheLimit reads two hundred times at once: no minute sees more calls than Slack takes of the method.
func TestReadKeepsTheLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{}
		s, _ := over(w, deliver.Config{})
		call := reader(w)
		var all sync.WaitGroup
		for range 200 {
			all.Go(func() {
				if err := s.Read(t.Context(), deliver.ReadHistory, deliver.Digest, call); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		if _, err := s.Post(t.Context(), message("C1")); err != nil {
			t.Errorf("a post waits for reads: %v", err)
		}
		all.Wait()
		var reads []time.Time
		for _, c := range w.calls() {
			if c.method == deliver.ReadHistory {
				reads = append(reads, c.at)
			}
		}
		if len(reads) != 200 {
			t.Fatalf("%d reads", len(reads))
		}
		for i := range reads[50:] {
			if within := reads[i+50].Sub(reads[i]); within < time.Minute {
				t.Fatalf("51 reads within %v", within)
			}
		}
	})
}

// TestReadWaits: after a refusal for want of room no read of the method goes out before Slack said, and one that Slack
// did not answer is made again.
func TestReadWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: func(n int, _ sent) *reply {
			switch n {
			case 1:
				return limited("30")
			case 2:
				return status(http.StatusBadGateway, "")
			}
			return nil
		}}
		s, _ := over(w, deliver.Config{})
		start := time.Now()
		if err := s.Read(t.Context(), deliver.ReadHistory, deliver.Answer, reader(w)); err != nil {
			t.Fatal(err)
		}
		calls := w.calls()
		if len(calls) != 3 || calls[1].at.Sub(start) != 30*time.Second {
			t.Errorf("%d calls, the second after %v", len(calls), calls[1].at.Sub(start))
		}
	})
}

func TestReadErrors(t *testing.T) {
	for _, tt := range []struct {
		name  string
		reply *reply
		want  error
		code  string
	}{
		{"not there", code("channel_not_found"), deliver.ErrTarget, "channel_not_found"},
		{"not allowed", code("missing_scope"), deliver.ErrScope, "missing_scope"},
		{"no thread", code("thread_not_found"), deliver.ErrOurs, "thread_not_found"},
		{"dead", code("token_revoked"), deliver.ErrCredentials, "token_revoked"},
		{"half done", code("internal_error"), deliver.ErrLater, "internal_error"},
		{"no answer", broken(errors.New("cut")), deliver.ErrLater, ""},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := &wire{answer: func(int, sent) *reply { return tt.reply }}
			s, log := over(w, deliver.Config{})
			err := s.Read(t.Context(), deliver.ReadHistory, deliver.Digest, reader(w))
			is(t, tt.name, err, tt.want)
			if e, ok := errors.AsType[*deliver.Error](err); !ok || e.Code != tt.code {
				t.Errorf("%s: got %+v", tt.name, e)
			}
			if log.String() != "" {
				t.Errorf("%s: logged %s", tt.name, log)
			}
		})
	}
	s, _ := over(&wire{}, deliver.Config{})
	is(t, "a method without a limit", s.Read(t.Context(), "chat.delete", deliver.Digest, nil), deliver.ErrOurs)
}
