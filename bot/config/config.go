// Package config reads the bot's settings from the environment and says all that is wrong with them at once.
package config

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"tcabot/api"
	"tcabot/api/secret"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"time"

	"github.com/sethvargo/go-envconfig"
)

// Config is everything that can be set. The usage tag is what --help and the README say of it.
type Config struct {
	SlackAppToken    secret.Text   `env:"SLACK_APP_TOKEN" usage:"required; starts with xapp-. In your Slack app: Basic Information → App-Level Tokens, scope connections:write"`
	SlackBotToken    secret.Text   `env:"SLACK_BOT_TOKEN" usage:"required; starts with xoxb-. In your Slack app: OAuth & Permissions, after installing it"`
	SlackAPIURL      string        `env:"SLACK_API_URL, default=https://slack.com/api/" usage:"where Slack's Web API is; ends with /api/"`
	SlackConnections int           `env:"SLACK_CONNECTIONS, default=2" usage:"Socket Mode connections of this process, 1 to 10; two never leave a gap"`
	SlackCommand     string        `env:"SLACK_COMMAND, default=/tca" usage:"the slash command, as in the app's manifest"`
	TCAURL           string        `env:"TCA_URL" usage:"required; the address of your TCA, such as https://tca.example.com"`
	TCATimeout       time.Duration `env:"TCA_TIMEOUT, default=10s" usage:"longest time one request to TCA may take"`
	TCADefaultOrg    string        `env:"TCA_DEFAULT_ORG" usage:"ID of the organisation meant when nobody names one"`
	DatabaseURL      secret.Text   `env:"DATABASE_URL, default=sqlite://tcabot.db" usage:"where accounts are kept: sqlite:// and a path, or postgres://user:password@host:5432/database"`
	EncryptionKey    secret.Text   `env:"TOKEN_ENCRYPTION_KEY" usage:"seals stored tokens: tcabot keygen makes one; several separated by commas, the first seals. Required with PostgreSQL; with SQLite, one is made in a file beside the database when unset"`
	CacheTTL         time.Duration `env:"CACHE_TTL, default=1m" usage:"how long answers of TCA are remembered"`
	CacheMaxBytes    int64         `env:"CACHE_MAX_BYTES, default=67108864" usage:"memory for remembered answers; a quarter of it more is for those that digests are made of"`
	Workers          int           `env:"WORKERS, default=256" usage:"commands answered at the same time; more are told to try again"`
	AdminUsers       []string      `env:"ADMIN_USERS" usage:"Slack user IDs, separated by commas, of who may change everybody's digests"`
	DigestGuests     bool          `env:"DIGEST_GUESTS, default=true" usage:"false keeps digests out of channels in which guests of the workspace read along"`
	DigestExternal   bool          `env:"DIGEST_EXTERNAL, default=true" usage:"false keeps digests out of channels shared with other companies"`
	ListenAddr       string        `env:"LISTEN_ADDR" usage:"where /metrics is served for Prometheus, such as 127.0.0.1:9090; nowhere when unset"`
	Language         string        `env:"LANGUAGE_DEFAULT, default=en" usage:"language of people whose Slack speaks neither English nor Chinese: en or zh-CN"`
	LogLevel         string        `env:"LOG_LEVEL, default=info" usage:"debug, info, warn or error"`
	LogFormat        string        `env:"LOG_FORMAT, default=text" usage:"text or json"`
}

var userForm = regexp.MustCompile(`^[UW][A-Z0-9]{2,30}$`)

// Load reads and checks the settings. The error lists every mistake with its remedy.
func Load(ctx context.Context, from envconfig.Lookuper) (Config, error) {
	var c Config
	if err := envconfig.ProcessWith(ctx, &envconfig.Config{Target: &c, Lookuper: from}); err != nil {
		return c, fmt.Errorf("read settings: %w", err)
	}
	return c, c.check()
}

