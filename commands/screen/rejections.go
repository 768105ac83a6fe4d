package screen

import (
	"errors"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// Rejections are what an error says of the values of arguments, by their names: a form shows each next to its field. There
// are none when the error is about something else.
func Rejections(w locale.Words, err error) map[string]string {
	if usage, ok := errors.AsType[*command.UsageError](err); ok {
		if usage.Arg == "" {
			return nil
		}
		return map[string]string{usage.Arg: w.Say(usage.Reason, usage.Facts(w)...)}
	}
	refused, ok := errors.AsType[*command.RefusedError](err)
	if !ok {
		return nil
	}
	all := make(map[string]string, len(refused.Problems))
	for arg, problem := range refused.Problems {
		all[arg] = w.Say("error.invalid_field", "Reason", kit.Cut(kit.Clean(problem), 300))
	}
	return all
}
