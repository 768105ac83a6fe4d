package digest

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
)

type digestPreview struct {
	card   digestCard
	report Report
}

// digestPreviewCommand shows what a digest would post now, to whoever asks, with what their own token lets them see.
func digestPreviewCommand(d Deps) command.Command {
	return command.Define(command.Def[digestArg, digestPreview]{
		Name:     "digest preview",
		Access:   command.Linked,
		Personal: func(*digestArg) bool { return true },
		Examples: []string{"digest preview 3"},
		Args:     (*digestArg).args,
		Run: func(ctx context.Context, r *command.Request, a *digestArg) (digestPreview, error) {
			one, err := d.findDigest(ctx, r, a.Number)
			if err != nil {
				return digestPreview{}, err
			}
			marks, err := d.Digests.Marks(ctx, one.ID)
			if err != nil {
				return digestPreview{}, err
			}
			report, err := NewReport(ctx, r.TCA, d.Site, one, marks, d.Now())
			return digestPreview{card: d.card(r, one, ""), report: report}, err
		},
		View: func(s command.Screen, d digestPreview) kit.Message {
			m := kit.Message{kit.Note(kit.Phrase(s.Words, "digest.previewed", "Number", "#"+kit.Number(d.card.digest.ID))), kit.Rule{}}
			m = append(m, previewed(s, d.card.digest, d.report)...)
			return append(m, kit.Rule{}, d.card.buttons(s), kit.Buttons{line.Button("digests", s.Say("digest.all"), line.Digests())})
		},
	})
}
