package bot_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
)

var opens = regexp.MustCompile(`repo [A-Za-z0-9]+/[a-z_-]+#(\d+)`)

// entries are the IDs of the repositories on a page, in order.
func entries(m bottest.Message) []string {
	var ids []string
	for _, hit := range opens.FindAllStringSubmatch(string(m.Blocks), -1) {
		ids = append(ids, hit[1])
	}
	return ids
}

func TestWalk(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	var want []string
	for _, id := range w.tca.RepoIDs(w.sample.Org, w.sample.Team) {
		want = append(want, fmt.Sprint(id))
	}
	page := w.say(t, member, "repos bigteam")
	var forward []string
	for {
		forward = append(forward, entries(page)...)
		if !page.Has("run/next") {
			break
		}
		page = w.press(t, member, page, "run/next")
	}
	if got := strings.Join(forward, " "); got != strings.Join(want, " ") {
		t.Errorf("forwards: got %s, want %s", got, strings.Join(want, " "))
	}
	var backward []string
	for {
		backward = append(entries(page), backward...)
		if !page.Has("run/previous") {
			break
		}
		page = w.press(t, member, page, "run/previous")
	}
	if got := strings.Join(backward, " "); got != strings.Join(want, " ") {
		t.Errorf("backwards: got %s, want %s", got, strings.Join(want, " "))
	}
	w.clean(t)
}

func TestListChangesUnderWay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.env["CACHE_TTL"] = "0" })
	w.login(t, member, w.sample.Member)
	page := w.say(t, member, "repos bigteam")
	last := w.press(t, member, page, "run/last")
	want(t, last, "131–137 of 137")
	for _, id := range w.tca.RepoIDs(w.sample.Org, w.sample.Team)[:20] {
		w.tca.RemoveRepo(id)
	}
	moved := w.press(t, member, last, "run/refresh")
	want(t, moved, "That page no longer exists", "137 before, 117 now", "111–117 of 117")
	w.tca.AddRepo(w.sample.Org, w.sample.Team, apitest.Repo{Name: "brand-new"})
	want(t, w.press(t, member, moved, "run/first"), "117 before, 118 now", "brand-new")
	w.clean(t)
}

func TestHostileNames(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	page := w.say(t, member, "repos hostile")
	want(t, page, "Repositories of <Hostile> & *names*", "<@U1>", "&lt;b&gt; &amp; co", "*bold* _it_ ~s~ `code`", "<http://x|y>", ":smile:")
	for _, m := range append(w.slack.Messages(member, general), page, w.press(t, member, page, "run/next")) {
		if len(m.Notifies) > 0 {
			t.Errorf("notifies %v", m.Notifies)
		}
	}
	w.clean(t)
}

// TestNobodySeesAnothersPage lets two people with different rights ask the same things at the same time.
func TestNobodySeesAnothersPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.login(t, outsider, w.sample.Outsider)
	const each = 200
	var all sync.WaitGroup
	errs := make(chan error, 4*each)
	ask := func(user, line, must, mustNot string) {
		ctx, cancel := context.WithCancel(deadline(t))
		defer cancel()
		d, err := w.slack.Slash(ctx, user, general, "/tca", line)
		if err != nil {
			errs <- err
			return
		}
		m, err := w.slack.WaitMessage(ctx, user, general, func(m bottest.Message) bool { return m.EnvelopeID == d.EnvelopeID && !isProgress(m) })
		text := m.PlainText()
		if err != nil || !strings.Contains(text, must) || strings.Contains(text, mustNot) {
			errs <- fmt.Errorf("%s asked %q and got %w:\n%s", user, line, err, text)
		}
	}
	slots := make(chan struct{}, 16)
	for i := range each {
		for _, a := range []func(){
			func() {
				ask(member, []string{"teams", "repos bigteam"}[i%2], []string{"hellotca", "of 137"}[i%2], "Mobile")
			},
			func() {
				ask(outsider, []string{"teams", "repos K9fQ2mXz7Lp/bigteam"}[i%2], []string{"Mobile", "you don't have access"}[i%2], "137")
			},
		} {
			slots <- struct{}{}
			all.Go(func() {
				defer func() { <-slots }()
				a()
			})
		}
	}
	all.Wait()
	close(errs)
	for err := range errs {
		t.Fatal(err)
	}
	w.clean(t)
}
