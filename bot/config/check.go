package config

import (
	"net"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/api/secret"
	"tcabot/bot/seal"
	"tcabot/bot/store/engine"
	"time"
	"unicode"
	"unicode/utf8"
)

var (
	userID = regexp.MustCompile(`^[UW][A-Z0-9]{2,30}$`)
	token  = regexp.MustCompile(`^[A-Za-z0-9._-]+$`) // of Slack
)

const (
	shortest   = time.Second // a shorter time is one whose unit was mistaken: "10ms" for ten minutes
	maxWorkers = 100_000
)

// check adds the errors of decoded values.
func (c Config) check(wrong mistakes) {
	c.checkSlack(wrong)
	c.checkTCA(wrong)
	c.checkStorage(wrong)
	if c.Workers < 1 || c.Workers > maxWorkers {
		wrong.add("WORKERS", "must be from 1 to %d", maxWorkers)
	}
	for _, id := range c.AdminUsers {
		if !userID.MatchString(id) {
			wrong.add("ADMIN_USERS", "must be IDs of Slack users, such as U012AB3CD (in Slack: profile, More, Copy member ID)")
		}
	}
	if c.ListenAddr != "" {
		_, port, err := net.SplitHostPort(c.ListenAddr)
		if _, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil {
			wrong.add("LISTEN_ADDR", "must be an address and a port number, such as 127.0.0.1:9090")
		}
	}
	if c.AuditDays < 2 || c.AuditDays > 3650 { // changes can be undone for a day
		wrong.add("AUDIT_DAYS", "must be from 2 to 3650")
	}
	if c.Language != "en" && c.Language != "zh-CN" {
		wrong.add("LANGUAGE_DEFAULT", "must be en or zh-CN")
	}
	if c.LogFormat != "text" && c.LogFormat != "json" {
		wrong.add("LOG_FORMAT", "must be text or json")
	}
}

// isCommand reports whether Slack takes a text as the name of a slash command. To compile a regular expression for letters
// of all languages would take longer than all else at the start of the program.
func isCommand(text string) bool {
	name, ok := strings.CutPrefix(text, "/")
	n := utf8.RuneCountInString(name)
	return ok && n >= 1 && n <= 31 && !strings.ContainsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_' && r != '-'
	})
}

func (c Config) checkSlack(wrong mistakes) {
	checkToken(wrong, "SLACK_APP_TOKEN", "xapp-", c.SlackAppToken)
	checkToken(wrong, "SLACK_BOT_TOKEN", "xoxb-", c.SlackBotToken)
	if u, err := url.Parse(c.SlackAPIURL); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || !strings.HasSuffix(u.Path, "/api/") {
		wrong.add("SLACK_API_URL", "must begin with https:// and a host, and end with /api/; remove it to use Slack itself")
	}
	if c.SlackConnections < 1 || c.SlackConnections > 10 {
		wrong.add("SLACK_CONNECTIONS", "must be from 1 to 10: Slack allows no more")
	}
	if !isCommand(c.SlackCommand) {
		wrong.add("SLACK_COMMAND", "must be a slash and up to 31 letters, digits, - or _, such as /tca")
	}
}

func checkToken(wrong mistakes, name, prefix string, t secret.Text) {
	switch {
	case t.IsZero():
		wrong.add(name, "is missing (%s)", usage(name))
	case !strings.HasPrefix(t.Reveal(), prefix):
		wrong.add(name, "does not start with %s (%s)", prefix, usage(name))
	case t.Reveal() == prefix:
		wrong.add(name, "has nothing after %s (%s)", prefix, usage(name))
	case !token.MatchString(t.Reveal()):
		wrong.add(name, "has a space, a line break or another character that no token has: copy it again (%s)", usage(name))
	}
}

func (c Config) checkTCA(wrong mistakes) {
	if c.TCAURL == "" {
		wrong.add("TCA_URL", "is missing (%s)", usage("TCA_URL"))
	} else if _, err := api.New(api.Config{URL: c.TCAURL}); err != nil {
		wrong.add("TCA_URL", "is wrong: %v (%s)", err, usage("TCA_URL"))
	}
	if c.TCATimeout < shortest {
		wrong.add("TCA_TIMEOUT", "must be at least %v, such as 10s", shortest)
	}
	if c.CacheTTL != 0 && c.CacheTTL < shortest {
		wrong.add("CACHE_TTL", "must be at least %v, or 0 to cache nothing", shortest)
	}
	if c.CacheMaxBytes < 1 {
		wrong.add("CACHE_MAX_BYTES", "must be at least 1; to cache nothing, set CACHE_TTL to 0")
	}
}

func (c Config) checkStorage(wrong mistakes) {
	_, file := engine.SQLitePath(c.DatabaseURL.Reveal())
	if err := engine.CheckURL(c.DatabaseURL.Reveal()); err != nil {
		wrong.add("DATABASE_URL", "%v", err)
	} else if !file && c.EncryptionKey.IsZero() {
		wrong.add("TOKEN_ENCRYPTION_KEY", "is missing: with PostgreSQL every replica needs the same key, so none is generated; generate one with: tcabot keygen")
	}
	if c.EncryptionKey.IsZero() {
		return
	}
	var bad []string
	for i, key := range strings.Split(c.EncryptionKey.Reveal(), ",") {
		if _, err := seal.New(secret.New(key)); err != nil {
			bad = append(bad, strconv.Itoa(i+1))
		}
	}
	if len(bad) > 0 {
		wrong.add("TOKEN_ENCRYPTION_KEY", "is wrong: not base64 of 32 bytes: key %s; generate one with: tcabot keygen", strings.Join(bad, ", key "))
	}
}
