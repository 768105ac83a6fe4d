package surface

import (
	"cmp"
	"context"
	"tcabot/bot/directory"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// whoOf is who acts, with the workspace that Slack names: in a channel shared with another company, a person's own
// workspace is not the channel's; in Enterprise Grid it may be any workspace of the organization; where the app is
// installed for a whole organization, Slack names no workspace beside the person's.
func whoOf(call slack.InteractionCallback) command.Who {
	return command.Who{Workspace: cmp.Or(call.User.TeamID, call.Team.ID), User: call.User.ID}
}

// identified is a question with what the directory knows of the person who asks. A colleague from another workspace of
// the organization counts as a member of the bot's workspace, so that they have one account wherever they ask.
func (s *Surfaces) identified(ctx context.Context, q dispatch.Question) dispatch.Question {
	p := s.parts.Directory.Person(ctx, q.Who)
	if s.isColleague(p) {
		q.Who.Workspace = s.conf.Workspace
	}
	q.Words, q.Zone, q.Zoned = s.parts.Directory.Words(ctx, q.Who), p.Zone, p.Zoned
	return q
}

// isColleague reports whether a person belongs to the organization of the bot's workspace. Payloads do not say so: in a
// channel shared with another company they name the organization of the channel.
func (s *Surfaces) isColleague(p directory.Person) bool {
	return s.conf.Enterprise != "" && p.Enterprise == s.conf.Enterprise
}

// isForeign reports whether an identified person belongs to another company.
func (s *Surfaces) isForeign(who command.Who) bool { return who.Workspace != s.conf.Workspace }

// workspaceOf is the workspace that an event is about: that of the bot for all of its organization.
func (s *Surfaces) workspaceOf(e slackevents.EventsAPIEvent) string {
	if s.conf.Enterprise != "" && e.EnterpriseID == s.conf.Enterprise {
		return s.conf.Workspace
	}
	return e.TeamID
}
