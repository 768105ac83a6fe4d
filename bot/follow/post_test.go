package follow_test

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/cached"
	"tcabot/api/secret"
	"tcabot/bot/deliver"
	following "tcabot/bot/follow"
	"tcabot/bot/history"
	"tcabot/bot/jobs"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/storetest"
	subscriptions "tcabot/bot/subscription"
	"tcabot/commands/command"
	"tcabot/commands/follow"
	"tcabot/commands/locale"
	"tcabot/commands/people"
	"tcabot/commands/schedule"
	"tcabot/commands/screen"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// desk keeps the jobs that are made, and the messages that are posted.
type desk struct {
	polls   []store.Poll
	posts   []int64
	notices []jobs.Notice

	sent    []deliver.Message
	refused error // of Slack
}

func (d *desk) Poll(_ context.Context, _ store.Tx, due []store.Poll) error {
	d.polls = append(d.polls, due...)
	return nil
}

func (d *desk) PostFollows(_ context.Context, _ store.Tx, follows []int64) error {
	d.posts = append(d.posts, follows...)
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
	return deliver.Ref{Channel: m.Channel, TS: "5.0"}, nil
}

// Find implements the search by what was sent.
func (d *desk) Find(_ context.Context, of history.Search) (deliver.Ref, bool, error) {
	for _, m := range d.sent {
		if m.Channel == of.Channel && m.Thread == of.Thread && cmp.Equal(m.Metadata, of.Metadata) {
			return deliver.Ref{Channel: m.Channel, TS: "5.0"}, true, nil
		}
	}
	return deliver.Ref{}, false, nil
}

// open is a directory of channels that anybody may post to.
type open struct{}

func (open) Channel(_ context.Context, _, id string) (screen.Channel, error) {
	return screen.Channel{ID: id, Joined: true}, nil
}

func (o open) Refresh(ctx context.Context, id string) (screen.Channel, error) {
	return o.Channel(ctx, "", id)
}

func (o open) Direct(ctx context.Context, w command.Who) (screen.Channel, error) {
	return o.Channel(ctx, "", "D"+w.User)
}
func (open) Words(context.Context, command.Who) locale.Words { return locale.In(locale.English) }

func (open) Zone(context.Context, command.Who) (*time.Location, bool) { return time.UTC, true }

// nobody agreed to be mentioned.
type nobody struct{}

func (nobody) In(context.Context, string, string) people.People { return people.People{} }

// stage is a follow of a branch whose scans end when a test says so.
type stage struct {
	*desk
	service *following.Service
	owners  *subscriptions.Service
	db      *store.Store
	tca     *apitest.Server
	starter *api.Client
	sample  apitest.Sampled
	now     time.Time
	lease   time.Duration
	follow  follow.Follow
}

const (
	quick = 20 * time.Second
	lease = 2 * time.Minute
	doubt = 10 * time.Minute
)

func newStage(t *testing.T, change func(*stage, *follow.Follow)) *stage {
	t.Helper()
	s := &stage{desk: &desk{}, lease: lease, now: time.Date(2031, 3, 3, 9, 0, 0, 0, time.UTC)}
	var err error
	if s.tca, err = apitest.New(apitest.Options{Now: func() time.Time { return s.now }}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.tca.Close() })
	s.sample = apitest.Sample(s.tca)
	box, err := seal.New(seal.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	if s.db, err = store.OpenLimited(t.Context(), storetest.SQLiteWithTables(t), box, time.Minute); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.db.Close() })
	who := command.Who{Workspace: "T1", User: "U1"}
	if _, err := s.db.SaveLink(t.Context(), command.Link{Who: who, Token: secret.New(s.sample.Member), Username: "tca_member", Linked: s.now}); err != nil {
		t.Fatal(err)
	}
	f := follow.Follow{
		Subscription: subscription.Subscription{
			Workspace: who.Workspace, Channel: "C1", Owner: who.User, Language: locale.English, State: subscription.Active, Name: "payments-api · master",
			Target: target.Target{Org: s.sample.Rich.Org, Team: s.sample.Rich.Team, Repo: s.sample.Rich.RepoID, Project: s.sample.Rich.ProjectID},
		},
		What: []follow.What{follow.ByAll}, Since: s.now,
	}
	if change != nil {
		change(s, &f)
	}
	if s.follow, err = s.db.AddFollow(t.Context(), f, ""); err != nil {
		t.Fatal(err)
	}
	s.starter = s.client(t, nil).As(secret.New(s.sample.Admin), "admin")
	s.owners = subscriptions.New(subscriptions.Config{Doubt: doubt, Now: func() time.Time { return s.now }, Policy: subscription.Policy{Guests: true, External: true}},
		s.db, s.desk, s.desk, s.desk, open{}, slog.New(slog.DiscardHandler))
	s.service = s.newService(t, s.desk)
	s.ask(t) // what ended before is not told
	return s
}

