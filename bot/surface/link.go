package surface

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"tcabot/commands/line"
	"tcabot/commands/preview"
	"tcabot/commands/screen"
	"tcabot/commands/target"
	"time"

	"github.com/slack-go/slack/slackevents"
)

// composer is the channel, and the source, of a link that is only being typed.
const composer, composerSource = "COMPOSER", "composer"

// offerLimit bounds what is done about posted links before anything is shown.
const offerLimit = 20 * time.Second

// posted is a message with links to pages of TCA.
type posted struct {
	who      command.Who
	message  preview.Message
	links    []preview.Link // that have a card, in their order
	shown    line.Line      // of the first link, for the poster alone
	external bool           // Slack says that people of other companies are in the channel
}

// postedLinks reads the event of links in a message; ok is false when none leads to a screen. What slack-go does not read of
// it stands in the raw event.
func (s *Surfaces) postedLinks(workspace string, e slackevents.EventsAPIEvent, inner *slackevents.LinkSharedEvent) (p posted, ok bool) {
	var more struct {
		UnfurlID string `json:"unfurl_id"`
		Source   string `json:"source"`
	}
	if call, ok := e.Data.(*slackevents.EventsAPICallbackEvent); ok && call.InnerEvent != nil {
		p.external = call.IsExtSharedChannel
		if err := json.Unmarshal(*call.InnerEvent, &more); err != nil {
			more.UnfurlID, more.Source = "", ""
		}
	}
	if inner.Channel == composer || more.Source == composerSource {
		return p, false
	}
	p.who = command.Who{Workspace: workspace, User: inner.User}
	p.message = preview.Message{
		Channel: inner.Channel, TS: inner.MessageTimeStamp, Thread: inner.ThreadTimeStamp, UnfurlID: more.UnfurlID, Source: more.Source,
	}
	for _, l := range inner.Links {
		url := unescape(l.URL)
		if dispatch.HoldsToken(url) {
			continue // it would stand in a button
		}
		shown, ok := target.Page(s.parts.TCA.Site(), url)
		if !ok || dispatch.HoldsToken(shown.String()) {
			continue
		}
		if p.shown.IsZero() {
			p.shown = shown
		}
		about, ok := target.ObjectOf(s.parts.TCA.Site(), url)
		there := func(other preview.Link) bool { return other.Line == about.Card.String() }
		if ok && len(p.links) < preview.MaxCards && !slices.ContainsFunc(p.links, there) {
			p.links = append(p.links, preview.Link{URL: l.URL, Line: about.Card.String()})
		}
	}
	return p, !p.shown.IsZero()
}

// pastedLink previews the links of a message where the poster chose that, asks them where they chose nothing, and does nothing
// where they refused. A preview shows everybody what the poster may see: so it is their choice, after they were told who
// reads along. A page without a card is offered to them alone. Who is not connected is not bothered.
func (s *Surfaces) pastedLink(ctx context.Context, p posted) {
	if s.isForeign(p.who) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, offerLimit)
	defer cancel()
	if _, err := s.parts.Accounts.Link(ctx, p.who); err != nil {
		if !errors.Is(err, command.ErrNotLinked) {
			s.log.WarnContext(ctx, "cannot check whether a person is connected", "error", err)
		}
		return
	}
	if p = s.notSeen(ctx, p); p.shown.IsZero() {
		return
	}
	choice, err := s.parts.Previews.PreviewChoice(ctx, p.who, p.message.Channel)
	if err != nil {
		s.log.WarnContext(ctx, "cannot look up whether links are previewed", "error", err)
		return
	}
	if choice == preview.Never {
		return
	}
	q := s.identified(ctx, dispatch.Question{Who: p.who, Channel: p.message.Channel, Thread: p.message.Thread, Surface: dispatch.Link})
	where, err := s.parts.Directory.Channel(ctx, p.who.Workspace, p.message.Channel)
	where.External = where.External || p.external
	switch {
	case err == nil && where.Direct:
		return // there a message is a question
	case len(p.links) == 0 || err != nil || !s.conf.Policy.Allows(where):
		if err != nil {
			s.log.DebugContext(ctx, "cannot determine who reads a preview", "error", err)
		}
		s.offer(ctx, q, screen.Offer(q.Words, p.shown))
	case choice == preview.Always && !where.External && !where.Invited:
		s.previewLater(ctx, q, preview.Question{Who: p.who, Message: p.message, Links: p.links})
	default:
		s.askPreview(ctx, q, p, where)
	}
}

// notSeen are the links of a message that were not acted on before: Slack sends all of them again whenever the message is
// edited.
func (s *Surfaces) notSeen(ctx context.Context, p posted) posted {
	first := func(line string) bool { return s.firstLink(ctx, p.message.Channel, p.message.TS, line) }
	if len(p.links) == 0 {
		if !first(p.shown.String()) {
			p.shown = line.Line{}
		}
		return p
	}
	p.links = slices.DeleteFunc(p.links, func(l preview.Link) bool { return !first(l.Line) })
	if len(p.links) == 0 {
		p.shown = line.Line{}
	}
	return p
}

// firstLink reports whether nothing was done yet about a link of a message.
func (s *Surfaces) firstLink(ctx context.Context, channel, ts, line string) bool {
	return !s.isAnswered(channel, ts, line) && s.firstAnywhere(ctx, "link "+channel+" "+ts+" "+line)
}

// linkForm is a link as Slack writes it.
var linkForm = regexp.MustCompile(`<(https?://[^<>|]+)[|>]`)

// linesIn are the screens of the links in the text of a message.
func (s *Surfaces) linesIn(text string) (lines []string) {
	for _, found := range linkForm.FindAllStringSubmatch(text, preview.MaxCards) {
		url := unescape(found[1])
		if l, ok := target.Page(s.parts.TCA.Site(), url); ok {
			lines = append(lines, l.String())
		}
		if about, ok := target.ObjectOf(s.parts.TCA.Site(), url); ok {
			lines = append(lines, about.Card.String())
		}
	}
	return lines
}

// expectAnswer notes that a message is a question to the bot: its answer shows the links of it, to whoever asked. Slack reports
// the links by an event of their own, which another worker may act on first. Therefore the note is in memory, and made before
// the question is acknowledged.
func (s *Surfaces) expectAnswer(m *slackevents.AppMentionEvent) {
	if m.BotID != "" || m.Edited != nil {
		return
	}
	for _, line := range s.linesIn(m.Text) {
		s.seen.SetDefault(answeredKey(m.Channel, m.TimeStamp, line), true)
	}
}

// isAnswered reports whether a link stands in a question to the bot.
func (s *Surfaces) isAnswered(channel, ts, line string) bool {
	_, ok := s.seen.Get(answeredKey(channel, ts, line))
	return ok
}

func answeredKey(channel, ts, line string) string {
	return "answered " + channel + " " + ts + " " + line
}

// answerLinks notes for all processes that the links of a question are dealt with.
func (s *Surfaces) answerLinks(ctx context.Context, channel, ts, text string) {
	for _, line := range s.linesIn(text) {
		s.firstAnywhere(ctx, "link "+channel+" "+ts+" "+line)
	}
}
