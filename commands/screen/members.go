package screen

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/target"
)

// MaxPeople is how many people a card names; the rest are counted.
const MaxPeople = 12

// PeopleLine lists people, at most MaxPeople.
func PeopleLine(s command.Screen, people []api.Person) kit.Span {
	if len(people) == 0 {
		return kit.Italic(s.Say("members.none"))
	}
	var names []string
	for _, p := range people[:min(len(people), MaxPeople)] {
		names = append(names, target.PersonName(p.Nickname, p.Username))
	}
	line := strings.Join(names, s.Say("list.comma"))
	if more := len(people) - len(names); more > 0 {
		line += s.Say("members.more", "Count", more)
	}
	return kit.Text(line)
}
