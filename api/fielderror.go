package api

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// FieldError is TCA's message about one field of a request, mostly in Chinese.
type FieldError struct {
	Field   string // a.b for b inside a; empty for a rule about the whole request
	Message string // at most 300 characters
}

const (
	maxFields = 20
	maxField  = 100 // characters of a field's name
	maxNested = 4
)

// fieldErrors decodes invalid_fields. The message of a field is a list of texts, one text, or an object of the fields inside
// it. Any other shape is ignored.
func fieldErrors(raw json.RawMessage) []FieldError {
	var invalid []json.RawMessage
	if json.Unmarshal(raw, &invalid) != nil {
		return nil
	}
	var f fields
	for _, one := range invalid {
		var entry struct {
			Field   string          `json:"field"`
			Message json.RawMessage `json:"message"`
		}
		if json.Unmarshal(one, &entry) == nil {
			f.add(entry.Field, entry.Message, 0)
		}
	}
	return f.found
}

type fields struct{ found []FieldError }

func (f *fields) add(name string, raw json.RawMessage, depth int) {
	var (
		text   string
		many   []json.RawMessage
		inside map[string]json.RawMessage
	)
	switch {
	case depth > maxNested:
	case json.Unmarshal(raw, &text) == nil:
		f.note(name, text)
	case json.Unmarshal(raw, &many) == nil:
		var texts []string
		for _, one := range many {
			var text string // null leaves it empty
			if json.Unmarshal(one, &text) != nil {
				f.add(name, one, depth+1)
			} else if text != "" {
				texts = append(texts, text)
			}
		}
		f.note(name, strings.Join(texts, " "))
	case json.Unmarshal(raw, &inside) == nil:
		for _, key := range slices.Sorted(maps.Keys(inside)) {
			f.add(strings.Trim(fieldName(name)+"."+fieldName(key), "."), inside[key], depth+1)
		}
	}
}

func (f *fields) note(name, text string) {
	if text = sanitise(text); text == "" || len(f.found) == maxFields {
		return
	}
	name = sanitise(fieldName(name))
	if runes := []rune(name); len(runes) > maxField {
		name = string(runes[:maxField-1]) + "…"
	}
	f.found = append(f.found, FieldError{Field: name, Message: text})
}

// fieldName removes the pseudo-names that TCA gives to rules about the whole request.
func fieldName(name string) string {
	if name == "cd_error" || name == "non_field_errors" {
		return ""
	}
	return name
}
