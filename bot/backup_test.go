package bot_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"tcabot/bot/data"
	"testing"

	"github.com/sethvargo/go-envconfig"
)

// TestBackupAndRestore backs the database up while people use the bot, and restores it after more has happened: the bot
// answers with the logins and has the digests of then, and nobody has to connect again.
func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	w.subscribe(t, member, "payments-api@master")
	path := filepath.Join(w.dir, "bot.db")
	env := envconfig.MapLookuper(map[string]string{"DATABASE_URL": "sqlite://" + path})
	file := filepath.Join(t.TempDir(), "bot.backup")
	var said bytes.Buffer
	if err := data.Backup(t.Context(), env, file, &said); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"1 account, 1 digest, 0 follows", "It was checked", "keep a copy of " + filepath.Join(w.dir, "bot.key")} {
		if !strings.Contains(said.String(), part) {
			t.Errorf("backup says %q, want %q in it", said.String(), part)
		}
	}
	raw, err := os.ReadFile(file)
	if err != nil || bytes.Contains(raw, []byte(w.sample.Member)) {
		t.Errorf("a token is in the backup, or %v", err)
	}
	w.login(t, admin, w.sample.Admin)
	want(t, w.say(t, member, "digest remove 1"), "removed")
	if err := data.Restore(t.Context(), env, file, &said); err == nil || !strings.Contains(err.Error(), "stop it first") {
		t.Errorf("while the bot runs: %v", err)
	}
	want(t, w.say(t, member, "whoami"), "王芳")
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	said.Reset()
	if err := data.Restore(t.Context(), env, file, &said); err != nil {
		t.Fatal(err)
	}
	if got := said.String(); !strings.Contains(got, "1 account, 1 digest, 0 follows") || !strings.Contains(got, "bot.db.before-") {
		t.Errorf("restore says %q", got)
	}
	w.start(t)
	want(t, w.say(t, member, "whoami"), "You are connected to TCA as 王芳")
	want(t, w.say(t, admin, "whoami"), "连接")
	want(t, w.say(t, member, "digest"), "#1")
	w.morning()
	w.wait(t, general, 1)
	w.clean(t)
}

// TestBackupElsewhere has settings that Backup and Restore cannot use.
func TestBackupElsewhere(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ url, want string }{
		"PostgreSQL":     {"postgres://bot:s3cret@db.example.com/tcabot", "pg_"},
		"no address":     {"mysql://x", "DATABASE_URL must be"},
		"no database":    {"sqlite://" + filepath.Join(t.TempDir(), "none.db"), "no such file"},
		"no folder here": {"sqlite:///nowhere/none.db", "no such file"},
	} {
		env := envconfig.MapLookuper(map[string]string{"DATABASE_URL": tt.url, "TOKEN_ENCRYPTION_KEY": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="})
		file := filepath.Join(t.TempDir(), "x")
		backupErr, restoreErr := data.Backup(t.Context(), env, file, t.Output()), data.Restore(t.Context(), env, file, t.Output())
		for _, err := range []error{backupErr, restoreErr} {
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "s3cret") {
				t.Errorf("%s: %v, want %q in it", name, err, tt.want)
			}
		}
	}
}
