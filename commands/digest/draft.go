package digest

import (
	"cmp"
	"context"
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/subscription"
)

// draftCard is a digest that is not saved yet: what it would post, and to whom.
type draftCard struct {
	digest Digest
	report Report
	where  screen.Channel
	same   []Digest  // digests of that channel about the same target
	save   line.Line // saves it
	form   line.Line // opens the form that changes it; the only field that is set when no target was given
	card   *card
}

// draft builds the report of an unsaved digest with the token of the person who asks.
func (d Deps) draft(ctx context.Context, r *command.Request, one Digest, where screen.Channel) (draftCard, error) {
	draft := draftCard{digest: one, where: where}
	var err error
	if draft.same, err = d.alike(ctx, one); err != nil {
		return draft, err
	}
	held, err := GatesFor(ctx, d.Gates, one)
	if err != nil {
		return draft, err
	}
	report, err := NewReport(ctx, r.TCA, d.Site, one, nil, held, d.Now(), d.Patience)
	draft.report = report.OwnedBy(command.MyNames(r.Username, r.Names))
	return draft, err
}

// alike lists the other digests of a channel about the same target. It is a *SameError when one of them is the same
// altogether.
func (d Deps) alike(ctx context.Context, one Digest) ([]Digest, error) {
	there, err := d.Digests.ChannelDigests(ctx, one.Workspace, one.Channel)
	if err != nil {
		return nil, err
	}
	alike := slices.DeleteFunc(there, func(other Digest) bool { return other.Target != one.Target || other.ID == one.ID })
	for _, other := range alike {
		if whenWord(other) == whenWord(one) && contentWord(other) == contentWord(one) {
			return nil, &SameError{Number: other.ID}
		}
	}
	return alike, nil
}

// whenWord is the schedule of a digest as a word, for comparison.
func whenWord(d Digest) string {
	return d.When.At.String() + "|" + d.When.Days.String() + "|" + zoneName(d.When.Zone) + "|" + string(cmp.Or(d.Content.Quiet, QuietPost))
}

func viewDraft(s command.Screen, d draftCard) kit.Message {
	switch {
	case d.card != nil:
		return viewCard(s, *d.card)
	case d.save.IsZero():
		open := line.Form("new", s.Say("digest.fill"), d.form)
		open.Main = true
		return kit.Message{kit.Para(kit.Phrase(s.Words, "digest.lead")), kit.Buttons{open}, subscription.Digest.How(s)}
	}
	m := kit.Message{
		kit.Para(kit.Phrase(s.Words, "digest.draft", "When", whenWords(s, d.digest.When), "Channel", screen.ChannelSpan(s, d.digest.Channel))),
		kit.Para(screen.Audience(s, d.where)),
	}
	m = append(m, alikeLines(s, d.same)...)
	m = append(m, kit.Rule{})
	m = append(m, previewed(s, d.digest, d.report)...)
	m = append(m, kit.Rule{})
	save := line.Button("save", s.Say("digest.save"), d.save)
	save.Main = true
	return append(m, kit.Buttons{save, line.Form("change", s.Say("button.change"), d.form)}, kit.Note(kit.Phrase(s.Words, "digest.as_you")))
}

// alikeLines name the other digests about the same target.
func alikeLines(s command.Screen, all []Digest) kit.Message {
	var m kit.Message
	for _, other := range all {
		m = append(m, kit.Para(kit.Phrase(s.Words, "digest.same", "Number", "#"+kit.Number(other.ID), "When", whenWords(s, other.When))))
	}
	return m
}

// previewed is a digest's post in its own language, without buttons.
func previewed(s command.Screen, one Digest, report Report) kit.Message {
	s.Words = locale.In(one.Language)
	post, details := ViewPost(s, one, report)
	shown := append(slices.Clone(post), details...)
	shown = slices.DeleteFunc(shown, func(p kit.Part) bool { _, ok := p.(kit.Buttons); return ok })
	if report.left > 0 {
		shown = append(shown, kit.Note(kit.Phrase(s.Words, "digest.preview_part")))
	}
	return shown
}
