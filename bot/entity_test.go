package bot_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
)

// stranger is a person of another company.
const stranger = "U0STRANGER"

// newEntityWorld is a world with a stranger, in which a member's link has a preview with an entity.
func newEntityWorld(t *testing.T, page func(*world) string) (w *world, m bottest.Message, link string) {
	t.Helper()
	w = newWorld(t, func(w *world) {
		w.slack.AddUser(bottest.User{ID: stranger, Name: "bob", Locale: "en-US", TeamID: "T0OTHERCO1"})
	})
	w.login(t, member, w.sample.Member)
	w.always(t, member)
	link = page(w)
	m = w.pastes(t, member, general, link)
	w.waitPreviews(t, m.Ref(), 1)
	return w, m, link
}

// entity is the entity under a message, as everybody gets it.
func (w *world) entity(tb testing.TB, ref bottest.MessageRef, link string) string {
	tb.Helper()
	for _, m := range w.slack.Messages(outsider, ref.Channel) {
		if m.TS == ref.TS && m.Entities[link] != nil {
			return string(m.Entities[link])
		}
	}
	tb.Fatalf("no entity of %s", link)
	return ""
}

// open opens an entity and returns the pane that a person is shown.
func (w *world) open(tb testing.TB, user string, ref bottest.MessageRef, link string) bottest.Pane {
	tb.Helper()
	if _, err := w.slack.OpenEntity(deadline(tb), user, ref, link); err != nil {
		tb.Fatal(err)
	}
	p, err := w.slack.WaitPane(deadline(tb), user)
	if err != nil {
		tb.Fatalf("no pane: %v; problems: %v", err, w.slack.Problems())
	}
	return p
}

// TestEntitySaysWhatItsCardSays: the entity of a preview has nothing that is not in the card beside it, but what the link says.
func TestEntitySaysWhatItsCardSays(t *testing.T) {
	t.Parallel()
	for name, page := range map[string]func(*world) string{
		"issue": func(w *world) string { return w.issuePage(t) }, "branch": (*world).masterPage,
		"repo": func(w *world) string { return w.code("bigteam") + "1" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, m, link := newEntityWorld(t, page)
			var card struct{ Blocks json.RawMessage }
			if err := json.Unmarshal([]byte(w.previews(outsider, m.Ref())[link]), &card); err != nil {
				t.Fatal(err)
			}
			said := bottest.Message{Blocks: card.Blocks}.PlainText()
			var e struct {
				Ref     struct{ ID, Type string } `json:"external_ref"`
				Payload struct {
					Attributes struct {
						Title struct{ Text string }
						ID    string `json:"display_id"`
					}
					Fields []struct{ Label, Value string } `json:"custom_fields"`
				} `json:"entity_payload"`
			}
			if err := json.Unmarshal([]byte(w.entity(t, m.Ref(), link)), &e); err != nil {
				t.Fatal(err)
			}
			if e.Ref.Type != name || !strings.Contains(link, "/"+e.Payload.Attributes.ID) || e.Payload.Attributes.Title.Text == "" || len(e.Payload.Fields) == 0 {
				t.Errorf("got %+v", e)
			}
			words := strings.Fields(e.Payload.Attributes.Title.Text)
			for _, f := range e.Payload.Fields {
				words = append(words, strings.Fields(f.Value)...)
				if f.Label != "Summary" && f.Label != "Notes" {
					words = append(words, strings.Fields(f.Label)...)
				}
			}
			for _, word := range words {
				if word = strings.Trim(word, "•—…"); !strings.Contains(said, word) {
					t.Errorf("the card does not say %q:\n%s", word, said)
				}
			}
			w.clean(t)
		})
	}
}

