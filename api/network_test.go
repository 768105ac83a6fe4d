package api_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"tcabot/api"
	"testing"
	"time"
)

// closedPort is an address at which nothing listens.
func closedPort(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	return server.Listener.Addr().String()
}

func through(proxy string) *http.Transport {
	return &http.Transport{Proxy: http.ProxyURL(&url.URL{Scheme: "http", User: url.UserPassword("me", "s3cret"), Host: proxy})}
}

// TestNetworkErrors tells apart what can keep a call from being answered.
func TestNetworkErrors(t *testing.T) {
	untrusted := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(untrusted.Close)
	untrusted.Config.ErrorLog = nil
	gate := make(chan struct{})
	hanging := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-gate }))
	t.Cleanup(hanging.Close)
	t.Cleanup(func() { close(gate) })
	cut := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	t.Cleanup(cut.Close)
	asking := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusProxyAuthRequired) }))
	t.Cleanup(asking.Close)
	unknown := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "tca.nowhere", IsNotFound: true}}
	}}
	deaf := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	for _, tt := range []struct {
		name      string
		url       string
		transport http.RoundTripper
		kind      error // besides ErrUnavailable; nil for none
		says      string
		sent      bool
	}{
		{"refused", "http://" + closedPort(t), nil, api.ErrRefused, "connection refused", false},
		{"untrusted", untrusted.URL, nil, api.ErrUntrusted, "the certificate is not trusted: x509", false},
		{"no such host", "https://tca.nowhere", unknown, api.ErrNoHost, "cannot resolve the host name: no such host", false},
		{"hanging", hanging.URL, nil, api.ErrTimeout, "no answer in time", true},
		{"no connection in time", "http://tca.nowhere", deaf, api.ErrTimeout, "no answer in time", false},
		{"cut", cut.URL, nil, nil, "the connection was closed", true},
		{"no TLS", "https://" + strings.TrimPrefix(cut.URL, "http://"), nil, nil, "no TLS is spoken there", false},
		{"no proxy", "https://tca.nowhere", through(closedPort(t)), api.ErrProxy, "cannot reach the proxy: connection refused", false},
		{"proxy wants a password", "https://tca.nowhere", through(asking.Listener.Addr().String()), api.ErrProxy, "Proxy Authentication Required", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			limit := 10 * time.Second
			if tt.kind != nil && errors.Is(tt.kind, api.ErrTimeout) {
				limit = 50 * time.Millisecond
			}
			c, err := api.New(api.Config{URL: tt.url, Timeout: limit, Transport: tt.transport})
			if err != nil {
				t.Fatal(err)
			}
			job := api.JobRef{Project: api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "o", Team: "t"}, ID: 1}, ID: 2}, ID: 3}
			if err := c.CancelJob(t.Context(), job, "x"); !errors.Is(err, api.ErrUnavailable) || api.MayHaveActed(err) != tt.sent {
				t.Errorf("a request that changes something: %v, sent: %t", err, tt.sent)
			}
			_, err = c.Me(t.Context())
			if !errors.Is(err, api.ErrUnavailable) || !strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), "s3cret") {
				t.Errorf("%v, want ErrUnavailable and %q", err, tt.says)
			}
			for _, kind := range []error{api.ErrRefused, api.ErrUntrusted, api.ErrNoHost, api.ErrTimeout, api.ErrProxy} {
				if want := tt.kind != nil && errors.Is(tt.kind, kind); errors.Is(err, kind) != want {
					t.Errorf("%v is %v: %t, want %t", err, kind, !want, want)
				}
			}
		})
	}
}
