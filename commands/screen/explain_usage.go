package screen

import (
	"regexp"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
)

// explainUsage says what is wrong with a line, and suggests the nearest right one or shows how the command is written.
func explainUsage(s command.Screen, e *command.UsageError) kit.Message {
	sentence := kit.Phrase(s.Words, e.Reason, styled(e.Facts(s.Words))...)
	m := kit.Message{kit.Para(sentence)}
	switch {
	case len(e.Suggest) > 0:
		m = suggestions(s, sentence, e.Suggest)
	case e.Command != nil && len(e.Command.Examples) > 0:
		m = append(m,
			kit.Para(append(kit.Line{kit.Text(s.Say("usage.write"))}, kit.Code(s.Command+" "+e.Command.Usage()))),
			kit.Para(append(kit.Line{kit.Text(s.Say("usage.example"))}, kit.Code(s.Command+" "+e.Command.Examples[0]))))
	default:
		m = append(m, kit.Buttons{line.Button("help", s.Say("error.show_help"), line.Help())})
	}
	return m
}

// suggestions offers lines that may have been meant: one that changes something to be typed, the others as buttons.
func suggestions(s command.Screen, sentence kit.Line, all []command.Suggestion) kit.Message {
	said := append(sentence, kit.Text(s.Say("usage.did_you_mean")))
	var row kit.Buttons
	for i, suggested := range all {
		if suggested.Changes {
			said = append(said, kit.Text(" "), kit.Code(s.Command+" "+kit.Cut(withoutUsers(suggested.Line), 60)))
			continue
		}
		id := "suggest"
		if i > 0 {
			id += kit.Number(i)
		}
		row = append(row, line.Button(id, s.Say("usage.run", "Line", kit.Cut(suggested.Line, 60)), line.Typed(suggested.Line)))
	}
	return kit.Message{kit.Para(said), append(row, line.Button("help", s.Say("error.show_help"), line.Help()))}
}

// userOfURL is a user name, and perhaps a password, in an address.
var userOfURL = regexp.MustCompile(`://[^/\s@]*(@[^/\s@]*)*@`)

// withoutUsers masks the passwords that people paste within addresses, so that no answer repeats them.
func withoutUsers(text string) string { return userOfURL.ReplaceAllString(text, "://…@") }

// styled formats what the person typed as code, to set it off from the sentence.
func styled(data []any) []any {
	out := make([]any, len(data))
	for i, v := range data {
		out[i] = v
		if text, ok := v.(string); ok && i%2 == 1 {
			out[i] = kit.Code(kit.Cut(withoutUsers(text), 300))
		}
	}
	return out
}
