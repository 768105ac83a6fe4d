package bottest

import (
	"regexp"
	"slices"
	"strings"
)

// typed finds what Slack makes references of in a typed text: addresses, mails, domains, and the names of people and
// channels. Endings that are both of files and of domains are why "main.py" becomes a link.
var typed = regexp.MustCompile(`<[@#][A-Z0-9]{9,}(?:\|[^<>]*)?>` + // chosen from the composer's own menu
	`|https?://[^\s<>]+` +
	`|[\w.+-]+@[\w-]+(?:\.[\w-]+)+` +
	`|\b[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+(?:com|cn|org|net|io|py|rs|sh|md|cc|pl|so|me|dev)\b(?:/[^\s<>]*)?` +
	`|[@#][\w.-]+`)

// compose is a typed text as Slack hands it over: with references for what it recognises, and entities for what would be
// taken for one. It needs the lock.
func (s *Server) compose(text string) string {
	var out strings.Builder
	last := 0
	for _, at := range typed.FindAllStringIndex(text, -1) {
		found := text[at[0]:at[1]]
		reference := s.reference(found)
		if reference == "" {
			continue
		}
		out.WriteString(entities.Replace(text[last:at[0]]) + reference)
		last = at[1]
	}
	return out.String() + entities.Replace(text[last:])
}

var entities = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// reference is what Slack makes of a part of a typed text; empty when it leaves it alone. It needs the lock.
func (s *Server) reference(found string) string {
	escaped := entities.Replace(found)
	switch {
	case found[0] == '<':
		return found
	case strings.Contains(found, "://"):
		return "<" + escaped + ">"
	case found[0] == '@':
		users := append(slices.Clone(s.users), robot())
		i := slices.IndexFunc(users, func(u User) bool { return u.Name == found[1:] })
		if i < 0 {
			return ""
		}
		return "<@" + users[i].ID + "|" + found[1:] + ">"
	case found[0] == '#':
		i := slices.IndexFunc(s.channels, func(c Channel) bool { return c.Name == found[1:] })
		if i < 0 {
			return ""
		}
		return "<#" + s.channels[i].ID + "|" + found[1:] + ">"
	case strings.Contains(found, "@"):
		return "<mailto:" + escaped + "|" + escaped + ">"
	default:
		return "<http://" + escaped + "|" + escaped + ">"
	}
}
