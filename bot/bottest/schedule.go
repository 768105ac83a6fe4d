package bottest

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

const (
	// maxAhead is how far ahead a message can be scheduled.
	maxAhead = 120 * 24 * time.Hour
	// maxScheduled is how many messages can be scheduled in a channel for any five minutes.
	maxScheduled, scheduledWithin = 30, 5 * time.Minute
)

// scheduled is a message that is to be posted at a time.
type scheduled struct {
	id   string
	at   time.Time
	post *Message
}

// scheduleMessage keeps a message until its time comes. What it says is what it says now: names and blocks are not read
// again. One with metadata is taken and never posted: Slack's documentation has this as a known fault.
func scheduleMessage(s *Server, c *call) (map[string]any, *slackError) {
	to, err := s.target(c.text("channel"))
	if err != nil {
		return nil, err
	}
	m, err := s.content(c)
	if err != nil {
		return nil, err
	}
	seconds, invalid := strconv.ParseInt(string(c.json("post_at")), 10, 64)
	at, now := time.Unix(seconds, 0), s.opts.Now()
	switch {
	case invalid != nil:
		return nil, refuse("invalid_time")
	case !at.After(now):
		return nil, refuse("time_in_past")
	case at.Sub(now) > maxAhead:
		return nil, refuse("time_too_far")
	case s.crowded(to.ID, at):
		return nil, refuse("restricted_too_many")
	}
	m.Channel = to.ID
	one := scheduled{id: s.id("Q0SCHED"), at: at, post: m}
	s.scheduled = append(s.scheduled, one)
	if m.Metadata != nil {
		s.problem("a scheduled message has metadata, with which Slack does not post it")
	}
	time.AfterFunc(at.Sub(now)+time.Millisecond, s.PostScheduled) // clocks differ a little
	return map[string]any{"channel": to.ID, "scheduled_message_id": one.id, "post_at": at.Unix(), "message": map[string]any{
		"text": m.Text, "type": "delayed_message", "subtype": "bot_message", "bot_id": BotID,
	}}, nil
}

// crowded reports whether so many messages are scheduled in a channel around a time that no more is taken. Needs the lock.
func (s *Server) crowded(channel string, at time.Time) bool {
	var near []time.Time
	for _, o := range s.scheduled {
		if o.post.Channel == channel && o.at.Sub(at).Abs() < scheduledWithin {
			near = append(near, o.at)
		}
	}
	near = append(near, at)
	slices.SortFunc(near, time.Time.Compare)
	for i := maxScheduled; i < len(near); i++ {
		if near[i].Sub(near[i-maxScheduled]) < scheduledWithin {
			return true
		}
	}
	return false
}

// PostScheduled posts the messages whose time has come. It is for workspaces with a clock of their own: otherwise it happens
// by itself.
func (s *Server) PostScheduled() {
	s.mu.Lock()
	defer s.mu.Unlock()
	due := func(o scheduled) bool { return !o.at.After(s.opts.Now()) }
	all := s.scheduled
	s.scheduled = slices.DeleteFunc(slices.Clone(all), due)
	slices.SortStableFunc(all, func(a, b scheduled) int { return a.at.Compare(b.at) })
	for _, o := range all {
		if !due(o) || o.post.Metadata != nil {
			continue
		}
		if to, err := s.target(o.post.Channel); err != nil {
			s.problem("%s is not posted: %v", o.id, err)
		} else {
			o.post.Channel, o.post.Thread = to.ID, s.thread(to.ID, o.post.Thread)
			s.post(o.post)
		}
	}
}

// Scheduled lists the messages that are to be posted in a channel, as "2026-11-20T08:30:00Z text", the next one first.
func (s *Server) Scheduled(channel string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []string
	for _, o := range s.scheduled {
		if o.post.Channel == channel {
			all = append(all, fmt.Sprint(o.at.UTC().Format(time.RFC3339), " ", o.post.Text))
		}
	}
	slices.Sort(all)
	return all
}
