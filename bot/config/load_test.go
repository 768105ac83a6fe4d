package config_test

import (
	"context"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/cached"
	"tcabot/api/secret"
	"tcabot/bot/config"
	"tcabot/bot/seal"
	"testing"
	"time"

	"github.com/sethvargo/go-envconfig"
)

// TestEveryMistakeIsReported sets everything wrong at once: each setting is named with its remedy, in order, and no value
// is repeated, because it may be a secret in the wrong place.
func TestEveryMistakeIsReported(t *testing.T) {
	const leak = "s3cret"
	want := []struct{ name, value, remedy string }{
		{"SLACK_APP_TOKEN", leak, "does not start with xapp-"},
		{"SLACK_BOT_TOKEN", leak, "does not start with xoxb-"},
		{"SLACK_API_URL", "ftp://" + leak + "/api/", "must begin with https://"},
		{"SLACK_CONNECTIONS", leak, "must be a whole number"},
		{"SLACK_COMMAND", "/two words " + leak, "must be a slash and up to 31 letters"},
		{"TCA_URL", "tca.example.com/" + leak, "must begin with http:// or https://"},
		{"TCA_TIMEOUT", "10" + leak, "must be a duration with its unit, such as 30s"},
		{"DATABASE_URL", "mysql://bot:" + leak + "@db/tcabot", "must be sqlite://"},
		{"TOKEN_ENCRYPTION_KEY", leak + ",MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=," + leak, "not base64 of 32 bytes: key 1, key 3"},
		{"CACHE_TTL", leak, "must be a duration with its unit"},
		{"CACHE_MAX_BYTES", "64" + leak, "must be a whole number"},
		{"WORKERS", leak, "must be a whole number"},
		{"ADMIN_USERS", leak + ",@zhangwei", "must be IDs of Slack users"},
		{"DIGEST_GUESTS", leak, "must be true or false"},
		{"DIGEST_EXTERNAL", leak, "must be true or false"},
		{"LISTEN_ADDR", "127.0.0.1:" + leak, "must be an address and a port number"},
		{"LANGUAGE_DEFAULT", leak, "must be en or zh-CN"},
		{"LOG_LEVEL", leak, "must be debug, info, warn or error"},
		{"LOG_FORMAT", leak, "must be text or json"},
	}
	env := map[string]string{}
	for _, w := range want {
		env[w.name] = w.value
	}
	_, err := config.Load(t.Context(), envconfig.MapLookuper(env))
	if err == nil {
		t.Fatal("no error")
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != len(want) {
		t.Errorf("%d mistakes are reported, want %d:\n%v", len(lines), len(want), err)
	}
	for i, w := range want[:min(len(want), len(lines))] {
		if !strings.HasPrefix(lines[i], w.name+" ") || !strings.Contains(lines[i], w.remedy) {
			t.Errorf("got %q, want %s and %q", lines[i], w.name, w.remedy)
		}
	}
	if strings.Contains(err.Error(), leak) {
		t.Errorf("a value is repeated:\n%v", err)
	}
}

func TestValues(t *testing.T) {
	for _, tt := range []struct{ name, setting, value, want string }{
		{"no level at all", "LOG_LEVEL", "verbose", "LOG_LEVEL must be debug, info, warn or error"},
		{"level", "LOG_LEVEL", "warn", ""},
		{"no format at all", "LOG_FORMAT", "xml", "LOG_FORMAT must be text or json"},
		{"format", "LOG_FORMAT", "json", ""},
		{"no time for TCA", "TCA_TIMEOUT", "0s", "TCA_TIMEOUT must be at least 1s"},
		{"less than no time", "TCA_TIMEOUT", "-10s", "TCA_TIMEOUT must be at least 1s"},
		{"a moment for TCA", "TCA_TIMEOUT", "1ns", "TCA_TIMEOUT must be at least 1s"},
		{"the shortest time", "TCA_TIMEOUT", "1s", ""},
		{"cached for a moment", "CACHE_TTL", "1ns", "CACHE_TTL must be at least 1s, or 0"},
		{"cached for milliseconds", "CACHE_TTL", "5ms", "CACHE_TTL must be at least 1s, or 0"},
		{"seconds without a unit", "CACHE_TTL", "60", "CACHE_TTL must be a duration with its unit"},
		{"less than no bytes", "CACHE_MAX_BYTES", "-1", "CACHE_MAX_BYTES must be at least 1"},
		{"bytes with a unit", "CACHE_MAX_BYTES", "64MB", "CACHE_MAX_BYTES must be a whole number"},
		{"nobody works", "WORKERS", "0", "WORKERS must be from 1"},
		{"less than nobody", "WORKERS", "-4", "WORKERS must be from 1"},
		{"more workers than memory", "WORKERS", "1000000000", "WORKERS must be from 1"},
		{"nothing can be undone", "AUDIT_DAYS", "1", "AUDIT_DAYS must be from 2 to 3650"},
		{"no connection", "SLACK_CONNECTIONS", "0", "SLACK_CONNECTIONS must be from 1 to 10"},
		{"too many connections", "SLACK_CONNECTIONS", "11", "SLACK_CONNECTIONS must be from 1 to 10"},
		{"yes is not true", "DIGEST_GUESTS", "yes", "DIGEST_GUESTS must be true or false"},
		{"the other token", "SLACK_APP_TOKEN", "xoxb-1", "SLACK_APP_TOKEN does not start with xapp-"},
		{"a person's token", "SLACK_BOT_TOKEN", "xoxp-1", "SLACK_BOT_TOKEN does not start with xoxb-"},
		{"two lines", "SLACK_APP_TOKEN", "xapp-1\nxapp-2", "SLACK_APP_TOKEN has a space, a line break"},
		{"a space inside", "SLACK_BOT_TOKEN", "xoxb-1 -2", "SLACK_BOT_TOKEN has a space, a line break"},
		{"quotation marks", "SLACK_BOT_TOKEN", `"xoxb-1"`, "SLACK_BOT_TOKEN has quotation marks around its value"},
		{"apostrophes", "TCA_URL", "'https://tca.example.com'", "TCA_URL has quotation marks around its value"},
		{"nothing but spaces", "WORKERS", "  ", "WORKERS is empty"},
		{"nothing is cached", "CACHE_TTL", "0", ""},
		{"cached for less than nothing", "CACHE_TTL", "-1m", "CACHE_TTL must be at least 1s, or 0"},
		{"empty is not false", "DIGEST_GUESTS", "", "DIGEST_GUESTS is empty: remove it to get the default true"},
		{"empty is not zero", "CACHE_TTL", "", "CACHE_TTL is empty: remove it to get the default 1m"},
		{"empty without a default is unset", "ADMIN_USERS", "", ""},
		{"token left as in the example", "SLACK_BOT_TOKEN", "xoxb-", "SLACK_BOT_TOKEN has nothing after xoxb-"},
		{"no room to cache", "CACHE_MAX_BYTES", "0", "CACHE_MAX_BYTES must be at least 1"},
		{"command in Chinese", "SLACK_COMMAND", "/代码分析", ""},
		{"command that is YAML", "SLACK_COMMAND", "/tca #", "SLACK_COMMAND must be a slash"},
		{"password in an address", "TCA_URL", "https://bot:s3cret@tca.example.com", "TCA_URL is wrong: the TCA address must not contain a user"},
		{"port without a number", "LISTEN_ADDR", ":metrics", "LISTEN_ADDR must be an address and a port number"},
		{"port", "LISTEN_ADDR", ":9090", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := load(t, map[string]string{tt.setting: tt.value})
			if (err == nil) != (tt.want == "") || err != nil && !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

// TestSpaceAround: what is around a value is not part of it. Every value here is as files and forms add to it.
func TestSpaceAround(t *testing.T) {
	t.Parallel()
	key := seal.NewKey().Reveal()
	for _, tt := range []struct{ name, before, after string }{
		{"line break", "", "\n"},
		{"line break of Windows", "", "\r\n"},
		{"spaces", "  ", "\t"},
		{"no-break space", "\u00a0", "\u00a0"},
		{"byte order mark", "\ufeff", ""},
		{"zero-width space", "", "\u200b"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			env := map[string]string{
				"SLACK_APP_TOKEN": "xapp-1-A", "SLACK_BOT_TOKEN": "xoxb-2-B", "SLACK_API_URL": "https://slack.example.com/api/", "SLACK_CONNECTIONS": "3",
				"SLACK_COMMAND": "/code", "TCA_URL": "https://tca.example.com", "TCA_TIMEOUT": "5s", "TCA_DEFAULT_ORG": "K9fQ2mXz7Lp",
				"DATABASE_URL": "sqlite://x.db", "TOKEN_ENCRYPTION_KEY": key, "CACHE_TTL": "0", "CACHE_MAX_BYTES": "1000000", "WORKERS": "7",
				"ADMIN_USERS": "U012AB3CD, U012AB3CE", "DIGEST_GUESTS": "false", "DIGEST_EXTERNAL": "false", "AUDIT_DAYS": "30", "LISTEN_ADDR": ":9090", "LANGUAGE_DEFAULT": "zh-CN",
				"LOG_LEVEL": "warn", "LOG_FORMAT": "json",
			}
			want, err := config.Load(t.Context(), envconfig.MapLookuper(env))
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range config.Variables() {
				value, set := env[v.Name]
				if !set {
					t.Errorf("%s is not tested", v.Name)
				}
				env[v.Name] = tt.before + value + tt.after
			}
			got, err := config.Load(t.Context(), envconfig.MapLookuper(env))
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("got %+v, %v, want %+v", got, err, want)
			}
		})
	}
}

func TestDefaults(t *testing.T) {
	conf, err := load(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	if conf.LogLevel != slog.LevelInfo || conf.LogFormat != "text" || conf.CacheTTL != time.Minute || !conf.DigestGuests {
		t.Errorf("got %+v", conf)
	}
}

// TestApp: the manifest is printed before anything else of the bot is configured.
func TestApp(t *testing.T) {
	for _, tt := range []struct {
		name      string
		env       map[string]string
		want      config.App
		wantError string
	}{
		{"nothing set", nil, config.App{Command: "/tca"}, ""},
		{"both set", map[string]string{"SLACK_COMMAND": "/code", "TCA_URL": "https://tca.corp.example"}, config.App{Command: "/code", TCAURL: "https://tca.corp.example"}, ""},
		{"mistakes elsewhere", map[string]string{"SLACK_BOT_TOKEN": "xoxb-", "WORKERS": "many", "DATABASE_URL": ""}, config.App{Command: "/tca"}, ""},
		{"mistakes here", map[string]string{"SLACK_COMMAND": "code", "TCA_URL": "tca.corp.example"}, config.App{}, "SLACK_COMMAND must be a slash"},
		{"no host", map[string]string{"TCA_URL": "https://"}, config.App{}, "TCA_URL is wrong"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := config.LoadApp(t.Context(), envconfig.MapLookuper(tt.env))
			switch {
			case tt.wantError == "" && (err != nil || got != tt.want):
				t.Errorf("got %+v, %v, want %+v", got, err, tt.want)
			case tt.wantError != "" && (err == nil || !strings.HasPrefix(err.Error(), tt.wantError)):
				t.Errorf("got %v, want %q", err, tt.wantError)
			}
		})
	}
}

// TestCacheTTL asks TCA twice for the same, with a client that is configured from the environment.
func TestCacheTTL(t *testing.T) {
	tca, err := apitest.New(apitest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := tca.Close(); err != nil {
			t.Error(err)
		}
	})
	member := secret.New(apitest.Sample(tca).Member)
	for _, tt := range []struct {
		name  string
		env   map[string]string
		asked int
	}{
		{"a minute unless told otherwise", nil, 1},
		{"an hour", map[string]string{"CACHE_TTL": "1h"}, 1},
		{"nothing is cached", map[string]string{"CACHE_TTL": "0"}, 2},
		{"nothing is cached, with a unit", map[string]string{"CACHE_TTL": "0s"}, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			conf, err := load(t, tt.env)
			if err != nil {
				t.Fatal(err)
			}
			anonymous, err := api.New(api.Config{
				URL: tca.URL(), Cache: cached.New(cached.Config{TTL: conf.CacheTTL, MaxBytes: conf.CacheMaxBytes}),
			})
			if err != nil {
				t.Fatal(err)
			}
			c, before := anonymous.As(member, "U1"), tca.Count("/v3/orgs/")
			for range 2 {
				if err := orgs(t.Context(), c); err != nil {
					t.Fatal(err)
				}
			}
			if n := tca.Count("/v3/orgs/") - before; n != tt.asked {
				t.Errorf("TCA was asked %d times, want %d", n, tt.asked)
			}
		})
	}
}

func orgs(ctx context.Context, c *api.Client) error {
	page, err := c.Orgs(ctx, api.OrgFilter{}, api.Window{})
	if err == nil && len(page.Items) == 0 {
		return fmt.Errorf("no organisations: %+v", page)
	}
	return err
}