// TestPaneIsTheViewers: who opens an entity sees what their own account may see, in their language. Who has none is asked to
// connect one, and whoever may not see it learns no more than from any question about something that is not there.
func TestPaneIsTheViewers(t *testing.T) {
	t.Parallel()
	w, m, link := newEntityWorld(t, (*world).masterPage)
	w.login(t, outsider, w.sample.Outsider)
	w.login(t, operator, w.sample.Admin)
	own := w.open(t, member, m.Ref(), link)
	for _, part := range []string{"Overview of payments-api", "Complexity: ", "Duplicate code: "} {
		if !strings.Contains(own.PlainText(), part) {
			t.Errorf("the pane has no %q:\n%s", part, own.PlainText())
		}
	}
	if theirs := w.open(t, operator, m.Ref(), link); !strings.Contains(theirs.PlainText(), "payments-api 的分支概览") {
		t.Errorf("in Chinese: %s", theirs.PlainText())
	}
	if p := w.open(t, admin, m.Ref(), link); !strings.HasPrefix(p.SignIn, "https://slack.com/app_redirect?app="+bottest.AppID) || p.PlainText() != p.SignIn {
		t.Errorf("without an account: %+v", p)
	}
	refused := w.open(t, outsider, m.Ref(), link)
	if refused.Error != "I can't show this" || !strings.Contains(refused.Why, "can't find") {
		t.Errorf("without rights: %+v", refused)
	}
	foreign := w.open(t, stranger, m.Ref(), link)
	if foreign.Why == "" || strings.Contains(foreign.PlainText(), "payments") {
		t.Errorf("another company's: %+v", foreign)
	}
	for _, p := range []bottest.Pane{refused, foreign} {
		for _, name := range []string{"payments-api", "Core platform", "Overview"} { // not in the link
			if strings.Contains(p.PlainText(), name) {
				t.Errorf("says %q: %s", name, p.PlainText())
			}
		}
	}
	w.say(t, member, "logout")
	if p := w.open(t, member, m.Ref(), link); p.SignIn == "" {
		t.Errorf("after the logout: %+v", p)
	}
	w.clean(t)
}

// TestPaneExplains: a pane that cannot be filled says why, as an answer would; Slack alone would say that it took too long.
func TestPaneExplains(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, says string
		act        func(*world)
	}{
		{"TCA down", "TCA", func(w *world) { w.tca.Inject(apitest.Down()) }},
		{"the token revoked", "TCA", func(w *world) { w.tca.Inject(apitest.Refused(http.StatusUnauthorized, "认证令牌无效。")) }},
		{"the branch deleted", "can't find", func(w *world) {
			w.tca.Inject(apitest.Fault{Path: "/projects/", Status: http.StatusNotFound, Body: `{"data":null,"code":-1,"msg":"未找到。","status_code":404}`})
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w, m, link := newEntityWorld(t, (*world).masterPage)
			w.say(t, member, "refresh")
			tt.act(w)
			p := w.open(t, member, m.Ref(), link)
			if p.Error != "I can't show this" || !strings.Contains(p.Why, tt.says) || strings.Contains(p.Why, "payments") {
				t.Errorf("got %+v", p)
			}
			w.clean(t)
		})
	}
}

// TestPaneOfSomethingElse: an event about a page that is no object of TCA's, or about another one than its entity's, fills no
// pane with anything.
func TestPaneOfSomethingElse(t *testing.T) {
	t.Parallel()
	w, m, link := newEntityWorld(t, (*world).masterPage)
	for name, change := range map[string]map[string]any{
		"another page":    {"entity_url": w.code("bigteam") + "1"},
		"another site":    {"entity_url": "https://elsewhere.example/t/a/p/b/repos/1"},
		"another entity":  {"external_ref": map[string]any{"id": "other"}},
		"no entity":       {"external_ref": nil},
		"a token in it":   {"entity_url": link + "?token=" + w.sample.Member},
		"nothing of both": {"external_ref": nil, "entity_url": ""},
	} {
		if _, err := w.slack.OpenEntityAs(deadline(t), member, m.Ref(), link, change); err != nil {
			t.Fatal(err)
		}
		p, err := w.slack.WaitPane(deadline(t), member)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if p.Title != "" || p.Error == "" || strings.Contains(p.PlainText(), "payments") {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

// TestPreviewsWithoutEntities: a workspace without Work Objects has previews all the same.
func TestPreviewsWithoutEntities(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) {
		w.slack.Inject(bottest.Fault{Method: "chat.unfurl", Error: "error_processing_metadata", Times: 1})
	})
	w.login(t, member, w.sample.Member)
	w.always(t, member)
	for _, link := range []string{w.masterPage(), w.code("bigteam") + "1"} {
		m := w.pastes(t, member, general, link)
		w.waitPreviews(t, m.Ref(), 1)
		for _, shown := range w.slack.Messages(member, general) {
			if shown.TS == m.TS && len(shown.Entities) > 0 {
				t.Errorf("an entity: %s", shown.Entities[link])
			}
		}
	}
	if got := w.slack.Calls("chat.unfurl"); got != 3 {
		t.Errorf("%d calls, want the refused one and two", got)
	}
	w.clean(t)
}
