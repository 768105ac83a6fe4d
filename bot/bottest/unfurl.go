package bottest

import (
	"encoding/json"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

// sharedLinks are links the bot got an event about, and may unfurl.
type sharedLinks struct {
	channel, ts, unfurlID, source string
	urls                          []string
	told                          <-chan struct{} // closed when the bot acknowledged
}

var linkToken = regexp.MustCompile(`<(https?://[^|>]+)(?:\|[^>]*)?>|\bhttps?://[^\s<>|]+`)

// linksIn finds the links in a text that lead to a domain the bot unfurls.
func (s *Server) linksIn(text string) []map[string]string {
	var links []map[string]string
	for _, hit := range linkToken.FindAllStringSubmatch(text, -1) {
		link := hit[0]
		if hit[1] != "" {
			link = hit[1]
		}
		u, err := url.Parse(link)
		if err != nil {
			continue
		}
		i := slices.IndexFunc(s.opts.UnfurlDomains, func(d string) bool {
			return u.Hostname() == d || strings.HasSuffix(u.Hostname(), "."+d)
		})
		if i >= 0 {
			links = append(links, map[string]string{"url": link, "domain": s.opts.UnfurlDomains[i]})
		}
	}
	return links
}

// findLinks finds what a call of chat.unfurl is about: a message, or links by their ID.
func (s *Server) findLinks(c *call) (*sharedLinks, *slackError) {
	id, source, channel, ts := c.text("unfurl_id"), c.text("source"), c.text("channel"), c.text("ts")
	switch {
	case id != "" && source == "":
		return nil, refuse("missing_source")
	case id == "" && source != "":
		return nil, refuse("missing_unfurl_id")
	case id == "" && channel == "":
		return nil, refuse("missing_channel")
	case id == "" && ts == "":
		return nil, refuse("missing_ts")
	}
	for _, l := range slices.Backward(s.links) { // an edit tells of all links that the message has then
		if id != "" && l.unfurlID == id && l.source == source || id == "" && l.channel == channel && l.ts == ts {
			return l, nil
		}
	}
	if id != "" {
		return nil, refuse("invalid_unfurl_id")
	}
	if slices.ContainsFunc(s.messages, func(m *Message) bool { return m.Channel == channel && m.TS == ts }) {
		return nil, refuse("cannot_unfurl_message")
	}
	return nil, refuse("cannot_find_message")
}

// awaitEvent gives the acknowledgement of the event, which is on its way by another connection, time to come.
func (s *Server) awaitEvent(c *call) {
	s.mu.Lock()
	l, _ := s.findLinks(c)
	s.mu.Unlock()
	if l == nil {
		return
	}
	t := time.NewTimer(min(time.Second, s.opts.AckTimeout))
	defer t.Stop()
	select {
	case <-l.told:
	case <-t.C:
	case <-s.done:
	}
}

func unfurl(s *Server, c *call) (map[string]any, *slackError) {
	l, err := s.findLinks(c)
	if err != nil {
		return nil, err
	}
	entities, err := l.entitiesOf(c)
	if err != nil {
		return nil, err
	}
	raw := c.json("unfurls")
	if raw == nil && entities != nil {
		raw = json.RawMessage("{}")
	}
	if raw == nil {
		for _, prompt := range []string{"user_auth_required", "user_auth_message", "user_auth_url", "user_auth_blocks"} {
			if c.args[prompt] != nil {
				return map[string]any{}, nil
			}
		}
		return nil, refuse("missing_unfurls")
	}
	var unfurls map[string]json.RawMessage
	if json.Unmarshal(raw, &unfurls) != nil {
		return nil, refuse("invalid_unfurls_format")
	}
	select {
	case <-l.told:
	default:
		s.problem("chat.unfurl comes before the acknowledgement of its event")
		return nil, refuse("cannot_unfurl_url")
	}
	for link, content := range unfurls {
		if !slices.Contains(l.urls, link) {
			return nil, refuse("cannot_unfurl_url")
		}
		if err := checkUnfurl(content); err != nil {
			s.problem("unfurl of %s is refused: %v", link, err)
			return nil, refuse("cannot_parse_attachment", err.Error())
		}
	}
	for _, m := range s.messages {
		if m.Channel == l.channel && m.TS == l.ts {
			m.Unfurls, m.Entities = with(m.Unfurls, unfurls), with(m.Entities, entities)
		}
	}
	s.changed()
	return map[string]any{}, nil
}

func checkUnfurl(content json.RawMessage) error {
	var a struct {
		Blocks json.RawMessage `json:"blocks"`
	}
	if err := json.Unmarshal(content, &a); err != nil {
		return refuse("invalid_unfurls_format", err.Error())
	}
	if !hasPayload(a.Blocks) {
		return nil
	}
	raw, err := json.Marshal(map[string]any{"text": "x", "blocks": a.Blocks})
	if err != nil {
		return refuse("invalid_unfurls_format", err.Error())
	}
	return CheckMessage(raw)
}

// with is what was under a message and what comes to it. Readers may hold the former, so it stays as it is.
func with(old, more map[string]json.RawMessage) map[string]json.RawMessage {
	all := maps.Clone(old)
	if all == nil {
		all = map[string]json.RawMessage{}
	}
	maps.Copy(all, more)
	return all
}
