package commands

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// maxPeople is how many people a card names; the rest are counted.
const maxPeople = 12

// peopleLine names people, as many as a card has room for.
func peopleLine(s spec.Screen, people []api.Person) kit.Span {
	if len(people) == 0 {
		return kit.Italic(s.Say("members.none"))
	}
	var names []string
	for _, p := range people[:min(len(people), maxPeople)] {
		names = append(names, personName(p.Nickname, p.Username))
	}
	line := strings.Join(names, s.Say("list.comma"))
	if more := len(people) - len(names); more > 0 {
		line += s.Say("members.more", "Count", more)
	}
	return kit.Text(line)
}
