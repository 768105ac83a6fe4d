package command

import (
	"strings"
	"tcabot/commands/locale"
)

// synonyms are former names of values, by key: texts that people have learned to type, or copy from older messages, stay
// valid input after a catalogue changes. They are in no catalogue, so that rewording a sentence never removes one.
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

// synonym finds a value by a former name. Names in the catalogues take precedence.
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