// check finds every mistake.
func (c Config) check() error {
	var all []error
	wrong := func(name, format string, args ...any) {
		all = append(all, fmt.Errorf("%s %s", name, fmt.Sprintf(format, args...)))
	}
	token := func(name, prefix string, t secret.Text) {
		switch {
		case t.IsZero():
			wrong(name, "is missing (%s)", Usage(name))
		case !strings.HasPrefix(t.Reveal(), prefix):
			wrong(name, "does not start with %s (%s)", prefix, Usage(name))
		}
	}
	token("SLACK_APP_TOKEN", "xapp-", c.SlackAppToken)
	token("SLACK_BOT_TOKEN", "xoxb-", c.SlackBotToken)
	if c.TCAURL == "" {
		wrong("TCA_URL", "is missing (%s)", Usage("TCA_URL"))
	} else if _, err := api.New(api.Config{URL: c.TCAURL}); err != nil {
		wrong("TCA_URL", "is wrong: %v", err)
	}
	if u, err := url.Parse(c.SlackAPIURL); err != nil || u.Host == "" || !strings.HasSuffix(u.Path, "/api/") {
		wrong("SLACK_API_URL", "must be an address that ends with /api/")
	}
	if c.SlackConnections < 1 || c.SlackConnections > 10 {
		wrong("SLACK_CONNECTIONS", "must be from 1 to 10: Slack allows no more")
	}
	if !strings.HasPrefix(c.SlackCommand, "/") || len(c.SlackCommand) < 2 || len(c.SlackCommand) > 32 {
		wrong("SLACK_COMMAND", "must be a slash and up to 31 characters")
	}
	_, file := store.SQLitePath(c.DatabaseURL.Reveal())
	if err := store.CheckURL(c.DatabaseURL.Reveal()); err != nil {
		wrong("DATABASE_URL", "%v", err)
	} else if !file && c.EncryptionKey.IsZero() {
		wrong("TOKEN_ENCRYPTION_KEY", "is missing: with PostgreSQL every replica needs the same key, and none is made for you; make one with: tcabot keygen")
	}
	if !c.EncryptionKey.IsZero() {
		if _, err := seal.New(c.EncryptionKey); err != nil {
			wrong("TOKEN_ENCRYPTION_KEY", "is wrong: %v; make one with: tcabot keygen", err)
		}
	}
	for _, u := range c.AdminUsers {
		if !userForm.MatchString(u) {
			wrong("ADMIN_USERS", "must be IDs of Slack users, such as U012AB3CD (in Slack: profile, More, Copy member ID)")
			break
		}
	}
	if _, _, err := net.SplitHostPort(c.ListenAddr); c.ListenAddr != "" && err != nil {
		wrong("LISTEN_ADDR", "must be an address and a port, such as 127.0.0.1:9090")
	}
	if c.Workers < 1 {
		wrong("WORKERS", "must be at least 1")
	}
	if c.Language != "en" && c.Language != "zh-CN" {
		wrong("LANGUAGE_DEFAULT", "must be en or zh-CN")
	}
	return errors.Join(all...)
}

// Box makes the box that seals tokens. Without a configured key it uses the one in a file beside the database, made
// the first time; made says that this was it.
func (c Config) Box() (box *seal.Box, made string, err error) {
	if !c.EncryptionKey.IsZero() {
		box, err = seal.New(c.EncryptionKey)
		return box, "", err
	}
	path, ok := store.SQLitePath(c.DatabaseURL.Reveal())
	if !ok {
		return nil, "", errors.New("TOKEN_ENCRYPTION_KEY is missing")
	}
	file := strings.TrimSuffix(path, filepath.Ext(path)) + ".key"
	raw, err := os.ReadFile(file) //nolint:gosec // the operator names the database, and the key is beside it
	if errors.Is(err, os.ErrNotExist) {
		raw, made = []byte(seal.NewKey().Reveal()), file
		if err := os.WriteFile(file, raw, 0o600); err != nil {
			return nil, "", fmt.Errorf("write the key that seals tokens: %w", err)
		}
	} else if err != nil {
		return nil, "", fmt.Errorf("read the key that seals tokens: %w", err)
	}
	box, err = seal.New(secret.New(strings.TrimSpace(string(raw))))
	return box, made, err
}
