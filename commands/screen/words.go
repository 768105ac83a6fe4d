package screen

import (
	"fmt"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// Languages lists the display names of TCA's programming languages.
func Languages(w locale.Sayer, names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = api.LanguageName(n)
	}
	return Join(w, out)
}

// Name is the name of one of TCA's enumeration values, or its number when it is unknown.
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

// SeverityMark is a severity with its symbol, because not everybody sees colours.
func SeverityMark(w locale.Sayer, v api.Severity) string {
	signs := map[api.Severity]string{api.SeverityFatal: "■", api.SeverityError: "◆", api.SeverityWarning: "▲", api.SeverityInfo: "●"}
	return strings.TrimSpace(signs[v] + " " + Name(w, "severity", v))
}
