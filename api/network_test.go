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
	for _, tt := range []struct {
		name      string
		url       string
		transport http.RoundTripper
		kind      error // besides ErrUnavailable; nil for none
		says      string
	}{
		{"refused", "http://" + closedPort(t), nil, api.ErrRefused, "connection refused"},
		{"untrusted", untrusted.URL, nil, api.ErrUntrusted, "the certificate is not trusted: x509"},
		{"no such host", "https://tca.nowhere", unknown, api.ErrNoHost, "cannot resolve the host name: no such host"},
		{"hanging", hanging.URL, nil, api.ErrTimeout, "no answer in time"},
		{"cut", cut.URL, nil, nil, "the connection was closed"},
		{"no TLS", "https://" + strings.TrimPrefix(cut.URL, "http://"), nil, nil, "no TLS is spoken there"},
		{"no proxy", "https://tca.nowhere", through(closedPort(t)), api.ErrProxy, "cannot reach the proxy: connection refused"},
		{"proxy wants a password", "https://tca.nowhere", through(asking.Listener.Addr().String()), api.ErrProxy, "Proxy Authentication Required"},
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
