package bottest

import (
	"bytes"
	"encoding/json"
)

// stored is blocks as Slack keeps them: with the block_ids, and the flags of texts, that were left out. Needs the lock.
func (s *Server) stored(blocks json.RawMessage) json.RawMessage {
	var list []any
	d := json.NewDecoder(bytes.NewReader(blocks))
	d.UseNumber()
	if d.Decode(&list) != nil || list == nil {
		return blocks
	}
	s.identify(list)
	flag(list)
	raw, _ := json.Marshal(list)
	return raw
}

// storedText is a text object as Slack keeps it; null when there is none.
func (s *Server) storedText(raw json.RawMessage) json.RawMessage {
	var t any
	if json.Unmarshal(raw, &t) != nil {
		return json.RawMessage("null")
	}
	flag(t)
	out, _ := json.Marshal(t)
	return out
}

func (s *Server) identify(blocks []any) {
	for _, b := range blocks {
		block, ok := b.(map[string]any)
		if !ok {
			continue
		}
		if id, _ := block["block_id"].(string); id == "" {
			block["block_id"] = s.id("b")
		}
		if block["type"] == "input" {
			for _, key := range []string{"optional", "dispatch_action"} {
				if block[key] == nil {
					block[key] = false
				}
			}
		}
		children, _ := block["child_blocks"].([]any)
		s.identify(children)
		elements, _ := block["elements"].([]any)
		if block["element"] != nil {
			elements = append(elements, block["element"])
		}
		for _, e := range elements {
			if control, ok := e.(map[string]any); ok && block["type"] != "rich_text" && block["type"] != "context" && control["action_id"] == nil {
				control["action_id"] = s.id("a")
			}
		}
	}
}

// flag fills in what Slack adds to text objects.
func flag(v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			flag(e)
		}
	case map[string]any:
		switch v["type"] {
		case "plain_text":
			if v["emoji"] == nil {
				v["emoji"] = true
			}
		case "mrkdwn":
			if v["verbatim"] == nil {
				v["verbatim"] = false
			}
		}
		for _, e := range v {
			flag(e)
		}
	}
}
