package playground

import (
	"cmp"
	"slices"
	"strings"
	"tcabot/bot/bottest"
)

// control is what an element has when one can fill it in or choose from it.
type control struct {
	Placeholder label    `json:"placeholder"`
	Options     []option `json:"options"`
	Groups      []group  `json:"option_groups"`
	Least       string   `json:"min_value"`
	Max         string   `json:"max_value"`
	MaxLength   int      `json:"max_length"`
	Multiline   bool     `json:"multiline"`
	MinQuery    *int     `json:"min_query_length"`
	Filter      filter   `json:"filter"`
	Confirm     *confirm `json:"confirm"`
	first

	Place    string           `json:"-"` // names it among all of a view
	Form     bool             `json:"-"` // it is of a view: what stands in it is sent with everything
	Dispatch bool             `json:"-"` // the bot is told at once
	Values   []bottest.Choice `json:"-"` // what stands in it
}

type group struct {
	Label   label    `json:"label"`
	Options []option `json:"options"`
}

// confirm is a question that is put before a press counts.
type confirm struct {
	Title label `json:"title"`
	Text  label `json:"text"`
	Yes   label `json:"confirm"`
	No    label `json:"deny"`
}

// filter says which conversations a menu of them offers.
type filter struct {
	Include  []string `json:"include"`
	NoShared bool     `json:"exclude_external_shared_channels"`
}

// first is what stands in a control before anybody touches it.
type first struct {
	Initial string   `json:"initial_value"`
	One     *option  `json:"initial_option"`
	Several []option `json:"initial_options"`
	Time    string   `json:"initial_time"`
	Date    string   `json:"initial_date"`
	Conv    string   `json:"initial_conversation"`
	Chan    string   `json:"initial_channel"`
	User    string   `json:"initial_user"`
	Convs   []string `json:"initial_conversations"`
	Chans   []string `json:"initial_channels"`
	Users   []string `json:"initial_users"`
}

// settle gives a control of a block its place and what stands in it.
func settle(b, in *block, form bool, at surface) {
	b.BlockID, b.Place = in.BlockID, in.BlockID+" "+b.ActionID
	b.Form, b.Dispatch = form, in.Type != "input" || in.Sends
	chosen, touched := at.Chosen(in.BlockID, b.ActionID)
	if b.Values = chosen; !touched {
		b.Values = b.values()
	}
}

func (f first) values() []bottest.Choice {
	var out []bottest.Choice
	for _, o := range f.Several {
		out = append(out, bottest.Choice{Text: o.Text.Text, Value: o.Value})
	}
	if f.One != nil {
		out = append(out, bottest.Choice{Text: f.One.Text.Text, Value: f.One.Value})
	}
	texts := slices.Concat(f.Convs, f.Chans, f.Users)
	if one := cmp.Or(f.Initial, f.Time, f.Date, f.Conv, f.Chan, f.User); one != "" {
		texts = append(texts, one)
	}
	for _, t := range texts {
		out = append(out, bottest.Choice{Text: t, Value: t})
	}
	return out
}

// Chosen reports whether an option stands in the control.
func (c control) Chosen(value string) bool {
	return slices.ContainsFunc(c.Values, func(o bottest.Choice) bool { return o.Value == value })
}

// Value is the text that stands in the control.
func (c control) Value() string {
	if len(c.Values) == 0 {
		return ""
	}
	return c.Values[0].Value
}

// Many reports whether several options may be chosen.
func (b block) Many() bool { return strings.HasPrefix(b.Type, "multi_") || b.Type == "checkboxes" }

// MinTyped is how many characters must be typed before the bot is asked for options.
func (c control) MinTyped() int {
	if c.MinQuery == nil {
		return 3
	}
	return *c.MinQuery
}

// Choices are all there is to choose from, in groups.
func (b block) Choices() []group {
	switch strings.TrimPrefix(b.Type, "multi_") {
	case "users_select":
		var people []option
		for _, u := range b.viewer.people {
			people = append(people, option{Text: label{u.RealName}, Value: u.ID})
		}
		return []group{{Options: people}}
	case "conversations_select", "channels_select":
		return []group{{Options: b.rooms()}}
	}
	if len(b.Groups) > 0 {
		return b.Groups
	}
	return []group{{Options: b.Options}}
}

// rooms are the conversations to choose from.
func (b block) rooms() []option {
	include := b.Filter.Include
	if strings.HasSuffix(b.Type, "channels_select") {
		include = []string{"public"}
	}
	var out []option
	for _, c := range b.viewer.rooms {
		kind, name := "public", "# "+c.Name
		switch {
		case c.IM:
			kind, name = "im", "TCA"
		case c.Private:
			kind, name = "private", "🔒 "+c.Name
		}
		if len(include) > 0 && !slices.Contains(include, kind) || b.Filter.NoShared && c.Shared {
			continue
		}
		out = append(out, option{Text: label{name}, Value: c.ID})
	}
	return out
}
