package commands

import (
	"fmt"
	"strings"
	"tcabot/api"
)

// languages writes TCA's names of languages as people know them.
func languages(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = api.LanguageName(n)
	}
	return strings.Join(out, ", ")
}

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

// severityMark is a severity that is told from the others by its sign and its word: not everybody sees colours.
func severityMark(w sayer, v api.Severity) string {
	signs := map[api.Severity]string{api.SeverityFatal: "■", api.SeverityError: "◆", api.SeverityWarning: "▲", api.SeverityInfo: "●"}
	return strings.TrimSpace(signs[v] + " " + name(w, "severity", v))
}
