package bot

import (
	"tcabot/commands/spec"

	"github.com/slack-go/slack/slackevents"
)

// event acts on what happens in the workspace: who leaves takes their token along, who pastes a link may have it shown.
func (b *Bot) event(e slackevents.EventsAPIEvent) {
	if call, ok := e.Data.(*slackevents.EventsAPICallbackEvent); ok && !b.once("event "+call.EventID) {
		return
	}
	switch inner := e.InnerEvent.Data.(type) {
	case *slackevents.AppUninstalledEvent:
		b.forget("workspace", func() error { return b.store.DeleteWorkspace(b.work, e.TeamID) })
	case *slackevents.TokensRevokedEvent:
		for _, user := range inner.Tokens.Oauth {
			b.forget("user", func() error { return b.store.DeleteLink(b.work, spec.Who{Workspace: e.TeamID, User: user}) })
		}
		if len(inner.Tokens.Bot) > 0 {
			b.forget("workspace", func() error { return b.store.DeleteWorkspace(b.work, e.TeamID) })
		}
	case *slackevents.LinkSharedEvent:
		b.side.Go(func() { b.linked(e.TeamID, inner) })
	case *slackevents.UserChangeEvent:
		if inner.User.Deleted {
			b.forget("user", func() error { return b.store.DeleteLink(b.work, spec.Who{Workspace: e.TeamID, User: inner.User.ID}) })
		}
	}
}

// forget deletes off the socket loop.
func (b *Bot) forget(what string, del func() error) {
	b.side.Go(func() {
		if err := del(); err != nil {
			b.log.ErrorContext(b.work, "cannot forget", "what", what, "error", err)
		}
	})
}
