package bot_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"testing"
	"time"
)

// digests of the tests are due at half past nine, UTC.
func nextMorning(after time.Time) time.Time {
	y, m, d := after.UTC().Date()
	due := time.Date(y, m, d, 9, 30, 0, 0, time.UTC)
	if !due.After(after) {
		due = due.AddDate(0, 0, 1)
	}
	return due
}

// morning puts the clock forward to a minute after the next half past nine, and returns that.
func (w *world) morning() time.Time {
	due := nextMorning(w.clock.now())
	w.clock.forward(due.Add(time.Minute))
	return due
}

// posts are what digests posted into a channel, oldest first; under is the post whose thread is meant.
func (w *world) posts(channel, under string) []bottest.Message {
	var all []bottest.Message
	for _, m := range w.slack.Messages(member, channel) {
		if m.For == "" && m.Thread == under && m.Metadata != nil {
			all = append(all, m)
		}
	}
	return all
}

// wait waits for so many posts in a channel.
func (w *world) wait(tb testing.TB, channel string, n int) []bottest.Message {
	tb.Helper()
	w.until(tb, fmt.Sprintf("%d posts in %s", n, channel), func() bool { return len(w.posts(channel, "")) >= n })
	return w.posts(channel, "")
}

// settled waits until digests are dealt with for a due time.
func (w *world) settled(tb testing.TB, due time.Time, ids ...int64) {
	tb.Helper()
	box, err := seal.New(seal.NewKey()) // no token is read
	if err != nil {
		tb.Fatal(err)
	}
	db, err := store.Open(tb.Context(), "sqlite://"+filepath.Join(w.dir, "bot.db"), box)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	w.idle(tb, "posts")
	for _, id := range ids {
		w.until(tb, fmt.Sprintf("digest %d is dealt with", id), func() bool {
			run, err := db.DigestDelivery(tb.Context(), id)
			return err == nil && !run.Done.Before(due)
		})
	}
}

// idle waits until no job of a queue waits or is under way. Looking for what is due never ends.
func (w *world) idle(tb testing.TB, queue string) {
	tb.Helper()
	db, err := sql.Open("sqlite", filepath.Join(w.dir, "bot.db"))
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	w.until(tb, "no job is left in "+queue, func() bool {
		left := 1
		err := db.QueryRowContext(tb.Context(), `SELECT COUNT(*) FROM river_job WHERE queue = ? AND finalized_at IS NULL`, queue).Scan(&left)
		return err == nil && left == 0
	})
}

var saved = regexp.MustCompile(`digest #(\d+)`)

// subscribe sets up a digest and returns its number.
func (w *world) subscribe(tb testing.TB, user, line string) string {
	tb.Helper()
	m := w.say(tb, user, "digest add "+line+" days:daily at:09:30 --yes")
	n := saved.FindStringSubmatch(m.PlainText())
	if n == nil {
		tb.Fatalf("not saved: %s", m.PlainText())
	}
	return n[1]
}

func newDigestWorld(tb testing.TB, change func(*world)) *world {
	tb.Helper()
	noon := &clock{} // whatever time it is, half past nine comes only when a test says so
	noon.forward(nextMorning(time.Now()).Add(150 * time.Minute))
	w := newWorldAt(tb, noon, func(w *world) {
		w.times.Tick, w.times.Poll = 250*time.Millisecond, 250*time.Millisecond
		if change != nil {
			change(w)
		}
	})
	w.login(tb, member, w.sample.Member)
	return w
}

// TestDigestMornings sets a digest up, looks at it first, and lets three mornings come.
func TestDigestMornings(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	draft := w.say(t, member, "digest add payments-api@master days:daily at:09:30")
	want(t, draft, "This will be posted in", "09:30 every day (UTC)", "3 people in", "payments-api")
	if len(w.posts(general, "")) > 0 {
		t.Error("something is posted before it is saved")
	}
	card := w.press(t, member, draft, "run/save")
	want(t, card, "Saved", "digest #1", "Post now", "next:")
	due := w.morning()
	first := w.wait(t, general, 1)[0]
	want(t, first, "payments-api", "day")
	var payload map[string]any
	if err := json.Unmarshal(first.Metadata, &payload); err != nil || !strings.Contains(string(first.Metadata), fmt.Sprint(due.Unix())) {
		t.Errorf("metadata %s", first.Metadata)
	}
	w.until(t, "details in the thread", func() bool { return len(w.posts(general, first.TS)) == 1 })
	w.morning()
	second := w.wait(t, general, 2)[1]
	want(t, second, "payments-api")
	// Nothing ran for three days: one post, about all of them.
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		w.morning()
	}
	w.start(t)
	w.wait(t, general, 3)
	list := w.say(t, member, "digest")
	want(t, list, "Digests of this channel", "#1", "last posted")
	if n := len(w.posts(general, "")); n != 3 {
		t.Errorf("%d posts, want 3", n)
	}
	w.clean(t)
}

func TestDigestNow(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	w.subscribe(t, member, "payments-api@master")
	card := w.say(t, member, "digest show 1")
	m := w.press(t, member, card, "run/now1")
	want(t, m, "is being posted")
	w.wait(t, general, 1)
	// Whoever presses a button of the post gets a private answer, with their own account.
	post := w.posts(general, "")[0]
	d, err := w.slack.Click(deadline(t), outsider, post.Ref(), "run/told_overview")
	if err != nil {
		t.Fatal(err)
	}
	answer := w.answerTo(t, outsider, d)
	if answer.For != outsider {
		t.Error("everybody sees the answer to a press")
	}
	want(t, answer, "Connect")
	if again := w.posts(general, "")[0]; again.Edited {
		t.Error("the press changed the post")
	}
	w.clean(t)
}

