package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"tcabot/api"
	"tcabot/commands/digest"
	"tcabot/commands/gate"
	"tcabot/commands/schedule"
	"tcabot/commands/subscription"
	"time"
)

var (
	digestTable = newTable(subscription.Digest, "digests", "due = 0, ")

	// A new digest gets its number and its first version from the table's defaults.
	newDigestColumns = digestColumns.except("id", "version", "posted")
	// The columns that people can change, and those derived from them.
	changedDigestColumns = digestColumns.except("id", "workspace", "version", "posted")

	selectDigests = `SELECT ` + digestColumns.list() + ` FROM digests WHERE `
	insertDigest  = `INSERT INTO digests (` + newDigestColumns.list() + `) VALUES (` + newDigestColumns.placeholders() + `) RETURNING id, version`
	updateDigest  = `UPDATE digests SET ` + changedDigestColumns.assignments() + `, doubt = 0, doubt_reason = '', version = version + 1
		WHERE id = ? AND workspace = ? AND version = ?`
)

// AddDigest implements digest.Store.
func (s *Store) AddDigest(ctx context.Context, d digest.Digest, asked string) (digest.Digest, error) {
	const operation = "add digest"
	err := s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		first, id, err := tx.once(ctx, operation, asked)
		if err != nil {
			return err
		}
		if !first {
			d, err = tx.digest(ctx, d.Workspace, id)
			return err
		}
		if err := tx.lockLink(ctx, operation, d.Workspace, d.Owner); err != nil {
			return err
		}
		if err := digestTable.checkLimit(ctx, tx, operation, d.Subscription); err != nil {
			return err
		}
		added, err := row[digestRecord](ctx, tx, operation, insertDigest, newDigestColumns.values(newDigestRecord(d))...)
		if err != nil {
			return err
		}
		d.Kind, d.ID, d.Version = subscription.Digest, added.ID, added.Version
		return tx.setResult(ctx, operation, asked, d.ID)
	})
	return d, err
}

// ChangeDigest implements digest.Store. A digest with a new target loses its marks.
func (s *Store) ChangeDigest(ctx context.Context, d digest.Digest) (digest.Digest, error) {
	const operation = "change digest"
	err := s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		if err := digestTable.checkLimit(ctx, tx, operation, d.Subscription); err != nil {
			return err
		}
		_, err := tx.exec(ctx, operation, `DELETE FROM digest_marks WHERE digest = ? AND EXISTS (SELECT 1 FROM digests
			WHERE id = ? AND workspace = ? AND version = ? AND (org <> ? OR team <> ? OR repo <> ? OR project <> ?))`,
			d.ID, d.ID, d.Workspace, d.Version, d.Target.Org, d.Target.Team, d.Target.Repo, d.Target.Project)
		if err != nil {
			return err
		}
		n, err := tx.exec(ctx, operation, updateDigest, append(changedDigestColumns.values(newDigestRecord(d)), d.ID, d.Workspace, d.Version)...)
		if err != nil {
			return err
		}
		return digestTable.explainUnchanged(ctx, tx, operation, n, d.Workspace, d.ID)
	})
	if err == nil {
		d.Version++
	}
	return d, err
}

// RemoveDigest implements digest.Store.
func (s *Store) RemoveDigest(ctx context.Context, workspace string, id int64, version int) error {
	const operation = "remove digest"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		n, err := tx.exec(ctx, operation, `DELETE FROM digests WHERE id = ? AND workspace = ? AND version = ?`, id, workspace, version)
		if err != nil {
			return err
		}
		return digestTable.explainUnchanged(ctx, tx, operation, n, workspace, id)
	})
}

// Digest implements digest.Store.
func (s *Store) Digest(ctx context.Context, workspace string, id int64) (digest.Digest, error) {
	return s.digest(ctx, workspace, id)
}

func (c conn) digest(ctx context.Context, workspace string, id int64) (digest.Digest, error) {
	r, err := row[digestRecord](ctx, c, "read digest", selectDigests+`id = ? AND workspace = ?`, id, workspace)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return digest.Digest{}, digestTable.error(subscription.ErrNone)
	case err != nil:
		return digest.Digest{}, err
	}
	return r.digest(), nil
}

// ChannelDigests implements digest.Store.
func (s *Store) ChannelDigests(ctx context.Context, workspace, channel string) ([]digest.Digest, error) {
	return s.digests(ctx, `workspace = ? AND channel = ?`, workspace, channel)
}

