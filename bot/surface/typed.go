package surface

import (
	"context"
	"regexp"
	"strings"
	"tcabot/commands/command"
	"unicode"
	"unicode/utf8"
)

// markup is one reference of Slack's in a typed text: <kind target|label>. A "<" that a person typed is an entity instead.
var markup = regexp.MustCompile(`<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>`)

// person is a mention that still has to be looked up.
var person = regexp.MustCompile(`<@([UW][A-Z0-9]+)>`)

// typed is the command line that a person typed: Slack sends domains, addresses, people and channels as references, and
// three characters as entities. What names a person or a channel on its own stays a reference, as a channel's is what
// digests take, and a person's is looked up (see named).
func typed(text string) string {
	if !strings.ContainsAny(text, "<&") {
		return oneLine(text)
	}
	var line strings.Builder
	last := 0
	for _, at := range markup.FindAllStringSubmatchIndex(text, -1) {
		part := func(i int) string {
			if at[2*i] < 0 {
				return ""
			}
			return unescape(text[at[2*i]:at[2*i+1]])
		}
		line.WriteString(unescape(text[last:at[0]]))
		line.WriteString(reference(part(1), part(2), part(3), before(text[:at[0]])))
		last = at[1]
	}
	line.WriteString(unescape(text[last:]))
	return oneLine(line.String())
}

// before is the character before a reference; 0 for none.
func before(text string) rune {
	if text == "" {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(text)
	return r
}

// reference is what a person typed to get a reference of Slack's. A branch or a scheme may be called like a person or a
// channel: glued to what stands before it, as in repo@name#name, the name is meant.
func reference(kind, target, label string, before rune) string {
	alone := before == 0 || unicode.IsSpace(before) || strings.ContainsRune(":：,，、", before)
	switch kind {
	case "@":
		if alone || label == "" {
			return "<@" + target + ">"
		}
		return "@" + label
	case "#":
		if label == "" || alone && strings.ContainsRune(":：", before) {
			return "<#" + target + ">"
		}
		return "#" + label
	case "!":
		if label == "" {
			label, _, _ = strings.Cut(target, "^")
		}
		return "@" + strings.TrimPrefix(label, "@")
	default:
		return pasted(target, label)
	}
}

// pasted is a link as it was typed: Slack makes one of whatever looks like an address, and labels it with what was typed
// unless that is the whole link.
func pasted(url, label string) string {
	bare := url
	for _, scheme := range []string{"https://", "http://", "mailto:", "tel:"} {
		bare = strings.TrimPrefix(bare, scheme)
	}
	switch {
	case label != "" && (strings.EqualFold(strings.TrimSuffix(bare, "/"), strings.TrimSuffix(label, "/")) || strings.HasPrefix(url, "tel:")):
		return label
	case strings.HasPrefix(url, "mailto:"):
		return bare
	default:
		return url
	}
}

// unescape undoes what Slack does to typed text: exactly three entities, once.
func unescape(text string) string { return entities.Replace(text) }

var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// oneLine makes spaces of line breaks and the like: a command line has none.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, text)
}

// mentions reports whether a line mentions people, who still have to be looked up.
func mentions(line string) bool { return strings.Contains(line, "<@") }

// named puts the TCA user name of everybody who is mentioned in the place of the mention. Who is not connected is not
// known in TCA: the mention stays, and the command says so.
func (s *Surfaces) named(ctx context.Context, workspace, line string) string {
	return person.ReplaceAllStringFunc(line, func(mention string) string {
		who := command.Who{Workspace: workspace, User: person.FindStringSubmatch(mention)[1]}
		link, err := s.parts.Accounts.Link(ctx, who)
		if err != nil || link.Username == "" || strings.ContainsFunc(link.Username, unicode.IsSpace) {
			return mention
		}
		return command.Join([]string{link.Username})
	})
}
