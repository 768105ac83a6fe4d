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

func MemberOf(s apitest.Sampled) string { return s.Member }

func TestSite(t testing.TB) api.Site {
	t.Helper()
	c, err := api.New(api.Config{URL: "https://tca.example.com"})
	if err != nil {
		t.Fatal(err)
	}
	return c.Site()
}
