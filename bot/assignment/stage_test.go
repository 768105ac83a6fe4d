package assignment_test

import (
	"context"
	"fmt"
	"log/slog"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/secret"
	assigning "tcabot/bot/assignment"
	"tcabot/bot/deliver"
	"tcabot/bot/history"
	"tcabot/bot/jobs"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/storetest"
	subscriptions "tcabot/bot/subscription"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/schedule"
	"tcabot/commands/screen"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// username is that of the person in TCA: nobody's name in its data.
const username = "wang.fang"

var who = command.Who{Workspace: "T1", User: "U1"}

// desk keeps the jobs that are made, and the messages that are sent.
type desk struct {
	looks   []store.AssignmentLook
	posts   []int64
	notices []jobs.Notice

	sent    []deliver.Message
	refused error // of Slack
	lost    error // of Slack, which sends the message all the same
}

func (d *desk) LookAssigned(_ context.Context, _ store.Tx, due []store.AssignmentLook) error {
	d.looks = append(d.looks, due...)
	return nil
}

func (d *desk) TellAssigned(_ context.Context, _ store.Tx, id int64) error {
	d.posts = append(d.posts, id)
	return nil
}

func (d *desk) Notify(_ context.Context, _ store.Tx, notices []jobs.Notice) error {
	d.notices = append(d.notices, notices...)
	return nil
}

func (d *desk) Post(_ context.Context, m deliver.Message) (deliver.Ref, error) {
	if d.refused != nil {
		return deliver.Ref{}, d.refused
	}
	d.sent = append(d.sent, m)
	return deliver.Ref{Channel: "D" + m.Channel, TS: "5.0"}, d.lost
}

// Find implements the search by what was sent.
func (d *desk) Find(_ context.Context, of history.Search) (deliver.Ref, bool, error) {
	for _, m := range d.sent {
		if "D"+m.Channel == of.Channel && cmp.Equal(m.Metadata, of.Metadata) {
			return deliver.Ref{Channel: of.Channel, TS: "5.0"}, true, nil
		}
	}
	return deliver.Ref{}, false, nil
}

// slack is a workspace in which everybody lives in one zone.
type slack struct{ zone *time.Location }

func (slack) Channel(_ context.Context, _, id string) (screen.Channel, error) {
	return screen.Channel{ID: id, Joined: true}, nil
}

func (s slack) Refresh(ctx context.Context, id string) (screen.Channel, error) {
	return s.Channel(ctx, "", id)
}

func (s slack) Direct(ctx context.Context, w command.Who) (screen.Channel, error) {
	return s.Channel(ctx, "", "D"+w.User)
}
func (slack) Words(context.Context, command.Who) locale.Words { return locale.In(locale.English) }

func (s slack) Zone(context.Context, command.Who) (*time.Location, bool) {
	return s.zone, s.zone != nil
}

// stage is a person who is told about issues that are assigned to them.
type stage struct {
	*desk
	service *assigning.Service
	owners  *subscriptions.Service
	db      *store.Store
	tca     *apitest.Server
	admin   *api.Client
	token   string
	issues  []api.Issue // of the branch
	branch  api.ProjectRef
	now     time.Time
	job     int64
}

const (
	quick = 15 * time.Minute
	slow  = time.Hour
	lease = 2 * time.Minute
	doubt = 10 * time.Minute
)

func newStage(t *testing.T, budget int) *stage {
	t.Helper()
	s := &stage{desk: &desk{}, now: time.Date(2031, 3, 3, 9, 0, 0, 0, time.UTC)}
	var err error
	if s.tca, err = apitest.New(apitest.Options{Now: func() time.Time { return s.now }}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.tca.Close() })
	admin := s.furnish(t)
	box, err := seal.New(seal.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	if s.db, err = store.OpenLimited(t.Context(), storetest.SQLiteWithTables(t), box, time.Minute); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.db.Close() })
	s.connect(t)
	tca, err := api.New(api.Config{URL: s.tca.URL(), Timeout: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	s.admin = tca.As(secret.New(admin), "admin")
	people := slack{time.UTC}
	s.owners = subscriptions.New(subscriptions.Config{Doubt: doubt, Now: func() time.Time { return s.now }}, s.db, s.desk, s.desk, s.desk, people, slog.New(slog.DiscardHandler))
	s.service = assigning.New(assigning.Config{
		Command: "/tca", Quick: quick, Slow: slow, Budget: budget, Lease: lease, Pause: time.Second, Now: func() time.Time { return s.now },
	}, s.db, s.desk, s.desk, s.desk, s.owners, people, target.Finder{Settings: s.db, Site: tca.Site()}, tca, slog.New(slog.DiscardHandler))
	page, err := s.admin.Issues(t.Context(), s.branch, api.IssueFilter{State: []api.IssueState{api.IssueActive}, Order: []api.Order{api.OrderID}}, api.Window{Limit: 40})
	if err != nil {
		t.Fatal(err)
	}
	s.issues = page.Items
	if err := s.db.SetNotices(t.Context(), who, true, locale.English); err != nil {
		t.Fatal(err)
	}
	return s
}

// branches is how many branches the person's team has.
const branches = 12

// furnish makes a team in which nothing happens by itself.
func (s *stage) furnish(t *testing.T) (admin string) {
	t.Helper()
	s.token = s.tca.AddUser(apitest.User{Username: username, Nickname: "王芳", Token: "1a2b3c4d5e6f70819203a4b5c6d7e8f901234567"})
	admin = s.tca.AddUser(apitest.User{Username: "lead", Token: "ad0123456789abcdef0123456789abcdef012345"})
	s.tca.AddOrg(apitest.Org{SID: "acme", Name: "Acme", Admins: []string{"lead"}, Members: []string{username}})
	s.tca.AddTeam(apitest.Team{Org: "acme", Name: "pay", DisplayName: "Pay", Members: []string{username}})
	for i := range branches {
		repo := s.tca.AddRepo("acme", "pay", apitest.Repo{
			Name: fmt.Sprintf("repo-%d", i), URL: fmt.Sprintf("http://git.example.com/repo-%d", i), Creator: "lead", Created: s.now.Add(-time.Hour), ScannedAt: s.now.Add(-time.Hour),
			Branches: []apitest.Branch{{Name: "master", Schemes: []string{"默认方案"}}},
		})
		project := apitest.ProjectID(repo, 0, 0)
		s.tca.SetAnalysis(project, apitest.Analysis{Issues: 60, Scans: 3, Until: s.now.Add(-time.Hour)})
		s.branch = api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "acme", Team: "pay"}, ID: repo}, ID: project}
	}
	return admin
}

