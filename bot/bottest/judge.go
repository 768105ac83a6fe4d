package bottest

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

//go:embed slack-block-kit.schema.json
var schemaText []byte

type judges struct{ message, modal, home, suggestion *jsonschema.Schema }

var schemas = sync.OnceValue(func() judges {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaText))
	if err != nil {
		panic(err) // the schema is part of the program
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("blockkit.json", doc); err != nil {
		panic(err)
	}
	of := func(name string) *jsonschema.Schema { return c.MustCompile("blockkit.json#/$defs/" + name) }
	return judges{message: of("message"), modal: of("modal"), home: of("home"), suggestion: of("block_suggestion_response")}
})

// maxBlocks is near where msg_blocks_too_long was met in the field: Slack's own number is not documented. It counts
// the characters of all texts and values.
const maxBlocks = 13_000

// CheckMessage tells why Slack would refuse a message, given as the JSON that is sent.
func CheckMessage(raw []byte) error {
	if err := validate(schemas().message, raw, "invalid_blocks"); err != nil {
		return err
	}
	var m struct {
		Text   string          `json:"text"`
		Blocks json.RawMessage `json:"blocks"`
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		return refuse("invalid_payload", err.Error())
	}
	if n := utf8.RuneCountInString(m.Text); n > 4000 {
		return refuse("msg_too_long", fmt.Sprintf("text of %d characters", n))
	}
	if err := checkBlocks(m.Blocks, "invalid_blocks"); err != nil {
		return err
	}
	if n := textSize(m.Blocks); n > maxBlocks {
		return refuse("msg_blocks_too_long", fmt.Sprintf("%d characters", n))
	}
	return nil
}

// CheckView tells why Slack would refuse a modal.
func CheckView(raw []byte) error { return checkView(schemas().modal, raw) }

// CheckHome tells why Slack would refuse an App Home.
func CheckHome(raw []byte) error { return checkView(schemas().home, raw) }

func checkView(schema *jsonschema.Schema, raw []byte) error {
	if len(raw) > 250_000 {
		return refuse("view_too_large")
	}
	if err := validate(schema, raw, "invalid_arguments"); err != nil {
		return err
	}
	return checkBlocks(blocksOf(raw), "invalid_arguments")
}

func validate(s *jsonschema.Schema, raw []byte, code string) error {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return refuse(code, "invalid JSON: "+err.Error())
	}
	err = s.Validate(v)
	if invalid, ok := errors.AsType[*jsonschema.ValidationError](err); ok {
		return refuse(code, particulars(invalid, nil)...)
	}
	return err
}

// particulars lists what is wrong and where, in the form Slack has for it.
func particulars(e *jsonschema.ValidationError, found []string) []string {
	if len(found) >= 10 {
		return found
	}
	if len(e.Causes) == 0 {
		what := e.ErrorKind.LocalizedString(message.NewPrinter(language.English))
		return append(found, fmt.Sprintf("[ERROR] %s [json-pointer:/%s]", what, strings.Join(e.InstanceLocation, "/")))
	}
	for _, c := range e.Causes {
		found = particulars(c, found)
	}
	return found
}

// checkBlocks checks what the schema cannot say.
func checkBlocks(raw json.RawMessage, code string) error {
	ids, tables, charts := map[string]bool{}, 0, 0
	for i, b := range parse(raw) {
		if b.BlockID != "" && ids[b.BlockID] {
			return refuse(code, fmt.Sprintf("[ERROR] two blocks have the block_id %q [json-pointer:/blocks/%d]", b.BlockID, i))
		}
		ids[b.BlockID] = true
		switch b.Type {
		case "table", "data_table":
			tables++
		case "data_visualization":
			charts++
		}
		actions := map[string]bool{}
		for _, e := range b.Elements {
			if e.ActionID != "" && actions[e.ActionID] {
				return refuse(code, fmt.Sprintf("[ERROR] two elements have the action_id %q [json-pointer:/blocks/%d/elements]", e.ActionID, i))
			}
			actions[e.ActionID] = true
		}
	}
	switch {
	case tables > 1:
		return refuse("only_one_table_allowed")
	case charts > 2:
		return refuse(code, "[ERROR] more than two data_visualization [json-pointer:/blocks]")
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
