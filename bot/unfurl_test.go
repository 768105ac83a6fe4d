package bot_test

import (
	"database/sql"
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"tcabot/bot/seal"
	"tcabot/bot/store/storetest"
	"testing"
	"time"
)

// code is the address of TCA's pages about a team's repositories.
func (w *world) code(team string) string {
	return w.tca.URL() + "/t/" + w.sample.Org + "/p/" + team + "/code-analysis/repos/"
}

// masterPage is the page of the overview of payments-api@master.
func (w *world) masterPage() string {
	return fmt.Sprintf("%s%d/projects/%d/overview", w.code(w.sample.Rich.Team), w.sample.Rich.RepoID, w.sample.Rich.ProjectID)
}

// issuePage is the page of an issue of that branch.
func (w *world) issuePage(tb testing.TB) string {
	tb.Helper()
	m := w.say(tb, member, "issues payments-api@master#默认方案")
	page := regexp.MustCompile(`http[^"|>]*codelint-issues/\d+`).FindString(string(m.Blocks))
	if page == "" {
		tb.Fatalf("no issue in %s", m.Blocks)
	}
	return page
}

// pastes posts a message and waits until the bot has heard of its links.
func (w *world) pastes(tb testing.TB, user, channel, text string) bottest.Message {
	tb.Helper()
	m, _, err := w.slack.Say(deadline(tb), user, channel, "", text)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// previewQuestion waits for the question about the links of a message.
func (w *world) previewQuestion(tb testing.TB, user, channel string) bottest.Message {
	tb.Helper()
	m, err := w.slack.WaitMessage(deadline(tb), user, channel, func(m bottest.Message) bool {
		return strings.Contains(m.PlainText(), "this TCA link?") || strings.Contains(m.PlainText(), "TCA links?")
	})
	if err != nil {
		tb.Fatal(err)
	}
	if m.For != user {
		tb.Fatalf("everybody is asked: %s", m.PlainText())
	}
	return m
}

// answerPreview presses the button of a question that has an answer.
func (w *world) answerPreview(tb testing.TB, user string, question bottest.Message, answer string) bottest.Message {
	tb.Helper()
	for _, c := range controls(question) {
		if strings.HasPrefix(c.ActionID, "preview/"+answer+"/") {
			return w.press(tb, user, question, c.ActionID)
		}
	}
	tb.Fatalf("the question has no %s: %s", answer, question.PlainText())
	return bottest.Message{}
}

// previews are the previews that a person sees under a message, by their links.
func (w *world) previews(user string, ref bottest.MessageRef) map[string]string {
	for _, m := range w.slack.Messages(user, ref.Channel) {
		if m.TS == ref.TS {
			shown := map[string]string{}
			for link, raw := range m.Unfurls {
				shown[link] = string(raw)
			}
			return shown
		}
	}
	return nil
}

// waitPreviews waits until a message has so many previews.
func (w *world) waitPreviews(tb testing.TB, ref bottest.MessageRef, n int) map[string]string {
	tb.Helper()
	w.until(tb, fmt.Sprintf("%d previews", n), func() bool { return len(w.previews(member, ref)) == n })
	return w.previews(member, ref)
}

// finish waits until whatever was begun about links is done: the bot finishes what it accepted before it ends.
func (w *world) finish(tb testing.TB) {
	tb.Helper()
	if err := w.stop(); err != nil {
		tb.Fatal(err)
	}
}

// always has a member choose that their links in general are previewed.
func (w *world) always(tb testing.TB, user string) {
	tb.Helper()
	want(tb, w.say(tb, user, "links always"), "get a preview")
}

// TestLinkIsOffered: who posts a page of TCA's without a card is asked, privately, and what is shown is fetched with their
// account.
func TestLinkIsOffered(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	url := w.tca.URL() + "/t/" + w.sample.Org + "/p/bigteam/repos"
	w.pastes(t, outsider, general, url)                  // is not connected
	w.pastes(t, member, general, "https://x.example/t/") // is no page of this TCA
	if _, err := w.slack.Compose(deadline(t), member, url); err != nil {
		t.Fatal(err)
	}
	m := w.pastes(t, member, general, url)
	if _, err := w.slack.Edit(deadline(t), member, m.Ref(), url+" indeed"); err != nil {
		t.Fatal(err)
	}
	offer := w.previewQuestion(t, member, general)
	want(t, w.press(t, member, offer, "run/show"), "Repositories of Core platform", "1–10 of 137")
	w.finish(t)
	if got := w.slack.Calls("chat.postEphemeral"); got != 1 {
		t.Errorf("%d questions, want 1", got)
	}
	if got := w.slack.Calls("chat.unfurl"); got != 0 {
		t.Errorf("%d previews", got)
	}
	w.clean(t)
}

// TestPreviewIsAskedFor: the question says who reads along. Each answer is obeyed, and what holds for later is remembered.
func TestPreviewIsAskedFor(t *testing.T) {
	t.Parallel()
	for _, answer := range []string{"once", "always", "never"} {
		t.Run(answer, func(t *testing.T) {
			t.Parallel()
			now := &clock{}
			w := newWorldAt(t, now, nil)
			w.login(t, member, w.sample.Member)
			first := w.pastes(t, member, general, "look: "+w.masterPage())
			question := w.previewQuestion(t, member, general)
			want(t, question, "3 people in", "with your TCA access")
			if len(w.previews(outsider, first.Ref())) > 0 {
				t.Fatal("a preview before the answer")
			}
			said := w.answerPreview(t, member, question, answer)
			switch answer {
			case "once":
				want(t, said, "shown under your message")
			case "always":
				want(t, said, "get a preview")
			default:
				want(t, said, "get no preview")
			}
			if answer != "never" {
				shown := w.waitPreviews(t, first.Ref(), 1)[w.masterPage()]
				for _, part := range []string{"payments-api@master", "open", "Show with my access"} {
					if !strings.Contains(shown, part) {
						t.Errorf("the preview has no %q: %s", part, shown)
					}
				}
			}
			now.forward(time.Now().Add(31 * time.Minute)) // when the same link may be previewed again
			before := w.slack.Calls("chat.postEphemeral")
			second := w.pastes(t, member, general, w.masterPage())
			switch answer {
			case "once":
				w.until(t, "another question", func() bool { return w.slack.Calls("chat.postEphemeral") > before })
			case "always":
				w.waitPreviews(t, second.Ref(), 1)
			}
			w.finish(t)
			if answer != "always" && len(w.previews(member, second.Ref())) > 0 {
				t.Error("a preview without having been asked")
			}
			if answer != "once" && w.slack.Calls("chat.postEphemeral") > before {
				t.Error("asked again")
			}
			w.clean(t)
		})
	}
}

// TestPreviewQuestionIsAnsweredOnce: a question that was answered, or is a day old, shows nothing any more. While one waits,
// links of other messages are not asked about.
func TestPreviewQuestionIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	now := &clock{}
	w := newWorldAt(t, now, nil)
	w.login(t, member, w.sample.Member)
	w.pastes(t, member, general, w.masterPage())
	question := w.previewQuestion(t, member, general)
	w.pastes(t, member, general, w.code("bigteam")+"1")
	w.finish(t) // what was said before
	w.start(t)
	w.answerPreview(t, member, question, "once")
	now.forward(time.Now().Add(time.Hour))
	m := w.pastes(t, member, general, w.masterPage())
	w.until(t, "another question", func() bool { return w.slack.Calls("chat.postEphemeral") > 1 })
	late := w.previewQuestion(t, member, general)
	now.forward(time.Now().Add(26 * time.Hour))
	want(t, w.answerPreview(t, member, late, "once"), "too old")
	w.finish(t)
	if got := w.slack.Calls("chat.postEphemeral"); got != 2 || len(w.previews(member, m.Ref())) > 0 {
		t.Errorf("%d questions; previews %v", got, w.previews(member, m.Ref()))
	}
	w.clean(t)
}

