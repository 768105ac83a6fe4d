package socket

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

// lines is a log whose first line about a connection ends the wait.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
	seen context.CancelFunc
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if bytes.Contains(p, []byte("cannot connect")) || bytes.Contains(p, []byte("connection ended")) {
		l.seen()
	}
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// TestCauseOfAFailedConnection: the log says why there is no connection, be it the request for one or the socket itself.
func TestCauseOfAFailedConnection(t *testing.T) {
	t.Parallel()
	untrusted := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(untrusted.Close)
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	opens := func(socket string) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write([]byte(`{"ok":true,"url":"` + socket + `?ticket=s3cret"}`))
		}))
		t.Cleanup(server.Close)
		return server.URL + "/"
	}
	for _, tt := range []struct{ name, api, want string }{
		{"request to a closed port", closed.URL + "/", "connection refused"},
		{"request, untrusted", untrusted.URL + "/", "the certificate is not trusted: x509"},
		{"request, no such host", "https://slack..invalid/api/", "cannot resolve the host name"},
		{"socket to a closed port", opens(strings.Replace(closed.URL, "http", "ws", 1)), "connection refused"},
		{"socket, untrusted", opens(strings.Replace(untrusted.URL, "http", "ws", 1)), "the certificate is not trusted: x509"},
		{"socket, no such host", opens("wss://slack..invalid"), "cannot resolve the host name"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			log := &lines{seen: cancel}
			client := slack.New("xoxb-1", slack.OptionAppLevelToken("xapp-1"), slack.OptionAPIURL(tt.api))
			l := New(client, 1, Defaults(), func(Envelope) {}, slog.New(slog.NewTextHandler(log, nil)))
			if err := l.Run(ctx); err != nil {
				t.Error(err)
			}
			if !strings.Contains(log.String(), tt.want) || strings.Contains(log.String(), "s3cret") {
				t.Errorf("the log says %s, want %q", log, tt.want)
			}
		})
	}
}
