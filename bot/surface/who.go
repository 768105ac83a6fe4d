package surface

import (
	"cmp"
	"context"
	"tcabot/bot/directory"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"time"

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
	q.Zone, q.Zoned = p.Zone, p.Zoned
	limited, cancel := context.WithTimeout(ctx, profileLimit)
	defer cancel()
	profile, err := s.parts.Accounts.Profile(limited, q.Who, q.Channel)
	if err != nil {
		s.log.WarnContext(ctx, "cannot look up what is stored of a person", "error", err)
	} else {
		q.Profile = &profile
	}
	q.Words = s.parts.Directory.WordsOf(p, profile.Language)
	return q
}

// profileLimit is how long the database is asked before an answer is written in the language of the person's Slack: modals
// and acknowledgements, which Slack gives three seconds, wait for it. What needs the profile asks again.
const profileLimit = 500 * time.Millisecond

// recalled is a question with what is remembered of the person who asks. It asks nobody.
func (s *Surfaces) recalled(q dispatch.Question) (dispatch.Question, bool) {
	p, ok := s.parts.Directory.KnownPerson(q.Who)
	if !ok {
		return q, false
	}
	if s.isColleague(p) {
		q.Who.Workspace = s.conf.Workspace
	}
	profile, ok := s.parts.Accounts.KnownProfile(q.Who, q.Channel)
	if !ok {
		return q, false
	}
	q.Zone, q.Zoned, q.Profile, q.Words = p.Zone, p.Zoned, &profile, s.parts.Directory.WordsOf(p, profile.Language)
	return q, true
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
