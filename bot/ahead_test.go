package bot_test

import (
	"strings"
	"tcabot/api/apitest"
	"testing"
)

// TestReadAhead: after Next the next page is there before it is asked for, for one request more a press; nothing else is
// read ahead, and nothing that is there already.
func TestReadAhead(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.times.NoAhead = false })
	w.login(t, member, w.sample.Member)
	pages := func() (n int) {
		for _, r := range w.tca.Requests() {
			if strings.HasSuffix(r.Path, "/repos/") {
				n++
			}
		}
		return n
	}
	page := w.say(t, member, "repos bigteam")
	before := pages()
	for i, step := range []struct {
		press, says string
		asked       int // since the beginning
	}{
		{"run/next", "11–20 of 137", 2},
		{"run/next", "21–30 of 137", 3},
		{"run/previous", "11–20 of 137", 3},
		{"run/next", "21–30 of 137", 3},
		{"run/next", "31–40 of 137", 4},
		{"run/last", "131–137 of 137", 5},
		{"run/previous", "121–130 of 137", 6},
		{"run/next", "131–137 of 137", 6},
	} {
		page = w.press(t, member, page, step.press)
		want(t, page, step.says)
		w.until(t, "the page ahead", func() bool { return pages()-before >= step.asked })
		if got := pages() - before; got != step.asked {
			t.Errorf("after press %d TCA was asked %d times for pages, want %d", i+1, got, step.asked)
		}
	}
	w.tca.Inject(apitest.Fault{Path: "/repos/", Status: 500})
	page = w.press(t, member, page, "run/first")
	page = w.press(t, member, page, "run/next")
	want(t, page, "11–20 of 137") // remembered; that the next one is remembered, too, was asked of nobody
	w.clean(t)
}
