package commands

import (
	"fmt"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
)

// maxName is how much of a name a list shows; TCA allows 128 characters and older servers more.
const maxName = 100

func repoName(r api.Repo) string { return kit.Name(r.Name, "#"+strconv.FormatInt(r.ID, 10), maxName) }

func orgName(o api.Org) string { return kit.Name(o.Name, o.SID, maxName) }

func personName(nickname, username string) string {
	return kit.Name(nickname, kit.Name(username, "?", 60), 60)
}

func number[T ~int | ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }

// name is what one of TCA's numbered words is called: the catalogue's "<group>.<word>", and the bare number of one that
// nobody has met yet.
func name[T interface {
	~int
	fmt.Stringer
	Valid() bool
}](w sayer, group string, value T,
) string {
	if !value.Valid() {
		return "#" + number(value)
	}
	return w.Say(group + "." + value.String())
}

// sayer is the Words of a person, or a Screen, which has them.
type sayer interface {
	Say(id string, namesAndValues ...any) string
}

// severityMark is a severity that is told from the others by its sign and its word: not everybody sees colours.
func severityMark(w sayer, v api.Severity) string {
	signs := map[api.Severity]string{api.SeverityFatal: "■", api.SeverityError: "◆", api.SeverityWarning: "▲", api.SeverityInfo: "●"}
	return strings.TrimSpace(signs[v] + " " + name(w, "severity", v))
}

// tail shortens a path to its end, which tells more than its beginning.
func tail(path string, most int) string {
	path = kit.Clean(path)
	runes := []rune(path)
	if len(runes) <= most {
		return path
	}
	return "…" + string(runes[len(runes)-most+1:])
}

// signed writes a change: +5, −3, 0.
func signed(n int) string {
	switch {
	case n > 0:
		return "+" + kit.Thousands(n)
	case n < 0:
		return "−" + kit.Thousands(-n)
	default:
		return "0" // "±0" is two columns wide in fonts with Chinese letters
	}
}

// percent writes 12.34 as 12.3 %.
func percent(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) + "%" }

// isMe reports whether the value of a filter means whoever asks.
func isMe(name string) bool { return strings.EqualFold(name, "me") || name == "我" }