// OwnDigests implements digest.Store.
func (s *Store) OwnDigests(ctx context.Context, workspace, owner string) ([]digest.Digest, error) {
	return s.digests(ctx, `workspace = ? AND owner = ?`, workspace, owner)
}

// digests lists the digests that meet a condition, oldest first.
func (c conn) digests(ctx context.Context, where string, a ...any) ([]digest.Digest, error) {
	found, err := rows[digestRecord](ctx, c, "list digests", selectDigests+where+` ORDER BY id`, a...)
	all := make([]digest.Digest, len(found))
	for i := range found {
		all[i] = found[i].digest()
	}
	return all, err
}

// CountDigests counts the digests by their states.
func (s *Store) CountDigests(ctx context.Context) (map[subscription.State]int, error) {
	type count struct {
		State subscription.State `db:"state"`
		Count int                `db:"digests"`
	}
	found, err := rows[count](ctx, s.conn, "count digests", `SELECT state, COUNT(*) AS digests FROM digests GROUP BY state`)
	counts := map[subscription.State]int{}
	for _, c := range found {
		counts[c.State] = c.Count
	}
	return counts, err
}

// resume makes a suspended digest active again, due at its next time.
func (c conn) resumeDigest(ctx context.Context, operation string, s subscription.Subscription, now time.Time) (int64, error) {
	d, err := c.digest(ctx, s.Workspace, s.ID)
	if err != nil {
		return 0, err
	}
	return c.exec(ctx, operation, `UPDATE digests SET state = ?, reason = '', due = ?, version = version + 1 WHERE id = ? AND version = ?`,
		string(subscription.Active), toUnix(d.When.Next(now)), s.ID, s.Version)
}

// digestRecord is the part of a row of digests that people see.
type digestRecord struct {
	subscriptionRecord
	Clock    int64  `db:"clock"`
	Days     int64  `db:"days"`
	Zone     string `db:"zone"`
	Severity string `db:"severity"`
	Parts    string `db:"parts"`
	Gate     string `db:"gate"`
	Quiet    string `db:"quiet"`
	Due      int64  `db:"due"`
}

// deliveryRecord is a row of digests with the state of its posts.
type deliveryRecord struct {
	digestRecord
	Claimed   int64  `db:"claimed"`
	Posting   int64  `db:"posting"`
	Done      int64  `db:"done"`
	Attempted int64  `db:"attempted"`
	Searched  string `db:"searched"`
}

var (
	digestColumns   = columnsOf[digestRecord]()
	deliveryColumns = columnsOf[deliveryRecord]()
)

func newDigestRecord(d digest.Digest) *digestRecord {
	return &digestRecord{
		subscriptionRecord: newSubscriptionRecord(d.Subscription),
		Clock:              int64(d.When.At), Days: int64(d.When.Days), Zone: d.When.Zone.String(),
		Severity: joinWords(d.Content.Severity), Parts: joinWords(d.Content.Show), Gate: d.Content.Gate.String(), Quiet: string(d.Content.Quiet),
		Due: toUnix(d.Due),
	}
}

// digest converts a record. Values of a later version that this one does not know are dropped.
func (r *digestRecord) digest() digest.Digest {
	zone, ok := schedule.ReadZone(r.Zone)
	if !ok {
		zone = time.UTC
	}
	d := digest.Digest{
		Subscription: r.subscription(subscription.Digest),

		When:    schedule.Schedule{At: schedule.Clock(r.Clock), Days: schedule.Days(r.Days), Zone: zone}, //nolint:gosec // as written
		Content: digest.Content{Quiet: digest.Quiet(r.Quiet)}, Due: fromUnix(r.Due),
	}
	for _, v := range api.Severities() {
		if hasWord(r.Severity, v.String()) {
			d.Content.Severity = append(d.Content.Severity, v)
		}
	}
	for _, p := range digest.Parts() {
		if hasWord(r.Parts, string(p)) {
			d.Content.Show = append(d.Content.Show, p)
		}
	}
	d.Content.Gate, _ = gate.Read(r.Gate)
	return d
}

func hasWord(list, word string) bool { return strings.Contains(","+list+",", ","+word+",") }

func joinWords[T interface{ String() string }](words []T) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.String()
	}
	return strings.Join(texts, ",")
}

// toUnix is a time in Unix seconds; 0 for the zero time.
func toUnix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// fromUnix is the time that toUnix wrote.
func fromUnix(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0)
}
