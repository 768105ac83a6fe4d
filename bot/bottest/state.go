package bottest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// place names a control of a message or view.
func (c control) place() string { return c.block.BlockID + " " + c.ActionID }

// stateful are the kinds of controls that keep what was chosen, and the field that a payload has it in.
var stateful = map[string]string{
	"plain_text_input": "value", "number_input": "value", "email_text_input": "value", "url_text_input": "value",
	"static_select": "selected_option", "external_select": "selected_option", "radio_buttons": "selected_option",
	"checkboxes": "selected_options", "multi_static_select": "selected_options", "multi_external_select": "selected_options",
	"datepicker": "selected_date", "timepicker": "selected_time", "datetimepicker": "selected_date_time",
	"users_select": "selected_user", "conversations_select": "selected_conversation", "channels_select": "selected_channel",
	"multi_users_select": "selected_users", "multi_conversations_select": "selected_conversations", "multi_channels_select": "selected_channels",
}

// state is what stands in all controls of a surface, by block and action, given what was chosen in them by place.
func (s *Server) state(blocks json.RawMessage, chosen map[string]any) map[string]any {
	state := map[string]any{}
	for _, c := range controls(parse(blocks)) {
		if stateful[c.Type] == "" {
			continue
		}
		entry, ok := chosen[c.place()]
		if !ok {
			entry = c.untouched()
		}
		block, _ := state[c.block.BlockID].(map[string]any)
		if block == nil {
			block = map[string]any{}
			state[c.block.BlockID] = block
		}
		block[c.ActionID] = entry
	}
	return state
}

// untouched is the state of a control that nobody touched: its initial value, or nothing.
func (c control) untouched() map[string]any {
	entry := map[string]any{"type": c.Type, stateful[c.Type]: nil}
	text := cmp.Or(textOf(c.Initial), c.InitialDate, c.InitialTime, c.InitialConv, c.InitialChan, c.InitialUser)
	several := slices.Concat(c.InitialConvs, c.InitialChans, c.InitialUsers)
	switch {
	case len(several) > 0:
		entry[stateful[c.Type]] = several
	case hasPayload(c.InitialOption):
		entry[stateful[c.Type]] = c.InitialOption
	case hasPayload(c.InitialMany):
		entry[stateful[c.Type]] = c.InitialMany
	case text != "":
		entry[stateful[c.Type]] = text
	case strings.HasSuffix(stateful[c.Type], "s"):
		entry[stateful[c.Type]] = []any{}
	}
	return entry
}

// filled is the state of a control with a value in it: an option by its value, several separated by commas. An empty
// value clears it. Needs the lock.
func (s *Server) filled(c control, user, value string) map[string]any {
	field := stateful[c.Type]
	entry := map[string]any{"type": c.Type, cmp.Or(field, "value"): nil}
	many := strings.FieldsFunc(value, func(r rune) bool { return r == ',' })
	switch field {
	case "selected_option":
		if value != "" {
			entry[field] = s.option(c, user, value)
		}
	case "selected_options":
		options := []any{}
		for _, v := range many {
			options = append(options, s.option(c, user, v))
		}
		entry[field] = options
	case "selected_users", "selected_conversations", "selected_channels":
		entry[field] = slices.Clone(many)
	case "selected_date_time":
		if n, err := strconv.Atoi(value); err == nil {
			entry[field] = n
		}
	default:
		if value != "" {
			entry[cmp.Or(field, "value")] = value
		}
	}
	return entry
}

// option is the one with a value: of those in the control, or of those the bot suggested.
func (s *Server) option(c control, user, value string) any {
	for _, raw := range c.options() {
		var o option
		if json.Unmarshal(raw, &o) == nil && o.Value == value {
			return raw
		}
	}
	text := value
	if o, ok := s.suggested[fmt.Sprintf("%s %s %s", user, c.ActionID, value)]; ok {
		text = o.Text
	}
	return map[string]any{"text": map[string]any{"type": "plain_text", "text": text, "emoji": true}, "value": value}
}

// empty reports whether an entry of a state has nothing in it.
func empty(entry any) bool {
	m, ok := entry.(map[string]any)
	if !ok {
		return true
	}
	kind, _ := m["type"].(string)
	switch v := m[stateful[kind]].(type) {
	case nil:
		return true
	case []any:
		return len(v) == 0
	case []string:
		return len(v) == 0
	}
	return false
}