func (s *stage) connect(t *testing.T) {
	t.Helper()
	if _, err := s.db.SaveLink(t.Context(), command.Link{Who: who, Token: secret.New(s.token), Username: username, Linked: s.now}); err != nil {
		t.Fatal(err)
	}
}

// look makes the looks that are due, and reports whether there was one.
func (s *stage) look(t *testing.T) bool {
	t.Helper()
	s.looks = nil
	if err := s.service.Claim(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, l := range s.looks {
		if err := s.service.Work(jobs.Work{}).LookAssigned(t.Context(), l); err != nil {
			t.Fatal(err)
		}
	}
	return len(s.looks) > 0
}

// around makes the looks of a while, and tells what they find.
func (s *stage) around(t *testing.T, d time.Duration) {
	t.Helper()
	for end := s.now.Add(d); s.now.Before(end); s.now = s.now.Add(5 * time.Minute) {
		s.look(t)
		s.tell(t)
	}
}

// tell does the jobs that tell what was found, as an engine does.
func (s *stage) tell(t *testing.T) {
	t.Helper()
	all := s.posts
	s.posts = nil
	for _, id := range all {
		s.job++
		if err := s.post(t, id, s.job, nil); err != nil {
			t.Fatal(err)
		}
	}
}

func (s *stage) post(t *testing.T, id, job int64, end store.TxFunc) error {
	t.Helper()
	return s.service.Work(jobs.Work{}).TellAssigned(t.Context(), jobs.AssignmentPost{Assignment: id, Job: job, End: end})
}

// assign makes the person the author of issues.
func (s *stage) assign(t *testing.T, numbers ...int) {
	t.Helper()
	for _, n := range numbers {
		if _, err := s.admin.AssignIssue(t.Context(), s.issues[n].Ref(s.branch), username); err != nil {
			t.Fatal(err)
		}
	}
}

func (s *stage) quiet(t *testing.T, hours string) {
	t.Helper()
	from, until, _ := schedule.ReadQuiet(hours)
	if err := s.db.SetQuiet(t.Context(), who, schedule.Quiet{From: from, Until: until, Zone: time.UTC}); err != nil {
		t.Fatal(err)
	}
}

// suspended are the notices that say why.
func (s *stage) suspended(reason subscription.Reason) int {
	n := 0
	for _, one := range s.notices {
		if one.Subscription == subscription.Assignment && one.Reason == reason && one.Channel == who.User {
			n++
		}
	}
	return n
}
