package directory_test

import (
	"cmp"
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"tcabot/bot/deliver"
	"tcabot/bot/directory"
	"tcabot/commands/command"
	"tcabot/commands/screen"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"
)

// workspace is a Slack without a socket: two people and a guest in one channel.
type workspace struct {
	zone    string        // JSON; empty: Shanghai's
	listing chan struct{} // users.list is answered when it is closed; nil: at once
	lists   atomic.Int64  // calls of users.list
	people  atomic.Int64  // calls of users.info
}

func (w *workspace) RoundTrip(r *http.Request) (*http.Response, error) {
	body := `{"ok":true}`
	switch r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:] {
	case "conversations.info":
		body = `{"ok":true,"channel":{"id":"C1","name":"general","is_member":true,"num_members":4}}`
	case "conversations.members":
		body = `{"ok":true,"members":["UBOT","U1","U2","UGUEST"],"response_metadata":{"next_cursor":""}}`
	case "users.list":
		w.lists.Add(1)
		if w.listing != nil {
			select {
			case <-w.listing:
			case <-r.Context().Done():
				return nil, r.Context().Err()
			}
		}
		body = `{"ok":true,"members":[{"id":"U1"},{"id":"UGUEST","is_restricted":true}],"response_metadata":{"next_cursor":""}}`
	case "users.info":
		w.people.Add(1)
		body = `{"ok":true,"user":{"id":"U1","locale":"zh-CN","tz":` + cmp.Or(w.zone, `"Asia/Shanghai"`) + `}}`
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
}

type noLanguage struct{}

func (noLanguage) Language(context.Context, command.Who) (string, error) { return "", nil }

func open(w *workspace) *directory.Directory {
	client := slack.New("xoxb-1", slack.OptionAPIURL("https://slack.invalid/api/"), slack.OptionHTTPClient(&http.Client{Transport: w}))
	log := slog.New(slog.DiscardHandler)
	return directory.New(client, deliver.New(client, deliver.Config{Second: time.Nanosecond}, log), noLanguage{}, directory.Config{Bot: "UBOT"}, log)
}

func TestChannel(t *testing.T) {
	d := open(&workspace{})
	want := screen.Channel{ID: "C1", Name: "general", Joined: true, Members: 3, Guests: 1}
	for range 2 {
		if got, err := d.Channel(t.Context(), "T1", "C1"); err != nil || got != want {
			t.Errorf("got %+v, %v", got, err)
		}
	}
}

// TestGuestsOutliveTheFirstWhoAsks: of several who ask for the guests at the same time one lists them. That this one
// gives up is no reason for the others to go without.
func TestGuestsOutliveTheFirstWhoAsks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &workspace{listing: make(chan struct{})}
		d := open(w)
		first, cancel := context.WithCancel(t.Context())
		var all sync.WaitGroup
		all.Go(func() {
			if c, _ := d.Channel(first, "T1", "C1"); c.Guests != screen.GuestsUnknown {
				t.Errorf("whoever gave up learns of %d guests", c.Guests)
			}
		})
		synctest.Wait()
		for range 3 {
			all.Go(func() {
				if c, err := d.Channel(t.Context(), "T1", "C1"); err != nil || c.Guests != 1 {
					t.Errorf("the next one learns of %d guests, %v", c.Guests, err)
				}
			})
		}
		synctest.Wait()
		cancel()
		synctest.Wait()
		close(w.listing)
		all.Wait()
		if n := w.lists.Load(); n != 2 {
			t.Errorf("the guests were listed %d times, want once by each of the first two", n)
		}
	})
}

func TestPersonIsRemembered(t *testing.T) {
	w := &workspace{}
	d := open(w)
	for range 2 {
		if p := d.Person(t.Context(), command.Who{Workspace: "T1", User: "U1"}); p.Locale != "zh-CN" || !p.Zoned || p.Zone.String() != "Asia/Shanghai" {
			t.Errorf("got %+v", p)
		}
	}
	if n := w.people.Load(); n != 1 {
		t.Errorf("asked %d times for one person", n)
	}
}

// TestUnknownZone: a zone that Slack does not tell, or that is none, is not taken for UTC.
func TestUnknownZone(t *testing.T) {
	for _, tt := range []struct {
		zone  string
		zoned bool
	}{
		{`"Asia/Shanghai"`, true},
		{`"Etc/UTC"`, true},
		{`"America/New_York"`, true},
		{`null`, false},
		{`""`, false},
		{`"Local"`, false},
		{`"Mars/Olympus"`, false},
		{`"+08:00"`, false},
		{`"../etc/passwd"`, false},
	} {
		p := open(&workspace{zone: tt.zone}).Person(t.Context(), command.Who{Workspace: "T1", User: "U1"})
		if p.Zoned != tt.zoned || p.Zone == nil || p.Locale != "zh-CN" {
			t.Errorf("%s: got %+v", tt.zone, p)
		}
	}
}
