package bottest

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

//go:embed slack-block-kit.schema.json
var schemaText []byte

type judges struct{ message, modal *jsonschema.Schema }

var schemas = sync.OnceValue(func() judges {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaText))
	if err != nil {
		panic(err) // the schema is part of the program
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("blockkit.json", doc); err != nil {
		panic(err)
	}
	return judges{message: c.MustCompile("blockkit.json#/$defs/message"), modal: c.MustCompile("blockkit.json#/$defs/modal")}
})

// maxBlocks is near where msg_blocks_too_long was met in the field: Slack's own number is not documented. It counts
// the characters of all texts and values.
const maxBlocks = 13_000

// CheckMessage tells why Slack would refuse a message, given as the JSON that is sent.
func CheckMessage(raw []byte) error {
	if err := validate(schemas().message, raw); err != nil {
		return err
	}
	var m struct {
		Text   string          `json:"text"`
		Blocks json.RawMessage `json:"blocks"`
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		return fmt.Errorf("invalid_payload: %w", err)
	}
	if n := utf8.RuneCountInString(m.Text); n > 4000 {
		return fmt.Errorf("msg_too_long: text of %d characters", n)
	}
	return checkBlocks(m.Blocks)
}

// CheckView tells why Slack would refuse a modal.
func CheckView(raw []byte) error {
	if err := validate(schemas().modal, raw); err != nil {
		return err
	}
	if len(raw) > 250_000 {
		return errors.New("view_too_large")
	}
	return checkBlocks(blocksOf(raw))
}

func validate(s *jsonschema.Schema, raw []byte) error {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return fmt.Errorf("invalid JSON: %w", err)
	}
	if err := s.Validate(v); err != nil {
		return fmt.Errorf("invalid_blocks: %w", err)
	}
	return nil
}

// checkBlocks checks what the schema cannot say.
func checkBlocks(raw json.RawMessage) error {
	var blocks []struct {
		Type     string    `json:"type"`
		BlockID  string    `json:"block_id"`
		Elements []element `json:"elements"`
	}
	if len(raw) == 0 {
		return nil
	}
	_ = json.Unmarshal(raw, &blocks)
	ids, tables := map[string]bool{}, 0
	for _, b := range blocks {
		if b.BlockID != "" && ids[b.BlockID] {
			return fmt.Errorf("invalid_blocks: two blocks have the block_id %q", b.BlockID)
		}
		ids[b.BlockID] = true
		if b.Type == "table" || b.Type == "data_table" {
			tables++
		}
		actions := map[string]bool{}
		for _, e := range b.Elements {
			if e.ActionID != "" && actions[e.ActionID] {
				return fmt.Errorf("invalid_blocks: two elements have the action_id %q", e.ActionID)
			}
			actions[e.ActionID] = true
		}
	}
	if tables > 1 {
		return errors.New("only_one_table_allowed")
	}
	if n := textSize(raw); n > maxBlocks {
		return fmt.Errorf("msg_blocks_too_long: %d characters", n)
	}
	return nil
}

func textSize(raw json.RawMessage) int {
	var v any
	_ = json.Unmarshal(raw, &v)
	var walk func(any) int
	walk = func(v any) int {
		n := 0
		switch v := v.(type) {
		case string:
			n = utf8.RuneCountInString(v)
		case []any:
			for _, e := range v {
				n += walk(e)
			}
		case map[string]any:
			for k, e := range v {
				if k != "type" && k != "action_id" && k != "block_id" {
					n += walk(e)
				}
			}
		}
		return n
	}
	return walk(v)
}
