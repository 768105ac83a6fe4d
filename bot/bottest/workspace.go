package bottest

import (
	"slices"
	"strings"
)

// User is a member of the workspace, or of another one when TeamID says so.
type User struct {
	ID, Name, RealName, Locale, TZ string
	TeamID                         string // the workspace's own when empty
	Enterprise                     string // the ID of their Grid organization; the workspace's own for members when empty
	Deleted, Admin                 bool
	Restricted, UltraRestricted    bool // guests: of several conversations, and of one
}

// Channel is a conversation. Members are people; the bot is in it when BotIn is set.
type Channel struct {
	ID, Name                   string
	Private, IM, Shared, BotIn bool
	Group                      bool // a private one of several people and no name of its own, a group message
	Archived                   bool
	Pending                    bool // another company is invited to share it
	Members                    []string
}

// AddUser adds a member, or replaces the one with this ID.
func (s *Server) AddUser(u User) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.IndexFunc(s.users, func(o User) bool { return o.ID == u.ID }); i >= 0 {
		s.users[i] = u
		return
	}
	s.users = append(s.users, u)
}

// AddChannel adds a conversation, or replaces the one with this ID.
func (s *Server) AddChannel(c Channel) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.IM && len(c.Members) == 1 {
		c.BotIn = true // with whom else
	}
	if i := slices.IndexFunc(s.channels, func(o Channel) bool { return o.ID == c.ID }); i >= 0 {
		s.channels[i] = c
		return
	}
	s.channels = append(s.channels, c)
}

// Join puts people, or the bot, into a conversation without telling the bot.
func (s *Server) Join(channel string, users ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.join(channel, users...)
}

func (s *Server) join(channel string, users ...string) {
	i := slices.IndexFunc(s.channels, func(c Channel) bool { return c.ID == channel })
	if i < 0 {
		return
	}
	c := &s.channels[i]
	for _, u := range users {
		switch {
		case u == BotUserID:
			c.BotIn = true
		case !slices.Contains(c.Members, u):
			c.Members = append(slices.Clone(c.Members), u)
		}
	}
	s.changed()
}

// Users lists the members.
func (s *Server) Users() []User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.users)
}

// Channels lists the conversations a user is in.
func (s *Server) Channels(user string) []Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.channels), func(c Channel) bool { return !slices.Contains(c.Members, user) })
}

// DM is the conversation between a person and the bot; it is opened when it is not yet.
func (s *Server) DM(user string) Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.dm(user)
}

func (s *Server) dm(user string) Channel {
	i := slices.IndexFunc(s.channels, func(c Channel) bool { return c.IM && c.BotIn && slices.Contains(c.Members, user) })
	if i >= 0 {
		return s.channels[i]
	}
	c := Channel{ID: "D" + strings.TrimLeft(user, "UW"), Name: "directmessage", IM: true, BotIn: true, Members: []string{user}}
	s.channels = append(s.channels, c)
	s.changed()
	return c
}

func (s *Server) channel(id string) (Channel, bool) {
	i := slices.IndexFunc(s.channels, func(c Channel) bool { return c.ID == id })
	if i < 0 {
		return Channel{}, false
	}
	return s.channels[i], true
}

// shownName is a conversation's name as payloads have it.
func (c Channel) shownName() string {
	switch {
	case c.IM:
		return "directmessage"
	case c.Private && !c.Group:
		return "privategroup"
	default:
		return c.Name
	}
}

func (s *Server) user(id string) (User, bool) {
	i := slices.IndexFunc(s.users, func(u User) bool { return u.ID == id })
	if i < 0 {
		return User{}, false
	}
	return s.users[i], true
}

func (u User) team() string {
	if u.TeamID == "" {
		return TeamID
	}
	return u.TeamID
}
