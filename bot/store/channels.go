package store

import (
	"context"
	"database/sql"
	"errors"
	"tcabot/commands/command"
)

// MoveChannel moves what is kept for a channel to its new ID: its digests, follows and watches, that it was greeted, the
// questions about links in it, and its default target, its gate, what people chose for their links and the previews that it
// has unless the new one has its own. Doing so twice does no harm.
func (s *Store) MoveChannel(ctx context.Context, workspace, from, to string) error {
	const operation = "move channel"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		for _, step := range []struct {
			query string
			args  args
		}{
			{`UPDATE digests SET channel = ?, version = version + 1 WHERE workspace = ? AND channel = ?`, args{to, workspace, from}},
			{`UPDATE follows SET channel = ?, version = version + 1 WHERE workspace = ? AND channel = ?`, args{to, workspace, from}},
			{`UPDATE watches SET channel = ? WHERE workspace = ? AND channel = ?`, args{to, workspace, from}},
			{`UPDATE watches SET message_channel = ? WHERE workspace = ? AND message_channel = ?`, args{to, workspace, from}},
			{`UPDATE targets SET subject = ? WHERE workspace = ? AND subject = ?
				AND NOT EXISTS (SELECT 1 FROM targets own WHERE own.workspace = ? AND own.subject = ?)`, args{to, workspace, from, workspace, to}},
			{`DELETE FROM targets WHERE workspace = ? AND subject = ?`, args{workspace, from}},
			{`UPDATE gates SET channel = ?, version = version + 1 WHERE workspace = ? AND channel = ?
				AND NOT EXISTS (SELECT 1 FROM gates own WHERE own.workspace = ? AND own.channel = ?)`, args{to, workspace, from, workspace, to}},
			{`DELETE FROM gates WHERE workspace = ? AND channel = ?`, args{workspace, from}},
			{`INSERT INTO greetings (workspace, channel) SELECT workspace, ? FROM greetings WHERE workspace = ? AND channel = ?
				ON CONFLICT (workspace, channel) DO NOTHING`, args{to, workspace, from}},
			{`DELETE FROM greetings WHERE workspace = ? AND channel = ?`, args{workspace, from}},
			{`UPDATE previews SET channel = ? WHERE workspace = ? AND channel = ?
				AND NOT EXISTS (SELECT 1 FROM previews own WHERE own.workspace = ? AND own.slack_user = previews.slack_user AND own.channel = ?)`, args{to, workspace, from, workspace, to}},
			{`DELETE FROM previews WHERE workspace = ? AND channel = ?`, args{workspace, from}},
			{`UPDATE preview_questions SET channel = ? WHERE workspace = ? AND channel = ?`, args{to, workspace, from}},
			{`UPDATE preview_cards SET channel = ? WHERE workspace = ? AND channel = ?
				AND NOT EXISTS (SELECT 1 FROM preview_cards own WHERE own.workspace = ? AND own.channel = ? AND own.line = preview_cards.line)`, args{to, workspace, from, workspace, to}},
			{`DELETE FROM preview_cards WHERE workspace = ? AND channel = ?`, args{workspace, from}},
		} {
			if _, err := tx.exec(ctx, operation, step.query, step.args...); err != nil {
				return err
			}
		}
		return nil
	})
}

// insertGreeting records a greeting, unless there was one, or the channel has a digest or a follow, also a suspended one:
// whoever set that up knows the bot.
const insertGreeting = `INSERT INTO greetings (workspace, channel) SELECT ?, ?
	WHERE NOT EXISTS (SELECT 1 FROM digests WHERE workspace = ? AND channel = ?)
	AND NOT EXISTS (SELECT 1 FROM follows WHERE workspace = ? AND channel = ?)
	ON CONFLICT (workspace, channel) DO NOTHING`

// Greet reports whether the bot is to introduce itself in a channel: of all processes one is told so, once, and none where
// something is posted already.
func (s *Store) Greet(ctx context.Context, workspace, channel string) (bool, error) {
	n, err := s.exec(ctx, "record greeting", insertGreeting, workspace, channel, workspace, channel, workspace, channel)
	return n > 0, err
}

// SaveHome records that a person opened their App Home, with their direct message with the bot.
func (s *Store) SaveHome(ctx context.Context, w command.Who, channel string) error {
	_, err := s.exec(ctx, "record home", `INSERT INTO homes (workspace, slack_user, channel) VALUES (?, ?, ?)
		ON CONFLICT (workspace, slack_user) DO UPDATE SET channel = excluded.channel WHERE homes.channel <> excluded.channel`, w.Workspace, w.User, channel)
	return err
}

// Home returns the direct message of a person with the bot; ok is false when they never opened their App Home.
func (s *Store) Home(ctx context.Context, w command.Who) (channel string, ok bool, err error) {
	channel, err = row[string](ctx, s.conn, "read home", `SELECT channel FROM homes WHERE workspace = ? AND slack_user = ?`, w.Workspace, w.User)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return channel, err == nil, err
}
