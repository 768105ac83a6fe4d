package bottest

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

var (
	active = regexp.MustCompile(`<(@[UW][A-Z0-9]+|!channel|!here|!everyone|!subteam\^[A-Z0-9]+)(\|[^>]*)?>`)
	named  = regexp.MustCompile(`@(channel|here|everyone)\b`)
)

// notifies tells whom a message would call: people and groups by ID, everybody as "channel".
func notifies(text string, blocks json.RawMessage) []string {
	who := calls(text)
	var walk func([]element)
	walk = func(es []element) {
		for _, e := range es {
			switch e.Type {
			case "user":
				who = append(who, e.UserID)
			case "usergroup":
				who = append(who, e.UsergroupID)
			case "broadcast":
				who = append(who, "channel")
			case "mrkdwn", "markdown":
				who = append(who, calls(e.text())...)
			default:
				for _, raw := range append(slices.Clone(e.Fields), e.Text) {
					var t textObject
					if json.Unmarshal(raw, &t) == nil && t.Type == "mrkdwn" {
						who = append(who, calls(t.Text)...)
					}
				}
			}
			walk(e.Elements)
			walk(e.ChildBlocks)
			for _, row := range e.Rows {
				walk(row)
			}
		}
	}
	walk(parse(blocks))
	slices.Sort(who)
	return slices.Compact(who)
}

func calls(mrkdwn string) []string {
	var who []string
	for _, m := range active.FindAllStringSubmatch(mrkdwn, -1) {
		if id, ok := strings.CutPrefix(m[1], "@"); ok {
			who = append(who, id)
		} else if id, ok := strings.CutPrefix(m[1], "!subteam^"); ok {
			who = append(who, id)
		} else {
			who = append(who, "channel")
		}
	}
	return who
}

// byName adds whom a text calls when names are made into links.
func byName(text string, who []string) []string {
	if named.MatchString(text) {
		who = append(who, "channel")
	}
	slices.Sort(who)
	return slices.Compact(who)
}
