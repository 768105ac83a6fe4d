package bottest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// paneLife is how long the bot has to fill a pane. Slack documents no time; it shows a pane that loads for that long.
const paneLife = 30 * time.Second

// opening is an entity that a person opened.
type opening struct {
	user, link, id string
	made           time.Time
	used           bool
}

// OpenEntity opens the pane of an entity under a message, which its preview has.
func (s *Server) OpenEntity(ctx context.Context, user string, ref MessageRef, link string) (Delivery, error) {
	return s.OpenEntityAs(ctx, user, ref, link, nil)
}

// OpenEntityAs is OpenEntity with other members of the event.
func (s *Server) OpenEntityAs(ctx context.Context, user string, ref MessageRef, link string, change map[string]any) (Delivery, error) {
	s.mu.Lock()
	all := s.seen(user, ref.Channel)
	i := slices.IndexFunc(all, func(m Message) bool { return m.TS == ref.TS })
	if i < 0 || all[i].Entities[link] == nil {
		s.mu.Unlock()
		return Delivery{}, errors.New("no entity of " + link + " under that message")
	}
	m := all[i]
	var e entity
	if err := json.Unmarshal(m.Entities[link], &e); err != nil {
		s.mu.Unlock()
		return Delivery{}, fmt.Errorf("an entity that was accepted: %w", err)
	}
	trigger := s.id("trigger-")
	s.openings[trigger] = &opening{user: user, link: link, id: e.Ref.ID, made: s.opts.Now()}
	delete(s.panes, user)
	u, _ := s.user(user)
	event := map[string]any{
		"type": "entity_details_requested", "user": user, "external_ref": e.Ref, "entity_url": e.URL,
		"link": map[string]string{"url": e.URL, "domain": s.domainOf(e.URL)}, "app_unfurl_url": link, "event_ts": s.ts(),
		"trigger_id": trigger, "user_locale": u.Locale, "channel": m.Channel, "message_ts": m.TS,
	}
	if m.Thread != "" {
		event["thread_ts"] = m.Thread
	}
	s.mu.Unlock()
	maps.Copy(event, change)
	return s.Event(ctx, event)
}

// domainOf is the domain that the bot unfurls to which an address belongs.
func (s *Server) domainOf(address string) string {
	if found := s.linksIn(address); len(found) > 0 {
		return found[0]["domain"]
	}
	return ""
}

// entitiesOf reads the entities of a call of chat.unfurl, by their links; nil without any.
func (l *sharedLinks) entitiesOf(c *call) (map[string]json.RawMessage, *slackError) {
	raw := c.json("metadata")
	if raw == nil {
		return nil, nil
	}
	var all struct {
		Entities []json.RawMessage `json:"entities"`
	}
	if err := readStrictly(raw, &all); err != nil {
		return nil, refuse("invalid_metadata_format", err.Error())
	}
	found := map[string]json.RawMessage{}
	for _, one := range all.Entities {
		var e entity
		if err := readStrictly(one, &e); err != nil {
			return nil, refuse("error_processing_metadata", err.Error())
		}
		if err := e.check(); err != nil {
			return nil, refuse("error_processing_metadata", err.Error())
		}
		if !slices.Contains(l.urls, e.AppUnfurlURL) {
			return nil, refuse("error_processing_metadata", "app_unfurl_url is not in the message: "+e.AppUnfurlURL)
		}
		found[e.AppUnfurlURL] = one
	}
	return found, nil
}
