//go:build unix

package bot_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"tcabot/api/secret"
	"tcabot/bot"
	"tcabot/bot/bottest"
	"tcabot/bot/config"
	"tcabot/bot/data"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/engine"
	"tcabot/bot/store/storetest"
	"tcabot/commands/command"
	"testing"
	"time"

	"github.com/sethvargo/go-envconfig"
)

// fault is a fault of the database, as an administrator reads of it. Its test shows that the first line is what is said, and that
// nothing was lost.
type fault struct {
	name    string
	says    string // to people, or, where the bot does not start, on standard error
	starts  bool
	retried string
	lost    string
	test    func(*testing.T, fault)
}

const noStart = "nothing until it starts: the process ends with code 1, and its supervisor starts it again"

// databaseFaults are all that is known to happen to a database.
var databaseFaults = []fault{
	{
		"SQLite file cut off", "is damaged or was cut off: stop every process", false, noStart, "what was written after the backup that is restored",
		refuses(func(t *testing.T, path string) { t.Helper(); must(t, os.Truncate(path, 9000)) }),
	},
	{
		"file that is no SQLite database", "is no SQLite database, or was overwritten: correct DATABASE_URL", false, noStart, "as above",
		refuses(func(t *testing.T, path string) {
			t.Helper()
			must(t, os.WriteFile(path, bytes.Repeat([]byte("x"), 9000), 0o600))
		}),
	},
	{
		"SQLite page overwritten", "is damaged or was cut off: stop every process", false, noStart, "as above",
		refuses(func(t *testing.T, path string) {
			t.Helper()
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			must(t, err)
			_, err = f.WriteAt(bytes.Repeat([]byte{0xff}, 4096), 3*4096)
			must(t, errors.Join(err, f.Close()))
		}),
	},
	{
		"database that a newer version changed", "start the newer one", false, noStart, "nothing",
		refuses(func(t *testing.T, path string) {
			t.Helper()
			storetest.Exec(t, "sqlite://"+path, `UPDATE compatibility SET oldest = 9999`)
			must(t, onDisk(t, path))
		}),
	},
	{"disk full at the start", "make room", false, noStart, "nothing", inChild("full")},
	{"folder that the bot may not write", "the user who runs the bot must own", false, noStart, "nothing", inChild("folder")},
	{"file that the bot may not write", "the user who runs the bot must own", false, noStart, "nothing", inChild("file")},
	{"PostgreSQL refuses connections at the start", "PostgreSQL cannot be reached, or does not answer", false, noStart, "nothing", func(t *testing.T, f fault) {
		t.Helper()
		f.wantError(t, begin(t, "postgres://bot:s3cret@127.0.0.1:1/tcabot", seal.NewKey().Reveal()))
	}},
	{"PostgreSQL frozen at the start", "PostgreSQL cannot be reached, or does not answer", false, noStart, "nothing", func(t *testing.T, f fault) {
		t.Helper()
		frozen := storetest.Freezable(t)
		defer frozen.Freeze()()
		f.wantError(t, begin(t, frozen.URL, seal.NewKey().Reveal()))
	}},
	{"wrong key", "I can't read your saved TCA token any more", true, "with the right key, at the next start", "nothing", func(t *testing.T, f fault) {
		t.Helper()
		w := newWorld(t, nil)
		w.login(t, member, w.sample.Member)
		w.rekey(t, seal.NewKey().Reveal())
		want(t, w.say(t, member, "whoami"), f.says)
		w.rekey(t, "")
		want(t, w.say(t, member, "whoami"), "You are connected")
	}},
	{"disk full while the bot runs", "My database isn't responding", true, "when it is asked for again; jobs by themselves", "nothing that was confirmed", inChild("running")},
	{"SQLite file locked by another program", "My database isn't responding", true, "when it is asked for again; jobs by themselves", "nothing", lockedByOther},
	{"PostgreSQL refuses connections", "My database isn't responding", true, "when it is asked for again; jobs by themselves", "nothing", func(t *testing.T, f fault) {
		t.Helper()
		url := storetest.Postgres(t)
		w := newWorld(t, func(w *world) {
			w.env["DATABASE_URL"], w.env["TOKEN_ENCRYPTION_KEY"], w.times.Profile = url, seal.NewKey().Reveal(), 0
		})
		w.login(t, member, w.sample.Member)
		giveBack := storetest.TakeAway(t, url)
		want(t, w.say(t, member, "whoami"), f.says)
		giveBack()
		want(t, w.say(t, member, "whoami"), "You are connected")
	}},
	{"two processes on one SQLite file", "You are connected to TCA as", true, "nothing has to be", "nothing", func(t *testing.T, f fault) {
		t.Helper()
		w := newWorld(t, nil)
		w.login(t, member, w.sample.Member)
		twin := *w
		twin.others = 2
		twin.start(t)
		for range 4 { // either may answer
			want(t, w.say(t, member, "whoami"), f.says)
		}
		must(t, twin.stop())
	}},
}