func (s *stage) client(t *testing.T, c api.Cache) *api.Client {
	t.Helper()
	tca, err := api.New(api.Config{URL: s.tca.URL(), Timeout: 10 * time.Second, Cache: c})
	if err != nil {
		t.Fatal(err)
	}
	return tca
}

// newService is a service that posts to a given Slack.
func (s *stage) newService(t *testing.T, slack following.Sender) *following.Service {
	t.Helper()
	return following.New(following.Config{Command: "/tca", Quick: quick, Slow: 3 * time.Minute, Lease: s.lease, Pause: time.Second, Now: func() time.Time { return s.now }},
		s.db, s.desk, slack, s.desk, s.owners, nobody{}, following.Clients{Live: s.client(t, nil), Shared: s.client(t, cached.New(cached.Config{TTL: time.Minute}))}, slog.New(slog.DiscardHandler))
}

// claim claims what is due.
func (s *stage) claim(t *testing.T) []store.Poll {
	t.Helper()
	s.polls = nil
	if err := s.service.Claim(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s.polls
}

// ask puts the questions once they are due.
func (s *stage) ask(t *testing.T) {
	t.Helper()
	s.now = s.now.Add(4 * time.Minute)
	for _, p := range s.claim(t) {
		if err := s.work().Poll(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
}

func (s *stage) work() jobs.Work { return s.service.Work(jobs.Work{}) }

// scan has a scan run and end.
func (s *stage) scan(t *testing.T, p apitest.SampleProject, plan apitest.Plan) {
	t.Helper()
	s.tca.Plan(p.ProjectID, plan)
	ref := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: p.Org, Team: p.Team}, ID: p.RepoID}, ID: p.ProjectID}
	if _, err := s.starter.StartScan(t.Context(), ref, api.StartOptions{Force: true}); err != nil {
		t.Fatal(err)
	}
	s.now = s.now.Add(2 * time.Minute)
}

// post does the job of a post, as an engine does.
func (s *stage) post(t *testing.T, job int64, end store.TxFunc) error {
	t.Helper()
	return s.work().PostFollow(t.Context(), jobs.FollowPost{Follow: s.follow.ID, Job: job, Created: time.Now(), End: end})
}

