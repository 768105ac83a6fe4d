package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/digest"

	"tcabot/commands/locale"
	"tcabot/commands/schedule"
	"time"
)

// digestColumns are the columns of a digest that people know of, in the order of digestRow's fields.
const digestColumns = `id, workspace, channel, owner, org, team, repo, project, name, clock, days, zone, language,
	severity, parts, gate, quiet, state, reason, version, due, posted`

// digestRow is a digest as its columns hold it.
type digestRow struct {
	digest.Digest
	clock, days                 int64
	zone, severity, parts, gate string
	due, posted                 int64
}

func (r *digestRow) fields() []any {
	d := &r.Digest
	return []any{
		&d.ID, &d.Workspace, &d.Channel, &d.Owner, &d.Target.Org, &d.Target.Team, &d.Target.Repo, &d.Target.Project, &d.Name, &r.clock, &r.days, &r.zone,
		&d.Language, &r.severity, &r.parts, &r.gate, &d.Content.Quiet, &d.State, &d.Reason, &d.Version, &r.due, &r.posted,
	}
}

// digest reads the columns. What a later version wrote and this one does not know is left out.
func (r *digestRow) digest() digest.Digest {
	d := r.Digest
	zone, ok := schedule.ReadZone(r.zone)
	if !ok {
		zone = time.UTC
	}
	d.When = schedule.Schedule{At: schedule.Clock(r.clock), Days: schedule.Days(r.days), Zone: zone} //nolint:gosec // as written
	if d.Language != locale.Chinese {
		d.Language = locale.English
	}
	for _, v := range api.Severities() {
		if hasWord(r.severity, v.String()) {
			d.Content.Severity = append(d.Content.Severity, v)
		}
	}
	for _, p := range digest.Parts() {
		if hasWord(r.parts, string(p)) {
			d.Content.Show = append(d.Content.Show, p)
		}
	}
	d.Content.Gate, _ = digest.ReadGate(r.gate)
	d.Due, d.Last = moment(r.due), moment(r.posted)
	return d
}

func hasWord(list, word string) bool { return strings.Contains(","+list+",", ","+word+",") }

func listed[T interface{ String() string }](words []T) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.String()
	}
	return strings.Join(texts, ",")
}

// seconds and moment write a time as Unix seconds, the zero time as 0.
func seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

func moment(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0)
}

// changeable are the values of what people can change, in the order of the statements below.
func changeable(d digest.Digest) args {
	return args{
		d.Channel, d.Owner, d.Target.Org, d.Target.Team, d.Target.Repo, d.Target.Project, d.Name, int64(d.When.At), int64(d.When.Days), d.When.Zone.String(),
		string(d.Language), listed(d.Content.Severity), listed(d.Content.Show), d.Content.Gate.String(), string(d.Content.Quiet),
		string(d.State), string(d.Reason), seconds(d.Due),
	}
}

// maxDigests is how many digests a channel may have: more would be a wall of posts every morning.
const maxDigests = 25

// AddDigest implements commands.Digests.
func (s *Store) AddDigest(ctx context.Context, d digest.Digest) (digest.Digest, error) {
	const what = "add digest"
	err := s.inTx(ctx, what, func(tx conn) error {
		// Whoever adds another of the same person's, or takes their link away, waits for the end of this.
		n, err := tx.exec(ctx, what, `UPDATE links SET linked = linked WHERE workspace = ? AND slack_user = ?`, d.Workspace, d.Owner)
		if err != nil {
			return err
		}
		if n == 0 {
			return command.ErrNotLinked
		}
		if err := tx.room(ctx, what, d); err != nil {
			return err
		}
		return tx.row(ctx, what, `INSERT INTO digests (channel, owner, org, team, repo, project, name, clock, days, zone, language,
			severity, parts, gate, quiet, state, reason, due, workspace)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id, version`,
			append(changeable(d), d.Workspace), &d.ID, &d.Version)
	})
	return d, err
}

// room refuses a digest in a channel that has as many others as it may. Two that come at the same moment may both find
// room for one.
func (c conn) room(ctx context.Context, what string, d digest.Digest) error {
	var others int
	err := c.row(ctx, what, `SELECT COUNT(*) FROM digests WHERE workspace = ? AND channel = ? AND id <> ?`, args{d.Workspace, d.Channel, d.ID}, &others)
	if err == nil && others >= maxDigests {
		err = digest.ErrManyDigests
	}
	return err
}

