package bottest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// Fill puts values into the controls of an open modal or App Home, given as to Submit, and sends nothing: it is what a
// person has typed so far. What is pressed next carries it.
func (s *Server) Fill(user, viewID string, values map[string]string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.open(user, viewID)
	if v == nil {
		return fmt.Errorf("%s has no view %s open", user, viewID)
	}
	return s.put(v, values)
}

// put needs the lock.
func (s *Server) put(v *View, values map[string]string) error {
	all := controls(parse(blocksOf(v.Raw)))
	for action, value := range values {
		i := slices.IndexFunc(all, func(c control) bool { return c.ActionID == action })
		if i < 0 {
			return fmt.Errorf("view has no %s", action)
		}
		v.choose(all[i], s.filled(all[i], v.User, value))
	}
	return nil
}

// choose keeps what was chosen in a control. Copies of the view that are in other hands stay as they are.
func (v *View) choose(c control, entry any) {
	v.chosen = maps.Clone(v.chosen)
	if v.chosen == nil {
		v.chosen = map[string]any{}
	}
	v.chosen[c.place()] = entry
}

// Chosen is what a person put into a control of the view: options, or a text as the only one. It is false while nobody
// touched the control, which then stands at its initial value.
func (v *View) Chosen(blockID, actionID string) (chosen []Choice, touched bool) {
	entry, touched := v.chosen[blockID+" "+actionID].(map[string]any)
	return choicesOf(entry), touched
}

// choicesOf are what stands in an entry of a state.
func choicesOf(entry map[string]any) (chosen []Choice) {
	kind, _ := entry["type"].(string)
	raw, _ := json.Marshal(entry[stateful[kind]])
	var many []json.RawMessage
	if json.Unmarshal(raw, &many) != nil {
		many = []json.RawMessage{raw}
	}
	for _, one := range many {
		var o option
		if json.Unmarshal(one, &o) == nil && o.Value != "" {
			chosen = append(chosen, Choice{Text: o.Text.Text, Value: o.Value})
			continue
		}
		if text := textOf(one); text != "" {
			chosen = append(chosen, Choice{Text: text, Value: text})
		}
	}
	return chosen
}