// TestKilledBetweenMarkAndPost has a process die at every point of a post: what it was about is posted once, by the job's next
// attempt.
func TestKilledBetweenMarkAndPost(t *testing.T) {
	died := errors.New("died")
	for _, tt := range []struct {
		name string
		die  func(*testing.T, *stage)
	}{
		{"before it posts", func(t *testing.T, s *stage) {
			s.refused = deliver.ErrUncertain // Slack did not get it
			if err := s.post(t, 1, nil); !errors.Is(err, deliver.ErrUncertain) {
				t.Fatal(err)
			}
			s.refused = nil
		}},
		{"after it posted", func(t *testing.T, s *stage) {
			if err := s.post(t, 1, func(context.Context, store.Tx) error { return died }); !errors.Is(err, died) {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newStage(t, nil)
			s.scan(t, s.sample.Rich, apitest.Plan{Opens: 2})
			s.ask(t)
			tt.die(t, s)
			s.scan(t, s.sample.Rich, apitest.Plan{Code: 211}) // meanwhile
			s.ask(t)
			if err := s.post(t, 1, nil); err != nil {
				t.Fatal(err)
			}
			if len(s.sent) != 1 {
				t.Fatalf("%d posts", len(s.sent))
			}
			for range 2 { // the job of the second scan, and one too many
				if err := s.post(t, 2, nil); err != nil {
					t.Fatal(err)
				}
			}
			if len(s.sent) != 2 || s.sent[1].Thread != "5.0" {
				t.Errorf("%d posts, the last one in thread %q", len(s.sent), s.sent[len(s.sent)-1].Thread)
			}
		})
	}
}

// TestTwoJobsAtOnce has another job take the same scans while one is about to post them: they are posted once.
func TestTwoJobsAtOnce(t *testing.T) {
	s := newStage(t, nil)
	s.scan(t, s.sample.Rich, apitest.Plan{Opens: 2})
	s.ask(t)
	late, err := s.db.FollowPost(t.Context(), s.follow.ID, 2)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.post(t, 1, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.db.BeginFollowPost(t.Context(), late, 2, ""); !errors.Is(err, subscription.ErrChanged) {
		t.Errorf("the other job may post: %v", err)
	}
	if err := s.post(t, 2, nil); err != nil || len(s.sent) != 1 {
		t.Errorf("%d posts, %v", len(s.sent), err)
	}
}

// TestKilledWhileAsking has a process die with a question: another one asks after the lease, and the former answer is void.
func TestKilledWhileAsking(t *testing.T) {
	s := newStage(t, nil)
	s.scan(t, s.sample.Rich, apitest.Plan{Opens: 2})
	s.now = s.now.Add(4 * time.Minute)
	dead := s.claim(t)
	if len(dead) != 1 || len(s.claim(t)) != 0 {
		t.Fatalf("claimed %+v", dead)
	}
	s.now = s.now.Add(lease + time.Second)
	alive := s.claim(t)
	if len(alive) != 1 {
		t.Fatalf("claimed %+v after the lease", alive)
	}
	for _, p := range []store.Poll{dead[0], alive[0], alive[0]} {
		if err := s.work().Poll(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.post(t, 1, nil); err != nil || len(s.sent) != 1 {
		t.Errorf("%d posts, %v", len(s.sent), err)
	}
	if n := s.service.Stats(); n.Ends != 1 || n.Posts != 1 || n.Questions == 0 || n.Delay < 0 {
		t.Errorf("figures: %+v", n)
	}
}

// TestChannelIsArchived suspends the follow, and posts what ended meanwhile once the channel is back, in one message.
func TestChannelIsArchived(t *testing.T) {
	s := newStage(t, nil)
	s.scan(t, s.sample.Rich, apitest.Plan{Opens: 2})
	s.ask(t)
	s.refused = errors.Join(deliver.ErrTarget, &deliver.Error{Code: "is_archived"})
	if err := s.post(t, 1, nil); err != nil {
		if _, again := errors.AsType[jobs.SnoozeError](err); !again {
			t.Fatal(err)
		}
	}
	got, err := s.db.Follow(t.Context(), "T1", s.follow.ID)
	if err != nil || got.State != subscription.Suspended || got.Reason != subscription.ReasonArchived || len(s.notices) != 1 || s.notices[0].Subscription != subscription.Follow {
		t.Fatalf("%s for %q, notices %+v, %v", got.State, got.Reason, s.notices, err)
	}
	if err := s.post(t, 1, nil); err != nil {
		t.Fatal(err)
	}
	s.scan(t, s.sample.Rich, apitest.Plan{Code: 211})
	s.refused, s.posts = nil, nil
	if err := s.owners.ChannelChanged(t.Context(), "T1", "C1", ""); err != nil {
		t.Fatal(err)
	}
	s.ask(t)
	if len(s.posts) == 0 {
		t.Fatal("nothing looks at what waits")
	}
	if err := s.post(t, 2, nil); err != nil || len(s.sent) != 1 {
		t.Errorf("%d posts, %v", len(s.sent), err)
	}
}

// TestTargetIsGone suspends the follow of a branch that is no longer analysed, when that is so for long.
func TestTargetIsGone(t *testing.T) {
	s := newStage(t, func(s *stage, f *follow.Follow) {
		f.Target = target.Target{Org: s.sample.Left.Org, Team: s.sample.Left.Team, Repo: s.sample.Left.RepoID, Project: s.sample.Left.ProjectID}
	})
	for range 2 {
		if got, err := s.db.Follow(t.Context(), "T1", s.follow.ID); err != nil || got.State != subscription.Active {
			t.Fatalf("suspended at once: %+v, %v", got, err)
		}
		s.ask(t)
	}
	s.now = s.now.Add(doubt)
	s.ask(t)
	if got, err := s.db.Follow(t.Context(), "T1", s.follow.ID); err != nil || got.Reason != subscription.ReasonTarget {
		t.Errorf("suspended for %q, %v", got.Reason, err)
	}
}

// newProject registers a repository with a branch that was never scanned.
func (s *stage) newProject() apitest.SampleProject {
	repo := s.tca.AddRepo(s.sample.Org, s.sample.Team, apitest.Repo{
		Name: "brand-new", URL: "http://git.example.com/brand-new", Creator: "tca_admin", Branches: []apitest.Branch{{Name: "main", Schemes: []string{"默认方案"}}},
	})
	project := apitest.SampleProject{Org: s.sample.Org, Team: s.sample.Team, RepoID: repo, ProjectID: apitest.ProjectID(repo, 0, 0)}
	s.tca.SetAnalysis(project.ProjectID, apitest.Analysis{NeverScanned: true})
	return project
}

// TestNewRepository follows a team: the first scan of a repository that is registered later is posted, however short it is.
func TestNewRepository(t *testing.T) {
	s := newStage(t, func(_ *stage, f *follow.Follow) { f.Target.Project, f.Target.Repo = 0, 0 })
	s.now = s.now.Add(time.Minute)
	project := s.newProject()
	s.scan(t, project, apitest.Plan{Code: 211})
	s.ask(t)
	if err := s.post(t, 1, nil); err != nil {
		t.Fatal(err)
	}
	if len(s.sent) != 1 || !strings.Contains(s.sent[0].Message.Text(), "brand-new") {
		t.Errorf("sent %+v", s.sent)
	}
}

// TestQuestions counts what following costs: one question about a team of 137 repositories, one for several follows of a
// repository; quick while a followed scan runs, else ever slower.
func TestQuestions(t *testing.T) {
	for _, tt := range []struct {
		name  string
		also  func(*follow.Follow)
		polls int
		runs  int // scans that run in what is followed, each asked about by itself
	}{
		{"a branch and its repository", func(f *follow.Follow) { f.Target.Project = 0 }, 1, 2},
		{"a branch and its team", func(f *follow.Follow) { f.Target.Project, f.Target.Repo = 0, 0 }, 1, 2},
		{"a branch and another repository", func(f *follow.Follow) { f.Target.Project = 0; f.Target.Repo += 2 }, 2, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newStage(t, nil)
			more := s.follow
			tt.also(&more)
			if _, err := s.db.AddFollow(t.Context(), more, ""); err != nil {
				t.Fatal(err)
			}
			for range 3 { // the other branches are looked at once
				s.ask(t)
			}
			before := s.service.Stats().Questions
			s.ask(t)
			if n := s.service.Stats().Questions - before; n != int64(tt.polls+tt.runs) || len(s.polls) != tt.polls {
				t.Errorf("%d requests for %d polls, want %d and %d", n, len(s.polls), tt.polls, tt.runs)
			}
		})
	}
}

// TestInterval has the questions follow a scan quickly, and slow down after it.
func TestInterval(t *testing.T) {
	s := newStage(t, nil)
	wait := func() time.Duration {
		t.Helper()
		s.now = s.now.Add(time.Hour)
		due := s.claim(t)
		if err := s.work().Poll(t.Context(), due[0]); err != nil {
			t.Fatal(err)
		}
		due[0].Round++ // it was finished
		start, err := s.db.StartPoll(t.Context(), due[0])
		if err != nil {
			t.Fatal(err)
		}
		return start.Wait
	}
	var quiet []time.Duration
	for range 4 {
		quiet = append(quiet, wait())
	}
	if quiet[3] != 3*time.Minute || quiet[0] >= quiet[1] && quiet[1] != 3*time.Minute {
		t.Errorf("while nothing runs it waits for %v", quiet)
	}
	s.scan(t, s.sample.Rich, apitest.Plan{Running: 2 * time.Hour})
	if got := wait(); got != quick {
		t.Errorf("while a scan runs it waits for %v", got)
	}
	s.now = s.now.Add(2 * time.Hour)
	if a, b := wait(), wait(); a != 2*quick || b != 4*quick {
		t.Errorf("after it ended it waits for %v, then %v", a, b)
	}
}

// TestFiguresAreAwaited has the analysis service not list a scan that has ended: it is posted once its figures are there or,
// after some minutes, without them.
func TestFiguresAreAwaited(t *testing.T) {
	for _, tt := range []struct {
		name  string
		empty int // answers without the scan
		wait  time.Duration
		want  string
	}{
		{"listed later", 4, time.Minute, "2 new issues"},
		{"never listed", 100, time.Hour, "no figures"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newStage(t, func(_ *stage, f *follow.Follow) {
				f.What = []follow.What{follow.ByFailed, follow.ByNew}
			})
			post := func() {
				t.Helper()
				err := s.post(t, 1, nil)
				if _, again := errors.AsType[jobs.SnoozeError](err); err != nil && !again {
					t.Fatal(err)
				}
			}
			s.tca.Inject(apitest.Fault{
				Path: "/projects/" + strconv.FormatInt(s.sample.Rich.ProjectID, 10) + "/scans/", User: "tca_member", Times: tt.empty, Status: 200, ContentType: "application/json",
				Body: `{"data":{"count":0,"next":null,"previous":null,"results":[]},"code":0,"msg":"请求成功","status_code":200}`,
			})
			s.scan(t, s.sample.Rich, apitest.Plan{Opens: 2, Severity: 1})
			s.ask(t)
			for range 2 {
				post()
			}
			if len(s.sent) != 0 {
				t.Fatalf("it did not wait: %+v", s.sent)
			}
			s.now = s.now.Add(tt.wait)
			for range 2 {
				post()
			}
			if len(s.sent) != 1 || !strings.Contains(s.sent[0].Message.Text(), tt.want) {
				t.Errorf("%d posts: %+v", len(s.sent), s.sent)
			}
		})
	}
}

// forgetful is a Slack in which the message of a thread was deleted, and which does not confirm the first post to the channel.
type forgetful struct {
	*desk
	unsure bool
}

func (f *forgetful) Post(ctx context.Context, m deliver.Message) (deliver.Ref, error) {
	if m.Thread != "" {
		return deliver.Ref{}, &deliver.Error{Method: "chat.postMessage", Code: "thread_not_found"}
	}
	at, err := f.desk.Post(ctx, m)
	if f.unsure && err == nil {
		f.unsure = false
		return deliver.Ref{}, deliver.ErrUncertain
	}
	return at, err
}

// TestUnsureBesideADeletedThread has somebody delete the first message of a thread, and Slack not confirm the post that goes to
// the channel instead: it is found there, and not posted twice.
func TestUnsureBesideADeletedThread(t *testing.T) {
	s := newStage(t, nil)
	s.scan(t, s.sample.Rich, apitest.Plan{Opens: 2})
	s.ask(t)
	if err := s.post(t, 1, nil); err != nil {
		t.Fatal(err)
	}
	s.scan(t, s.sample.Rich, apitest.Plan{Opens: 2})
	s.ask(t)
	slack := &forgetful{s.desk, true}
	s.service = s.newService(t, slack)
	post := func() error { return s.post(t, 2, nil) }
	if err := post(); !errors.Is(err, deliver.ErrUncertain) {
		t.Fatal(err)
	}
	if err := post(); err != nil {
		t.Fatal(err)
	}
	if len(s.sent) != 2 {
		t.Errorf("%d posts about two scans", len(s.sent))
	}
}

// TestSlowRound has TCA not answer for one of the repositories of a team in time: what ended in those before it is posted, and
// the next question is put at once.
func TestSlowRound(t *testing.T) {
	s := newStage(t, func(_ *stage, f *follow.Follow) { f.Target.Project, f.Target.Repo = 0, 0 })
	project := s.newProject()
	s.ask(t)
	s.lease = 10 * time.Second // of which a round takes half: enough to read one branch on a busy machine
	s.service = s.newService(t, s.desk)
	hang := make(chan struct{})
	defer s.tca.Inject(apitest.Fault{Path: "/repos/" + strconv.FormatInt(s.sample.Rich.RepoID, 10) + "/projects/", User: "tca_member", Gate: hang})()
	defer close(hang)
	s.scan(t, project, apitest.Plan{Code: 211})
	s.scan(t, s.sample.Rich, apitest.Plan{Code: 211})
	s.posts = nil
	s.ask(t)
	if len(s.posts) == 0 || len(s.claim(t)) != 1 {
		t.Errorf("posts %v, questions %+v", s.posts, s.polls)
	}
}

// TestRefusedPart has TCA refuse the jobs of a branch and answer for its repository: the follow is suspended in the end.
func TestRefusedPart(t *testing.T) {
	s := newStage(t, nil)
	refused := apitest.Fault{Path: "/projects/" + strconv.FormatInt(s.sample.Rich.ProjectID, 10) + "/jobs/", User: "tca_member", Status: 403, ContentType: "application/json", Body: `{"code":-1,"msg":"no permission"}`}
	defer s.tca.Inject(refused)()
	s.scan(t, s.sample.Rich, apitest.Plan{Code: 211})
	for range 5 {
		s.ask(t)
	}
	if got, err := s.db.Follow(t.Context(), "T1", s.follow.ID); err != nil || got.Reason != subscription.ReasonRights {
		t.Errorf("it is %s for %q, %v", got.State, got.Reason, err)
	}
}

// TestQuietHours: a post in the direct message of its owner waits for the end of their quiet hours, with what ends meanwhile. A
// post in a channel does not.
func TestQuietHours(t *testing.T) {
	for channel, held := range map[string]bool{"DU1": true, "C1": false} {
		t.Run(channel, func(t *testing.T) {
			s := newStage(t, func(_ *stage, f *follow.Follow) { f.Channel = channel })
			quiet := schedule.Quiet{From: schedule.At(s.now.Hour(), 0), Until: schedule.At(s.now.Hour()+3, 0), Zone: time.UTC}
			if err := s.db.SetQuiet(t.Context(), command.Who{Workspace: "T1", User: "U1"}, quiet); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				s.scan(t, s.sample.Rich, apitest.Plan{Opens: 2})
				s.ask(t)
				if _, later := errors.AsType[jobs.SnoozeError](s.post(t, 1, nil)); later != held {
					t.Errorf("held: %t", later)
				}
			}
			s.now = s.now.Add(3 * time.Hour)
			if err := s.post(t, 1, nil); err != nil {
				t.Fatal(err)
			}
			if want := map[bool]int{true: 1, false: 2}[held]; len(s.sent) != want {
				t.Errorf("%d posts, want %d", len(s.sent), want)
			}
		})
	}
}
