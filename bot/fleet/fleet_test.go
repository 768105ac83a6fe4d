// Package fleet tests what only whole processes can: that one dies in the middle of its work, and that a thousand
// digests are due in the same minute. It has nothing but tests.
package fleet

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"tcabot/api/apitest"
	"tcabot/api/secret"
	"tcabot/bot"
	"tcabot/bot/bottest"
	"tcabot/bot/bottest/manifest"
	"tcabot/bot/config"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/schedule"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"testing"
	"time"

	"github.com/sethvargo/go-envconfig"
)

// asBot makes a process of this test's binary a bot.
const asBot = "TCABOT_FLEET_BOT"

func TestMain(m *testing.M) {
	if os.Getenv(asBot) != "" {
		os.Exit(runBot())
	}
	os.Exit(m.Run())
}

// second is what Slack's second is here: everything is due fifty times as fast.
const second = 20 * time.Millisecond

// hurried are the times of the bots: what production counts in minutes is seconds here.
func hurried() bot.Times {
	t := bot.Defaults()
	t.RateUnit, t.Socket.Stagger, t.Tick, t.JobPause, t.NoStagger = second, time.Millisecond, 200*time.Millisecond, 50*time.Millisecond, true
	t.Job, t.Rescue = 8*time.Second, 9*time.Second
	if file := os.Getenv(clockOf); file != "" {
		t.Now = jumpingClock(file)
	}
	if speed, err := strconv.ParseFloat(os.Getenv(speedOf), 64); err == nil {
		nanos, _ := strconv.ParseInt(os.Getenv(beganOf), 10, 64)
		return fast(t, time.Unix(0, nanos), speed)
	}
	t.Poll, t.Watch.Poll, t.Watch.Edit = 100*time.Millisecond, 100*time.Millisecond, 50*time.Millisecond
	t.Socket.Retry, t.Socket.Longest = second, 50*second
	t.Follow, t.FollowIdle, t.Lease = time.Second, 2*time.Second, 10*time.Second
	return t
}

// fast are the times of bots on a fast clock: what is compared with the clock stays as in production, and what the machine
// waits is shorter.
func fast(t bot.Times, began time.Time, speed float64) bot.Times {
	scaled := func(d time.Duration) time.Duration { return time.Duration(float64(d) / speed) }
	usual := bot.Defaults()
	t.Now = fastClock(began, speed)
	t.RateUnit, t.Tick, t.Poll = scaled(time.Second), scaled(usual.Tick), 100*time.Millisecond
	t.Watch = usual.Watch
	t.Watch.Poll = scaled(usual.Watch.Poll)
	return t
}

