package commands

import (
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/secret"
	"tcabot/commands/locale"
	"tcabot/commands/spec"
	"testing"
	"time"
)

// sampleTCA is a TCA full of data and a request of one of its people.
func sampleTCA(t *testing.T, token func(apitest.Sampled) string) (*apitest.Server, apitest.Sampled, *spec.Request) {
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
	return srv, sample, &spec.Request{
		TCA: c.As(secret.New(token(sample)), "x"), Words: locale.In(locale.English), Zone: time.UTC, Username: "tca_member",
	}
}

func memberOf(s apitest.Sampled) string { return s.Member }
