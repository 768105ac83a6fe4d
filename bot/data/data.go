// Package data has the commands of the operator that copy the bot's data: backup, restore and move. They say what they did and
// what to do next, in the words of the README.
package data

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"tcabot/bot/config"
	"tcabot/bot/store/backup"
	"tcabot/bot/store/engine"
	"tcabot/bot/store/move"
	"time"

	"github.com/sethvargo/go-envconfig"
)

// errPostgres says how to copy a PostgreSQL database.
const errPostgres = "DATABASE_URL is a PostgreSQL database, which has tools of its own: "

// Backup copies the SQLite database of DATABASE_URL into a new file, while the bot runs.
func Backup(ctx context.Context, env envconfig.Lookuper, file string, out io.Writer) error {
	conf, path, err := sqliteOf(ctx, env, `pg_dump --format=custom --file=FILE "$DATABASE_URL"`)
	if err != nil {
		return err
	}
	if file == "" {
		return errors.New("name the file to write: tcabot backup FILE")
	}
	s, err := backup.Write(ctx, path, file)
	if err != nil {
		return fmt.Errorf("no backup was made: %w", err)
	}
	_, err = fmt.Fprintf(out, "Wrote %s: %s, %s. It was checked.\n%s\n", file, size(s.Bytes), holds(s), whereKeyIs(conf))
	return err
}

// Restore puts a backup in the place of the SQLite database of DATABASE_URL, while the bot does not run.
func Restore(ctx context.Context, env envconfig.Lookuper, file string, out io.Writer) error {
	conf, path, err := sqliteOf(ctx, env, `pg_restore --clean --if-exists --dbname="$DATABASE_URL" FILE`)
	if err != nil {
		return err
	}
	if file == "" {
		return errors.New("name the backup: tcabot restore FILE")
	}
	box, err := conf.ExistingBox()
	if err != nil {
		return fmt.Errorf("nothing was restored: %w", err)
	}
	r, err := backup.Restore(ctx, path, file, box, time.Now())
	if err != nil {
		return fmt.Errorf("nothing was restored: %w", err)
	}
	text := fmt.Sprintf("Restored %s from %s: %s.\n", path, file, holds(r.Summary))
	if r.Kept != "" {
		text += fmt.Sprintf("The former database is %s: delete it when you no longer need it.\n", r.Kept)
	}
	_, err = fmt.Fprint(out, text+unreadable(r.Unreadable)+"Start the bot. Digests that were due since the backup are posted once, about everything since then.\n")
	return err
}

// MoveTo is the environment variable with the address of the PostgreSQL database to move to. It is no argument, because
// everybody on the machine can read those, and the address has a password.
const MoveTo = "MOVE_TO"

// Move copies the SQLite database of DATABASE_URL into an empty PostgreSQL database, while the bot does not run.
func Move(ctx context.Context, env envconfig.Lookuper, out io.Writer) error {
	conf, path, err := sqliteOf(ctx, env, "pg_dump and pg_restore move it")
	if err != nil {
		return err
	}
	target, _ := env.Lookup(MoveTo)
	target = strings.TrimSpace(target)
	if target == "" {
		return errors.New("set " + MoveTo + " to the address of an empty PostgreSQL database: postgres://user:password@host:5432/database")
	}
	if err := engine.CheckURL(target); err != nil {
		return fmt.Errorf("%s %w", MoveTo, err)
	}
	if _, file := engine.SQLitePath(target); file {
		return errors.New(MoveTo + " must be a PostgreSQL database; an SQLite file is copied by: tcabot backup FILE")
	}
	box, err := conf.ExistingBox()
	if err != nil {
		return fmt.Errorf("nothing was moved: %w", err)
	}
	m, err := move.Run(ctx, path, target, box)
	if err != nil {
		return fmt.Errorf("nothing was moved: %w", err)
	}
	_, err = fmt.Fprintf(out, "Copied %s to PostgreSQL: %s, %s, %s, %s.\n%sNext:\n%s", path, count(m.Rows["links"], "account"), count(m.Rows["digests"], "digest"),
		count(m.Rows["follows"], "follow"), count(m.Rows["river_job"], "job"), unreadable(m.Unreadable), nextOf(conf, path))
	return err
}

// nextOf is what is left to do after a move.
func nextOf(conf config.Config, path string) string {
	text := "- Set DATABASE_URL to the value of " + MoveTo + ".\n"
	if key := conf.KeyPath(); key != "" {
		text += "- Set TOKEN_ENCRYPTION_KEY to the content of " + key + ", for every process: with PostgreSQL no key file is read.\n"
	} else {
		text += "- Keep TOKEN_ENCRYPTION_KEY as it is, the same for every process.\n"
	}
	return text + "- Start the bot. " + path + " is as it was: never start the bot on it again, or digests are posted twice. Delete it when all is well.\n"
}

func unreadable(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("The key does not open the tokens of %s, who have to connect again.\n", count(n, "account"))
}

// sqliteOf reads the settings and the path of the database; other is the command for PostgreSQL.
func sqliteOf(ctx context.Context, env envconfig.Lookuper, other string) (config.Config, string, error) {
	conf, err := config.LoadData(ctx, env)
	if err != nil {
		return conf, "", err
	}
	path, ok := engine.SQLitePath(conf.DatabaseURL.Reveal())
	if !ok {
		return conf, "", errors.New(errPostgres + other)
	}
	return conf, path, nil
}

func whereKeyIs(conf config.Config) string {
	if path := conf.KeyPath(); path != "" {
		return fmt.Sprintf("The key that opens the tokens is not in it: keep a copy of %s in another place.", path)
	}
	return "The key that opens the tokens, TOKEN_ENCRYPTION_KEY, is not in it: keep a copy in another place."
}

func holds(s backup.Summary) string {
	return count(s.Accounts, "account") + ", " + count(s.Digests, "digest") + ", " + count(s.Follows, "follow")
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func size(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KiB", (n+1023)>>10)
	}
	return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
}