func runBot() int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	if os.Getenv(figuresOf) != "" {
		go reportFigures(os.Stdin, os.Stdout)
	}
	conf, err := config.Load(ctx, envconfig.OsLookuper())
	if err == nil {
		err = bot.Run(ctx, conf, hurried(), slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// port is a Slack, a TCA and a database with digests in it, before any bot is there.
type port struct {
	slack   *bottest.Server
	tca     *apitest.Server
	db      *store.Store
	env     []string
	due     time.Time
	digests []digest.Digest
	owners  []string
	targets []target.Target
	repos   []int64      // of the branches
	ahead   atomic.Int64 // how far the clock of TCA is ahead

	traffic sync.Mutex
	times   map[string][]time.Time // of the posts into each channel
}

const workspace = bottest.TeamID

// harbour makes so many digests in so many channels about so many branches, shared among two owners, all due in the same
// minute, which is just over.
func harbour(t *testing.T, database string, digests, channels, branches int) *port {
	t.Helper()
	p := furnished(t, database, time.Now, []string{"U0OWNER001", "U0OWNER002"}, channels, branches)
	for i := range digests {
		d, err := p.db.AddDigest(t.Context(), digest.Digest{
			Subscription: subscription.Subscription{Workspace: workspace, Channel: channel(i % channels), Owner: p.owners[i/branches%len(p.owners)], Target: p.targets[i%len(p.targets)], Name: fmt.Sprint("digest ", i), State: subscription.Active},
			When:         schedule.Schedule{At: schedule.At(p.due.Hour(), p.due.Minute()), Days: schedule.EveryDay, Zone: time.UTC},
			Due:          p.due,
		}, "")
		if err != nil {
			t.Fatal(err)
		}
		p.digests = append(p.digests, d)
	}
	return p
}

// furnished makes people, so many channels and so many branches, and TCA with a clock.
func furnished(t *testing.T, database string, now func() time.Time, owners []string, channels, branches int, change ...func(*bottest.Options)) *port {
	t.Helper()
	p := &port{due: time.Now().UTC().Truncate(time.Minute), owners: owners, times: map[string][]time.Time{}}
	options := bottest.Options{Scopes: scopes(t), OnTraffic: p.overheard}
	for _, f := range change {
		f(&options)
	}
	var err error
	if p.slack, err = bottest.New(options); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.slack.Close() })
	if p.tca, err = apitest.New(apitest.Options{Now: func() time.Time { return now().Add(time.Duration(p.ahead.Load())) }}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.tca.Close() })
	key := seal.NewKey()
	box, err := seal.New(key)
	if err != nil {
		t.Fatal(err)
	}
	if p.db, err = store.OpenLimited(t.Context(), database, box, time.Minute); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.db.Close() })
	p.targets = p.furnish(t, owners, channels, branches)
	p.env = append(os.Environ(), asBot+"=1", "SLACK_APP_TOKEN="+bottest.AppToken, "SLACK_BOT_TOKEN="+bottest.BotToken, "SLACK_API_URL="+p.slack.APIURL(),
		"TCA_URL="+p.tca.URL(), "DATABASE_URL="+database, "TOKEN_ENCRYPTION_KEY="+key.Reveal())
	return p
}

func channel(i int) string { return fmt.Sprintf("C0FLEET%03d", i) }

// overheard notes when posts come.
func (p *port) overheard(source string, raw []byte) {
	if source != "chat.postMessage" {
		return
	}
	if form, err := url.ParseQuery(string(raw)); err == nil {
		p.traffic.Lock()
		defer p.traffic.Unlock()
		to := form.Get("channel")
		p.times[to] = append(p.times[to], time.Now())
	}
}

// furnish makes people, channels, and analysed branches.
func (p *port) furnish(t *testing.T, owners []string, channels, branches int) []target.Target {
	t.Helper()
	var names []string
	for i, u := range owners {
		name := fmt.Sprint("owner", i)
		names = append(names, name)
		token := p.tca.AddUser(apitest.User{Username: name, Nickname: name})
		p.slack.AddUser(bottest.User{ID: u, Name: name})
		_, err := p.db.SaveLink(t.Context(), command.Link{
			Who: command.Who{Workspace: workspace, User: u}, Username: name, Token: secret.New(token), Linked: time.Now(),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for i := range channels {
		p.slack.AddChannel(bottest.Channel{ID: channel(i), Name: fmt.Sprint("fleet-", i), BotIn: true, Members: owners})
	}
	p.tca.AddOrg(apitest.Org{SID: "fleet", Name: "Fleet", Members: names})
	p.tca.AddTeam(apitest.Team{Org: "fleet", Name: "team", Admins: names[:1], Members: names})
	var targets []target.Target
	for i := range branches {
		repo := p.tca.AddRepo("fleet", "team", apitest.Repo{
			Name: fmt.Sprint("repo-", i), URL: fmt.Sprint("http://git.example.com/fleet/", i), Branches: []apitest.Branch{{Name: "master", Schemes: []string{"default"}}},
			ScannedAt: time.Now(), CodeLines: 4000,
		})
		p.repos = append(p.repos, repo)
		project := apitest.ProjectID(repo, 0, 0)
		p.tca.SetAnalysis(project, apitest.Analysis{Issues: 60, Scans: 12, Until: time.Now().Add(-time.Hour)}) // none by night
		targets = append(targets, target.Target{Org: "fleet", Team: "team", Repo: repo, Project: project})
	}
	return targets
}

func scopes(t *testing.T) []string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "manifest.yml"))
	if err != nil {
		t.Fatal(err)
	}
	all, err := manifest.Scopes(raw)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// ship starts a bot as a process of its own. It is ended with the test at the latest.
func (p *port) ship(t *testing.T, change ...func(*exec.Cmd)) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = slices.Clone(p.env)
	cmd.Stderr = &tail{t: t}
	for _, f := range change {
		f(cmd)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
	return cmd
}

// later puts the clock of TCA forward.
func (p *port) later(d time.Duration) { p.ahead.Add(int64(d)) }

// connected waits until so many bots have their connections.
func (p *port) connected(t *testing.T, bots int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := p.slack.WaitConnections(ctx, 2*bots); err != nil {
		t.Fatal(err)
	}
}

// sink kills a bot as a crash would.
func sink(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
}

// sinkGently stops a bot as an administrator would.
func sinkGently(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("a bot that was stopped: %v", err)
	}
}

