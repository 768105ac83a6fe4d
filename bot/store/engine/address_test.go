package engine_test

import (
	"strings"
	"tcabot/bot/store/engine"
	"testing"
)

func TestCheckURL(t *testing.T) {
	for _, tt := range []struct{ name, url, want string }{
		{"relative", "sqlite://tcabot.db", ""},
		{"absolute", "sqlite:///var/lib/tcabot/bot.db", ""},
		{"percent and blank", "sqlite://a%20b c.db", ""},
		{"no path", "sqlite://", "path of a file"},
		{"folder", "sqlite:///var/lib/", "path of a file"},
		{"options", "sqlite://x.db?mode=memory", "path of a file"},
		{"in memory", "sqlite://:memory:", "must name a file"},
		{"postgres", "postgres://bot:s3cret@db.example.com:5432/tcabot?sslmode=verify-full", ""},
		{"postgresql", "postgresql://db.example.com/tcabot", ""},
		{"socket", "postgres:///tcabot?host=/run/postgresql", ""},
		{"IPv6", "postgres://bot@[::1]:5432/tcabot", ""},
		{"encoded password", "postgres://bot:s3cret%40%2F@db/tcabot", ""},
		{"no database", "postgres://bot:s3cret@db.example.com", "must name a database"},
		{"raw password", "postgres://bot:s3cret/#@db.example.com/tcabot", "%2F for /"},
		{"bad port", "postgres://bot:s3cret@db:port/tcabot", "must be postgres://"},
		{"bad TLS mode", "postgres://bot:s3cret@db/tcabot?sslmode=s3cure", "sslmode is invalid"},
		{"another engine", "mysql://bot:s3cret@db/tcabot", "sqlite:// and the path of a file, or postgres://"},
		{"nothing", "", "sqlite:// and the path of a file, or postgres://"},
		{"a path", "/var/lib/bot.db", "sqlite:// and the path of a file, or postgres://"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("PGDATABASE", "") // pgx would take what the address lacks from there
			err := engine.CheckURL(tt.url)
			if tt.want == "" && err != nil {
				t.Errorf("got %v", err)
			}
			if tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %v, want %q in it", err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "s3cret") {
				t.Errorf("the error tells the password: %v", err)
			}
		})
	}
}

func TestSQLitePath(t *testing.T) {
	for _, tt := range []struct {
		url, want string
		ok        bool
	}{
		{"sqlite://x.db", "x.db", true},
		{"sqlite://./x.db", "x.db", true},
		{"sqlite:///a/x.db", "/a/x.db", true},
		{"sqlite:////a/x.db", "/a/x.db", true},
		{"sqlite://", "", true},
		{"postgres://db/x", "", false},
		{"x.db", "", false},
	} {
		if got, ok := engine.SQLitePath(tt.url); got != tt.want || ok != tt.ok {
			t.Errorf("%q: %q, %t, want %q, %t", tt.url, got, ok, tt.want, tt.ok)
		}
	}
}
