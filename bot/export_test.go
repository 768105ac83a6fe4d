package bot_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"strings"
	"sync/atomic"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"testing"
	"time"
)

// direct waits for the direct message that tells of an export.
func (w *world) direct(tb testing.TB, user string, parts ...string) bottest.Message {
	tb.Helper()
	m, err := w.slack.WaitMessage(deadline(tb), user, w.slack.DM(user).ID, func(m bottest.Message) bool {
		for _, p := range parts {
			if !strings.Contains(m.PlainText(), p) {
				return false
			}
		}
		return true
	})
	if err != nil {
		tb.Fatalf("no direct message with %q: %v; problems: %v\n%v", parts, err, w.slack.Problems(), w.slack.Messages(user, w.slack.DM(user).ID))
	}
	return m
}

// table reads the only file that came.
func (w *world) table(tb testing.TB) [][]string {
	tb.Helper()
	files := w.slack.Files()
	if len(files) != 1 {
		tb.Fatalf("%d files, want 1", len(files))
	}
	text, ok := strings.CutPrefix(string(files[0].Body), "\ufeff")
	if !ok {
		tb.Error("no byte order mark")
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	return rows
}

func TestExport(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	page := w.say(t, member, "repos bigteam scope:my")
	said := w.press(t, member, page, "run/export")
	want(t, said, "Exporting 68 rows", "send you the file as a direct message")
	if said.For != member {
		t.Error("it is said to everybody")
	}
	done := w.direct(t, member, "Here is repos", "68 rows")
	if done.Has("run/stop") {
		t.Error("a finished export can be stopped")
	}
	rows := w.table(t)
	if len(rows) != 69 {
		t.Errorf("%d rows with the heading, want 69", len(rows))
	}
	if file := w.slack.Files()[0]; file.Channel != w.slack.DM(member).ID || !strings.HasSuffix(file.Name, ".csv") {
		t.Errorf("the file %q went to %s", file.Name, file.Channel)
	}
	if got := w.slack.Messages(outsider, w.slack.DM(member).ID); len(got) > 0 && got[0].Channel != w.slack.DM(member).ID {
		t.Error("somebody else sees it")
	}
	want(t, w.say(t, member, "export whoami"), "doesn't show a list")
	want(t, w.say(t, member, "export repos bigteam scope:banana"), "Use all, my or subscribed")
	want(t, w.say(t, member, "export"), "line is missing")
	w.clean(t)
}

func TestExportDisarms(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, admin, w.sample.Admin)
	for _, name := range []string{`=HYPERLINK("http://x","y")`, "+1+1", "@SUM(A1)", "-2+3", "a,b\"c"} {
		w.tca.AddRepo(w.sample.Org, "empty-team", apitest.Repo{Name: name})
	}
	w.say(t, admin, "export repos empty-team")
	w.direct(t, admin, "已导出，共 5 行")
	for _, row := range w.table(t)[1:] {
		if strings.ContainsAny(row[1][:1], "=+-@") {
			t.Errorf("a spreadsheet program would run %q", row[1])
		}
	}
	w.clean(t)
}

// long is a world with a team of more repositories than one window, the second of which waits for the gate.
func long(t *testing.T, change func(*world)) (w *world, open func()) {
	t.Helper()
	w = newWorld(t, func(w *world) {
		w.times.Heartbeat = 10 * time.Millisecond
		if change != nil {
			change(w)
		}
	})
	for i := range 1200 {
		w.tca.AddRepo(w.sample.Org, "empty-team", apitest.Repo{Name: fmt.Sprintf("r%d", i)})
	}
	w.login(t, member, w.sample.Member)
	gate := make(chan struct{})
	w.tca.Inject(apitest.Fault{Query: "offset=500", Gate: gate})
	var once atomic.Bool
	open = func() {
		if once.CompareAndSwap(false, true) {
			close(gate)
		}
	}
	t.Cleanup(open)
	return w, open
}

