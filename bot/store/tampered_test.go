package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/storetest"
	"tcabot/commands/action"
	"tcabot/commands/change"
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/preview"
	"tcabot/commands/schedule"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// tenant is somebody with a row in every table that belongs to people, and the numbers of those rows.
type tenant struct {
	who                                              command.Who
	digest, follow, watch, action, question, notices int64
}

// due is when the digests and polls of tenants are.
var due = thursday.Add(24 * time.Hour)

func newTenant(t *testing.T, s *store.Store, w command.Who) tenant {
	t.Helper()
	ctx, n := t.Context(), tenant{who: w}
	var failed []error
	keep := func(err error) { failed = append(failed, err) }
	save(t, s, link(w))
	d := someDigest("C1")
	d.Workspace, d.Owner, d.Due = w.Workspace, w.User, due
	n.digest = add(t, s, d).ID
	run, err := s.DigestDelivery(ctx, n.digest)
	keep(err)
	keep(s.BeginPost(ctx, run, due, []change.Mark{mark(300, 1)}))
	f := someFollow("C1")
	f.Workspace, f.Owner = w.Workspace, w.User
	n.follow = addFollow(t, s, f).ID
	began := someWatch("C1", 7)
	began.Workspace, began.Owner = w.Workspace, w.User
	ofWatch, _, err := s.BeginWatch(ctx, began, "", enqueued(new(int)))
	keep(err)
	n.watch = ofWatch.ID
	a := someAction("k")
	a.Workspace, a.User = w.Workspace, w.User
	n.action = beginAction(t, s, a).ID
	g := someGate(gate.Scope{Target: target.Target{Org: "o", Team: "t", Repo: 3, Project: 300}}, gate.Limit{What: gate.New})
	g.Workspace = w.Workspace
	setGate(t, s, g)
	p := somePin(300, "p", 1)
	p.Workspace = w.Workspace
	_, err = s.SetPin(ctx, p)
	keep(err)
	n.question, err = s.AskPreview(ctx, preview.Question{Who: w, Message: preview.Message{Channel: "C1"}, Asked: due})
	keep(err)
	_, err = s.FirstPreview(ctx, w.Workspace, "C1", "line", due)
	keep(err)
	_, err = s.Greet(ctx, w.Workspace, "C1")
	keep(err)
	keep(s.SetPreviewChoice(ctx, w, "C1", preview.Always))
	keep(s.AddExport(ctx, store.Export{ID: w.Workspace, Who: w, Channel: "D1", Message: "1.2", Line: "repos", Generation: 1}, 1, time.Unix(1, 0)))
	keep(s.SetTarget(ctx, target.Subject{Workspace: w.Workspace, ID: w.User}, target.Target{Org: "o", Team: "t", Repo: 3, Project: 300}))
	keep(s.SetLanguage(ctx, w, "zh-CN"))
	keep(s.SetNames(ctx, w, []string{"a@example.com"}))
	keep(s.SetMentioned(ctx, w, true))
	keep(s.SaveVisit(ctx, target.Visitor{Who: w, Username: link(w).Username, Login: 1}, target.Visit{Target: target.Target{Org: "o", Team: "t", Repo: 3, Project: 300}, Name: "x", At: due}))
	if err := errors.Join(failed...); err != nil {
		t.Fatal(err)
	}
	return n
}

