package dispatch_test

import (
	"log/slog"
	"net/http"
	"strconv"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/cached"
	"tcabot/api/secret"
	"tcabot/bot/dispatch"
	"tcabot/commands"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"testing"
	"time"
)

// linked are the accounts of people who are all connected, as the same TCA user.
type linked struct {
	accounts
	client *api.Client
}

func (l linked) Client(link command.Link) *api.Client {
	return l.client.As(link.Token, link.Who.User)
}

// answerer answers with all commands, for people who are all connected. Answers of TCA are cached for a time.
func answerer(tb testing.TB, url string, ttl time.Duration, transport http.RoundTripper) *dispatch.Dispatcher {
	tb.Helper()
	memory := cached.New(cached.Config{TTL: ttl})
	client, err := api.New(api.Config{URL: url, Cache: memory, Transport: transport})
	if err != nil {
		tb.Fatal(err)
	}
	book, err := commands.New(commands.Deps{Site: client.Site()})
	if err != nil {
		tb.Fatal(err)
	}
	return dispatch.New(book, linked{client: client}, memory, dispatch.NewExplainer(slog.New(slog.DiscardHandler)), dispatch.Config{
		Workspace: "T1", Command: "/tca", Deadline: dispatch.Deadline, Workers: 1,
	})
}

// BenchmarkAnswer answers questions anew with everything that TCA says remembered, from the line to the message, without
// Slack and without a database. BenchmarkRecall is of an answer that is remembered itself.
func BenchmarkAnswer(b *testing.B) {
	tca, err := apitest.New(apitest.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = tca.Close() })
	sample := apitest.Sample(tca)
	d := answerer(b, tca.URL(), time.Hour, nil)
	for _, bench := range []struct{ name, line string }{
		{"Repos", "repos K9fQ2mXz7Lp/bigteam"},
		{"Issues", "issues K9fQ2mXz7Lp/bigteam#1/100"},
		{"Overview", "overview K9fQ2mXz7Lp/bigteam#1/100"},
		{"Help", "help"},
	} {
		for _, language := range []struct {
			name  string
			words locale.Words
		}{{"en", locale.In(locale.English)}, {"zh", locale.In(locale.Chinese)}} {
			b.Run(bench.name+"/"+language.name, func(b *testing.B) {
				q := question(bench.line)
				q.Words, q.Profile.Link = language.words, command.Link{Who: q.Who, Username: "tca_member", Token: secret.New(sample.Member), Generation: 1}
				channels := 0
				ask := func() {
					channels++
					q.Channel = strconv.Itoa(channels) // where the answer is not remembered
					if a := d.Answer(b.Context(), q); !a.OK {
						b.Fatal(a.Message.Text())
					}
				}
				ask() // TCA
				asked := len(tca.Requests())
				b.ReportAllocs()
				for b.Loop() {
					ask()
				}
				if more := len(tca.Requests()) - asked; more > 0 {
					b.Errorf("TCA was asked %d times", more)
				}
			})
		}
	}
}
