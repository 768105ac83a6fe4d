package bottest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Pane is what a person is shown beside a conversation when they opened the entity of a link.
type Pane struct {
	Link   string
	Title  string
	Fields []PaneField
	Error  string // the title of what is shown instead
	Why    string
	SignIn string // where they are asked to sign in
}

// PaneField is a labelled text in a Pane.
type PaneField struct{ Label, Text string }

// PlainText is what a person reads in the pane.
func (p Pane) PlainText() string {
	lines := []string{p.Title}
	for _, f := range p.Fields {
		lines = append(lines, f.Label+": "+f.Text)
	}
	return strings.TrimSpace(strings.Join(append(lines, p.Error, p.Why, p.SignIn), "\n"))
}

// presentDetails fills a pane: with the entity, with a way to sign in, or with why not. One of them, once.
func presentDetails(s *Server, c *call) (map[string]any, *slackError) {
	o := s.openings[c.text("trigger_id")]
	switch {
	case o == nil, o.used, s.opts.Now().Sub(o.made) > paneLife:
		return nil, refuse("invalid_trigger_id")
	}
	p := Pane{Link: o.link}
	rawEntity, rawError, asks := c.json("metadata"), c.json("error"), c.flag("user_auth_required")
	if n := len(slices.DeleteFunc([]bool{rawEntity != nil, rawError != nil, asks}, func(b bool) bool { return !b })); n != 1 {
		return nil, refuse("invalid_arguments", fmt.Sprintf("%d of metadata, error and user_auth_required", n))
	}
	var refused *slackError
	switch {
	case rawEntity != nil:
		refused = fillPane(&p, rawEntity, o)
	case rawError != nil:
		refused = explainPane(&p, rawError)
	default:
		if p.SignIn = c.text("user_auth_url"); checkAddress(p.SignIn, true) != nil {
			refused = refuse("user_auth_url_missing")
		}
	}
	if refused != nil {
		return nil, refused
	}
	o.used = true
	s.panes[o.user] = p
	s.changed()
	return map[string]any{}, nil
}

func fillPane(p *Pane, raw json.RawMessage, o *opening) *slackError {
	var e entity
	if err := readStrictly(raw, &e); err != nil {
		return refuse("invalid_metadata", err.Error())
	}
	if err := e.check(); err != nil {
		return refuse("invalid_metadata", err.Error())
	}
	if e.AppUnfurlURL != "" {
		return refuse("invalid_metadata", "app_unfurl_url is only for chat.unfurl")
	}
	if e.Ref.ID != o.id {
		return refuse("entity_metadata_does_not_match_trigger")
	}
	p.Title = e.Payload.Attributes.Title.Text
	for _, f := range e.Payload.CustomFields {
		var text string
		_ = json.Unmarshal(f.Value, &text)
		p.Fields = append(p.Fields, PaneField{f.Label, text})
	}
	return nil
}

// paneErrors are the reasons that Slack has words for, and those with words of the bot's.
var paneErrors = []string{"restricted", "internal_error", "not_found", "custom", "custom_partial_view", "timeout", "edit_error"}

func explainPane(p *Pane, raw json.RawMessage) *slackError {
	var e struct {
		Status  string         `json:"status"`
		Title   string         `json:"custom_title,omitempty"`
		Message string         `json:"custom_message,omitempty"`
		Format  string         `json:"message_format,omitempty"`
		Actions []entityAction `json:"actions,omitempty"`
	}
	if err := readStrictly(raw, &e); err != nil {
		return refuse("invalid_arguments", err.Error())
	}
	if err := checkActions(e.Actions); err != nil {
		return refuse("invalid_arguments", err.Error())
	}
	switch {
	case !slices.Contains(paneErrors, e.Status), e.Format != "" && e.Format != "markdown", e.Status == "custom" && e.Message == "":
		return refuse("invalid_arguments", fmt.Sprintf("status %q, format %q", e.Status, e.Format))
	}
	if p.Error, p.Why = e.Title, e.Message; p.Error == "" {
		p.Error = e.Status
	}
	return nil
}

// Pane is what a person is shown of what they opened last; false while it loads.
func (s *Server) Pane(user string) (Pane, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.panes[user]
	return p, ok
}

// WaitPane waits until what a person opened last is shown.
func (s *Server) WaitPane(ctx context.Context, user string) (Pane, error) {
	var found Pane
	err := s.wait(ctx, "a pane", func() (ok bool) {
		found, ok = s.panes[user]
		return ok
	})
	return found, err
}

// ClosePane closes the pane of a person.
func (s *Server) ClosePane(user string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.panes, user)
	s.changed()
}
