package doctor

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/http"
	"net/url"
	"os"
	"tcabot/api"
	"tcabot/api/redact"
	"tcabot/commands/doctor"
	"time"
)

// tca looks at TCA: whether it is up, and its clock.
func (d *Doctor) tca(ctx context.Context) []doctor.Finding {
	at := host(d.conf.TCAURL)
	health, err := d.from.TCA.Health(ctx)
	found := []doctor.Finding{tcaFinding(at, health, err)}
	if plain(d.conf.TCAURL) {
		found = append(found, doctor.Plain())
	}
	if !health.At.IsZero() {
		found = append(found, doctor.Skew(at, time.Since(health.At)))
	}
	return found
}

func tcaFinding(at string, health api.Health, err error) doctor.Finding {
	failed, ok := errors.AsType[*api.Error](err)
	switch {
	case err == nil:
		return doctor.TCAUp(at, health.Took)
	case !ok:
		return doctor.Late(doctor.TCA)
	case failed.Status == 0:
		return doctor.TCAUnreachable(at, whyOf(err), failed.Reason())
	case errors.Is(err, api.ErrUnavailable):
		return doctor.TCADown(at, failed.Status)
	default:
		return doctor.TCAStrange(at, failed.Status)
	}
}

// whyOf is why TCA did not answer, by who can help.
func whyOf(err error) redact.Kind {
	for kind, of := range map[redact.Kind]error{
		redact.NoHost: api.ErrNoHost, redact.Refused: api.ErrRefused, redact.Untrusted: api.ErrUntrusted, redact.Proxy: api.ErrProxy, redact.TimedOut: api.ErrTimeout,
	} {
		if errors.Is(err, of) {
			return kind
		}
	}
	return redact.Other
}

// network says how Slack and TCA are reached, and which certificates are trusted.
func (d *Doctor) network(ctx context.Context) (found []doctor.Finding) {
	for _, to := range []string{d.conf.SlackURL, d.conf.TCAURL} {
		found = append(found, way(ctx, to))
	}
	if d.conf.CertFile != "" {
		found = append(found, trusted(d.conf.CertFile))
	}
	return found
}

// way says by which proxy a URL is reached, without the proxy's password.
func way(ctx context.Context, to string) doctor.Finding {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, to, http.NoBody)
	if err != nil {
		return doctor.ProxyWrong()
	}
	switch proxy, err := http.ProxyFromEnvironment(req); {
	case err != nil:
		return doctor.ProxyWrong()
	case proxy == nil:
		return doctor.Direct(host(to))
	default:
		return doctor.Through(host(to), proxy.Host)
	}
}

// maxCertFile bounds the file with certificates: a bundle of all public ones has a quarter of it.
const maxCertFile = 1 << 20

// trusted counts the certificates of a file.
func trusted(file string) doctor.Finding {
	info, err := os.Stat(file)
	if err == nil && info.Size() > maxCertFile {
		return doctor.TrustWrong(file, "the file is too large")
	}
	raw, err := os.ReadFile(file) //nolint:gosec // the operator names the file
	if err != nil {
		return doctor.TrustWrong(file, redact.Cause(err))
	}
	count := 0
	for block, rest := pem.Decode(raw); block != nil; block, rest = pem.Decode(rest) {
		if _, err := x509.ParseCertificate(block.Bytes); err == nil && block.Type == "CERTIFICATE" {
			count++
		}
	}
	if count == 0 {
		return doctor.TrustWrong(file, "it has no certificates in PEM form")
	}
	return doctor.Trusted(file, count)
}

// host is the host of a URL, for people.
func host(of string) string {
	u, err := url.Parse(of)
	if err != nil {
		return "?"
	}
	return u.Host
}

// plain reports whether a URL is one without encryption, to another machine.
func plain(of string) bool {
	u, err := url.Parse(of)
	return err == nil && u.Scheme == "http" && u.Hostname() != "localhost" && u.Hostname() != "127.0.0.1" && u.Hostname() != "::1"
}
