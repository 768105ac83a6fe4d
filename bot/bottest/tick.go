package bottest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Tick leaves those check boxes of a message ticked that have the values, and no others. Slack tells the bot of each
// element that changes by that; what is pressed next in the message carries all that is ticked, in the order on the screen.
func (s *Server) Tick(ctx context.Context, user string, ref MessageRef, values ...string) ([]Delivery, error) {
	elements, err := s.checkboxes(user, ref)
	if err != nil {
		return nil, err
	}
	left := slices.Clone(values)
	var all []Delivery
	for _, e := range elements {
		var ticked []string
		for _, raw := range e.options() {
			var o option
			if json.Unmarshal(raw, &o) == nil && slices.Contains(values, o.Value) {
				ticked = append(ticked, o.Value)
				left = slices.DeleteFunc(left, func(v string) bool { return v == o.Value })
			}
		}
		if slices.Equal(ticked, s.ticked(user, ref, e)) {
			continue
		}
		d, err := s.ClickWith(ctx, user, ref, e.ActionID, strings.Join(ticked, ","))
		if err != nil {
			return all, err
		}
		all = append(all, d)
	}
	if len(left) > 0 {
		return all, fmt.Errorf("message %s has no boxes %v", ref.TS, left)
	}
	return all, nil
}

// checkboxes are the elements of a message with check boxes.
func (s *Server) checkboxes(user string, ref MessageRef) ([]control, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.message(user, ref)
	if m == nil {
		return nil, fmt.Errorf("%s sees no message %s", user, ref.TS)
	}
	return slices.DeleteFunc(controls(parse(m.Blocks)), func(c control) bool { return c.Type != "checkboxes" }), nil
}

// ticked are the values of the boxes of an element that are ticked.
func (s *Server) ticked(user string, ref MessageRef, c control) []string {
	chosen, touched := s.Chosen(user, ref, c.block.BlockID, c.ActionID)
	var values []string
	for _, o := range chosen {
		values = append(values, o.Value)
	}
	if !touched {
		var initial []option
		_ = json.Unmarshal(c.InitialMany, &initial)
		for _, o := range initial {
			values = append(values, o.Value)
		}
	}
	return values
}

// Chosen is what a person put into a control of a message, as View.Chosen tells of a view.
func (s *Server) Chosen(user string, ref MessageRef, blockID, actionID string) (chosen []Choice, touched bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	entry, touched := s.chosen[chosenIn(user, ref.TS)+blockID+" "+actionID].(map[string]any)
	return choicesOf(entry), touched
}

// chosenIn is what the places of what a person chose in a message begin with.
func chosenIn(user, ts string) string { return user + " " + ts + " " }
