// Package redact describes errors of network calls whose addresses are secrets: a response URL and the ticket of a
// websocket let whoever reads them act as the bot.
package redact

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
)

// Kind is why a network call failed, as far as it decides who can help.
type Kind int

// The kinds.
const (
	Other     Kind = iota // including no error
	NoHost                // the name of the host is not known
	Refused               // nothing listens at the address
	Untrusted             // the certificate is not trusted
	Proxy                 // the proxy on the way there
	TimedOut
	Cancelled // nobody waits for it any longer
	Closed    // the connection was closed during the call
)

// KindOf is the kind of an error.
func KindOf(err error) Kind {
	kind, _ := describe(err)
	return kind
}

// Cause describes the error of a call without its address and its content. An unknown error is described by its type alone;
// nil is empty.
func Cause(err error) string {
	_, text := describe(err)
	return text
}

func describe(err error) (Kind, string) {
	if err == nil {
		return Other, ""
	}
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "proxyconnect" {
		_, why := describe(op.Err)
		return Proxy, "cannot reach the proxy: " + why
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return NoHost, "cannot resolve the host name: " + dns.Err
	}
	if cert, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return Untrusted, strings.TrimSuffix(fmt.Sprintf("the certificate is not trusted: %v", cert.Err), ": <nil>")
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok || errors.Is(err, http.ErrSchemeMismatch) {
		return Other, "no TLS is spoken there"
	}
	if errno, ok := errors.AsType[syscall.Errno](err); ok {
		return kindOfErrno(errno), errno.Error()
	}
	timeout, ok := errors.AsType[net.Error](err)
	switch {
	case errors.Is(err, context.Canceled):
		return Cancelled, "no longer waited for"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), ok && timeout.Timeout():
		return TimedOut, "no answer in time"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return Closed, "the connection was closed"
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	if isProxyStatus(err.Error()) {
		return Proxy, "the proxy answered: " + err.Error()
	}
	return Other, fmt.Sprintf("%T", err)
}

func kindOfErrno(errno syscall.Errno) Kind {
	switch errno {
	case syscall.ECONNREFUSED:
		return Refused
	case syscall.ETIMEDOUT:
		return TimedOut
	case syscall.ECONNRESET, syscall.EPIPE:
		return Closed
	default:
		return Other
	}
}

// isProxyStatus reports whether a text is the status of a refused CONNECT: net/http has no other error for it. The texts are
// those of the protocol, so that nothing secret can be among them.
func isProxyStatus(text string) bool {
	for code := http.StatusMultipleChoices; code <= http.StatusNetworkAuthenticationRequired; code++ {
		if text == http.StatusText(code) && text != "" {
			return true
		}
	}
	return false
}
