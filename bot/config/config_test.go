package config_test

import (
	"fmt"
	"maps"
	"strings"
	"tcabot/bot/config"
	"tcabot/bot/seal"
	"testing"

	"github.com/sethvargo/go-envconfig"
)

// load reads settings that are right but for those given.
func load(t *testing.T, but map[string]string) (config.Config, error) {
	t.Helper()
	env := map[string]string{"SLACK_APP_TOKEN": "xapp-1", "SLACK_BOT_TOKEN": "xoxb-1", "TCA_URL": "https://tca.example.com"}
	maps.Copy(env, but)
	return config.Load(t.Context(), envconfig.MapLookuper(env))
}

func TestDatabase(t *testing.T) {
	t.Setenv("PGDATABASE", "") // what the address lacks would be taken from there
	key := seal.NewKey().Reveal()
	for _, tt := range []struct{ name, url, key, want string }{
		{"nothing set", "", "", ""},
		{"SQLite", "sqlite:///var/lib/tcabot.db", "", ""},
		{"SQLite with a key", "sqlite://x.db", key, ""},
		{"PostgreSQL with a key", "postgres://bot:s3cret@db/tcabot", key, ""},
		{"PostgreSQL with two", "postgresql://db/tcabot", key + "," + key, ""},
		{"PostgreSQL without", "postgres://bot:s3cret@db/tcabot", "", "TOKEN_ENCRYPTION_KEY is missing: with PostgreSQL every replica needs the same key"},
		{"no file", "sqlite://", "", "DATABASE_URL must be sqlite:// and the path of a file"},
		{"no database", "postgres://bot:s3cret@db", key, "DATABASE_URL must name a database"},
		{"raw password", "postgres://bot:s3cret/@db/tcabot", key, "DATABASE_URL must be postgres://user:password@host"},
		{"another engine", "mysql://bot:s3cret@db/tcabot", key, "DATABASE_URL must be sqlite://"},
		{"bad key", "sqlite://x.db", "s3cret", "TOKEN_ENCRYPTION_KEY is wrong"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			but := map[string]string{}
			if tt.url != "" {
				but["DATABASE_URL"] = tt.url
			}
			if tt.key != "" {
				but["TOKEN_ENCRYPTION_KEY"] = tt.key
			}
			conf, err := load(t, but)
			if (err == nil) != (tt.want == "") || (err != nil && !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %v, want %q in it", err, tt.want)
			}
			if said := fmt.Sprintf("%v %+v", err, conf); strings.Contains(said, "s3cret") {
				t.Errorf("a secret is told: %s", said)
			}
		})
	}
}