func TestExportProgressAndStop(t *testing.T) {
	t.Parallel()
	w, open := long(t, nil)
	w.say(t, member, "export repos empty-team")
	running := w.direct(t, member, "of 1,200 rows so far")
	want(t, w.say(t, member, "export repos empty-team"), "Exporting 1,200 rows")
	want(t, w.say(t, member, "export repos empty-team"), "You already have two exports running")
	d, err := w.slack.Click(deadline(t), member, running.Ref(), "run/stop")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.slack.WaitMessage(deadline(t), member, w.slack.DM(member).ID, func(m bottest.Message) bool {
		return m.EnvelopeID == d.EnvelopeID && strings.Contains(m.PlainText(), "Stopping the export")
	}); err != nil {
		t.Fatal(err)
	}
	w.direct(t, member, "The export of repos empty-team was stopped") // at once, though TCA does not answer
	open()
	w.direct(t, member, "Here is repos", "1,200 rows") // the other one
	if rows := w.table(t); len(rows) != 1201 {
		t.Errorf("%d rows, want 1201", len(rows))
	}
	w.clean(t)
}

func TestExportBreaksOff(t *testing.T) {
	t.Parallel()
	w, open := long(t, nil)
	w.tca.Inject(apitest.Fault{Query: "offset=1000", Status: http.StatusForbidden, ContentType: "application/json", Body: `{"code":1000,"msg":"no"}`})
	open()
	w.say(t, member, "export repos empty-team")
	m := w.direct(t, member, "failed after 1,000 rows", "There is no file", "you don't have access")
	if !m.Has("run/again") {
		t.Error("no way to try again")
	}
	if n := len(w.slack.Files()); n != 0 {
		t.Errorf("%d files of a list that is not complete", n)
	}
	w.clean(t)
}

func TestExportOfAChangingList(t *testing.T) {
	t.Parallel()
	w, open := long(t, nil)
	w.tca.Inject(apitest.Fault{
		Query: "offset=1000", Status: http.StatusOK, ContentType: "application/json",
		Body: `{"code":0,"data":{"count":1000,"next":null,"previous":null,"results":[]}}`,
	})
	open()
	w.say(t, member, "export repos empty-team")
	w.direct(t, member, "Here is repos", "1,000 rows", "The list changed during the export")
	w.clean(t)
}

func TestExportAndTheEnd(t *testing.T) {
	t.Parallel()
	w, _ := long(t, func(w *world) { w.times.Shutdown.Drain = 50 * time.Millisecond })
	w.say(t, member, "export repos empty-team")
	w.direct(t, member, "of 1,200 rows so far")
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	w.direct(t, member, "I restarted while exporting")
	w.clean(t)
}

// TestExportEndsWithTheAccount: what is still being written when its owner logs out or leaves is not sent any more, and
// nothing more is asked with their token.
func TestExportEndsWithTheAccount(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		says  string
		leave func(t *testing.T, w *world)
	}{
		"logged out":       {"was stopped", func(t *testing.T, w *world) { want(t, w.say(t, member, "logout"), "You're disconnected") }},
		"another account":  {"connected TCA again", func(t *testing.T, w *world) { w.login(t, member, w.sample.Outsider) }},
		"the same account": {"connected TCA again", func(t *testing.T, w *world) { w.login(t, member, w.sample.Member) }},
		"another, in stages": {"was stopped", func(t *testing.T, w *world) {
			want(t, w.say(t, member, "logout"), "You're disconnected")
			w.login(t, member, w.sample.Outsider)
		}},
		"deactivated": {"was stopped", func(t *testing.T, w *world) {
			if _, err := w.slack.ChangeUser(deadline(t), bottest.User{ID: member, Name: "wangfang", Deleted: true}); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			w, open := long(t, nil)
			w.say(t, member, "export repos empty-team")
			w.direct(t, member, "of 1,200 rows so far")
			tt.leave(t, w)
			w.direct(t, member, tt.says)
			asked := len(w.tca.Requests())
			open()
			if err := w.stop(); err != nil {
				t.Fatal(err)
			}
			if n := len(w.tca.Requests()) - asked; n > 0 || len(w.slack.Files()) > 0 {
				t.Errorf("afterwards %d questions to TCA, %d files", n, len(w.slack.Files()))
			}
		})
	}
}