// TestPreviewsLeakNothing: what the poster may not see, or what nobody can, is in no preview, and nobody hears that it is not.
func TestPreviewsLeakNothing(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		url  func(*world) string
		act  func(*testing.T, *world)
	}{
		{name: "without rights", url: func(w *world) string { return w.tca.URL() + "/t/AcmeLabs/p/mobile/code-analysis/repos/156" }},
		{name: "a deleted branch", url: func(w *world) string { return w.code("bigteam") + "1/projects/999999/overview" }},
		{name: "a deleted issue", url: func(w *world) string { return w.code("bigteam") + "1/projects/100/codelint-issues/99999999" }},
		{name: "a repository that is not there", url: func(w *world) string { return w.code("bigteam") + "999999" }},
		{name: "TCA down", url: (*world).masterPage, act: func(_ *testing.T, w *world) {
			down := apitest.Down()
			w.tca.Inject(down)
		}},
		{name: "the token revoked", url: (*world).masterPage, act: func(_ *testing.T, w *world) {
			w.tca.Inject(apitest.Refused(http.StatusUnauthorized, "认证令牌无效。"))
		}},
		{name: "a part missing", url: (*world).masterPage, act: func(_ *testing.T, w *world) {
			w.tca.Inject(apitest.Fault{Path: "/codelint/issues/", Status: http.StatusInternalServerError})
		}},
		{name: "logged out", url: (*world).masterPage, act: func(t *testing.T, w *world) {
			t.Helper()
			want(t, w.say(t, member, "logout"), "disconnected")
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.login(t, member, w.sample.Member)
			w.always(t, member)
			if tt.act != nil {
				tt.act(t, w)
			}
			before := len(w.slack.Messages(member, general))
			m := w.pastes(t, member, general, tt.url(w))
			w.finish(t)
			if shown := w.previews(outsider, m.Ref()); len(shown) > 0 {
				t.Errorf("previews: %v", shown)
			}
			if got := len(w.slack.Messages(member, general)); got != before+1 {
				t.Errorf("%d messages, want one more than %d", got, before)
			}
			w.clean(t)
		})
	}
}

