package jobs_test

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"strings"
	"tcabot/bot/jobs"
	"tcabot/bot/store/engine"
	"tcabot/bot/store/storetest"
	"testing"
	"time"
)

// TestTamperedJobs writes rubbish into each column of jobs that wait: the others are done. Text in a column of numbers, which
// SQLite takes, is left out: River reads no jobs then, and logs why. Who can write it can as well delete the jobs.
func TestTamperedJobs(t *testing.T) {
	t.Parallel()
	url := storetest.SQLiteWithTables(t)
	db := open(t, url)
	_ = someDigest(t, db, "C1", time.Now())
	idle := &desk{db: db}
	var err error
	idle.Engine, err = jobs.New(db, jobs.Config{Tick: time.Hour, Limit: time.Second, Rescue: time.Minute, Pause: time.Second, Workers: 1}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ClaimDigests(t.Context(), time.Now(), 10, idle.enqueue); err != nil {
		t.Fatal(err)
	}
	path, _ := engine.SQLitePath(url)
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = raw.Close() }()
	var columns []string
	numbers := map[string]bool{}
	found, err := raw.QueryContext(t.Context(), `SELECT name, type LIKE '%int%' FROM pragma_table_info('river_job') WHERE name NOT IN ('id', 'unique_key')`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	for found.Next() {
		var name string
		var number bool
		if err := found.Scan(&name, &number); err != nil {
			t.Fatal(err)
		}
		columns, numbers[name] = append(columns, name), number
	}
	if err := found.Err(); err != nil || len(columns) < 15 || !numbers["attempt"] {
		t.Fatalf("columns %q, %v", columns, err)
	}
	for _, column := range columns {
		for _, bad := range []any{`{"x":`, "\xff\xfe", strings.Repeat("9,", 5000), int64(-1), int64(1) << 62, `[]`, `{"digest":"x"}`} {
			if _, number := bad.(int64); numbers[column] && !number {
				continue
			}
			values := make([]string, len(columns))
			for i, c := range columns {
				if values[i] = c; c == column {
					values[i] = "?"
				}
			}
			all := strings.Join(columns, ", ")
			query := fmt.Sprintf(`INSERT OR IGNORE INTO river_job (%s) SELECT %s FROM river_job WHERE id = 1`, all, strings.Join(values, ", "))
			if _, err := raw.ExecContext(t.Context(), query, bad); err != nil && !strings.Contains(err.Error(), "constraint") {
				t.Fatalf("%s: %v", query, err)
			}
		}
	}
	other := someDigest(t, db, "C2", time.Now())
	done := make(chan bool, 1)
	e, err := jobs.New(db, jobs.Config{Tick: 50 * time.Millisecond, Limit: 5 * time.Second, Rescue: time.Minute, Pause: time.Minute, Workers: 8, NoStagger: true}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Start(t.Context(), jobs.Work{
		Claim: func(ctx context.Context) error {
			_, err := db.ClaimDigests(ctx, time.Now(), 100, (&desk{Engine: e}).enqueue)
			return err
		},
		Deliver: func(_ context.Context, job jobs.Delivery) error {
			if job.Digest == other.ID {
				done <- true
			}
			return nil
		},
	}); err != nil {
		t.Fatal(err)
	}
	defer e.Stop(context.Background())
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Error("the other digest is not delivered")
	}
}
