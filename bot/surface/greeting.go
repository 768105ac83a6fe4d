package surface

import (
	"context"
	"tcabot/bot/deliver"
	"tcabot/bot/directory"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"time"

	"github.com/slack-go/slack/slackevents"
)

// greetLimit bounds what is done about an invitation.
const greetLimit = 20 * time.Second

// greet introduces the bot in a channel that it was invited to: once and for ever, whichever processes hear of it, and not
// where digests or follows show that people know it. A channel that another company reads, or is invited to, gets no message
// that nobody there asked for.
func (s *Surfaces) greet(ctx context.Context, e slackevents.EventsAPIEvent, workspace string) {
	joined, ok := e.InnerEvent.Data.(*slackevents.MemberJoinedChannelEvent)
	if !ok || joined.User != s.conf.Bot {
		return
	}
	if at := sent(e); !at.IsZero() && time.Since(at) > messageAge {
		s.log.InfoContext(ctx, "ignored an invitation that is no longer recent", "channel", joined.Channel)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, greetLimit)
	defer cancel()
	c, err := s.parts.Directory.Refresh(ctx, joined.Channel)
	if err != nil { // without knowing who reads it, nothing is posted
		s.log.WarnContext(ctx, "cannot look up a channel to greet", "channel", joined.Channel, "error", err)
		return
	}
	if c.Direct || c.Archived || !c.Joined || c.External || c.Invited {
		return
	}
	first, err := s.parts.Greetings.Greet(ctx, workspace, joined.Channel)
	if err != nil {
		s.log.WarnContext(ctx, "cannot record a greeting, so it is not posted", "channel", joined.Channel, "error", err)
		return
	}
	if !first {
		return
	}
	hello := screen.Greeting(command.Screen{Words: s.hostWords(ctx, workspace, joined.Inviter), Command: s.conf.Command})
	if _, err := s.parts.Sender.Post(ctx, deliver.Message{Channel: joined.Channel, Message: hello}); err != nil {
		s.log.WarnContext(ctx, "cannot post a greeting", "channel", joined.Channel, "error", err)
	}
}

// hostWords is the language of whoever invited the bot; Slack does not always say who that was.
func (s *Surfaces) hostWords(ctx context.Context, workspace, inviter string) locale.Words {
	if inviter == "" {
		return s.parts.Directory.WordsOf(directory.Person{}, "")
	}
	return s.parts.Directory.Words(ctx, command.Who{Workspace: workspace, User: inviter})
}
