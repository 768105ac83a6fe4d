package account

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

type languageArgs struct{ To string }

func languageCommand(d Deps) command.Command {
	return command.Define(command.Def[languageArgs, locale.Words]{
		Name:     "language",
		Changes:  true,
		Access:   command.Anyone,
		Examples: []string{"language zh", "language en", "language auto"},
		Args: func(a *languageArgs) command.Args {
			return command.Args{command.Text(&a.To, "language")}
		},
		Run: func(ctx context.Context, r *command.Request, a *languageArgs) (locale.Words, error) {
			chosen := locale.Match(a.To, "")
			if chosen == "" && a.To != "auto" {
				return locale.Words{}, &command.UsageError{
					Reason: "usage.choice",
					Data:   []any{"Name", "language", "Value", a.To, "Choices", command.Choices(r.Words, []string{"en", "zh", "auto"})},
				}
			}
			if err := d.Languages.SetLanguage(ctx, r.Who, string(chosen)); err != nil {
				return locale.Words{}, err
			}
			if chosen == "" {
				return r.Words, nil
			}
			return locale.In(chosen), nil
		},
		// The reply is in the chosen language, so that the person sees that it works.
		View: func(_ command.Screen, w locale.Words) kit.Message {
			return kit.Message{kit.Para(kit.Phrase(w, "language.set"))}
		},
	})
}
