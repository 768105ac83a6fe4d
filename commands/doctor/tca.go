package doctor

import (
	"strings"
	"tcabot/api/redact"
	"time"
	"unicode"
)

// TCAUp says that TCA answers. It has no route that tells its version.
func TCAUp(host string, took time.Duration) Finding {
	return found(TCA, Good, "doctor.tca_good", "Host", host, "Took", brief(took))
}

// TCAUnreachable says that TCA did not answer.
func TCAUnreachable(host string, why redact.Kind, cause string) Finding {
	return unreachable(found(TCA, Bad, "doctor.tca_unreachable", "Host", host, "Cause", cause), why)
}

// TCADown says that TCA answered with a server error.
func TCADown(host string, status int) Finding {
	return found(TCA, Bad, "doctor.tca_down", "Host", host, "Status", status).fixed("doctor.tca_down_fix")
}

// TCAStrange says that something answers there which is not TCA.
func TCAStrange(host string, status int) Finding {
	return found(TCA, Bad, "doctor.tca_strange", "Host", host, "Status", status).fixed("doctor.tca_strange_fix")
}

// Plain says that the tokens are sent to TCA without encryption.
func Plain() Finding { return found(TCA, Warning, "doctor.plain").fixed("doctor.plain_fix") }

// Direct says that a host is reached without a proxy.
func Direct(host string) Finding { return found(Network, Good, "doctor.direct", "Host", host) }

// Through says by which proxy a host is reached.
func Through(host, proxy string) Finding {
	return found(Network, Good, "doctor.through", "Host", host, "Proxy", proxy)
}

// ProxyWrong says that a proxy setting cannot be used.
func ProxyWrong() Finding { return found(Network, Bad, "doctor.proxy").fixed("doctor.proxy_fix") }

// Trusted says that the certificate authorities of a file are trusted, and how many certificates are in it.
func Trusted(file string, count int) Finding {
	return found(Network, Good, "doctor.trusted", "File", file, "Count", count)
}

// TrustWrong says that the file of SSL_CERT_FILE has no certificates, or cannot be read.
func TrustWrong(file, cause string) Finding {
	return found(Network, Bad, "doctor.trust", "File", file, "Cause", cause).fixed("doctor.trust_fix")
}

// maxSkew is how far two clocks may be apart: the header has whole seconds, and an answer takes its time.
const maxSkew = 10 * time.Second

// Skew compares the clock of this machine with that of another one. ahead is by how much this one is ahead.
func Skew(of string, ahead time.Duration) Finding {
	switch {
	case ahead > maxSkew:
		return found(Clock, Warning, "doctor.clock_ahead", "Of", of, "By", brief(ahead)).fixed("doctor.clock_fix")
	case ahead < -maxSkew:
		return found(Clock, Warning, "doctor.clock_behind", "Of", of, "By", brief(-ahead)).fixed("doctor.clock_fix")
	default:
		return found(Clock, Good, "doctor.clock_good", "Of", of)
	}
}

// brief is a length of time, in no language.
func brief(d time.Duration) string {
	if d < time.Second {
		return max(d.Round(time.Millisecond), time.Millisecond).String()
	}
	text := d.Round(time.Second).String()
	for _, zero := range []string{"0s", "0m"} { // 1h0m0s
		if longer := strings.TrimSuffix(text, zero); longer != "" && !unicode.IsDigit(rune(longer[len(longer)-1])) {
			text = longer
		}
	}
	return text
}
