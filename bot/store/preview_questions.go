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

// previewSubject is what a question about previews is about, as JSON.
type previewSubject struct {
	Message  preview.Message `json:"message"`
	Links    []preview.Link  `json:"links"`
	External bool            `json:"external,omitempty"`
}

// previewQuestionRecord is what is read of a row of preview_questions.
type previewQuestionRecord struct {
	Asked int64  `db:"asked"`
	About string `db:"about"`
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
		`DELETE FROM preview_questions WHERE id = ? AND workspace = ? AND slack_user = ? AND asked > ? RETURNING asked, about`,
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
	return preview.Question{
		ID: id, Who: w, Message: about.Message, Links: about.Links, External: about.External, Asked: time.Unix(r.Asked, 0),
	}, true, nil
}
