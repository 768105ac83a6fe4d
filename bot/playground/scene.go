package playground

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"tcabot/bot/bottest"
)

// scene is what one person sees.
type scene struct {
	As       bottest.User
	In       bottest.Channel
	Users    []bottest.User
	Channels []bottest.Channel
	Messages []*shownMessage
	Modal    *shownModal
	Token    string
	Online   bool
	Present  string // the playground's date and time
	Date     string // its date, for machines
}

type shownMessage struct {
	TS, Author, AuthorKind, Day, When string
	Private, Edited                   bool
	Blocks                            []block
	Files                             []shownFile
	Replies                           []*shownMessage
}

type shownFile struct{ URL, Name, Size string }

type shownModal struct {
	ID, Title, Submit, Close, Error string
	Blocks                          []block
}

func (p *page) scene(r *http.Request) scene {
	s := scene{Users: p.slack.Users(), Online: p.slack.Connections() > 0}
	s.As = s.Users[max(0, slices.IndexFunc(s.Users, func(u bottest.User) bool { return u.ID == r.FormValue("as") }))]
	p.slack.DM(s.As.ID) // there is always one with the bot
	s.Channels = p.slack.Channels(s.As.ID)
	s.In = s.Channels[max(0, slices.IndexFunc(s.Channels, func(c bottest.Channel) bool { return c.ID == r.FormValue("in") }))]
	s.Token = p.tokens[s.As.ID]
	v := &viewer{
		names: map[string]string{}, people: s.Users, rooms: s.Channels, zone: mustZone(s.As.TZ), now: p.clock.Now(),
		chinese: strings.HasPrefix(s.As.Locale, "zh"),
	}
	for _, u := range s.Users {
		v.names[u.ID] = u.RealName
	}
	s.Present, s.Date = v.present(), v.now.In(zone).Format("2006-01-02")
	s.Messages = s.threads(p.slack.Messages(s.As.ID, s.In.ID), v)
	if view, ok := p.slack.View(s.As.ID); ok {
		s.Modal = modalOf(view, v)
	}
	return s
}

// threads puts replies under what they reply to, when it is still there. Each day's first message has the day.
func (s *scene) threads(all []bottest.Message, v *viewer) []*shownMessage {
	var top []*shownMessage
	heads, last := map[string]*shownMessage{}, ""
	for _, m := range all {
		unix := seconds(m.TS)
		shown := &shownMessage{
			TS: m.TS, Private: m.For != "", Edited: m.Edited, When: v.clock(unix), Blocks: blocksOf(m, v), Files: s.files(m),
		}
		shown.Author, shown.AuthorKind = author(m, v.names)
		if head := heads[m.Thread]; head != nil {
			head.Replies = append(head.Replies, shown)
			continue
		}
		if day := v.date(unix, "{date_long_pretty}"); day != last {
			shown.Day, last = day, day
		}
		heads[m.TS] = shown
		top = append(top, shown)
	}
	return top
}

// author is who wrote a message, and of what kind they are.
func author(m bottest.Message, names map[string]string) (name, kind string) {
	switch {
	case m.User == "slackbot":
		return "Slackbot", "slackbot"
	case names[m.User] != "":
		return names[m.User], "human"
	default:
		return "TCA", "bot"
	}
}

func (s *scene) files(m bottest.Message) []shownFile {
	var out []shownFile
	for _, f := range m.Files {
		where := url.Values{"as": {s.As.ID}, "in": {s.In.ID}, "id": {f.ID}}
		out = append(out, shownFile{URL: "/file?" + where.Encode(), Name: f.Name, Size: strconv.Itoa((len(f.Body)+1023)/1024) + " kB"})
	}
	return out
}

// seconds is when a message was written.
func seconds(ts string) int64 {
	whole, _, _ := strings.Cut(ts, ".")
	n, _ := strconv.ParseInt(whole, 10, 64)
	return n
}
