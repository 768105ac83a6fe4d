package playground

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
)

// stage is a page with a workspace and a TCA server, without a bot.
func stage(t *testing.T) (*page, *bottest.Server, http.Handler) {
	t.Helper()
	slack, err := bottest.New(bottest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = slack.Close() })
	tca, err := apitest.New(apitest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tca.Close() })
	furnish(slack)
	p := &page{slack: slack, tca: tca, clock: newClock(), unread: newUnread(), sample: apitest.Sample(tca)}
	return p, slack, newPage(slack, tca, p.clock, p.sample)
}

func send(t *testing.T, h http.Handler, path string, form url.Values) int {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code
}

// TestPlan: what is chosen is how the next scan goes, the choice is shown until then, and nothing else can be chosen.
func TestPlan(t *testing.T) {
	p, _, h := stage(t)
	for _, b := range p.branches() {
		if b.Chosen != usual {
			t.Errorf("%s begins with %q", b.Name, b.Chosen)
		}
		seen := map[apitest.Plan]string{}
		for _, g := range outcomes() {
			for _, o := range g.Outcomes {
				if code := send(t, h, "/plan", url.Values{"project": {strconv.FormatInt(b.ID, 10)}, "outcome": {o.Name}}); code != http.StatusNoContent {
					t.Errorf("%s of %s: %d", o.Name, b.Name, code)
				}
				if got := p.tca.Planned(b.ID); len(got) != 1 || got[0] != o.plan || got[0] == (apitest.Plan{}) {
					t.Errorf("%s of %s: planned %+v", o.Name, b.Name, got)
				}
				if other := seen[o.plan]; other != "" {
					t.Errorf("%s is %s", o.Name, other)
				}
				seen[o.plan] = o.Name
				for _, now := range p.branches() {
					if now.ID == b.ID && now.Chosen != o.Name {
						t.Errorf("%s of %s: shown as %q", o.Name, b.Name, now.Chosen)
					}
				}
			}
		}
	}
	rich := strconv.FormatInt(p.sample.Rich.ProjectID, 10)
	for _, wrong := range []url.Values{{"project": {rich}, "outcome": {"perfect"}}, {"project": {"1"}, "outcome": {usual}}, {}} {
		if code := send(t, h, "/plan", wrong); code != http.StatusBadRequest {
			t.Errorf("%v: %d", wrong, code)
		}
	}
}

// TestForwardSteps: the clock can be put forward by what the page offers, and by nothing else.
func TestForwardSteps(t *testing.T) {
	p, _, h := stage(t)
	for _, d := range steps() {
		before := p.clock.Now()
		if code := send(t, h, "/forward", url.Values{"by": {d.String()}}); code != http.StatusNoContent || p.clock.Now().Sub(before) < d {
			t.Errorf("by %v: %d", d, code)
		}
	}
	for _, wrong := range []string{"", "-1m", "9000h", "soon"} {
		if code := send(t, h, "/forward", url.Values{"by": {wrong}}); code != http.StatusBadRequest {
			t.Errorf("by %q: %d", wrong, code)
		}
	}
}

// TestUnread: messages count as unread for everybody but their author, until the conversation is looked at.
func TestUnread(t *testing.T) {
	p, slack, _ := stage(t)
	unread := func(as, in, of string) int {
		t.Helper()
		r := httptest.NewRequestWithContext(context.Background(), http.MethodGet, "/?as="+as+"&in="+in, http.NoBody)
		for _, c := range p.scene(r).Channels {
			if c.ID == of {
				return c.Unread
			}
		}
		t.Fatalf("%s does not see %s", as, of)
		return 0
	}
	write := func() {
		t.Helper()
		if _, _, err := slack.Say(t.Context(), Member, "C0PAYMENTS", "", "hello"); err != nil {
			t.Fatal(err)
		}
	}
	want := func(what string, got, want int) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %d unread, want %d", what, got, want)
		}
	}
	want("at first", unread(Admin, General, "C0PAYMENTS"), 0)
	write()
	write()
	want("others", unread(Admin, General, "C0PAYMENTS"), 2)
	want("the author", unread(Member, General, "C0PAYMENTS"), 0)
	want("while looking", unread(Admin, "C0PAYMENTS", "C0PAYMENTS"), 0)
	want("afterwards", unread(Admin, General, "C0PAYMENTS"), 0)
	write()
	want("another one", unread(Admin, General, "C0PAYMENTS"), 1)
}
