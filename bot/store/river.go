package store

import (
	"context"
	"database/sql"

	"github.com/riverqueue/river/riverdriver"
)

// Tx is an opaque transaction of the store, to pass to the job engine, so that jobs are inserted and completed together with
// their rows. It must not be kept.
type Tx struct{ tx *sql.Tx }

// TxFunc takes part in a transaction of the store. Its error rolls back the transaction, and is returned unchanged. A nil
// TxFunc does nothing.
type TxFunc func(ctx context.Context, tx Tx) error

func (do TxFunc) run(ctx context.Context, c conn) error {
	if do == nil {
		return nil
	}
	return do(ctx, c.handle())
}

// handle makes the Tx of a transaction.
func (c conn) handle() Tx { return Tx{c.tx.Tx} }

// River is the bridge by which the job engine reaches this database, and the only place where a transaction of the store
// becomes one of database/sql again. River calls its driver's interface unstable, because drivers are River's own to
// write; this one is River's, and only the two methods that name the transaction's type are ours. They convert it.
type River struct{ riverdriver.Driver[*sql.Tx] }

var _ riverdriver.Driver[Tx] = River{}

// UnwrapExecutor implements riverdriver.Driver.
func (r River) UnwrapExecutor(tx Tx) riverdriver.ExecutorTx { return r.Driver.UnwrapExecutor(tx.tx) }

// UnwrapTx implements riverdriver.Driver.
func (r River) UnwrapTx(tx riverdriver.ExecutorTx) Tx { return Tx{r.Driver.UnwrapTx(tx)} }

// River returns the job engine's driver for this database. It is valid until Close.
func (s *Store) River() River { return s.river }

// Notifies reports whether the database notifies other processes of new jobs. Where it does not, the job engine polls.
func (s *Store) Notifies() bool { return s.statements.dialect.Notifies }

// JobCounts counts the jobs in the database by River's name of their state. River's client has no call for it; its table
// and the states are documented, and kept by River's own migrations.
func (s *Store) JobCounts(ctx context.Context) (map[string]int, error) {
	type count struct {
		State string `db:"state"`
		Count int    `db:"jobs"`
	}
	found, err := rows[count](ctx, s.conn, "count jobs", `SELECT CAST(state AS TEXT) AS state, COUNT(*) AS jobs FROM river_job GROUP BY state`)
	counts := map[string]int{}
	for _, c := range found {
		counts[c.State] = c.Count
	}
	return counts, err
}
