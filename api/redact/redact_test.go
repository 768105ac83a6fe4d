package redact_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"syscall"
	"tcabot/api/redact"
	"testing"
)

// TestCause: every cause is named, and no address.
func TestCause(t *testing.T) {
	const secret = "https://hooks.example/commands/T1/secret"
	post := func(err error) error { return fmt.Errorf("post: %w", &url.Error{Op: "Post", URL: secret, Err: err}) }
	for _, tt := range []struct {
		name string
		err  error
		want string
		kind redact.Kind
	}{
		{"none", nil, "", redact.Other},
		{"refused", post(&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}), "connection refused", redact.Refused},
		{"name", post(&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "hooks.example"}}), "cannot resolve the host name: no such host", redact.NoHost},
		{"certificate", post(&tls.CertificateVerificationError{Err: errors.New("x509: unknown authority")}), "the certificate is not trusted: x509: unknown authority", redact.Untrusted},
		{"deadline", post(context.DeadlineExceeded), "no answer in time", redact.TimedOut},
		{"cancelled", post(context.Canceled), "no longer waited for", redact.Cancelled},
		{"cut", post(io.EOF), "the connection was closed", redact.Closed},
		{"timeout of the network", post(&net.OpError{Op: "dial", Err: os.ErrDeadlineExceeded}), "no answer in time", redact.TimedOut},
		{"route lost", post(&net.OpError{Op: "read", Err: syscall.ETIMEDOUT}), "connection timed out", redact.TimedOut},
		{"reset", post(&net.OpError{Op: "read", Err: syscall.ECONNRESET}), "connection reset by peer", redact.Closed},
		{"no route", post(&net.OpError{Op: "dial", Err: syscall.EHOSTUNREACH}), "no route to host", redact.Other},
		{"proxy refused", post(&net.OpError{Op: "proxyconnect", Err: &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}}), "cannot reach the proxy: connection refused", redact.Proxy},
		{"name of the proxy", post(&net.OpError{Op: "proxyconnect", Err: &net.DNSError{Err: "no such host"}}), "cannot reach the proxy: cannot resolve the host name: no such host", redact.Proxy},
		{"password of the proxy", post(errors.New("Proxy Authentication Required")), "the proxy answered: Proxy Authentication Required", redact.Proxy},
		{"proxy forbids", post(errors.New("Forbidden")), "the proxy answered: Forbidden", redact.Proxy},
		{"no TLS", post(tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"}), "no TLS is spoken there", redact.Other},
		{"no TLS, but HTTP", post(http.ErrSchemeMismatch), "no TLS is spoken there", redact.Other},
		{"unknown", post(fmt.Errorf("%s: %w", secret, errors.ErrUnsupported)), "*errors.errorString", redact.Other},
	} {
		if kind := redact.KindOf(tt.err); kind != tt.kind {
			t.Errorf("%s: kind %d, want %d", tt.name, kind, tt.kind)
		}
		if got := redact.Cause(tt.err); got != tt.want || strings.Contains(got, "secret") {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
