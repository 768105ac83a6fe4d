package bot_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/data"
	"tcabot/bot/store/storetest"
	"testing"

	"github.com/sethvargo/go-envconfig"
)

// TestMoveToPostgres moves the database while a digest is overdue, because TCA did not answer: on PostgreSQL it is posted once,
// by the job that was waiting, and the next ones follow; nobody connects again.
func TestMoveToPostgres(t *testing.T) {
	t.Parallel()
	target := storetest.Postgres(t)
	w := newDigestWorld(t, nil)
	w.subscribe(t, member, "payments-api@master")
	w.morning()
	w.wait(t, general, 1)
	mend := w.tca.Inject(apitest.Fault{Path: "/scans/", Status: http.StatusServiceUnavailable})
	w.morning()
	w.logged(t, "job postponed")
	env := map[string]string{"DATABASE_URL": "sqlite://" + filepath.Join(w.dir, "bot.db"), data.MoveTo: target}
	var said bytes.Buffer
	if err := data.Move(t.Context(), envconfig.MapLookuper(env), &said); err == nil || !strings.Contains(err.Error(), "stop it first") {
		t.Errorf("while the bot runs: %v", err)
	}
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	if err := data.Move(t.Context(), envconfig.MapLookuper(env), &said); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"1 account, 1 digest, 0 follows", "Set DATABASE_URL", "TOKEN_ENCRYPTION_KEY to the content of " + filepath.Join(w.dir, "bot.key")} {
		if !strings.Contains(said.String(), part) {
			t.Errorf("move says %q, want %q in it", said.String(), part)
		}
	}
	mend()
	key, err := os.ReadFile(filepath.Join(w.dir, "bot.key"))
	if err != nil {
		t.Fatal(err)
	}
	w.env["DATABASE_URL"], w.env["TOKEN_ENCRYPTION_KEY"] = target, string(key)
	w.start(t)
	w.wait(t, general, 2)
	want(t, w.say(t, member, "whoami"), "You are connected to TCA as 王芳")
	w.morning()
	w.wait(t, general, 3)
	want(t, w.say(t, member, "digest"), "#1", "last posted")
	if n := len(w.posts(general, "")); n != 3 {
		t.Errorf("%d posts, want 3", n)
	}
	w.clean(t)
}

// TestMoveNowhere has settings that Move cannot use. None is repeated, because one may be a password.
func TestMoveNowhere(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "bot.db")
	for name, tt := range map[string]struct{ from, to, want string }{
		"no target":        {"sqlite://" + path, "", "set MOVE_TO"},
		"a file":           {"sqlite://" + path, "sqlite://s3cret.db", "MOVE_TO must be a PostgreSQL database"},
		"a wrong target":   {"sqlite://" + path, "postgres://bot:s3cret/#@db/tcabot", "MOVE_TO must be postgres://"},
		"from PostgreSQL":  {"postgres://bot:s3cret@db/tcabot", "postgres://bot:s3cret@db/tcabot", "pg_dump"},
		"no database yet":  {"sqlite://" + path, "postgres://bot:s3cret@db/tcabot", "no such file"},
		"no PostgreSQL at": {"sqlite://" + path, "postgres://bot:s3cret@127.0.0.1:1/tcabot", "cannot be reached"},
	} {
		env := map[string]string{"DATABASE_URL": tt.from, "TOKEN_ENCRYPTION_KEY": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", data.MoveTo: tt.to}
		if strings.HasSuffix(name, "at") {
			storetest.CreateFile(t, path)
		} else {
			_ = os.Remove(path)
		}
		err := data.Move(t.Context(), envconfig.MapLookuper(env), t.Output())
		if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v, want %q in it", name, err, tt.want)
		}
	}
}