// TestPreviewIsExplainedToThePoster: who asked for a preview of what they may not see is told, alone.
func TestPreviewIsExplainedToThePoster(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	m := w.pastes(t, member, general, w.code("bigteam")+"999999")
	said := w.answerPreview(t, member, w.previewQuestion(t, member, general), "once")
	want(t, said, "can't find")
	if said.For != member || len(w.previews(member, m.Ref())) > 0 {
		t.Errorf("for %q, previews %v", said.For, w.previews(member, m.Ref()))
	}
	w.clean(t)
}

// TestPreviewsInExternalChannels: where people of other companies read along a choice holds for one message, after the
// question said so; whatever was chosen before they came.
func TestPreviewsInExternalChannels(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, before string }{{"asked there", ""}, {"shared after the choice", "always"}, {"shared after the question", "asked"}} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.login(t, member, w.sample.Member)
			share := func() {
				if _, err := w.slack.ShareChannel(deadline(t), general, "T0OTHERCO1"); err != nil {
					t.Fatal(err)
				}
			}
			var question bottest.Message
			var m bottest.Message
			switch tt.before {
			case "asked":
				m = w.pastes(t, member, general, w.masterPage())
				question = w.previewQuestion(t, member, general)
				share()
				question = w.answerPreview(t, member, question, "always")
			default:
				if tt.before != "" {
					w.always(t, member)
				}
				share()
				m = w.pastes(t, member, general, w.masterPage())
				question = w.previewQuestion(t, member, general)
			}
			want(t, question, "people from another company")
			for _, c := range controls(question) {
				if strings.HasPrefix(c.ActionID, "preview/always") {
					t.Error("offers always")
				}
			}
			if len(w.previews(member, m.Ref())) > 0 {
				t.Error("a preview before the answer")
			}
			want(t, w.say(t, member, "links always"), "another company")
			w.answerPreview(t, member, question, "once")
			w.waitPreviews(t, m.Ref(), 1)
			w.clean(t)
		})
	}
}

