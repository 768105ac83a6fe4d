package bottest

import (
	"context"
	"encoding/json"
	"fmt"
	"unicode/utf8"
)

// Choice is an option the bot suggested. Group is the label of the group it is in, "" for none.
type Choice struct{ Text, Value, Description, Group string }

// defaultMinQuery is from how many characters on a menu asks the bot, unless it says otherwise.
const defaultMinQuery = 3

// Suggest types into a menu of a message that gets its options from the bot, and returns those.
func (s *Server) Suggest(ctx context.Context, user string, ref MessageRef, actionID, typed string) ([]Choice, Delivery, error) {
	s.mu.Lock()
	m := s.message(user, ref)
	if m == nil {
		s.mu.Unlock()
		return nil, Delivery{}, fmt.Errorf("%s sees no message %s", user, ref.TS)
	}
	payload := s.interaction("block_suggestion", user)
	s.inMessage(payload, m)
	return s.suggest(ctx, user, m.Blocks, actionID, typed, payload)
}

// SuggestView types into a menu of an open modal or App Home that gets its options from the bot, and returns those. The bot is not
// told what stands in the other fields: people who tried say that Slack leaves it out, or sends what was there when the view was
// opened (slackapi/bolt-js 1146, slackapi/java-slack-sdk 1292). A bot that wants to know has those fields tell it.
func (s *Server) SuggestView(ctx context.Context, user, viewID, actionID, typed string) ([]Choice, Delivery, error) {
	s.mu.Lock()
	v := s.open(user, viewID)
	if v == nil {
		s.mu.Unlock()
		return nil, Delivery{}, fmt.Errorf("%s has no view %s open", user, viewID)
	}
	payload := s.interaction("block_suggestion", user)
	payload["container"], payload["view"] = map[string]any{"type": "view", "view_id": v.ID}, s.viewJSON(v, map[string]any{})
	return s.suggest(ctx, user, blocksOf(v.Raw), actionID, typed, payload)
}

// suggest is called with the lock, and gives it back.
func (s *Server) suggest(ctx context.Context, user string, blocks json.RawMessage, actionID, typed string, payload map[string]any) ([]Choice, Delivery, error) {
	c, ok := find(blocks, actionID)
	s.mu.Unlock()
	least := defaultMinQuery
	if c.MinQuery != nil {
		least = *c.MinQuery
	}
	switch {
	case !ok || c.Type != "external_select" && c.Type != "multi_external_select":
		return nil, Delivery{}, fmt.Errorf("there is no menu %s to type into", actionID)
	case utf8.RuneCountInString(typed) < least:
		return nil, Delivery{}, fmt.Errorf("%s asks the bot only from %d characters on", actionID, least)
	}
	payload["action_id"], payload["block_id"], payload["value"] = actionID, c.block.BlockID, typed
	d, err := s.send(ctx, "interactive", payload)
	if err != nil || !d.Acked {
		return nil, d, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !hasPayload(d.AckPayload) {
		s.problem("a suggestion for %s is acknowledged without options", actionID)
		return nil, d, nil
	}
	if err := validate(schemas().suggestion, d.AckPayload, "invalid_options"); err != nil {
		s.problem("suggestion for %s is refused: %v", actionID, err)
		return nil, d, nil
	}
	choices := readChoices(d.AckPayload)
	for _, o := range choices {
		s.suggested[fmt.Sprintf("%s %s %s", user, actionID, o.Value)] = o
	}
	return choices, d, nil
}

func readChoices(ack json.RawMessage) []Choice {
	var a struct {
		Options []option `json:"options"`
		Groups  []struct {
			Label   textObject `json:"label"`
			Options []option   `json:"options"`
		} `json:"option_groups"`
	}
	_ = json.Unmarshal(ack, &a)
	var choices []Choice
	add := func(group string, options []option) {
		for _, o := range options {
			choices = append(choices, Choice{Text: o.Text.Text, Value: o.Value, Description: o.Description.Text, Group: group})
		}
	}
	add("", a.Options)
	for _, g := range a.Groups {
		add(g.Label.Text, g.Options)
	}
	return choices
}
