package deliver_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"tcabot/bot/deliver"
	"tcabot/commands/kit"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

const (
	token   = "xoxb-do-not-show"
	address = "https://slack.invalid/secret-path/"
)

// sent is a call as it went over the wire.
type sent struct {
	at     time.Time
	method string
	form   url.Values
}

// wire is a Slack without a socket, for the bubbles of synctest, whose clock stands still while a socket is waited for.
type wire struct {
	jitter  time.Duration              // how long a call may be on its way there
	latency time.Duration              // how long Slack thinks
	answer  func(n int, s sent) *reply // nil, or what it returns is: taken. n counts from 1.

	mu  sync.Mutex
	all []sent
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	form, _ := url.ParseQuery(string(raw))
	if w.jitter > 0 {
		time.Sleep(rand.N(w.jitter))
	}
	s := sent{at: time.Now(), method: r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:], form: form}
	w.mu.Lock()
	w.all = append(w.all, s)
	n := len(w.all)
	w.mu.Unlock()
	select {
	case <-time.After(w.latency):
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	if w.answer != nil {
		if r := w.answer(n, s); r != nil {
			return r.response()
		}
	}
	return status(http.StatusOK, `{"ok":true,"channel":"`+form.Get("channel")+`","ts":"`+strconv.Itoa(n)+`.0","file_id":"F1","upload_url":"`+
		address+`up","files":[{"id":"F1"}]}`).response()
}

func (w *wire) calls() []sent {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]sent(nil), w.all...)
}

// reply is what Slack, or the network, has to say.
type reply struct {
	status      int
	body, after string
	err         error
}

func (r *reply) response() (*http.Response, error) {
	if r.err != nil {
		return nil, r.err
	}
	h := http.Header{}
	if r.after != "" {
		h.Set("Retry-After", r.after)
	}
	return &http.Response{StatusCode: r.status, Status: strconv.Itoa(r.status), Header: h, Body: io.NopCloser(strings.NewReader(r.body))}, nil
}

func status(code int, body string) *reply { return &reply{status: code, body: body} }

func broken(err error) *reply { return &reply{err: err} }

func code(c string) *reply { return status(http.StatusOK, `{"ok":false,"error":"`+c+`"}`) }

func limited(after string) *reply { return &reply{status: http.StatusTooManyRequests, after: after} }

// buffer keeps a log.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func over(w *wire, conf deliver.Config) (*deliver.Sender, *buffer) {
	log := &buffer{}
	conf.HTTP = &http.Client{Transport: w}
	client := slack.New(token, slack.OptionAPIURL(address), slack.OptionHTTPClient(&http.Client{Transport: w}))
	return deliver.New(client, conf, slog.New(slog.NewTextHandler(log, nil))), log
}

func message(channel string) deliver.Message {
	return deliver.Message{Channel: channel, Message: kit.Plain("Hello <!channel>")}
}

// is checks an error's kind, and that its text gives nothing away.
func is(tb testing.TB, name string, err, want error) {
	tb.Helper()
	if !errors.Is(err, want) {
		tb.Errorf("%s: got %v, want %v", name, err, want)
	}
	for _, kind := range []error{deliver.ErrCredentials, deliver.ErrTarget, deliver.ErrScope, deliver.ErrOurs, deliver.ErrLater, deliver.ErrUncertain} {
		if !errors.Is(want, kind) && errors.Is(err, kind) {
			tb.Errorf("%s: %v is %v, too", name, err, kind)
		}
	}
	if err == nil {
		return
	}
	for _, secret := range []string{token, "secret-path", "slack.invalid", "127.0.0.1", "http:", "https:"} {
		if strings.Contains(err.Error(), secret) {
			tb.Errorf("%s: the error %q tells %q", name, err, secret)
		}
	}
}

// told waits for an error that another goroutine reports.
func told(ctx context.Context, tb testing.TB, c <-chan error) error {
	tb.Helper()
	select {
	case err := <-c:
		return err
	case <-ctx.Done():
		tb.Fatal("nothing came")
		return nil
	}
}

func deadline(tb testing.TB, d time.Duration) context.Context {
	tb.Helper()
	ctx, cancel := context.WithTimeout(tb.Context(), d)
	tb.Cleanup(cancel)
	return ctx
}
