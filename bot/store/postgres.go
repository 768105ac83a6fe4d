package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3/lock"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
)

// postgresConns is how many connections a process has where the address sets no pool_max_conns: ten replicas stay below
// the 100 that PostgreSQL allows by default.
const postgresConns = 8

// connectTimeout bounds an attempt to connect where the address sets no connect_timeout, and a connection's silence
// before another takes its place.
const connectTimeout = 5 * time.Second

// pgxConnector lets database/sql close pgx's pool. Database/sql's own would hand out connections that the server has closed
// meanwhile: some it never checks, and a statement that failed on one it repeats only where pgx knows it was not sent.
type pgxConnector struct {
	driver.Connector
	pool *pgxpool.Pool
}

// Close waits for running calls.
func (p pgxConnector) Close() error {
	p.pool.Close()
	return nil
}

func openPostgres(databaseURL string) (*sql.DB, riverdriver.Driver[*sql.Tx], error) {
	conf, err := pgxpool.ParseConfig(databaseURL)
	if err != nil {
		return nil, nil, errors.New("address not understood") // CheckURL has explained it; the error may quote a password
	}
	if !strings.Contains(databaseURL, "pool_max_conns=") {
		conf.MaxConns = postgresConns
	}
	if conf.ConnConfig.ConnectTimeout == 0 {
		conf.ConnConfig.ConnectTimeout = connectTimeout
	}
	if conf.ConnConfig.RuntimeParams["application_name"] == "" {
		conf.ConnConfig.RuntimeParams["application_name"] = "tcabot"
	}
	// A connection that the server closed looks well until it is used, and the call that uses it would fail although
	// nothing is wrong any more. Asking first costs a round trip, which is nothing beside a command.
	conf.ShouldPing = func(context.Context, pgxpool.ShouldPingParams) bool { return true }
	conf.PingTimeout = connectTimeout
	pool, err := pgxpool.NewWithConfig(context.Background(), conf) // does not connect yet
	if err != nil {
		return nil, nil, err
	}
	db := sql.OpenDB(pgxConnector{Connector: stdlib.GetPoolConnector(pool), pool: pool})
	db.SetMaxIdleConns(0)                                         // idle ones stay in pgx's pool
	return db, riverdatabasesql.NewWithPgxListener(db, pool), nil // jobs are heard of over a connection of its own
}

// The lock is tried once a second, for two minutes.
const (
	lockPeriod = 1
	lockTries  = 120
)

func lockPostgres() (lock.SessionLocker, error) {
	l, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(lockPeriod, lockTries))
	if err != nil {
		return nil, fmt.Errorf("set up lock: %w", err)
	}
	return l, nil
}