// tail shows what a bot logs, when the test is verbose.
type tail struct{ t *testing.T }

func (l *tail) Write(b []byte) (int, error) {
	if testing.Verbose() {
		_, _ = os.Stderr.Write(b)
	}
	return len(b), nil
}

// arrived counts the posts of each digest, and finds the last one.
func (p *port) arrived() (posts map[string]int, details map[string]int, last time.Time) {
	posts, details = map[string]int{}, map[string]int{}
	for _, c := range p.slack.Channels("U0OWNER001") {
		for _, m := range p.slack.Messages("U0OWNER001", c.ID) {
			var tag struct {
				Type    string            `json:"event_type"`
				Payload map[string]string `json:"event_payload"`
			}
			if json.Unmarshal(m.Metadata, &tag) != nil {
				continue
			}
			switch tag.Type {
			case "tcabot_digest":
				posts[tag.Payload["digest"]+" "+tag.Payload["due"]]++
				if at := posted(m); at.After(last) {
					last = at
				}
			case "tcabot_digest_details":
				details[tag.Payload["digest"]+" "+tag.Payload["due"]]++
			}
		}
	}
	return posts, details, last
}

func posted(m bottest.Message) time.Time {
	var seconds, micro int64
	_, _ = fmt.Sscanf(m.TS, "%d.%d", &seconds, &micro)
	return time.Unix(seconds, micro*1000)
}

// until waits until so many digests have arrived.
func (p *port) until(t *testing.T, n int, patience time.Duration) {
	t.Helper()
	p.wait(t, fmt.Sprintf("%d of %d digests", n, len(p.digests)), patience, func() bool {
		posts, _, _ := p.arrived()
		return len(posts) >= n
	})
}

// done waits until every digest is noted as done.
func (p *port) done(t *testing.T, patience time.Duration) {
	t.Helper()
	left := append([]digest.Digest(nil), p.digests...)
	p.wait(t, "all digests done", patience, func() bool {
		for len(left) > 0 {
			run, err := p.db.DigestDelivery(t.Context(), left[0].ID)
			if err != nil || run.Done.Before(p.due) {
				return false
			}
			left = left[1:]
		}
		return true
	})
}

func (p *port) wait(t *testing.T, what string, patience time.Duration, is func() bool) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	end := time.After(patience)
	for !is() {
		select {
		case <-tick.C:
		case <-end:
			posts, _, _ := p.arrived()
			t.Fatalf("never: %s; %d arrived", what, len(posts))
		}
	}
}

// check prints the figures, and fails on a digest that is missing or came twice.
func (p *port) check(t *testing.T, began time.Time) {
	t.Helper()
	posts, details, last := p.arrived()
	twice := 0
	for _, all := range []map[string]int{posts, details} {
		for _, n := range all {
			twice += n - 1
		}
	}
	t.Logf("%d digests: %d arrived, %d with details, %d came twice, the last one %.1f s after the bots began", len(p.digests), len(posts), len(details), twice, last.Sub(began).Seconds())
	if len(posts) != len(p.digests) || twice > 0 {
		t.Errorf("%d arrived of %d, %d came twice", len(posts), len(p.digests), twice)
	}
	if problems := p.slack.Problems(); len(problems) > 0 {
		t.Errorf("problems: %s", strings.Join(problems, "\n"))
	}
}