// sees is what people see, in words.
func (f fault) sees() string {
	if f.starts {
		return "“…" + f.says + "…”"
	}
	return "no answer; on standard error: “…" + f.says + "…”"
}

// TestDatabaseFaults has everything happen to the database that is known to: each time it is said what happened and what to do,
// and the bot goes on when that is done. PostgreSQL that is frozen while the bot runs is
// in TestFrozenDatabase.
func TestDatabaseFaults(t *testing.T) {
	if act := os.Getenv(childEnv); act != "" {
		actInChild(t, act)
		return
	}
	t.Parallel()
	for _, f := range databaseFaults {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			f.test(t, f)
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (f fault) wantError(t *testing.T, err error) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), f.says) || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("got %v, want %q in it", err, f.says)
	}
}

// begin runs the bot, with a Slack that is not there, until it ends.
func begin(tb testing.TB, url, key string) error {
	tb.Helper()
	conf, err := config.Load(tb.Context(), envconfig.MapLookuper(map[string]string{
		"SLACK_APP_TOKEN": bottest.AppToken, "SLACK_BOT_TOKEN": bottest.BotToken, "SLACK_API_URL": "http://127.0.0.1:1/api/",
		"TCA_URL": "http://127.0.0.1:1", "DATABASE_URL": url, "TOKEN_ENCRYPTION_KEY": key,
	}))
	if err != nil {
		tb.Fatal(err)
	}
	return bot.Run(tb.Context(), conf, bot.Defaults(), slog.New(slog.NewTextHandler(tb.Output(), nil)))
}

// connected makes a database with one account, and returns its path and key.
func connected(t *testing.T, dir string) (path, key string) {
	t.Helper()
	path, key = filepath.Join(dir, "bot.db"), seal.NewKey().Reveal()
	box, err := seal.New(secret.New(key))
	must(t, err)
	db, err := store.OpenLimited(t.Context(), "sqlite://"+path, box, time.Minute)
	must(t, err)
	_, err = db.SaveLink(t.Context(), command.Link{Who: command.Who{Workspace: "T1", User: "U1"}, Username: "u", Token: secret.New("t"), Linked: time.Unix(1, 0)})
	must(t, errors.Join(err, db.Close()))
	return path, key
}

// isConnected finds the account.
func isConnected(t *testing.T, path, key string) {
	t.Helper()
	box, err := seal.New(secret.New(key))
	must(t, err)
	db, err := store.OpenLimited(t.Context(), "sqlite://"+path, box, time.Minute)
	must(t, err)
	defer func() { _ = db.Close() }()
	if l, err := db.Link(t.Context(), command.Who{Workspace: "T1", User: "U1"}); err != nil || !l.Token.Equal(secret.New("t")) {
		t.Errorf("afterwards: %+v, %v", l, err)
	}
}

// onDisk writes what is in the database's log into the file.
func onDisk(t *testing.T, path string) error {
	t.Helper()
	db, err := engine.OpenFile(path, true)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(t.Context(), `PRAGMA wal_checkpoint(TRUNCATE)`)
	return errors.Join(err, db.Close())
}

