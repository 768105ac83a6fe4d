package commands

import (
	"context"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type digestPreview struct {
	card   digestCard
	report DigestReport
}

// digestPreviewCommand shows what a digest would post now, to whoever asks, with what their own token lets them see.
func digestPreviewCommand(d DigestDeps) spec.Command {
	return spec.Define(spec.Def[digestArg, digestPreview]{
		Name:     "digest preview",
		Access:   spec.Linked,
		Personal: func(*digestArg) bool { return true },
		Examples: []string{"digest preview 3"},
		Args:     (*digestArg).args,
		Run: func(ctx context.Context, r *spec.Request, a *digestArg) (digestPreview, error) {
			one, err := d.findDigest(ctx, r, a.Number)
			if err != nil {
				return digestPreview{}, err
			}
			marks, err := d.Digests.Marks(ctx, one.ID)
			if err != nil {
				return digestPreview{}, err
			}
			report, err := ReportDigest(ctx, r.TCA, d.Site, one, marks, d.Now())
			return digestPreview{card: d.card(r, one, ""), report: report}, err
		},
		View: func(s spec.Screen, d digestPreview) kit.Message {
			m := kit.Message{kit.Note(kit.Phrase(s.Words, "digest.previewed", "Number", "#"+number(d.card.digest.ID))), kit.Rule{}}
			m = append(m, previewed(s, d.card.digest, d.report)...)
			return append(m, kit.Rule{}, d.card.buttons(s), kit.Buttons{runs("digests", s.Say("digest.all"), "digest")})
		},
	})
}
