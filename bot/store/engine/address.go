package engine

import (
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"
)

// The schemes of an address.
const (
	sqliteScheme    = "sqlite://"
	postgresScheme  = "postgres://"
	postgresScheme2 = "postgresql://"
)

// SQLitePath is the file that a sqlite:// address names. ok is false for every other address.
func SQLitePath(databaseURL string) (path string, ok bool) {
	path, ok = strings.CutPrefix(databaseURL, sqliteScheme)
	if !ok || path == "" {
		return "", ok
	}
	return filepath.Clean(path), true
}

// CheckURL says what is wrong with a database's address, as the rest of a sentence that begins with its name. It does
// not try to connect. The error never quotes the address, which may hold a password.
func CheckURL(databaseURL string) error {
	switch {
	case strings.HasPrefix(databaseURL, sqliteScheme):
		return checkSQLite(databaseURL)
	case strings.HasPrefix(databaseURL, postgresScheme), strings.HasPrefix(databaseURL, postgresScheme2):
		return checkPostgres(databaseURL)
	default:
		return errors.New("must be sqlite:// and the path of a file, or postgres://user:password@host:5432/database")
	}
}

func checkSQLite(databaseURL string) error {
	path, _ := SQLitePath(databaseURL)
	switch {
	case path == "" || strings.ContainsAny(path, "?#\x00") || strings.HasSuffix(databaseURL, "/"):
		return errors.New("must be sqlite:// and the path of a file, relative or absolute")
	case path == ":memory:":
		return errors.New("must name a file: accounts kept in memory are lost with the process")
	}
	return nil
}

func checkPostgres(databaseURL string) error {
	// The address must parse before pgx may report other errors: in one that does not, the password cannot be recognised.
	if _, err := url.Parse(databaseURL); err != nil {
		return errors.New("must be postgres://user:password@host:5432/database; write special characters of the password as %40 for @, %2F for /, %23 for #, %3F for ?")
	}
	conf, err := pgxpool.ParseConfig(databaseURL)
	if err != nil {
		if reason := errors.Unwrap(err); reason != nil {
			return fmt.Errorf("is not understood: %w", reason)
		}
		return errors.New("is not understood: it must be postgres://user:password@host:5432/database")
	}
	if conf.ConnConfig.Database == "" {
		return errors.New("must name a database: postgres://user:password@host:5432/database")
	}
	return nil
}
