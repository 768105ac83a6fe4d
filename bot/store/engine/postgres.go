package engine

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
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
	if !strings.Contains(databaseURL, "default_query_exec_mode=") {
		// Statements are not prepared on the server: behind PgBouncer in transaction mode, the next one may run on another
		// connection. Only what pgx learnt about them is kept.
		conf.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeCacheDescribe
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

const (
	// migrationLock is the number of the lock; former versions take the same one.
	migrationLock = lock.DefaultLockID
	// lockPause is how often the lock is tried, and lockLimit for how long.
	lockPause, lockLimit = 250 * time.Millisecond, 2 * time.Minute
)

// lockPostgres excludes other processes until unlock is called. The lock belongs to a transaction, not to a connection, which
// PgBouncer may give to another process after each transaction. It is tried again and again rather than waited for: those who
// wait would hold connections that the owner of the lock needs.
func lockPostgres(ctx context.Context, db *sql.DB) (unlock func() error, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, lockLimit, errors.New("another process keeps changing the tables"))
	for {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			cancel()
			return nil, err
		}
		locked := false
		err = tx.QueryRowContext(ctx, `SELECT pg_try_advisory_xact_lock($1)`, migrationLock).Scan(&locked)
		if err == nil && locked {
			return func() error { defer cancel(); return tx.Rollback() }, nil
		}
		if err = errors.Join(err, tx.Rollback()); err != nil {
			cancel()
			return nil, err
		}
		select {
		case <-time.After(lockPause):
		case <-ctx.Done():
			cancel()
			return nil, context.Cause(ctx)
		}
	}
}
