package doctor

import (
	"bytes"
	"encoding/json"
	"strings"
	"tcabot/api/redact"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/subscription"
	"testing"
	"time"
)

var morning = time.Date(2026, 11, 24, 1, 30, 0, 0, time.UTC)

// healthy is what is found where nothing is wrong.
func healthy() []Finding {
	all := []Finding{Installed("Acme", "tca"), AppToken(), BlocksValid()}
	all = append(all, Scopes(append(Required(), Optional()...))...)
	all = append(all, Processes([]Process{
		{Host: "bot-1", Version: "v1.2.0", Began: morning, Greeted: morning, Connections: 2, Elsewhere: 2},
		{Host: "bot-2", Version: "v1.2.0", Began: morning, Greeted: morning.Add(-time.Minute), Connections: 2, Elsewhere: 1},
	})...)
	all = append(all, TCAUp("tca.example.com", 120*time.Millisecond), Direct("tca.example.com"), Through("slack.com", "proxy.example.com:3128"),
		Trusted("/etc/ssl/all.pem", 140), Skew("slack.com", time.Second), Stored("PostgreSQL", 17, 2*time.Millisecond))
	all = append(all, SealedTokens(Sealed{First: 12})...)
	all = append(all, Queue(3, 1, 0, 0)...)
	return append(append(all, Sending(0)), Posts(nil)...)
}

// ill is what is found where everything is wrong.
func ill() []Finding {
	all := []Finding{
		Setting("WORKERS must be from 1 to 100000"), BotTokenRefused("invalid_auth"), InstalledEverywhere("Acme Group"), AppTokenRefused("not_allowed_token_type"),
		SlackUnreachable(redact.Untrusted, "the certificate is not trusted"), BlocksRefused("invalid_blocks"),
	}
	all = append(all, Scopes([]string{"chat:write"})...)
	all = append(all, Scopes(nil)...)
	all = append(all, Processes(nil)...)
	all = append(all, Processes([]Process{{Host: "bot-1", Version: "v1.2.0", Began: morning, Elsewhere: -1}})...)
	all = append(all, Processes([]Process{{Host: "bot-1", Version: "v1.2.0", Began: morning, Greeted: morning, Connections: 2, Elsewhere: 2}})...)
	for _, why := range []redact.Kind{redact.NoHost, redact.Refused, redact.Proxy, redact.TimedOut} {
		all = append(all, TCAUnreachable("tca.example.com", why, "the cause"))
	}
	all = append(all, TCADown("tca.example.com", 502), TCAStrange("tca.example.com", 302), Plain(), ProxyWrong(), TrustWrong("/etc/ssl/all.pem", "no such file"),
		Skew("slack.com", time.Hour), Skew("slack.com", -time.Hour), Older(15, 17), Newer(18, 17), DatabaseDown("connection refused"))
	all = append(all, SealedTokens(Sealed{First: 1, Others: 2, Unknown: 3})...)
	all = append(all, Queue(3, 1, 2, time.Hour)...)
	all = append(all, NotChecked(Jobs, "the database can't be used"), Late(TCA))
	return append(all, Posts([]subscription.Subscription{
		{Kind: subscription.Digest, ID: 3, Name: "payments-api@master", State: subscription.Active, Last: morning},
		{Kind: subscription.Digest, ID: 4, Name: "payments-api@master", State: subscription.Paused},
		{Kind: subscription.Follow, ID: 5, Name: "payments-api", State: subscription.Suspended, Reason: subscription.ReasonToken, Last: morning},
	})...)
}

func TestView(t *testing.T) {
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"doctor/healthy": screentest.Of(View, healthy()),
		"doctor/warning": screentest.Of(View, Scopes(Required())),
		"doctor/ill":     screentest.Of(View, ill()),
	})
}

// TestSample: Slack would take it, in each language.
func TestSample(t *testing.T) {
	for _, l := range locale.Languages() {
		screentest.Judge(t, Sample(locale.In(l)))
	}
}

// TestWorst: one failure outweighs all that works, and what was not checked is no good news.
func TestWorst(t *testing.T) {
	t.Parallel()
	for want, all := range map[State][]Finding{
		Good: healthy(), Bad: ill(), Warning: {AppToken(), Late(TCA)},
	} {
		if got := Worst(all); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestText: on a terminal each finding is a line, with what to do below it.
func TestText(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	if err := WriteText(&b, locale.In(locale.English), []Finding{AppToken(), BotTokenRefused("invalid_auth")}); err != nil {
		t.Fatal(err)
	}
	want := "✓ slack     SLACK_APP_TOKEN opens connections.\n" +
		"✗ slack     Slack rejects SLACK_BOT_TOKEN: invalid_auth.\n" +
		"            → Copy the bot token again: in the settings of the Slack app, OAuth & Permissions.\n"
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
}

// TestJSON: a program reads the code and the state, which are the same in each language.
func TestJSON(t *testing.T) {
	t.Parallel()
	for _, l := range locale.Languages() {
		var b bytes.Buffer
		if err := WriteJSON(&b, locale.In(l), ill()); err != nil {
			t.Fatal(err)
		}
		var got []struct{ Area, State, Code, Text, Fix string }
		if err := json.Unmarshal(b.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if len(got) != len(ill()) || got[1].Code != "doctor.bot_token" || got[1].State != "bad" || got[1].Area != "slack" || got[1].Text == "" || got[1].Fix == "" {
			t.Errorf("got %+v", got[1])
		}
	}
}
