package digest

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/subscription"
)

type previewCard struct {
	card   card
	report Report
}

// preview shows what a digest would post now, built with the token of the person who asks.
func preview(d Deps) command.Command {
	return command.Define(command.Def[subscription.Number, previewCard]{
		Name:     "digest preview",
		Access:   command.Linked,
		Personal: subscription.Private,
		Examples: []string{"digest preview 3"},
		Args:     (*subscription.Number).Args,
		Run: func(ctx context.Context, r *command.Request, a *subscription.Number) (previewCard, error) {
			one, err := d.manager().Find(ctx, r, a.Number)
			if err != nil {
				return previewCard{}, err
			}
			marks, err := d.Digests.Marks(ctx, one.ID)
			if err != nil {
				return previewCard{}, err
			}
			held, err := GatesFor(ctx, d.Gates, one)
			if err != nil {
				return previewCard{}, err
			}
			report, err := NewReport(ctx, r.TCA, d.Site, one, marks, held, d.Now(), d.Patience)
			if one.Owner == r.Who.User {
				report = report.OwnedBy(command.MyNames(r.Username, r.Names))
			}
			return previewCard{card: d.card(r, one, ""), report: report}, err
		},
		View: func(s command.Screen, d previewCard) kit.Message {
			m := kit.Message{kit.Note(kit.Phrase(s.Words, "digest.previewed", "Number", "#"+kit.Number(d.card.digest.ID))), kit.Rule{}}
			m = append(m, previewed(s, d.card.digest, d.report)...)
			return append(m, kit.Rule{}, d.card.Buttons(s), subscription.ToList(s, subscription.Digest))
		},
	})
}
