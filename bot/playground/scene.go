package playground

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"tcabot/bot/bottest"
	"time"
)

// scene is what one person sees.
type scene struct {
	As       bottest.User
	In       bottest.Channel
	Users    []shownUser
	Channels []shownChannel
	Messages []*shownMessage
	Modal    *shownModal
	Pane     *shownPane  // what is open beside the conversation
	AtHome   bool        // the tab Home of the app is open, not that of its messages
	Home     *shownModal // what the bot published there; nil for nothing
	Token    string
	Chinese  bool
	Online   bool
	Present  string // the playground's date and time
	Date     string // its date, for machines
	Steps    []step
	Branches []shownBranch
	Outcomes []outcomeGroup
	Examples []string // lines to try
}

type shownUser struct {
	bottest.User
	Role string
}

type shownChannel struct {
	bottest.Channel
	Unread int
}

// step is what the clock can be put forward by.
type step struct{ By, Label string }

type shownMessage struct {
	TS, Author, AuthorKind, Day, When string
	Private, Edited                   bool
	Repliable                         bool // a thread can be begun or continued there
	Blocks                            []block
	Previews                          []shownPreview // of its links
	Files                             []shownFile
	Replies                           []*shownMessage
}

type shownFile struct{ URL, Name, Size string }

type shownModal struct {
	ID, Title, Submit, Close, Error string
	Blocks                          []block
}

func (p *page) scene(r *http.Request) scene {
	users := p.slack.Users()
	s := scene{Online: p.slack.Connections() > 0}
	s.As = users[max(0, slices.IndexFunc(users, func(u bottest.User) bool { return u.ID == r.FormValue("as") }))]
	p.slack.DM(s.As.ID) // there is always one with the bot
	rooms := p.slack.Channels(s.As.ID)
	s.In = rooms[max(0, slices.IndexFunc(rooms, func(c bottest.Channel) bool { return c.ID == r.FormValue("in") }))]
	v := &viewer{
		slack: p.slack, as: s.As.ID,
		names: map[string]string{bottest.BotUserID: "tca"}, people: users, rooms: rooms, zone: mustZone(s.As.TZ), now: p.clock.Now(),
		chinese: strings.HasPrefix(s.As.Locale, "zh"),
	}
	s.Chinese = v.chinese
	for _, u := range users {
		v.names[u.ID] = u.RealName
		token, role := p.account(u.ID)
		s.Users = append(s.Users, shownUser{u, role})
		if u.ID == s.As.ID {
			s.Token = token
		}
	}
	s.Present, s.Date = v.present(), v.now.In(zone).Format("2006-01-02")
	if s.AtHome = s.In.IM && r.FormValue("tab") == "home"; s.AtHome {
		if view, ok := p.slack.Home(s.As.ID); ok {
			s.Home = modalOf(view, v)
		}
	} else {
		here := p.slack.Messages(s.As.ID, s.In.ID)
		s.Messages = s.threads(here, v)
		p.unread.read(s.As.ID, s.In.ID, here)
	}
	for _, c := range rooms {
		s.Channels = append(s.Channels, shownChannel{c, p.unread.count(s.As.ID, c.ID, p.slack.Messages(s.As.ID, c.ID))})
	}
	for _, d := range steps() {
		s.Steps = append(s.Steps, step{d.String(), "+" + short(d)})
	}
	s.Branches, s.Outcomes, s.Examples = p.branches(), outcomes(), examples()
	if p.tca != nil { // a page of Slack alone has nothing to link to
		s.Examples = append(s.Examples, p.link())
	}
	if view, ok := p.slack.View(s.As.ID); ok {
		s.Modal = modalOf(view, v)
	}
	if pane, ok := p.slack.Pane(s.As.ID); ok {
		s.Pane = paneOf(pane, p.slack.DM(s.As.ID).ID)
	}
	return s
}

// link is the address of a page of TCA, which gets a preview where it is posted.
func (p *page) link() string {
	return fmt.Sprintf("%s/t/%s/p/%s/code-analysis/repos/%d/projects/%d/overview", p.tca.URL(), p.sample.Org, p.sample.Rich.Team, p.sample.Rich.RepoID, p.sample.Rich.ProjectID)
}

// account is the sample token of a person, and what they are in TCA.
func (p *page) account(user string) (token, role string) {
	switch user {
	case Member:
		return p.sample.Member, "member"
	case Admin:
		return p.sample.Admin, "admin"
	case Outsider:
		return p.sample.Outsider, "other organisation"
	default:
		return "", ""
	}
}

// short is a length of time in few characters.
func short(d time.Duration) string {
	if d < time.Minute {
		return strconv.Itoa(int(d.Seconds())) + " s"
	}
	return strconv.Itoa(int(d.Minutes())) + " min"
}

// threads puts replies under what they reply to, when it is still there. Each day's first message has the day.
func (s *scene) threads(all []bottest.Message, v *viewer) []*shownMessage {
	var top []*shownMessage
	heads, last := map[string]*shownMessage{}, ""
	for _, m := range all {
		unix := seconds(m.TS)
		shown := &shownMessage{
			TS: m.TS, Private: m.For != "", Edited: m.Edited, When: v.clock(unix), Blocks: blocksOf(m, v), Previews: previewsOf(m, v), Files: s.files(m),
		}
		shown.Author, shown.AuthorKind = author(m, v.names)
		if head := heads[m.Thread]; head != nil {
			head.Replies = append(head.Replies, shown)
			continue
		}
		if day := v.date(unix, "{date_long_pretty}"); day != last {
			shown.Day, last = day, day
		}
		heads[m.TS], shown.Repliable = shown, m.For == ""
		top = append(top, shown)
	}
	return top
}

// author is who wrote a message, and of what kind they are.
func author(m bottest.Message, names map[string]string) (name, kind string) {
	switch {
	case m.User == "slackbot":
		return "Slackbot", "slackbot"
	case m.User == bottest.BotUserID:
		return "TCA", "bot"
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
