// Package commandtest has a TCA full of data for tests of commands.
package commandtest

import (
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/secret"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"testing"
	"time"
)

// SampleTCA is a TCA full of data and a request of one of its people.
func SampleTCA(t *testing.T, token func(apitest.Sampled) string) (*apitest.Server, apitest.Sampled, *command.Request) {
	t.Helper()
	srv, err := apitest.New(apitest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	sample := apitest.Sample(srv)
	c, err := api.New(api.Config{URL: srv.URL()})
	if err != nil {
		t.Fatal(err)
	}
	return srv, sample, &command.Request{
		TCA: c.As(secret.New(token(sample)), "x"), Words: locale.In(locale.English), Zone: time.UTC, Username: "tca_member",
	}
}

// MemberOf is the token of a person who can open most of the sample teams.
func MemberOf(s apitest.Sampled) string { return s.Member }

// TestSite is the web of the TCA that the links of samples lead to.
func TestSite(tb testing.TB) api.Site {
	tb.Helper()
	c, err := api.New(api.Config{URL: "https://tca.example.com"})
	if err != nil {
		tb.Fatal(err)
	}
	return c.Site()
}
