package commands

import (
	"context"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/spec"
)

type languageArgs struct{ To string }

func languageCommand(d AccountDeps) spec.Command {
	return spec.Define(spec.Def[languageArgs, locale.Words]{
		Name:     "language",
		Access:   spec.Anyone,
		Examples: []string{"language zh", "language en", "language auto"},
		Args: func(a *languageArgs) spec.Args {
			return spec.Args{spec.Text(&a.To, "to")}
		},
		Run: func(ctx context.Context, r *spec.Request, a *languageArgs) (locale.Words, error) {
			chosen := locale.Match(a.To, "")
			if chosen == "" && a.To != "auto" {
				return locale.Words{}, &spec.UsageError{
					Reason: "usage.choice",
					Data:   []any{"Name", "to", "Value", a.To, "Choices", "en, zh, auto"},
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
		// Answered in the language that was chosen, so that the person sees at once that it works.
		View: func(_ spec.Screen, w locale.Words) kit.Message {
			return kit.Message{kit.Para(kit.Phrase(w, "language.set"))}
		},
	})
}
