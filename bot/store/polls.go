package store

import (
	"context"
	"errors"
	"tcabot/commands/follow"
	"tcabot/commands/subscription"
	"time"
)

// Poll is a question to TCA that is due: about all that one owner follows in a team, or in a repository of it.
type Poll struct {
	Workspace string `db:"workspace" json:"workspace"`
	Owner     string `db:"owner"     json:"owner"`
	Org       string `db:"org"       json:"org"`
	Team      string `db:"team"      json:"team"`
	Repo      int64  `db:"repo"      json:"repo"` // 0 for the whole team
	Round     int64  `db:"round"     json:"round"`
}

// ErrVoid says that a poll was claimed anew meanwhile, or is no longer needed.
var ErrVoid = errors.New("the poll is no longer due")

const (
	// samePoll is the condition that selects a poll, and pollKey its values.
	samePoll = `workspace = ? AND owner = ? AND org = ? AND team = ? AND repo = ?`
	// wanted is the condition that somebody follows what a poll is about. A question about the team answers for its
	// repositories, too.
	wanted = `CASE WHEN p.repo = 0 THEN 0 ELSE (SELECT COUNT(*) FROM follows f WHERE f.workspace = p.workspace AND f.owner = p.owner
			AND f.org = p.org AND f.team = p.team AND f.repo = 0 AND f.state = 'active') END = 0
		AND EXISTS (SELECT 1 FROM follows f WHERE f.workspace = p.workspace AND f.owner = p.owner
			AND f.org = p.org AND f.team = p.team AND f.repo = p.repo AND f.state = 'active')`
)

func (p Poll) key() args { return args{p.Workspace, p.Owner, p.Org, p.Team, p.Repo} }

// Span bounds when something that is done again and again is due next.
type Span struct {
	Lease   time.Duration // after which a job counts as lost with its process
	Longest time.Duration // nothing is due later than this: what is was put off by a clock that was ahead
}

// ClaimPolls finds up to limit polls that are due, and inserts their jobs, in one transaction. A job that is lost with its
// process is replaced after the lease. It returns how many it found.
func (s *Store) ClaimPolls(ctx context.Context, now time.Time, span Span, limit int, enqueue func(context.Context, Tx, []Poll) error) (int, error) {
	const operation = "claim polls"
	var claimed []Poll
	err := s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		claimed = nil
		_, err := tx.exec(ctx, operation, `INSERT INTO polls (workspace, owner, org, team, repo, due)
			SELECT DISTINCT workspace, owner, org, team, repo, CAST(? AS BIGINT) FROM follows WHERE state = 'active' ON CONFLICT DO NOTHING`, now.UnixMilli())
		if err != nil {
			return err
		}
		due, err := rows[Poll](ctx, tx, operation, `SELECT p.workspace, p.owner, p.org, p.team, p.repo, p.round FROM polls AS p
			WHERE (p.due <= ? OR p.due > ?) AND `+wanted+` ORDER BY p.due LIMIT ?`, now.UnixMilli(), now.Add(span.Longest).UnixMilli(), limit)
		if err != nil {
			return err
		}
		for _, p := range due {
			n, err := tx.exec(ctx, operation, `UPDATE polls SET due = ?, round = round + 1 WHERE `+samePoll+` AND round = ?`,
				append(append(args{now.Add(span.Lease).UnixMilli()}, p.key()...), p.Round)...)
			if err != nil {
				return err
			}
			if n > 0 { // otherwise another process claimed it
				p.Round++
				claimed = append(claimed, p)
			}
		}
		if len(claimed) == 0 {
			return nil
		}
		return enqueue(ctx, tx.handle(), claimed)
	})
	if err != nil {
		return 0, err
	}
	return len(claimed), nil
}

// PollRepo is what the answers to polls said of a repository, as JSON.
type PollRepo struct {
	Repo  int64     `db:"repo"`
	State string    `db:"state"`
	Unix  int64     `db:"seen"`
	Seen  time.Time // when it was stored
}

// PollStart is a poll with all that it is about.
type PollStart struct {
	Follows []follow.Follow // active ones; at least one
	Repos   map[int64]PollRepo
	Wait    time.Duration // the present interval
}

