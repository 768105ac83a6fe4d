package digest

import (
	"context"
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
)

// digestDraft is a digest that is not kept yet: what it would post, and who would read it.
type digestDraft struct {
	digest Digest
	report Report
	where  screen.Channel
	same   []Digest  // what is posted there already about the same
	save   line.Line // the line that keeps it
	form   line.Line // the line of the form that changes the draft; nothing else is there when only that was asked for
	card   *digestCard
}

// draft finds out what a digest would post, with the rights of whoever asks, and who would read it.
func (d Deps) draft(ctx context.Context, r *command.Request, one Digest, where screen.Channel) (digestDraft, error) {
	draft := digestDraft{digest: one, where: where}
	there, err := d.Digests.ChannelDigests(ctx, one.Workspace, one.Channel)
	if err != nil {
		return draft, err
	}
	draft.same = slices.DeleteFunc(there, func(other Digest) bool { return other.Target != one.Target || other.ID == one.ID })
	draft.report, err = NewReport(ctx, r.TCA, d.Site, one, nil, d.Now())
	return draft, err
}

// placed finds where a digest is to be posted: the channel that was named, else the one it was asked for in. A direct
// message is the one with the bot, whoever else was talked to.
func (d Deps) placed(ctx context.Context, r *command.Request, one *Digest, to string) (screen.Channel, error) {
	if to == "" && r.Direct {
		c, err := d.Channels.Direct(ctx, r.Who)
		one.Channel = c.ID
		return c, err
	}
	if to != "" {
		one.Channel = to
	}
	return d.postable(ctx, r, one.Channel)
}

func viewDigestDraft(s command.Screen, d digestDraft) kit.Message {
	switch {
	case d.card != nil:
		return viewDigestCard(s, *d.card)
	case d.save.IsZero():
		open := line.Form("new", s.Say("digest.fill"), d.form)
		open.Main = true
		return kit.Message{kit.Para(kit.Phrase(s.Words, "digest.lead")), kit.Buttons{open}, kit.Note(kit.Phrase(s.Words, "digest.how", "Command", s.Command))}
	}
	m := kit.Message{
		kit.Para(kit.Phrase(s.Words, "digest.draft", "When", whenWords(s, d.digest.When), "Channel", screen.ChannelSpan(s, d.digest.Channel))),
		kit.Para(screen.Audience(s, d.where)),
	}
	for _, other := range d.same {
		m = append(m, kit.Para(kit.Phrase(s.Words, "digest.same", "Number", "#"+kit.Number(other.ID), "When", whenWords(s, other.When))))
	}
	m = append(m, kit.Rule{})
	m = append(m, previewed(s, d.digest, d.report)...)
	m = append(m, kit.Rule{})
	save := line.Button("save", s.Say("digest.save"), d.save)
	save.Main = true
	return append(m, kit.Buttons{save, line.Form("change", s.Say("digest.change"), d.form)}, kit.Note(kit.Phrase(s.Words, "digest.as_you")))
}

// previewed is a digest's post, in its own language, without the buttons.
func previewed(s command.Screen, one Digest, report Report) kit.Message {
	s.Words = locale.In(one.Language)
	post, details := ViewPost(s, one, report)
	shown := append(slices.Clone(post), details...)
	return slices.DeleteFunc(shown, func(p kit.Part) bool { _, ok := p.(kit.Buttons); return ok })
}
