package bottest

import (
	"context"
	"fmt"
	"slices"
)

// Archive archives a conversation. The bot gets an event for every public one, and for private ones it is in.
func (s *Server) Archive(ctx context.Context, channel string) (Delivery, error) {
	return s.alter(ctx, channel, func(c *Channel) map[string]any {
		c.Archived = true
		return map[string]any{"type": c.event("archive"), "channel": c.ID, "user": s.someone(), "is_moved": 0}
	})
}

// Unarchive takes a conversation back into use.
func (s *Server) Unarchive(ctx context.Context, channel string) (Delivery, error) {
	return s.alter(ctx, channel, func(c *Channel) map[string]any {
		c.Archived = false
		who := "user"
		if c.Private {
			who = "actor_id"
		}
		return map[string]any{"type": c.event("unarchive"), "channel": c.ID, who: s.someone()}
	})
}

// Rename gives a conversation another name.
func (s *Server) Rename(ctx context.Context, channel, name string) (Delivery, error) {
	return s.alter(ctx, channel, func(c *Channel) map[string]any {
		c.Name = name
		return map[string]any{"type": c.event("rename"), "channel": map[string]any{
			"id": c.ID, "name": name, "name_normalized": name, "created": s.opts.Now().Unix(), "is_channel": !c.Private, "is_mpim": false,
		}}
	})
}

// ShareChannel opens a conversation to another workspace.
func (s *Server) ShareChannel(ctx context.Context, channel, team string) (Delivery, error) {
	return s.alter(ctx, channel, func(c *Channel) map[string]any {
		c.Shared = true
		return map[string]any{"type": "channel_shared", "connected_team_id": team, "channel": c.ID}
	})
}

// ChangeChannelID gives a conversation, and what was said in it, another ID, as happens when it is shared.
func (s *Server) ChangeChannelID(ctx context.Context, channel, id string) (Delivery, error) {
	return s.alter(ctx, channel, func(c *Channel) map[string]any {
		c.ID = id
		return map[string]any{"type": "channel_id_changed", "old_channel_id": channel, "new_channel_id": id}
	})
}

// DeleteChannel deletes a conversation for good. What was said in it stays readable to tests.
func (s *Server) DeleteChannel(ctx context.Context, channel string) (Delivery, error) {
	return s.alter(ctx, channel, func(c *Channel) map[string]any {
		event := map[string]any{"type": c.event("deleted"), "channel": c.ID, "actor_id": s.someone()}
		if c.Private {
			event["date_deleted"] = s.opts.Now().Unix()
		}
		s.channels = slices.DeleteFunc(s.channels, func(o Channel) bool { return o.ID == channel })
		return event
	})
}

// Kick removes a person or the bot from a conversation. The bot's own removal is an event of its own kind.
func (s *Server) Kick(ctx context.Context, channel, user string) (Delivery, error) {
	in := false
	d, err := s.alter(ctx, channel, func(c *Channel) map[string]any {
		if user == BotUserID {
			if in, c.BotIn = c.BotIn, false; !in {
				return nil
			}
			return map[string]any{"type": c.event("left"), "channel": c.ID, "actor_id": s.someone()}
		}
		if in = slices.Contains(c.Members, user); !in {
			return nil
		}
		c.Members = slices.DeleteFunc(slices.Clone(c.Members), func(m string) bool { return m == user })
		u, _ := s.user(user)
		return map[string]any{"type": "member_left_channel", "user": user, "channel": c.ID, "channel_type": c.letter(), "team": u.team()}
	})
	if err == nil && !in {
		return d, fmt.Errorf("%s is not in %s", user, channel)
	}
	return d, err
}

// alter changes a conversation and tells the bot, when Slack would: nothing is sent, and the Delivery is the zero one,
// where a scope is missing, the conversation is none of the bot's business, or nothing came of the change.
func (s *Server) alter(ctx context.Context, channel string, change func(*Channel) map[string]any) (Delivery, error) {
	s.mu.Lock()
	i := slices.IndexFunc(s.channels, func(c Channel) bool { return c.ID == channel })
	if i < 0 || s.channels[i].IM {
		s.mu.Unlock()
		return Delivery{}, fmt.Errorf("there is no channel %s", channel)
	}
	c := s.channels[i]
	told := s.scope(c.kind()+":read") == nil && (c.BotIn || !c.Private)
	event := change(&c)
	if i < len(s.channels) && s.channels[i].ID == channel {
		s.channels[i] = c
	}
	if moved, _ := event["new_channel_id"].(string); moved != "" {
		for _, m := range s.messages {
			if m.Channel == channel {
				m.Channel = moved
			}
		}
	}
	told = told && event != nil && (c.BotIn || event["type"] != "member_left_channel")
	if told {
		event["event_ts"] = s.ts()
	}
	s.changed()
	s.mu.Unlock()
	if !told {
		return Delivery{}, nil
	}
	return s.Event(ctx, event)
}

// event names what happened to a conversation: Slack has two names for each.
func (c Channel) event(what string) string {
	if c.Private {
		return "group_" + what
	}
	return "channel_" + what
}

func (c Channel) letter() string {
	if c.Private {
		return "G"
	}
	return "C"
}

// someone is who does what a test does not say who does: an administrator, if there is one. Needs the lock.
func (s *Server) someone() string {
	i := slices.IndexFunc(s.users, func(u User) bool { return u.Admin })
	if i < 0 && len(s.users) == 0 {
		return ""
	}
	return s.users[max(0, i)].ID
}
