package command

import (
	"strings"
	"tcabot/commands/locale"
)

// synonyms are texts that once named a value of a fixed set, by "<group>.<value>": catalogues change, but what people
// have learned to type, and what they copied from older messages, stays understood. They are input only and in no
// catalogue, so that rewording a sentence never takes one of them away.
var synonyms = map[locale.Key][]string{
	"resolution.fixed":      {"修复"},
	"resolution.wontfix":    {"无须修复"},
	"func_status.ignored":   {"无须关注", "needs no attention"},
	"dup_state.ignorable":   {"可忽略", "may be ignored"},
	"job_state.initialised": {"waiting for a machine"},
	"job_state.storing":     {"storing its results"},
	"digest_part.worst":     {"the worst new issues"},
	"digest_part.age":       {"long-open issues"},
	"digest_part.trend":     {"the trend"},
	"digest_part.authors":   {"涉及最多的作者"},
	"digest_quiet.post":     {"a line that says so"},
	"digest_quiet.weekly":   {"a line, at most once a week"},
}

// synonym finds the value that an older text of it means. Words that a catalogue has now go before.
func (v values) synonym(text string) (string, bool) {
	for _, w := range v.words {
		for _, old := range synonyms[v.group.Key(w)] {
			if strings.EqualFold(old, text) {
				return w, true
			}
		}
	}
	return "", false
}
