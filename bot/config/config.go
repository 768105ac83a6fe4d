// Package config reads the bot's settings from environment variables. Every mistake in them is reported at once, each
// with its remedy, and none with the value of a secret.
package config

import (
	"context"
	"log/slog"
	"maps"
	"tcabot/api/secret"
	"time"

	"github.com/sethvargo/go-envconfig"
)

// Config holds every setting. The usage tag is the text that --help, the README and error messages show.
type Config struct {
	SlackAppToken    secret.Text   `env:"SLACK_APP_TOKEN" usage:"required; starts with xapp-. In your Slack app: Basic Information → App-Level Tokens, scope connections:write"`
	SlackBotToken    secret.Text   `env:"SLACK_BOT_TOKEN" usage:"required; starts with xoxb-. In your Slack app: OAuth & Permissions, after installing it"`
	SlackAPIURL      string        `env:"SLACK_API_URL, default=https://slack.com/api/" usage:"where Slack's Web API is; ends with /api/"`
	SlackConnections int           `env:"SLACK_CONNECTIONS, default=2" usage:"Socket Mode connections of this process, 1 to 10; with two, events are received without a gap"`
	SlackCommand     string        `env:"SLACK_COMMAND, default=/tca" usage:"the slash command, as in the app's manifest"`
	TCAURL           string        `env:"TCA_URL" usage:"required; the address of your TCA, such as https://tca.example.com"`
	TCATimeout       time.Duration `env:"TCA_TIMEOUT, default=10s" usage:"time limit of a request to TCA"`
	TCADefaultOrg    string        `env:"TCA_DEFAULT_ORG" usage:"ID of the default organisation, for commands that name none"`
	DatabaseURL      secret.Text   `env:"DATABASE_URL, default=sqlite://tcabot.db" usage:"where accounts are kept: sqlite:// and a path, or postgres://user:password@host:5432/database"`
	EncryptionKey    secret.Text   `env:"TOKEN_ENCRYPTION_KEY" usage:"encrypts stored tokens; tcabot keygen generates a key. Of several, separated by commas, the first encrypts. Required with PostgreSQL; with SQLite, one is generated in a file next to the database when unset"`
	CacheTTL         time.Duration `env:"CACHE_TTL, default=1m" usage:"how long answers of TCA are cached; 0 caches nothing. Digests that are due in the same minute share answers in any case"`
	CacheMaxBytes    int64         `env:"CACHE_MAX_BYTES, default=20971520" usage:"memory for cached answers, in bytes; digests use a quarter of it in addition"`
	Workers          int           `env:"WORKERS, default=256" usage:"commands answered concurrently; others are asked to try again"`
	AdminUsers       []string      `env:"ADMIN_USERS" usage:"IDs of the Slack users, separated by commas, who may change everybody's digests and follows, and read what everybody changed in TCA"`
	DigestGuests     bool          `env:"DIGEST_GUESTS, default=true" usage:"false: no digests or follows in channels with guests of the workspace"`
	DigestExternal   bool          `env:"DIGEST_EXTERNAL, default=true" usage:"false: no digests or follows in channels shared with other companies"`
	ListenAddr       string        `env:"LISTEN_ADDR" usage:"where /healthz, /readyz and /metrics are served, such as 127.0.0.1:9090; nowhere when unset"`
	AuditDays        int           `env:"AUDIT_DAYS, default=90" usage:"how many days it is kept what people changed in TCA, 2 to 3650"`
	Language         string        `env:"LANGUAGE_DEFAULT, default=en" usage:"language of people whose Slack is in neither English nor Chinese: en or zh-CN"`
	LogLevel         slog.Level    `env:"LOG_LEVEL, default=info" usage:"debug, info, warn or error"`
	LogFormat        string        `env:"LOG_FORMAT, default=text" usage:"text or json"`
}

// App holds the settings that the manifest of the Slack app depends on.
type App struct {
	Command string // the slash command, such as /tca
	TCAURL  string // root of the TCA host; empty when it is not set
}

// Load reads and checks all settings. Its error joins one error per mistake, in the order of [Variables].
func Load(ctx context.Context, from envconfig.Lookuper) (Config, error) {
	c, wrong, err := read(ctx, from)
	if err != nil {
		return c, err
	}
	c.check(wrong)
	return c, wrong.err()
}

// LoadApp reads the settings that the manifest of the Slack app depends on. TCA_URL may be unset, and mistakes in other
// settings are ignored: the app is created before its tokens exist.
func LoadApp(ctx context.Context, from envconfig.Lookuper) (App, error) {
	c, wrong, err := read(ctx, from)
	if err != nil {
		return App{}, err
	}
	c.checkSlack(wrong)
	if c.TCAURL != "" {
		c.checkTCA(wrong)
	}
	maps.DeleteFunc(wrong, func(name, _ string) bool { return name != "SLACK_COMMAND" && name != "TCA_URL" })
	return App{Command: c.SlackCommand, TCAURL: c.TCAURL}, wrong.err()
}

// LoadData reads the settings that say where the data is and which keys seal it. Mistakes in other settings are ignored, and
// those are not to be used: who backs up a database need not know Slack's tokens.
func LoadData(ctx context.Context, from envconfig.Lookuper) (Config, error) {
	c, wrong, err := read(ctx, from)
	if err != nil {
		return c, err
	}
	c.checkStorage(wrong)
	maps.DeleteFunc(wrong, func(name, _ string) bool { return name != "DATABASE_URL" && name != "TOKEN_ENCRYPTION_KEY" })
	return c, wrong.err()
}
