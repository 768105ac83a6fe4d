package bottest

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
)

// Click presses a button of a message, or of a preview under it.
func (s *Server) Click(ctx context.Context, user string, m MessageRef, actionID string) (Delivery, error) {
	return s.click(ctx, user, m, actionID, nil)
}

// ClickWith presses a button with another value than it has, or chooses an option of a menu by its value; "" clears
// a menu.
func (s *Server) ClickWith(ctx context.Context, user string, m MessageRef, actionID, value string) (Delivery, error) {
	return s.click(ctx, user, m, actionID, &value)
}

// ClickView presses a button of an open modal or of the person's App Home.
func (s *Server) ClickView(ctx context.Context, user, viewID, actionID string) (Delivery, error) {
	return s.clickView(ctx, user, viewID, actionID, nil)
}

// ClickViewWith is to ClickView what ClickWith is to Click.
func (s *Server) ClickViewWith(ctx context.Context, user, viewID, actionID, value string) (Delivery, error) {
	return s.clickView(ctx, user, viewID, actionID, &value)
}

func (s *Server) click(ctx context.Context, user string, ref MessageRef, actionID string, value *string) (Delivery, error) {
	s.mu.Lock()
	m := s.message(user, ref)
	if m == nil {
		s.mu.Unlock()
		return Delivery{}, fmt.Errorf("%s sees no message %s", user, ref.TS)
	}
	payload := s.interaction("block_actions", user)
	c, ok := find(m.Blocks, actionID)
	if ok {
		s.inMessage(payload, m)
	} else if c, ok = s.inPreview(payload, m, actionID); !ok {
		s.mu.Unlock()
		return Delivery{}, fmt.Errorf("message %s has no %s", ref.TS, actionID)
	}
	action, entry := s.action(c, user, value)
	prefix := chosenIn(user, m.TS)
	if entry != nil {
		s.chosen[prefix+c.place()] = entry
		s.changed()
	}
	here := map[string]any{}
	for place, entry := range s.chosen {
		if at, ok := strings.CutPrefix(place, prefix); ok {
			here[at] = entry
		}
	}
	address, answers := s.newURL(m.Channel, user, m.TS)
	payload["actions"], payload["response_url"], payload["trigger_id"] = []any{action}, address, s.newTrigger(user)
	if payload["app_unfurl"] == nil {
		payload["state"] = map[string]any{"values": s.state(m.Blocks, here)}
	}
	s.mu.Unlock()
	d, err := s.send(ctx, "interactive", payload, answers)
	d.ResponseURL = address
	return d, err
}

func (s *Server) clickView(ctx context.Context, user, viewID, actionID string, value *string) (Delivery, error) {
	s.mu.Lock()
	v := s.open(user, viewID)
	if v == nil {
		s.mu.Unlock()
		return Delivery{}, fmt.Errorf("%s has no view %s open", user, viewID)
	}
	c, ok := find(blocksOf(v.Raw), actionID)
	if !ok {
		s.mu.Unlock()
		return Delivery{}, fmt.Errorf("view %s has no %s", viewID, actionID)
	}
	if c.block.Type == "input" && !c.block.Sends {
		s.mu.Unlock()
		return Delivery{}, fmt.Errorf("choosing %s tells the bot nothing: its block has no dispatch_action", actionID)
	}
	action, entry := s.action(c, user, value)
	if entry != nil {
		v.choose(c, entry)
	}
	payload := s.interaction("block_actions", user)
	s.inView(payload, v)
	payload["actions"], payload["trigger_id"] = []any{action}, s.newTrigger(user)
	s.mu.Unlock()
	return s.send(ctx, "interactive", payload)
}

// interaction makes the parts that every interaction has. Needs the lock.
func (s *Server) interaction(kind, user string) map[string]any {
	return map[string]any{
		"type": kind, "user": s.person(user), "api_app_id": AppID, "token": "x", "team": map[string]any{"id": TeamID, "domain": teamDomain},
		"enterprise": s.organization(), "is_enterprise_install": false,
	}
}

// inMessage says that an interaction is with a message. Of one that only one person sees Slack sends no more than where
// it is.
func (s *Server) inMessage(payload map[string]any, m *Message) {
	c, _ := s.channel(m.Channel)
	container := map[string]any{"type": "message", "message_ts": m.TS, "channel_id": m.Channel, "is_ephemeral": m.For != ""}
	payload["container"], payload["channel"] = container, map[string]any{"id": m.Channel, "name": c.shownName()}
	if m.Thread != "" {
		container["thread_ts"] = m.Thread
	}
	if m.For == "" {
		payload["message"] = s.messageJSON(m)
	}
}

// inPreview says that an interaction is with a preview under a message, when one has the control.
func (s *Server) inPreview(payload map[string]any, m *Message, actionID string) (control, bool) {
	for link, raw := range m.Unfurls {
		var preview struct {
			Blocks json.RawMessage `json:"blocks"`
		}
		_ = json.Unmarshal(raw, &preview)
		c, ok := find(preview.Blocks, actionID)
		if !ok {
			continue
		}
		s.inMessage(payload, m)
		payload["container"] = map[string]any{
			"type": "message_attachment", "message_ts": m.TS, "attachment_id": 1, "channel_id": m.Channel, "is_ephemeral": false,
			"is_app_unfurl": true, "app_unfurl_url": link,
		}
		payload["app_unfurl"] = map[string]any{
			"id": 1, "blocks": preview.Blocks, "fallback": "[no preview available]", "app_id": AppID, "app_unfurl_url": link, "is_app_unfurl": true,
		}
		return c, true
	}
	return control{}, false
}

func (s *Server) inView(payload map[string]any, v *View) {
	payload["container"] = map[string]any{"type": "view", "view_id": v.ID}
	payload["view"] = s.viewJSON(v, s.state(blocksOf(v.Raw), v.chosen))
}

// action is what was done with a control, and what it then keeps; nil for those that keep nothing.
func (s *Server) action(c control, user string, value *string) (action map[string]any, entry any) {
	action = map[string]any{}
	switch {
	case c.Type == "button":
		action["text"] = s.storedText(c.Text)
		if value != nil {
			action["value"] = *value
		} else if c.value() != "" {
			action["value"] = c.value()
		}
	case c.Type == "overflow":
		action["selected_option"] = nil
		if value != nil {
			action["selected_option"] = s.option(c, user, *value)
		}
	case value != nil:
		filled := s.filled(c, user, *value)
		maps.Copy(action, filled)
		entry = filled
	}
	if c.Placeholder.Text != "" && stateful[c.Type] != "" {
		action["placeholder"] = map[string]any{"type": "plain_text", "text": c.Placeholder.Text, "emoji": true}
	}
	action["type"], action["action_id"], action["block_id"], action["action_ts"] = c.Type, c.ActionID, c.block.BlockID, s.ts()
	return action, entry
}