// TestExportStopsWhileUploading: a slow upload is no reason to be taken for dead, nor to go on when it is not wanted.
func TestExportStopsWhileUploading(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.times.Heartbeat = 10 * time.Millisecond })
	w.login(t, member, w.sample.Member)
	w.slack.Inject(bottest.Fault{Method: "upload", Delay: time.Hour})
	w.say(t, member, "export repos bigteam")
	written := w.direct(t, member, "137 of 137 rows so far")
	if _, err := w.slack.Click(deadline(t), member, written.Ref(), "run/stop"); err != nil {
		t.Fatal(err)
	}
	w.direct(t, member, "was stopped")
	if n := len(w.slack.Files()); n > 0 {
		t.Errorf("%d files", n)
	}
	w.clean(t)
}

// TestExportHasNowhereToGo: whoever cannot be written to is told so where they asked, and no export is left behind.
func TestExportHasNowhereToGo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	for _, code := range []string{"messages_tab_disabled", "missing_scope"} {
		remove := w.slack.Inject(bottest.Fault{Method: "chat.postMessage", Error: code})
		for range 3 { // more than one may have running
			want(t, w.say(t, member, "export repos one_repo"), "can't send you direct messages")
		}
		remove()
	}
	w.slack.Inject(bottest.Fault{Method: "chat.postMessage", Status: http.StatusTooManyRequests, RetryAfter: 1, Times: 1})
	w.say(t, member, "export repos one_repo")
	w.direct(t, member, "Here is repos one_repo")
}

// TestExportLeavesNoFile: what is written is nobody else's to find, even if the process is killed.
func TestExportLeavesNoFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file that is open keeps its name there")
	}
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	w, _ := long(t, nil)
	w.say(t, member, "export repos empty-team")
	w.direct(t, member, "500 of 1,200 rows so far")
	if left, err := filepath.Glob(filepath.Join(dir, "tcabot*")); err != nil || len(left) > 0 {
		t.Errorf("while it is written: %v, %v", left, err)
	}
}

// TestExportOfADeadProcess finds what a process that was killed left behind.
func TestExportOfADeadProcess(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.say(t, member, "export repos one_repo")
	left := w.direct(t, member, "1 row")
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	box, err := seal.New(seal.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), "sqlite://"+filepath.Join(w.dir, "bot.db"), box)
	if err != nil {
		t.Fatal(err)
	}
	row := store.Export{ID: "X", Who: command.Who{Workspace: bottest.TeamID, User: member}, Channel: left.Channel, Message: left.TS, Line: "repos one_repo", Generation: 1}
	early := store.Export{ID: "Y", Who: row.Who, Line: "repos bigteam", Generation: 1} // died before it could note where it is told of
	for _, e := range []store.Export{row, early} {
		if err := db.AddExport(t.Context(), e, 2, time.Now().Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	w.start(t)
	w.direct(t, member, "I restarted while exporting repos one_repo")
	w.direct(t, member, "I restarted while exporting repos bigteam")
	w.clean(t)
}

// TestExportMemory writes 100,000 rows and looks how much memory that takes beyond the fakes'.
func TestExportMemory(t *testing.T) {
	w := newWorld(t, func(w *world) { w.env["LOG_LEVEL"] = "error" })
	big := apitest.Big(w.tca)
	w.login(t, member, big.Token)
	live := func() int64 { // what the last collection found in use
		held := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(held)
		return int64(held[0].Value.Uint64())
	}
	runtime.GC()
	before := live()
	var peak atomic.Int64
	ctx, stop := context.WithCancel(t.Context())
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			peak.Store(max(peak.Load(), live()))
			select {
			case <-tick.C:
			case <-ctx.Done():
				return
			}
		}
	}()
	w.say(t, member, "export repos "+big.Org+"/"+big.Team)
	patient, cancel := context.WithTimeout(t.Context(), 3*time.Minute) // the race detector makes JSON slow
	defer cancel()
	if _, err := w.slack.WaitMessage(patient, member, w.slack.DM(member).ID, func(m bottest.Message) bool {
		return strings.Contains(m.PlainText(), "Here is") && strings.Contains(m.PlainText(), "100,000 rows")
	}); err != nil {
		t.Fatal(err)
	}
	stop()
	<-watched
	const most = 64 << 20
	if extra := peak.Load() - before - int64(len(w.slack.Files()[0].Body)); extra > most {
		t.Errorf("%d MiB beyond what was there before, want at most %d", extra>>20, most>>20)
	} else {
		t.Logf("%d MiB beyond what was there before", extra>>20)
	}
}