func TestDigestInDirectMessage(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	dm := w.slack.DM(member)
	d, err := w.slack.Slash(deadline(t), member, dm.ID, "/tca", "digest add payments-api@master days:daily --yes")
	if err != nil {
		t.Fatal(err)
	}
	m, err := w.slack.WaitMessage(deadline(t), member, dm.ID, func(m bottest.Message) bool { return m.EnvelopeID == d.EnvelopeID && !isProgress(m) })
	if err != nil {
		t.Fatal(err)
	}
	want(t, m, "Saved")
	w.morning()
	w.wait(t, dm.ID, 1)
	w.clean(t)
}

// TestDigestIsQuiet has nothing change: it says so, or says nothing, as it was told.
func TestDigestIsQuiet(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, func(w *world) {
		w.slack.AddChannel(bottest.Channel{ID: "C0SKIPS001", Name: "skips", BotIn: true, Members: []string{member}})
		w.slack.AddChannel(bottest.Channel{ID: "C0WEEKLY01", Name: "weekly", BotIn: true, Members: []string{member}})
	})
	// That branch was archived long ago, in all but its status.
	p := w.sample.Left
	w.tca.SetAnalysis(p.ProjectID, apitest.Analysis{Issues: 90, Scans: 10, Until: time.Now().AddDate(0, 0, -41)})
	quiet := fmt.Sprintf("%s/%s#%d/%d", p.Org, p.Team, p.RepoID, p.ProjectID)
	w.subscribe(t, member, quiet)
	w.subscribe(t, member, quiet+" quiet:skip to:<#C0SKIPS001|skips>")
	w.subscribe(t, member, quiet+" quiet:weekly to:<#C0WEEKLY01|weekly>")
	for day := 1; day <= 9; day++ {
		due := w.morning()
		w.settled(t, due, 1, 2, 3)
		if n, want := len(w.posts("C0WEEKLY01", "")), 1+(day-1)/7; n != want {
			t.Errorf("day %d: %d lines a week, want %d", day, n, want)
		}
		if n := len(w.posts(general, "")); n != day {
			t.Errorf("day %d: %d lines a day", day, n)
		}
	}
	if n := len(w.posts("C0SKIPS001", "")); n > 1 {
		t.Errorf("%d posts although nothing changed", n)
	}
	w.clean(t)
}

// TestDigestIsNotPostedTwice has Slack take a post and not say so: it is looked for, and found.
func TestDigestIsNotPostedTwice(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]bottest.Fault{
		"the post":      {Method: "chat.postMessage", Drop: true, After: true, Times: 1},
		"internal":      {Method: "chat.postMessage", Error: "internal_error", Times: 1},
		"limited":       {Method: "chat.postMessage", Status: http.StatusTooManyRequests, RetryAfter: 1, Times: 2},
		"server fault":  {Method: "chat.postMessage", Status: http.StatusInternalServerError, After: true, Times: 2},
		"history, too":  {Method: "conversations.history", Status: http.StatusServiceUnavailable, Times: 3},
		"details, late": {Method: "conversations.replies", Status: http.StatusServiceUnavailable, Times: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newDigestWorld(t, nil)
			w.subscribe(t, member, "payments-api@master")
			if fault.Method != "chat.postMessage" {
				w.slack.Inject(bottest.Fault{Method: "chat.postMessage", Drop: true, After: true, Times: 1})
			}
			w.slack.Inject(fault)
			w.morning()
			w.until(t, "a post that is done", func() bool { return contains(w.say(t, member, "digest").PlainText(), "last posted") })
			posts := w.wait(t, general, 1)
			if len(posts) != 1 {
				t.Errorf("%d posts", len(posts))
			}
			w.until(t, "details", func() bool { return len(w.posts(general, posts[0].TS)) > 0 })
			if n := len(w.posts(general, posts[0].TS)); n != 1 {
				t.Errorf("%d times the details", n)
			}
		})
	}
}

// TestDigestWithoutHistory has no right to look: then a message may come twice, but it comes.
func TestDigestWithoutHistory(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	w.subscribe(t, member, "payments-api@master")
	w.slack.Inject(bottest.Fault{Method: "conversations.history", Error: "missing_scope"})
	w.slack.Inject(bottest.Fault{Method: "chat.postMessage", Drop: true, After: true, Times: 1})
	w.morning()
	w.until(t, "a post that is done", func() bool { return contains(w.say(t, member, "digest").PlainText(), "last posted") })
	if n := len(w.posts(general, "")); n != 2 {
		t.Errorf("%d posts: the one that Slack did not confirm, and one more", n)
	}
}

// TestDigestWaitsForTCA has TCA down when a digest is due.
func TestDigestWaitsForTCA(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	w.subscribe(t, member, "payments-api@master")
	mend := w.tca.Inject(apitest.Fault{Path: "/scans/", Status: http.StatusServiceUnavailable})
	w.morning()
	w.logged(t, "job postponed")
	if n := len(w.posts(general, "")); n > 0 {
		t.Errorf("%d posts without data", n)
	}
	mend()
	w.wait(t, general, 1)
	w.clean(t)
}
