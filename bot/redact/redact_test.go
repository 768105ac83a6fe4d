package redact_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"strings"
	"syscall"
	"tcabot/bot/redact"
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
	}{
		{"none", nil, ""},
		{"refused", post(&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}), "connection refused"},
		{"name", post(&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "hooks.example"}}), "cannot resolve the host name: no such host"},
		{"certificate", post(&tls.CertificateVerificationError{Err: errors.New("x509: unknown authority")}), "the certificate is not trusted: x509: unknown authority"},
		{"deadline", post(context.DeadlineExceeded), "no answer in time"},
		{"cancelled", post(context.Canceled), "no longer waited for"},
		{"cut", post(io.EOF), "the connection was closed"},
		{"unknown", post(fmt.Errorf("%s: %w", secret, errors.ErrUnsupported)), "*errors.errorString"},
	} {
		if got := redact.Cause(tt.err); got != tt.want || strings.Contains(got, "secret") {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