// notified is the tenant, who also uses what came with version 19 of the tables.
func (n tenant) notified(t *testing.T, s *store.Store) tenant {
	t.Helper()
	notify(t, s, n.who, true)
	if err := errors.Join(
		s.SaveHome(t.Context(), n.who, "D1"),
		s.SetQuiet(t.Context(), n.who, schedule.Quiet{From: schedule.At(22, 0), Until: schedule.At(8, 0), Zone: time.UTC, Chosen: true}),
	); err != nil {
		t.Fatal(err)
	}
	l := looks(t, s, thursday)[0]
	n.notices = l.ID
	list(t, s, l.ID, nil, branchOf("t", 300), branchOf("t", 310))
	finishLook(t, s, l, looked(300, 1, 2))
	p, err := s.AssignmentPost(t.Context(), l.ID, 1)
	if err == nil {
		err = s.BeginAssignmentPost(t.Context(), p, 1)
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

var address = regexp.MustCompile(`0xc[0-9a-f]+`)

// reads has what every method that reads says of a tenant, with its error.
func (n tenant) reads(ctx context.Context, s *store.Store) map[string]string {
	w, branch := n.who, target.Target{Org: "o", Team: "t", Repo: 3, Project: 300}
	all := map[string]string{}
	keep := func(name string) func(any, error) {
		return func(v any, err error) {
			all[name] = address.ReplaceAllString(fmt.Sprintf("%+v", v), "")
			if err != nil {
				all[name] = "error: " + err.Error()
			}
		}
	}
	keep("link")(s.Link(ctx, w))
	keep("profile")(s.Profile(ctx, w, "C1"))
	keep("target")(s.Target(ctx, target.Subject{Workspace: w.Workspace, ID: w.User}))
	keep("language")(s.Language(ctx, w))
	keep("digest")(s.Digest(ctx, w.Workspace, n.digest))
	keep("digests of the channel")(s.ChannelDigests(ctx, w.Workspace, "C1"))
	keep("own digests")(s.OwnDigests(ctx, w.Workspace, w.User))
	keep("delivery")(s.DigestDelivery(ctx, n.digest))
	keep("marks")(s.Marks(ctx, n.digest))
	keep("pending marks")(s.PendingMarks(ctx, n.digest))
	keep("follow")(s.Follow(ctx, w.Workspace, n.follow))
	keep("follows of the channel")(s.ChannelFollows(ctx, w.Workspace, "C1"))
	keep("own follows")(s.OwnFollows(ctx, w.Workspace, w.User))
	keep("post of a follow")(s.FollowPost(ctx, n.follow, 1))
	keep("subscription")(s.Subscription(ctx, subscription.Digest, w.Workspace, n.digest))
	keep("gates")(s.Gates(ctx, w.Workspace, "C1", branch))
	keep("gate")(s.Gate(ctx, w.Workspace, gate.Scope{Target: branch}))
	keep("pins")(s.Pins(ctx, w.Workspace, branch))
	keep("watch")(s.WatchState(ctx, n.watch))
	keep("watches of the channel")(s.WatchesIn(ctx, w.Workspace, "C1"))
	keep("own watches")(s.WatchesOf(ctx, w))
	keep("action")(s.Action(ctx, w.Workspace, n.action))
	keep("action by key")(s.ActionByKey(ctx, w, "k"))
	actions, total, err := s.Actions(ctx, action.Filter{Workspace: w.Workspace}, api.Window{Limit: 10})
	keep("actions")(fmt.Sprint(total, actions), err)
	keep("choice")(s.PreviewChoice(ctx, w, "C1"))
	keep("choices")(s.PreviewChoices(ctx, w))
	keep("previewed")(s.Previewed(ctx, w.Workspace, "C1", "line", due))
	keep("mentioned")(s.Mentioned(ctx, w))
	keep("people")(s.People(ctx, w.Workspace))
	keep("visits")(s.Visits(ctx, w, link(w).Username))
	keep("notices")(s.Notices(ctx, w))
	keep("quiet hours")(s.Quiet(ctx, w))
	home, at, err := s.Home(ctx, w)
	keep("home")(fmt.Sprint(home, at), err)
	keep("branches of the notices")(s.AssignmentBranches(ctx, n.notices, 10))
	keep("post of the notices")(s.AssignmentPost(ctx, n.notices, 1))
	return all
}

// errUndo undoes a claim.
var errUndo = errors.New("only tried")

// shared calls what looks at the rows of all people at once, and reports what it does for a tenant.
func (n tenant) shared(t *testing.T, s *store.Store, where string) {
	t.Helper()
	ctx := t.Context()
	var claimed []int64
	_, err := s.ClaimDigests(ctx, due, 10, func(_ context.Context, _ store.Tx, all []store.Occurrence) error {
		for _, o := range all {
			claimed = append(claimed, o.Digest)
		}
		return errUndo
	})
	if !errors.Is(err, errUndo) || !slices.Contains(claimed, n.digest) {
		t.Errorf("%s: another digest is not posted: %v, %v", where, claimed, err)
	}
	var owners []string
	_, err = s.ClaimPolls(ctx, time.Now().Add(time.Hour), span, 10, func(_ context.Context, _ store.Tx, all []store.Poll) error {
		for _, p := range all {
			owners = append(owners, p.Workspace)
		}
		return errUndo
	})
	if !errors.Is(err, errUndo) || !slices.Contains(owners, n.who.Workspace) {
		t.Errorf("%s: another follow is not looked after: %v, %v", where, owners, err)
	}
	var looks []int64
	_, err = s.ClaimAssignments(ctx, time.Now().Add(time.Hour), span, 10, func(_ context.Context, _ store.Tx, all []store.AssignmentLook) error {
		for _, l := range all {
			looks = append(looks, l.ID)
		}
		return errUndo
	})
	if n.notices != 0 && (!errors.Is(err, errUndo) || !slices.Contains(looks, n.notices)) {
		t.Errorf("%s: others are not told about their issues: %v, %v", where, looks, err)
	}
	dead, err := s.DeadExports(ctx, time.Unix(2, 0))
	if err != nil || !slices.ContainsFunc(dead, func(e store.Export) bool { return e.ID == n.who.Workspace }) {
		t.Errorf("%s: another export is not found: %v, %v", where, dead, err)
	}
	_, digests := s.CountDigests(ctx)
	_, follows := s.FollowCounts(ctx)
	_, watches := s.CountWatches(ctx)
	_, suspended := s.SuspendedOwners(ctx, subscription.ReasonSealed)
	if _, err := s.Reseal(ctx); err != nil && !errors.Is(err, command.ErrUnreadable) {
		t.Errorf("%s: reseal: %v", where, err)
	}
	if err := errors.Join(digests, follows, watches, suspended); err != nil {
		t.Errorf("%s: %v", where, err)
	}
}

// rubbish is what somebody may write into a column of an SQLite file, which takes any type in any column.
var rubbish = []any{`{"x":`, "\xff\xfe\x00", strings.Repeat("9,", 5000), int64(-1), int64(1) << 62}

// TestTamperedRows writes rubbish into each column of each row of one person, whatever tables and columns there are: nothing
// panics or hangs, and everybody else is served as before.
func TestTamperedRows(t *testing.T) {
	t.Parallel()
	url := storetest.SQLiteWithTables(t)
	s := open(t, url, seal.NewKey())
	reported := map[string]int{}
	s.ReportUnreadable(func(operation, row string) { reported[operation+" "+row]++ })
	victim, other := newTenant(t, s, ann).notified(t, s), newTenant(t, s, eve).notified(t, s)
	before, own := other.reads(t.Context(), s), victim.reads(t.Context(), s)
	for name, said := range own {
		if strings.HasPrefix(said, "error") {
			t.Fatalf("%s: %s", name, said)
		}
	}
	other.shared(t, s, "before")
	db := raw(t, url)
	db.SetMaxOpenConns(1)
	execute := func(query string, args ...any) {
		t.Helper()
		if _, err := db.ExecContext(t.Context(), query, args...); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	execute(`PRAGMA busy_timeout = 20000`)
	execute(`PRAGMA synchronous = off`)
	tables, columns := 0, 0
	for _, table := range lines(t, db, `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`) {
		id := rowOf(t, db, table, victim)
		if id == 0 {
			continue
		}
		tables++
		for _, column := range lines(t, db, `SELECT name FROM pragma_table_info('`+table+`') WHERE NOT (name = 'id' AND type = 'INTEGER')`) { // SQLite's own key takes numbers only
			columns++
			var was any
			if err := db.QueryRowContext(t.Context(), `SELECT "`+column+`" FROM `+table+` WHERE rowid = ?`, id).Scan(&was); err != nil {
				t.Fatal(err)
			}
			for i, bad := range rubbish {
				where := fmt.Sprintf("%s.%s = %.20q", table, column, fmt.Sprint(bad))
				execute(`UPDATE OR IGNORE `+table+` SET "`+column+`" = ? WHERE rowid = ?`, bad, id)
				victim.reads(t.Context(), s)
				other.shared(t, s, where)
				if i != columns%len(rubbish) { // what somebody reads of their own does not meet the row: to look now and then is enough
					continue
				}
				if d := cmp.Diff(before, other.reads(t.Context(), s)); d != "" {
					t.Errorf("%s: others read (-before +after):\n%s", where, d)
				}
			}
			execute(`UPDATE `+table+` SET "`+column+`" = ? WHERE rowid = ?`, was, id)
		}
	}
	if n := reported[fmt.Sprintf(`claim digests workspace="T1" id="%d" project="300" owner="U1"`, victim.digest)]; n != 1 {
		t.Errorf("the digest was reported %d times: %v", n, reported)
	}
	if tables < 22 || columns < 240 {
		t.Errorf("only %d tables with %d columns", tables, columns)
	}
	if d := cmp.Diff(own, victim.reads(t.Context(), s)); d != "" {
		t.Errorf("when all is put right:\n%s", d)
	}
}

// rowOf finds the row of a tenant in a table; 0 where it has none.
func rowOf(t *testing.T, db *sql.DB, table string, n tenant) (id int64) {
	t.Helper()
	for _, where := range []string{
		fmt.Sprintf("workspace = '%s'", n.who.Workspace), fmt.Sprintf("digest = %d", n.digest), fmt.Sprintf("follow = %d", n.follow), fmt.Sprintf("assignment = %d", n.notices),
	} {
		if err := db.QueryRowContext(t.Context(), `SELECT COALESCE(MAX(rowid), 0) FROM `+table+` WHERE `+where).Scan(&id); err == nil {
			return id
		}
	}
	return 0
}
