package screen

import (
	"fmt"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// Languages writes TCA's names of languages as people know them.
func Languages(w locale.Sayer, names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = api.LanguageName(n)
	}
	return Join(w, out)
}

// Name is what one of TCA's numbered words is called: the catalogue's "<group>.<word>", and the bare number of one that
// nobody has met yet.
func Name[T interface {
	~int
	fmt.Stringer
	Valid() bool
}](w locale.Sayer, group locale.Group, value T,
) string {
	if !value.Valid() {
		return "#" + kit.Number(value)
	}
	return w.Say(group.Key(value.String()))
}

// SeverityMark is a severity that is told from the others by its sign and its word: not everybody sees colours.
func SeverityMark(w locale.Sayer, v api.Severity) string {
	signs := map[api.Severity]string{api.SeverityFatal: "■", api.SeverityError: "◆", api.SeverityWarning: "▲", api.SeverityInfo: "●"}
	return strings.TrimSpace(signs[v] + " " + Name(w, "severity", v))
}
