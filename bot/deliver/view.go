package deliver

import (
	"context"
	"tcabot/commands/kit"
	"time"
)

// triggerLife is how long Slack lets a modal be opened after the press: to wait longer for a turn is no use.
const triggerLife = 3 * time.Second

// OpenModal opens a modal by the trigger of a press and returns its ID. It waits for nothing but other modals.
func (s *Sender) OpenModal(ctx context.Context, trigger string, m kit.Modal) (id string, err error) {
	ctx, cancel := context.WithTimeout(ctx, triggerLife)
	defer cancel()
	err = s.do(ctx, call{method: openView}, func(ctx context.Context) (string, error) {
		got, err := s.client.OpenViewContext(ctx, trigger, m.View())
		if err != nil {
			return "", err
		}
		id = got.ID
		return "", requireField(id, nil)
	})
	return id, s.logOurs(ctx, err)
}

// UpdateModal puts another modal in the place of an open one. Doing so twice does no harm, so it is tried up to three
// times. With the hash of a modal it only takes the place of that one: if another did so meanwhile, the error is ErrConflict.
func (s *Sender) UpdateModal(ctx context.Context, id, hash string, m kit.Modal) error {
	return s.logOurs(ctx, s.do(ctx, call{method: updateView, again: true}, func(ctx context.Context) (string, error) {
		got, err := s.client.UpdateViewContext(ctx, m.View(), "", hash, id)
		if err != nil {
			return "", err
		}
		return "", requireField(got.ID, nil)
	}))
}