// TestPreviewsBeforeGuests: where the administrator excludes guests, their channels get no previews.
func TestPreviewsBeforeGuests(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) {
		w.env["DIGEST_GUESTS"] = "false"
		w.slack.AddUser(bottest.User{ID: "U0GUEST001", Name: "guest", Locale: "en-US", Restricted: true})
	})
	w.login(t, member, w.sample.Member)
	w.always(t, member)
	if _, err := w.slack.Invite(deadline(t), member, general, "U0GUEST001"); err != nil {
		t.Fatal(err)
	}
	m := w.pastes(t, member, general, w.masterPage())
	if strings.Contains(w.previewQuestion(t, member, general).PlainText(), "Always") {
		t.Error("offers previews")
	}
	want(t, w.say(t, member, "links always"), "allows no previews")
	w.finish(t)
	if shown := w.previews(member, m.Ref()); len(shown) > 0 {
		t.Errorf("previews: %v", shown)
	}
	w.clean(t)
}

// TestPreviewsOfOneMessage: at most five links get a card, one that is edited in later is new, and one that was there is not
// previewed again.
func TestPreviewsOfOneMessage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.always(t, member)
	var links []string
	for repo := 1; repo <= 7; repo++ {
		links = append(links, fmt.Sprintf("%s%d", w.code("bigteam"), repo))
	}
	many := w.pastes(t, member, general, strings.Join(links, " and "))
	shown := w.waitPreviews(t, many.Ref(), 5)
	for _, link := range links[5:] {
		if shown[link] != "" {
			t.Errorf("%s has a preview", link)
		}
	}
	one := w.pastes(t, member, general, w.masterPage())
	w.waitPreviews(t, one.Ref(), 1)
	calls := w.slack.Calls("chat.unfurl")
	if _, err := w.slack.Edit(deadline(t), member, one.Ref(), w.masterPage()+" fixed"); err != nil {
		t.Fatal(err)
	}
	later := w.issuePage(t)
	if _, err := w.slack.Edit(deadline(t), member, one.Ref(), w.masterPage()+" "+later); err != nil {
		t.Fatal(err)
	}
	shown = w.waitPreviews(t, one.Ref(), 2)
	if shown[later] == "" {
		t.Errorf("previews: %v", shown)
	}
	w.finish(t)
	if got := w.slack.Calls("chat.unfurl") - calls; got != 1 {
		t.Errorf("%d calls for the link that was edited in", got)
	}
	w.clean(t)
}

// TestPreviewIsNotRepeated: the same link gets no second preview in a channel within half an hour, whoever posts it.
func TestPreviewIsNotRepeated(t *testing.T) {
	t.Parallel()
	now := &clock{}
	w := newWorldAt(t, now, func(w *world) {
		w.slack.AddChannel(bottest.Channel{ID: "C0OTHER001", Name: "other", BotIn: true, Members: []string{member, admin}})
	})
	w.login(t, member, w.sample.Member)
	w.login(t, admin, w.sample.Admin)
	w.always(t, member)
	want(t, w.say(t, admin, "links always"), "总是预览")
	w.waitPreviews(t, w.pastes(t, member, general, w.masterPage()).Ref(), 1)
	again := w.pastes(t, admin, general, w.masterPage()+"?a=1")
	w.pastes(t, member, "C0OTHER001", w.masterPage())
	w.previewQuestion(t, member, "C0OTHER001") // elsewhere it is another link
	w.finish(t)
	if shown := w.previews(member, again.Ref()); len(shown) > 0 {
		t.Errorf("previews: %v", shown)
	}
	now.forward(time.Now().Add(31 * time.Minute))
	w.start(t)
	w.waitPreviews(t, w.pastes(t, admin, general, w.masterPage()).Ref(), 1)
	w.clean(t)
}

// TestPreviewChoiceEnds: a choice is forgotten when its person asks for that, and when they log out.
func TestPreviewChoiceEnds(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"links ask", "logout"} {
		t.Run(end, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.login(t, member, w.sample.Member)
			w.always(t, member)
			w.say(t, member, end)
			if end == "logout" {
				w.login(t, member, w.sample.Member)
			}
			m := w.pastes(t, member, general, w.masterPage())
			w.previewQuestion(t, member, general)
			w.finish(t)
			if shown := w.previews(member, m.Ref()); len(shown) > 0 {
				t.Errorf("previews: %v", shown)
			}
			w.clean(t)
		})
	}
}