// ChangeDigest implements commands.Digests. A digest of another target begins anew.
func (s *Store) ChangeDigest(ctx context.Context, d digest.Digest) (digest.Digest, error) {
	const what = "change digest"
	err := s.inTx(ctx, what, func(tx conn) error {
		if err := tx.room(ctx, what, d); err != nil {
			return err
		}
		_, err := tx.exec(ctx, what, `DELETE FROM digest_marks WHERE digest = ? AND EXISTS (SELECT 1 FROM digests
			WHERE id = ? AND workspace = ? AND version = ? AND (org <> ? OR team <> ? OR repo <> ? OR project <> ?))`,
			d.ID, d.ID, d.Workspace, d.Version, d.Target.Org, d.Target.Team, d.Target.Repo, d.Target.Project)
		if err != nil {
			return err
		}
		n, err := tx.exec(ctx, what, `UPDATE digests SET channel = ?, owner = ?, org = ?, team = ?, repo = ?, project = ?, name = ?, clock = ?,
			days = ?, zone = ?, language = ?, severity = ?, parts = ?, gate = ?, quiet = ?, state = ?, reason = ?, due = ?, doubt = 0,
			version = version + 1 WHERE id = ? AND workspace = ? AND version = ?`, append(changeable(d), d.ID, d.Workspace, d.Version)...)
		if err != nil {
			return err
		}
		return tx.missed(ctx, what, n, d.Workspace, d.ID)
	})
	if err == nil {
		d.Version++
	}
	return d, err
}

// missed is why a statement about a digest of a version changed no row; nil when it did.
func (c conn) missed(ctx context.Context, what string, changed int64, workspace string, id int64) error {
	if changed > 0 {
		return nil
	}
	var version int
	err := c.row(ctx, what, `SELECT version FROM digests WHERE id = ? AND workspace = ?`, args{id, workspace}, &version)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return digest.ErrNoDigest
	case err != nil:
		return err
	}
	return digest.ErrChanged
}

// RemoveDigest implements commands.Digests.
func (s *Store) RemoveDigest(ctx context.Context, workspace string, id int64, version int) error {
	const what = "remove digest"
	return s.inTx(ctx, what, func(tx conn) error {
		n, err := tx.exec(ctx, what, `DELETE FROM digests WHERE id = ? AND workspace = ? AND version = ?`, id, workspace, version)
		if err != nil {
			return err
		}
		return tx.missed(ctx, what, n, workspace, id)
	})
}

// Digest implements commands.Digests.
func (s *Store) Digest(ctx context.Context, workspace string, id int64) (digest.Digest, error) {
	var r digestRow
	err := s.row(ctx, "read digest", `SELECT `+digestColumns+` FROM digests WHERE id = ? AND workspace = ?`, args{id, workspace}, r.fields()...)
	if errors.Is(err, sql.ErrNoRows) {
		return digest.Digest{}, digest.ErrNoDigest
	}
	return r.digest(), err
}

// ChannelDigests implements commands.Digests.
func (s *Store) ChannelDigests(ctx context.Context, workspace, channel string) ([]digest.Digest, error) {
	return s.digests(ctx, s.conn, `workspace = ? AND channel = ?`, workspace, channel)
}

// OwnDigests implements commands.Digests.
func (s *Store) OwnDigests(ctx context.Context, workspace, owner string) ([]digest.Digest, error) {
	return s.digests(ctx, s.conn, `workspace = ? AND owner = ?`, workspace, owner)
}

// digests lists those for which a condition holds.
func (*Store) digests(ctx context.Context, c conn, where string, a ...any) ([]digest.Digest, error) {
	found, err := rows(ctx, c, "list digests", `SELECT `+digestColumns+` FROM digests WHERE `+where+` ORDER BY id`, a, (*digestRow).fields)
	all := make([]digest.Digest, len(found))
	for i := range found {
		all[i] = found[i].digest()
	}
	return all, err
}

// Marks implements commands.Digests.
func (s *Store) Marks(ctx context.Context, id int64) ([]digest.Mark, error) {
	return s.marks(ctx, id, true)
}
