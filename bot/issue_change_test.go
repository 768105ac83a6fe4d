package bot_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/secret"
	"tcabot/commands/kit"
	"testing"
	"time"
)

// openIssues are the IDs of open issues of the usual branch.
func (w *world) openIssues(tb testing.TB, n int) []string {
	tb.Helper()
	c, err := api.New(api.Config{URL: w.tca.URL()})
	if err != nil {
		tb.Fatal(err)
	}
	page, err := c.As(secret.New(w.sample.Admin), "").Issues(tb.Context(), refOf(w.sample.Rich), api.IssueFilter{State: []api.IssueState{api.IssueActive}}, api.Window{Limit: n})
	if err != nil || len(page.Items) < n {
		tb.Fatalf("%d issues, %v", len(page.Items), err)
	}
	var ids []string
	for _, i := range page.Items {
		ids = append(ids, kit.Number(i.ID))
	}
	return ids
}

var listed = regexp.MustCompile(`#(\d+)`)

// after are the IDs that a message lists after a word, up to the end of the line.
func after(text, word string) []string {
	for l := range strings.Lines(text) {
		if strings.HasPrefix(l, word) {
			var ids []string
			for _, m := range listed.FindAllStringSubmatch(l, -1) {
				ids = append(ids, m[1])
			}
			return ids
		}
	}
	return nil
}

// TestFiftyIssues resolves fifty issues. TCA rejects seven and dies in the middle: the message says of each what became of it,
// and afterwards the rest is done, and nothing twice.
func TestFiftyIssues(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	ids := w.openIssues(t, 50)
	preview := w.say(t, member, "issue resolve "+strings.Join(ids, ",")+" payments-api@master as:wontfix")
	want(t, preview, "Resolve 50 issues as won't fix?")
	for _, id := range ids[:7] {
		defer w.tca.Inject(apitest.Fault{Method: http.MethodPut, Path: "/issues/" + id + "/", Status: http.StatusBadRequest, ContentType: "application/json", Body: `{"status_code":400,"code":100,"msg":"参数异常"}`})()
	}
	dies := w.tca.Inject(apitest.Fault{Method: http.MethodPut, Path: "/resolution/", After: 23, Acts: true, Drop: true})
	dead := w.tca.Inject(apitest.Fault{Method: http.MethodGet, Path: "/codelint/issues/", After: 50, Status: http.StatusBadGateway, ContentType: "text/html", Body: "down"})
	m := w.press(t, member, preview, "run/branch")
	text := m.PlainText()
	done, refused, untried, unknown := after(text, "Done ("), after(text, "Rejected by TCA ("), after(text, "Not attempted ("), after(text, "Unknown (")
	if len(refused) != 7 || !slices.Equal(slices.Sorted(slices.Values(refused)), slices.Sorted(slices.Values(ids[:7]))) {
		t.Errorf("rejected: %v", refused)
	}
	if len(done) != 23 || len(unknown) == 0 || len(unknown) > 6 || len(done)+len(refused)+len(untried)+len(unknown) != 50 {
		t.Errorf("%d done, %d rejected, %d not attempted, %d unknown\n%s", len(done), len(refused), len(untried), len(unknown), text)
	}
	want(t, m, "Resolve 50 issues as won't fix: 23 of 50 done", "Rejected by TCA: 参数异常", "TCA stopped responding")
	dies()
	dead()
	rest := w.press(t, member, m, "run/rest")
	want(t, rest, "No change needed") // those of which nobody knew were done
	before := w.tca.Count("/resolution/")
	want(t, w.press(t, member, rest, "run/branch"), "issues as won't fix")
	if n := w.tca.Count("/resolution/") - before; n != len(untried) {
		t.Errorf("%d requests for the %d that were not attempted", n, len(untried))
	}
	asked := map[string]int{}
	for _, r := range w.tca.Requests() {
		if strings.HasSuffix(r.Path, "/resolution/") {
			if asked[r.Path]++; asked[r.Path] > 1 {
				t.Errorf("asked twice: %s", r.Path)
			}
		}
	}
	w.clean(t)
}

// TestIssuesChangedMeanwhile: somebody assigns one of two issues before the button is pressed. It is left alone, with both
// values; the other one is done.
func TestIssuesChangedMeanwhile(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.login(t, admin, w.sample.Admin)
	ids := w.openIssues(t, 2)
	preview := w.say(t, member, "issue assign "+strings.Join(ids, ",")+" payments-api@master to:new.one")
	other := w.say(t, admin, "issue assign "+ids[0]+" payments-api@master to:other.one")
	want(t, w.press(t, admin, other, "run/assign"), "责任人改为 other.one")
	m := w.press(t, member, preview, "run/assign")
	want(t, m, "1 of 2 done", "Changed by someone else: now other.one, you wanted new.one")
	anyway := w.press(t, member, m, "run/anyway")
	want(t, anyway, "Assign 1 issue to new.one?", "other.one → new.one")
	want(t, w.press(t, member, anyway, "run/assign"), "Assigned 1 issue to new.one")

	// What somebody changed since is not undone either.
	want(t, w.press(t, member, m, "run/undo"), "Undid change")
	w.clean(t)
}

// TestUndoTooLate undoes after more than a day, and what somebody else did.
func TestUndoTooLate(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.login(t, admin, w.sample.Admin)
	id := w.openIssues(t, 1)[0]
	done := w.press(t, member, w.say(t, member, "issue severity "+id+" payments-api@master to:info"), "run/severity")
	want(t, done, "Changed the severity of 1 issue to info")
	want(t, w.say(t, admin, "undo 1"), "只有修改者本人可以撤销")
	w.later(25 * time.Hour)
	want(t, w.press(t, member, done, "run/undo"), "Changes can be undone for 24 hours")
	w.clean(t)
}

// TestIssueChangedOnce delivers and presses the same button several times, to two processes: TCA is asked once.
func TestIssueChangedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	id := w.openIssues(t, 1)[0]
	preview := w.say(t, member, "issue resolve "+id+" payments-api@master as:wontfix")
	gate := make(chan struct{})
	defer w.tca.Inject(apitest.Fault{Path: "/resolution/", Gate: gate})()
	first, err := w.slack.Click(deadline(t), member, preview.Ref(), "run/branch")
	if err != nil {
		t.Fatal(err)
	}
	w.until(t, "TCA is asked", func() bool { return w.tca.Count("/resolution/") == 1 })
	second, err := w.slack.Click(deadline(t), member, preview.Ref(), "run/branch")
	if err != nil {
		t.Fatal(err)
	}
	close(gate)
	want(t, w.answerTo(t, member, first), "Resolved 1 issue as won't fix")
	w.again(t, first)
	w.again(t, second)
	if n := w.tca.Count("/resolution/"); n != 1 {
		t.Errorf("TCA was asked %d times", n)
	}
}