// StartPoll reads what a poll is about. It is ErrVoid when the job is no longer the poll's.
func (s *Store) StartPoll(ctx context.Context, p Poll) (PollStart, error) {
	const operation = "start poll"
	var start PollStart
	wait, err := rows[int64](ctx, s.conn, operation, `SELECT wait FROM polls WHERE `+samePoll+` AND round = ?`, append(p.key(), p.Round)...)
	if err != nil {
		return start, err
	}
	where, about := `workspace = ? AND owner = ? AND org = ? AND team = ? AND state = 'active'`, p.key()[:4]
	if p.Repo != 0 {
		where, about = where+` AND repo = ?`, p.key()
	}
	if start.Follows, err = s.follows(ctx, where, about...); err != nil {
		return start, err
	}
	if len(wait) == 0 || len(start.Follows) == 0 {
		return start, ErrVoid
	}
	start.Wait = time.Duration(wait[0]) * time.Millisecond
	where, about = `workspace = ? AND owner = ?`, args{p.Workspace, p.Owner}
	if p.Repo != 0 {
		where, about = where+` AND repo = ?`, append(about, p.Repo)
	}
	repos, err := rows[PollRepo](ctx, s.conn, operation, `SELECT repo, state, seen FROM poll_repos WHERE `+where, about...)
	start.Repos = make(map[int64]PollRepo, len(repos))
	for _, r := range repos {
		r.Seen = fromUnix(r.Unix)
		start.Repos[r.Repo] = r
	}
	return start, err
}

// PollResult is what a poll found out.
type PollResult struct {
	Due   time.Time     // of the next one
	Wait  time.Duration // the interval
	Good  bool          // TCA answered: whatever was doubted is right
	Repos []PollRepo    // the states that have to be stored
	Ends  []End
}

// FinishPoll stores what a poll found out. The scans that ended wait to be posted, and the jobs that do so are inserted in
// the same transaction, one for each follow: so nothing is posted twice, or lost. It is ErrVoid when the job is no longer the
// poll's: when it was claimed anew, or its round was finished, as by whoever took it over from a process that was frozen.
func (s *Store) FinishPoll(ctx context.Context, p Poll, r PollResult, enqueue func(ctx context.Context, tx Tx, follows []int64) error) error {
	const operation = "finish poll"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		n, err := tx.exec(ctx, operation, `UPDATE polls SET due = ?, wait = ?, round = round + 1 WHERE `+samePoll+` AND round = ?`,
			append(append(args{r.Due.UnixMilli(), r.Wait.Milliseconds()}, p.key()...), p.Round)...)
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrVoid
		}
		for _, one := range r.Repos {
			_, err := tx.exec(ctx, operation, `INSERT INTO poll_repos (workspace, owner, repo, seen, state) VALUES (?, ?, ?, ?, ?)
				ON CONFLICT (workspace, owner, repo) DO UPDATE SET seen = excluded.seen, state = excluded.state`,
				p.Workspace, p.Owner, one.Repo, one.Seen.Unix(), one.State)
			if err != nil {
				return err
			}
		}
		for _, e := range r.Ends {
			if err := tx.addEnd(ctx, operation, e); err != nil {
				return err
			}
		}
		return tx.wakeFollows(ctx, operation, p, r.Good, enqueue)
	})
}

// wakeFollows inserts the jobs for the follows of a poll that may have something to post. good ends the doubts
// about them, but for those with scans that wait to be posted: their posts may be refused where the question is not.
func (c conn) wakeFollows(ctx context.Context, operation string, p Poll, good bool, enqueue func(ctx context.Context, tx Tx, follows []int64) error) error {
	where, about := ` WHERE workspace = ? AND owner = ? AND org = ? AND team = ?`, p.key()[:4]
	if p.Repo != 0 {
		where, about = where+` AND repo = ?`, p.key()
	}
	if good {
		if _, err := c.exec(ctx, operation, `UPDATE follows SET doubt = 0, doubt_reason = ''`+where+` AND doubt > 0
			AND NOT EXISTS (SELECT 1 FROM follow_ends e WHERE e.follow = follows.id)`, about...); err != nil {
			return err
		}
	}
	awake, err := rows[int64](ctx, c, operation, `UPDATE follows SET wake = 0`+where+` AND wake = 1 AND state = 'active' RETURNING id`, about...)
	if err != nil || len(awake) == 0 {
		return err
	}
	return enqueue(ctx, c.handle(), awake)
}

// forgetPollsAfter is how long it is remembered what was seen of a repository that nobody follows any more.
const forgetPollsAfter = 7 * 24 * time.Hour

// ForgetPolls deletes the polls of what nobody follows any more.
func (s *Store) ForgetPolls(ctx context.Context, now time.Time) error {
	const operation = "forget polls"
	if _, err := s.exec(ctx, operation, `DELETE FROM poll_repos WHERE seen < ?`, now.Add(-forgetPollsAfter).Unix()); err != nil {
		return err
	}
	_, err := s.exec(ctx, operation, `DELETE FROM polls WHERE due < ?`, now.Add(-forgetPollsAfter).UnixMilli())
	return err
}

// FollowCounts counts the follows by their states.
func (s *Store) FollowCounts(ctx context.Context) (map[subscription.State]int, error) {
	type count struct {
		State subscription.State `db:"state"`
		Count int                `db:"follows"`
	}
	found, err := rows[count](ctx, s.conn, "count follows", `SELECT state, COUNT(*) AS follows FROM follows GROUP BY state`)
	counts := map[subscription.State]int{}
	for _, c := range found {
		counts[c.State] = c.Count
	}
	return counts, err
}
