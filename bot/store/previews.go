package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"tcabot/commands/command"
	"tcabot/commands/preview"
	"time"
)

// choiceRecord is a row of previews.
type choiceRecord struct {
	Channel string `db:"channel"`
	Choice  string `db:"choice"`
}

// PreviewChoices implements preview.Choices.
func (s *Store) PreviewChoices(ctx context.Context, w command.Who) ([]preview.ChannelChoice, error) {
	found, err := rows[choiceRecord](ctx, s.conn, "read preview choices",
		`SELECT channel, choice FROM previews WHERE workspace = ? AND slack_user = ? ORDER BY channel`, w.Workspace, w.User)
	var all []preview.ChannelChoice
	for _, r := range found {
		all = append(all, preview.ChannelChoice{Channel: r.Channel, Choice: preview.Choice(r.Choice)})
	}
	return all, err
}

// PreviewChoice is what a person chose for a channel; empty for nothing.
func (s *Store) PreviewChoice(ctx context.Context, w command.Who, channel string) (preview.Choice, error) {
	choice, err := row[string](ctx, s.conn, "read preview choice",
		`SELECT choice FROM previews WHERE workspace = ? AND slack_user = ? AND channel = ?`, w.Workspace, w.User, channel)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return preview.Choice(choice), err
}

// SetPreviewChoice implements preview.Choices.
func (s *Store) SetPreviewChoice(ctx context.Context, w command.Who, channel string, c preview.Choice) error {
	const operation = "save preview choice"
	if c == "" {
		_, err := s.exec(ctx, operation, `DELETE FROM previews WHERE workspace = ? AND slack_user = ? AND channel = ?`, w.Workspace, w.User, channel)
		return err
	}
	_, err := s.exec(ctx, operation, `INSERT INTO previews (workspace, slack_user, channel, choice) VALUES (?, ?, ?, ?)
		ON CONFLICT (workspace, slack_user, channel) DO UPDATE SET choice = excluded.choice`, w.Workspace, w.User, channel, string(c))
	return err
}

// FirstPreview reports whether a card was not shown in a channel within the pause before now, by any process, and notes that
// it is shown now.
func (s *Store) FirstPreview(ctx context.Context, workspace, channel, line string, now time.Time) (bool, error) {
	n, err := s.exec(ctx, "note a preview", `INSERT INTO preview_cards (workspace, channel, line, shown) VALUES (?, ?, ?, ?)
		ON CONFLICT (workspace, channel, line) DO UPDATE SET shown = excluded.shown WHERE preview_cards.shown <= ?`,
		workspace, channel, line, now.Unix(), now.Add(-preview.Pause).Unix())
	return n > 0, err
}

// ForgetPreview takes back that a card was shown in a channel.
func (s *Store) ForgetPreview(ctx context.Context, workspace, channel, line string) error {
	_, err := s.exec(ctx, "forget a preview", `DELETE FROM preview_cards WHERE workspace = ? AND channel = ? AND line = ?`, workspace, channel, line)
	return err
}

// Previewed reports whether a card was shown in a channel within the pause before now.
func (s *Store) Previewed(ctx context.Context, workspace, channel, line string, now time.Time) (bool, error) {
	n, err := row[int](ctx, s.conn, "look for a preview", `SELECT COUNT(*) FROM preview_cards WHERE workspace = ? AND channel = ? AND line = ? AND shown > ?`,
		workspace, channel, line, now.Add(-preview.Pause).Unix())
	return n > 0, err
}

// ForgetPreviews deletes the questions that nobody can answer any more, and the cards that may be shown again.
func (s *Store) ForgetPreviews(ctx context.Context, now time.Time) error {
	_, err := s.exec(ctx, "forget preview questions", `DELETE FROM preview_questions WHERE asked <= ?`, now.Add(-preview.Lifetime).Unix())
	_, other := s.exec(ctx, "forget previews", `DELETE FROM preview_cards WHERE shown <= ?`, now.Add(-preview.Pause).Unix())
	return errors.Join(err, other)
}

// previewSubject is what a question about previews is about, as JSON.
type previewSubject struct {
	Message  preview.Message `json:"message"`
	Links    []preview.Link  `json:"links"`
	External bool            `json:"external,omitempty"`
}

// previewQuestionRecord is what is read of a row of preview_questions.
type previewQuestionRecord struct {
	Channel string `db:"channel"`
	Asked   int64  `db:"asked"`
	About   string `db:"about"`
}

// AskPreview saves a question and returns its ID. While another one, about another message, waits in the same channel for the
// same person's answer, asked within the pause before, it saves nothing, and the ID is 0.
func (s *Store) AskPreview(ctx context.Context, q preview.Question) (int64, error) {
	about, err := json.Marshal(previewSubject{q.Message, q.Links, q.External})
	if err != nil {
		return 0, fmt.Errorf("save preview question: %w", err)
	}
	id, err := row[int64](ctx, s.conn, "save preview question", `INSERT INTO preview_questions (workspace, slack_user, channel, message, asked, about)
		SELECT ?, ?, ?, ?, CAST(? AS BIGINT), ? WHERE NOT EXISTS (SELECT 1 FROM preview_questions
			WHERE workspace = ? AND slack_user = ? AND channel = ? AND message <> ? AND asked > ?) RETURNING id`,
		q.Who.Workspace, q.Who.User, q.Message.Channel, q.Message.TS, q.Asked.Unix(), string(about),
		q.Who.Workspace, q.Who.User, q.Message.Channel, q.Message.TS, q.Asked.Add(-preview.Pause).Unix())
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return id, err
}

// TakePreview returns a question of a person and deletes it, so that it is answered once, whichever process hears of it; ok is
// false when it was answered, or is too old.
func (s *Store) TakePreview(ctx context.Context, w command.Who, id int64, now time.Time) (q preview.Question, ok bool, err error) {
	r, err := row[previewQuestionRecord](ctx, s.conn, "take preview question",
		`DELETE FROM preview_questions WHERE id = ? AND workspace = ? AND slack_user = ? AND asked > ? RETURNING channel, asked, about`,
		id, w.Workspace, w.User, now.Add(-preview.Lifetime).Unix())
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return q, false, nil
	case err != nil:
		return q, false, err
	}
	var about previewSubject
	if err := json.Unmarshal([]byte(r.About), &about); err != nil {
		return q, false, fmt.Errorf("take preview question: %w", err)
	}
	about.Message.Channel = r.Channel // which may have another ID since
	return preview.Question{
		ID: id, Who: w, Message: about.Message, Links: about.Links, External: about.External, Asked: time.Unix(r.Asked, 0),
	}, true, nil
}
