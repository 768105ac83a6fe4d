package bot_test

import (
	"net/http"
	"path/filepath"
	"tcabot/bot/bottest"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"testing"
	"time"
)

// TestExportUnconfirmedFile: when Slack does not say whether it took the file, the bot does not say that there is none.
func TestExportUnconfirmedFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.slack.Inject(bottest.Fault{Method: "files.completeUploadExternal", Drop: true, After: true})
	w.say(t, member, "export repos one_repo")
	w.direct(t, member, "Slack didn't confirm that it received the file of repos one_repo")
	if n := len(w.slack.Files()); n != 1 {
		t.Errorf("%d files, want 1", n)
	}
}

// TestExportUnconfirmedMessage: nor is a person told that they cannot be written to when they may have been.
func TestExportUnconfirmedMessage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.slack.Inject(bottest.Fault{Method: "chat.postMessage", Drop: true, After: true, Times: 1})
	m := w.say(t, member, "export repos one_repo")
	want(t, m, "didn't confirm my direct message")
	w.press(t, member, m, "run/again")
	w.direct(t, member, "Here is repos one_repo")
}

// TestExportInterruptedIsToldLater: what Slack had no room for when the bot stopped is told by who finds it.
func TestExportInterruptedIsToldLater(t *testing.T) {
	t.Parallel()
	w, _ := long(t, func(w *world) { w.times.Shutdown.Drain = 50 * time.Millisecond })
	w.say(t, member, "export repos empty-team")
	w.direct(t, member, "of 1,200 rows so far")
	remove := w.slack.Inject(bottest.Fault{Method: "chat.update", Status: http.StatusTooManyRequests, RetryAfter: 60})
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	remove()
	box, err := seal.New(seal.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), "sqlite://"+filepath.Join(w.dir, "bot.db"), box)
	if err != nil {
		t.Fatal(err)
	}
	left, err := db.DeadExports(t.Context(), time.Now().Add(time.Hour))
	if err != nil || len(left) != 1 {
		t.Fatalf("%d exports are left to be told of, %v", len(left), err)
	}
	if _, err := db.BeatExport(t.Context(), left[0].ID, time.Now().Add(-time.Hour)); err != nil { // time goes by
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	w.start(t)
	w.direct(t, member, "I restarted while exporting repos empty-team")
}