// TestPreviewButtons: the button of a preview answers whoever presses it, privately and with their own access.
func TestPreviewButtons(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.login(t, outsider, w.sample.Outsider)
	w.always(t, member)
	m := w.pastes(t, member, general, w.masterPage())
	w.waitPreviews(t, m.Ref(), 1)
	m.Unfurls = nil
	for user, part := range map[string]string{member: "Overview of", outsider: "can't find", admin: "连接"} {
		got := w.press(t, user, m, "run/show")
		if want(t, got, part); got.For != user {
			t.Errorf("%s: shown to %q", user, got.For)
		}
	}
	w.clean(t)
}

// TestTwinsPreviewOnce: of two bots on one database, one shows the preview, and one asks.
func TestTwinsPreviewOnce(t *testing.T) {
	t.Parallel()
	url, key := storetest.PostgresWithTables(t), seal.NewKey().Reveal()
	w := newWorld(t, func(w *world) { w.env["DATABASE_URL"], w.env["TOKEN_ENCRYPTION_KEY"] = url, key })
	twin := *w
	twin.others = 2
	w.login(t, member, w.sample.Member)
	twin.start(t)
	w.slack.SetDoubled(true)
	w.pastes(t, member, general, w.masterPage())
	question := w.previewQuestion(t, member, general)
	w.answerPreview(t, member, question, "always")
	m := w.pastes(t, member, general, w.code("bigteam")+"1")
	w.waitPreviews(t, m.Ref(), 1)
	for _, one := range []*world{&twin, w} {
		one.finish(t)
	}
	if got := w.slack.Calls("chat.postEphemeral"); got != 1 {
		t.Errorf("%d questions", got)
	}
	if got := w.slack.Calls("chat.unfurl"); got != 2 {
		t.Errorf("%d previews, want one of each message", got)
	}
	w.clean(t)
}

// TestPreviewWithoutADatabase: a press on a question that the database does not give back is answered with a reference, under
// which an administrator finds the reason.
func TestPreviewWithoutADatabase(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.pastes(t, member, general, w.masterPage())
	asked := w.previewQuestion(t, member, general)
	db, err := sql.Open("sqlite", filepath.Join(w.dir, "bot.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(t.Context(), `ALTER TABLE preview_questions RENAME TO lost`); err != nil {
		t.Fatal(err)
	}
	said := w.answerPreview(t, member, asked, "once").PlainText()
	ref := regexp.MustCompile(`send ([A-Z2-7]{8}) to your bot administrator`).FindStringSubmatch(said)
	if ref == nil || !strings.Contains(w.log.String(), "ref="+ref[1]) {
		t.Errorf("%s, logged as\n%s", said, w.log.String())
	}
}

// TestPreviewsHoldNothingUp: while TCA is slow to say what many links lead to, messages to the bot are answered.
func TestPreviewsHoldNothingUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.always(t, member)
	gate := make(chan struct{})
	remove := w.tca.Inject(apitest.Fault{Path: "/repos/", Gate: gate})
	defer remove()
	for n := range 20 {
		w.pastes(t, member, general, fmt.Sprint(w.code("bigteam"), n+1))
	}
	want(t, w.asks(t, outsider, general, "", "@tca help"), "What I can do")
	close(gate)
	w.until(t, "the previews, which nobody has given up", func() bool { return w.slack.Calls("chat.unfurl") == 20 })
	w.clean(t)
}

// TestPreviewAfterRefusal: a link whose preview Slack refused is previewed when it is posted again.
func TestPreviewAfterRefusal(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.always(t, member)
	mend := w.slack.Inject(bottest.Fault{Method: "chat.unfurl", Error: "internal_error"})
	w.pastes(t, member, general, w.masterPage())
	w.until(t, "it is refused", func() bool { return strings.Contains(w.log.String(), "cannot show a preview") })
	mend()
	w.waitPreviews(t, w.pastes(t, member, general, w.masterPage()).Ref(), 1)
	w.clean(t)
}