// refuses spoils a file: the bot does not start and writes nothing to it, and a backup helps.
func refuses(spoil func(t *testing.T, path string)) func(*testing.T, fault) {
	return func(t *testing.T, f fault) {
		t.Helper()
		dir := t.TempDir()
		path, key := connected(t, dir)
		env := envconfig.MapLookuper(map[string]string{"DATABASE_URL": "sqlite://" + path, "TOKEN_ENCRYPTION_KEY": key})
		must(t, data.Backup(t.Context(), env, filepath.Join(dir, "copy"), t.Output()))
		spoil(t, path)
		before, err := os.ReadFile(path)
		must(t, err)
		f.wantError(t, begin(t, "sqlite://"+path, key))
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
			t.Errorf("the file was changed, or %v", err)
		}
		must(t, data.Restore(t.Context(), env, filepath.Join(dir, "copy"), t.Output()))
		isConnected(t, path, key)
	}
}

// lockedByOther has another program keep the file locked while the bot runs.
func lockedByOther(t *testing.T, f fault) {
	t.Helper()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.times.Query = time.Second
	must(t, w.stop())
	w.start(t)
	shell, err := sql.Open("sqlite", "file:"+filepath.Join(w.dir, "bot.db")+"?_txlock=immediate&_pragma=busy_timeout(20000)")
	must(t, err)
	defer func() { _ = shell.Close() }()
	tx, err := shell.BeginTx(t.Context(), nil)
	must(t, err)
	want(t, w.say(t, member, "language zh"), f.says) // as may what only reads: writers that wait keep the connections
	must(t, tx.Rollback())
	want(t, w.say(t, member, "language zh"), "中文")
}

// childEnv says what a process of this test's binary does: what cannot be done to one in which other tests run.
const childEnv = "TCABOT_TEST_DATABASE"

// inChild runs a part of actInChild.
func inChild(act string) func(*testing.T, fault) {
	return func(t *testing.T, f fault) {
		t.Helper()
		dir, err := os.MkdirTemp("", "tcabot-fault-") //nolint:usetesting // another user must be able to enter it
		must(t, err)
		t.Cleanup(func() { _ = os.RemoveAll(dir) })
		child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestDatabaseFaults$", "-test.v")
		child.Env = append(os.Environ(), childEnv+"="+act, "TCABOT_TEST_DIR="+dir)
		said, err := child.CombinedOutput()
		if err != nil || !strings.Contains(string(said), f.says) {
			t.Errorf("%v; want %q in\n%s", err, f.says, said)
		}
	}
}

func actInChild(t *testing.T, act string) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ) // a full disk sends none
	if act == "running" {
		fullWhileRunning(t)
		return
	}
	dir := os.Getenv("TCABOT_TEST_DIR")
	path, key := connected(t, dir)
	if act == "full" {
		room := limitFiles(t, 0)
		fmt.Println(begin(t, "sqlite://"+path, key))
		room()
		isConnected(t, path, key)
		return
	}
	rights := map[string][2]os.FileMode{"folder": {0o555, 0o644}, "file": {0o777, 0o444}}[act]
	must(t, errors.Join(os.Chmod(path, rights[1]), os.Chmod(dir, rights[0])))
	if os.Getuid() == 0 { // who may write anything
		must(t, syscall.Setuid(65534))
	} else if act == "file" {
		t.Skip("whoever owns a file may give themselves the right to write it")
	}
	fmt.Println(begin(t, "sqlite://"+path, key))
}

// limitFiles leaves so much room in files of this process, until the room is given back.
func limitFiles(t *testing.T, most uint64) (giveBack func()) {
	t.Helper()
	var was syscall.Rlimit
	must(t, syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was))
	must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: most, Max: was.Max}))
	return func() { must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was)) }
}

// fullWhileRunning fills the disk of a running bot: it reads, says that it cannot write, and can again when there is room.
func fullWhileRunning(t *testing.T) {
	t.Helper()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	room := limitFiles(t, 0)
	fmt.Println(w.say(t, member, "language zh").PlainText())
	want(t, w.say(t, member, "whoami"), "You are connected")
	room()
	want(t, w.say(t, member, "language zh"), "中文")
	must(t, w.stop())
	env := envconfig.MapLookuper(map[string]string{"DATABASE_URL": "sqlite://" + filepath.Join(w.dir, "bot.db")})
	must(t, data.Backup(context.WithoutCancel(t.Context()), env, filepath.Join(t.TempDir(), "copy"), os.Stdout)) // which checks it
}
