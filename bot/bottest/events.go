package bottest

import (
	"context"
	"time"
)

// Event sends an event of the Events API.
func (s *Server) Event(ctx context.Context, event map[string]any) (Delivery, error) {
	return s.LateEvent(ctx, s.opts.Now(), event)
}

// LateEvent sends an event of the Events API that happened at a time in the past: Slack delivers some hours later.
func (s *Server) LateEvent(ctx context.Context, at time.Time, event map[string]any) (Delivery, error) {
	p, err := s.wrap(event, at)
	if err != nil {
		return Delivery{}, err
	}
	return s.sendEvent(ctx, p)
}

// wrap puts an event into what is sent with each.
func (s *Server) wrap(event map[string]any, at time.Time) (*pending, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.id("Ev")
	where, _ := event["channel"].(string)
	c, _ := s.channel(where)
	payload := map[string]any{
		"token": "x", "team_id": TeamID, "context_team_id": TeamID, "context_enterprise_id": s.enterpriseID(), "api_app_id": AppID, "event": event,
		"type": "event_callback", "event_id": id, "event_time": at.Unix(), "event_context": "4-" + id,
		"authorizations": []any{map[string]any{
			"enterprise_id": s.enterpriseID(), "team_id": TeamID, "user_id": BotUserID, "is_bot": true, "is_enterprise_install": false,
		}},
		"is_ext_shared_channel": c.Shared,
	}
	if s.org != "" {
		payload["enterprise_id"] = s.org
	}
	p, err := newPending("events_api", payload)
	if p != nil {
		p.eventID = id
	}
	return p, err
}

// shareLinks tells the bot of links in a message.
func (s *Server) shareLinks(ctx context.Context, m Message, c Channel, links []map[string]string) (Delivery, error) {
	return s.tellLinks(ctx, m.User, links, &sharedLinks{
		channel: m.Channel, ts: m.TS, unfurlID: m.Channel + "." + m.TS + ".fake", source: "conversations_history",
	}, c.BotIn, m.Thread)
}

// Compose types links into the message box without sending them: the bot may show a preview there. The ID is the one to
// unfurl by.
func (s *Server) Compose(ctx context.Context, user, text string) (Delivery, error) {
	s.mu.Lock()
	id := s.id(user + "-composer-")
	links := s.linksIn(text)
	s.mu.Unlock()
	return s.tellLinks(ctx, user, links, &sharedLinks{channel: "COMPOSER", ts: id, unfurlID: id, source: "composer"}, true, "")
}

func (s *Server) tellLinks(ctx context.Context, user string, links []map[string]string, l *sharedLinks, botIn bool, thread string) (Delivery, error) {
	s.mu.Lock()
	u, _ := s.user(user)
	event := map[string]any{
		"type": "link_shared", "user": user, "channel": l.channel, "message_ts": l.ts, "is_bot_user_member": botIn, "unfurl_id": l.unfurlID,
		"source": l.source, "links": links, "user_locale": u.Locale, "event_ts": s.ts(),
	}
	s.mu.Unlock()
	if thread != "" {
		event["thread_ts"] = thread
	}
	p, err := s.wrap(event, s.opts.Now())
	if err != nil {
		return Delivery{}, err
	}
	for _, link := range links {
		l.urls = append(l.urls, link["url"])
	}
	l.told = p.answered
	s.mu.Lock()
	s.links = append(s.links, l)
	s.mu.Unlock()
	return s.sendEvent(ctx, p)
}

// Echo tells the bot of a message in a conversation with it alone, as Slack does with the bot's own.
func (s *Server) Echo(ctx context.Context, m Message) (Delivery, error) {
	s.mu.Lock()
	event := s.messageJSON(&m)
	s.mu.Unlock()
	event["channel_type"], event["channel"], event["event_ts"] = "im", m.Channel, m.TS
	event["bot_profile"] = map[string]any{"id": BotID, "app_id": AppID, "name": "tca", "deleted": false, "team_id": TeamID}
	return s.Event(ctx, event)
}

// Invite puts a person or the bot into a conversation and tells the bot, if it has the scope to hear of that.
func (s *Server) Invite(ctx context.Context, inviter, channel, user string) (Delivery, error) {
	s.mu.Lock()
	s.join(channel, user)
	c, _ := s.channel(channel)
	event := map[string]any{
		"type": "member_joined_channel", "user": user, "channel": channel, "channel_type": c.letter(), "team": TeamID, "inviter": inviter,
		"event_ts": s.ts(),
	}
	told := s.scope(c.kind()+":read") == nil
	s.mu.Unlock()
	if !told {
		return Delivery{}, nil
	}
	return s.Event(ctx, event)
}

// ChangeUser changes a member and tells the bot. One who is deactivated is Deleted.
func (s *Server) ChangeUser(ctx context.Context, u User) (Delivery, error) {
	s.AddUser(u)
	s.mu.Lock()
	event := map[string]any{"type": "user_change", "user": s.userJSON(u), "cache_ts": s.opts.Now().Unix(), "event_ts": s.ts()}
	s.mu.Unlock()
	return s.Event(ctx, event)
}