// TestPreviewQuestionsInTurn: a question that must be asked anew, because other companies read the channel now, while another
// one waits there, ends: nobody is told that something is broken.
func TestPreviewQuestionsInTurn(t *testing.T) {
	t.Parallel()
	now := &clock{}
	w := newWorldAt(t, now, nil)
	w.login(t, member, w.sample.Member)
	w.pastes(t, member, general, w.masterPage())
	first := w.previewQuestion(t, member, general)
	now.forward(time.Now().Add(31 * time.Minute))
	w.pastes(t, member, general, w.code("bigteam")+"1")
	w.until(t, "the second question", func() bool { return w.slack.Calls("chat.postEphemeral") == 2 })
	if _, err := w.slack.ShareChannel(deadline(t), general, "T0OTHERCO1"); err != nil {
		t.Fatal(err)
	}
	want(t, w.answerPreview(t, member, first, "once"), "Post the link again")
	w.clean(t)
}

// TestPreviewsBeforeOtherCompanies: where the administrator excludes other companies, their channels get no previews, not even
// for one message.
func TestPreviewsBeforeOtherCompanies(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.env["DIGEST_EXTERNAL"] = "false" })
	w.login(t, member, w.sample.Member)
	if _, err := w.slack.ShareChannel(deadline(t), general, "T0OTHERCO1"); err != nil {
		t.Fatal(err)
	}
	m := w.pastes(t, member, general, w.masterPage())
	for _, c := range controls(w.previewQuestion(t, member, general)) {
		if strings.HasPrefix(c.ActionID, "preview/once") {
			t.Error("offers a preview")
		}
	}
	want(t, w.say(t, member, "links always"), "allows no previews")
	w.finish(t)
	if shown := w.previews(member, m.Ref()); len(shown) > 0 {
		t.Errorf("previews: %v", shown)
	}
}

// TestLinkInAMention: a link in a question to the bot is answered, to whoever asked alone: it is neither previewed nor asked
// about, also where previews are always shown.
func TestLinkInAMention(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.always(t, member)
	before := len(w.slack.Messages(member, general))
	said, deliveries, err := w.slack.Write(deadline(t), member, general, "", "@tca "+w.masterPage())
	if err != nil {
		t.Fatal(err)
	}
	want(t, w.answerAfter(t, member, said), "Overview of payments-api")
	w.finish(t)
	if n := len(w.slack.Messages(member, general)) - before; n != 2 {
		t.Errorf("%d messages of %d deliveries, want the question and its answer", n, len(deliveries))
	}
	if shown := w.previews(member, said.Ref()); len(shown) > 0 {
		t.Errorf("previews: %v", shown)
	}
}

// TestLinkBeforeItsMention: Slack may report the links of a question before the question.
func TestLinkBeforeItsMention(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.always(t, member)
	held := make(chan struct{})
	w.tca.Inject(apitest.Fault{Path: fmt.Sprintf("/projects/%d/", w.sample.Rich.ProjectID), Gate: held})
	said := w.pastes(t, member, general, w.masterPage())
	_, err := w.slack.Event(deadline(t), map[string]any{
		"type": "app_mention", "user": member, "channel": general, "ts": said.TS, "event_ts": said.TS,
		"text": "<@" + bottest.BotUserID + "> <" + w.masterPage() + ">",
	})
	close(held)
	if err != nil {
		t.Fatal(err)
	}
	want(t, w.answerAfter(t, member, said), "Overview of payments-api")
	w.finish(t)
	if shown := w.previews(member, said.Ref()); len(shown) > 0 {
		t.Errorf("previews: %v", shown)
	}
}

// TestManyLinksToOneScreen: pages that have the same card count once, so that another link beside them has one, too.
func TestManyLinksToOneScreen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.always(t, member)
	page := w.masterPage()
	links := []string{page}
	for i := range 4 {
		links = append(links, page+"?a="+strconv.Itoa(i))
	}
	links = append(links, w.issuePage(t))
	m := w.pastes(t, member, general, strings.Join(links, " "))
	w.waitPreviews(t, m.Ref(), 2)
	w.clean(t)
}
