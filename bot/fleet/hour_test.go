package fleet

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/bot/store/storetest"
	"tcabot/commands/command"
	"tcabot/commands/follow"
	"tcabot/commands/locale"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"testing"
	"time"
)

// hour is an hour of a busy company on a fast clock: people follow branches, repositories and the whole team, scans
// are started all the time, and each is watched by somebody.
type hour struct {
	*port
	t        *testing.T
	speed    float64
	channels int
	follows  []follow.Follow
	random   *rand.Rand

	mu      sync.Mutex
	started map[int64][]int64 // jobs by repository
	watches int
}

// speedOf makes bots and TCA share a clock that is so many times as fast.
const speedOf, beganOf = "TCABOT_FLEET_SPEED", "TCABOT_FLEET_BEGAN"

// fastClock is such a clock.
func fastClock(began time.Time, speed float64) func() time.Time {
	return func() time.Time { return began.Add(time.Duration(float64(time.Since(began)) * speed)) }
}

// newHour makes the company before any bot is there.
func newHour(t *testing.T, database string, speed float64, repos, follows, channels int) *hour {
	t.Helper()
	began := time.Now().UTC().Truncate(time.Second)
	var owners []string
	for i := range 2 + repos/8 { // nobody watches more than twenty scans at once
		owners = append(owners, fmt.Sprintf("U0OWNER%03d", i+1))
	}
	h := &hour{
		port: furnished(t, database, fastClock(began, speed), owners, channels, repos), t: t, speed: speed, channels: channels,
		random: rand.New(rand.NewPCG(1, 2)), started: map[int64][]int64{},
	}
	h.env = append(h.env, speedOf+"="+strconv.FormatFloat(speed, 'f', -1, 64), beganOf+"="+strconv.FormatInt(began.UnixNano(), 10))
	for i := range follows {
		repo := h.repos[i%repos]
		to := target.Target{Org: "fleet", Team: "team", Repo: repo, Project: apitest.ProjectID(repo, 0, 0)}
		switch {
		case i%40 == 0:
			to.Repo, to.Project = 0, 0
		case i%4 == 0:
			to.Project = 0
		}
		h.follows = append(h.follows, h.follow(t, channel(i%channels), h.owners[i%len(h.owners)], to, began))
	}
	return h
}

// follow has somebody follow a target in a channel.
func (p *port) follow(t *testing.T, channel, owner string, to target.Target, since time.Time) follow.Follow {
	t.Helper()
	f, err := p.db.AddFollow(t.Context(), follow.Follow{
		Subscription: subscription.Subscription{
			Kind: subscription.Follow, Workspace: workspace, Channel: channel, Owner: owner, Target: to,
			Name: fmt.Sprint("follow of ", to.Repo), Language: locale.English, State: subscription.Active,
		},
		What: []follow.What{follow.ByAll}, Since: since,
	}, "")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// client is TCA as the one person sees it who may start scans.
func (p *port) client(t *testing.T) *api.Client {
	t.Helper()
	link, err := p.db.Link(t.Context(), command.Who{Workspace: workspace, User: p.owners[0]})
	if err != nil {
		t.Fatal(err)
	}
	c, err := api.New(api.Config{URL: p.tca.URL()})
	if err != nil {
		t.Fatal(err)
	}
	return c.As(link.Token, "")
}

// project is how the client names the only branch of a repository.
func project(repo int64) api.ProjectRef {
	return api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "fleet", Team: "team"}, ID: repo}, ID: apitest.ProjectID(repo, 0, 0)}
}

// scans starts so many scans at random within the time, and has somebody watch each of them in a channel where that is asked
// for: while TCA is down, nobody can.
func (h *hour) scans(ctx context.Context, n int, within time.Duration, watched bool) {
	h.t.Helper()
	plans := []apitest.Plan{{Opens: 2}, {Fixes: 2}, {Opens: 1, Severity: 1}, {Code: 211, Message: "pylint failed"}, {Code: 313}, {Code: 203, Message: "fatal: Could not read from remote repository."}}
	pause := time.Duration(float64(within) / h.speed / float64(n))
	tick := time.NewTicker(max(pause, time.Millisecond))
	defer tick.Stop()
	tca := h.client(h.t)
	for i := range n {
		repo := h.repos[h.random.IntN(len(h.repos))]
		branch := apitest.ProjectID(repo, 0, 0)
		plan := plans[h.random.IntN(len(plans))]
		plan.Initialising = 2 * time.Minute // time to watch it before it fails
		plan.Running = time.Duration(30+h.random.IntN(300)) * time.Second
		h.tca.Plan(branch, plan)
		who := i % len(h.owners)
		made, err := tca.StartScan(ctx, project(repo), api.StartOptions{Force: true})
		if err != nil {
			h.t.Errorf("start scan %d: %v", i, err)
			return
		}
		h.mu.Lock()
		h.started[repo] = append(h.started[repo], made.JobID)
		h.mu.Unlock()
		if !watched {
			h.pause(ctx, tick)
			continue
		}
		h.watches++
		if _, err := h.slack.Slash(ctx, h.owners[who], channel(i%h.channels), "/tca", fmt.Sprintf("watch %d fleet/team#%d/%d --here", made.JobID, repo, branch)); err != nil {
			h.t.Errorf("watch scan %d: %v", i, err)
			return
		}
		h.pause(ctx, tick)
	}
}

func (h *hour) pause(ctx context.Context, tick *time.Ticker) {
	select {
	case <-tick.C:
	case <-ctx.Done():
	}
}

// expected is how many ends of scans each follow has to tell.
func (h *hour) expected() map[int64]int {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := map[int64]int{}
	for _, f := range h.follows {
		for repo, jobs := range h.started {
			if f.Covers(repo, apitest.ProjectID(repo, 0, 0)) {
				all[f.ID] += len(jobs)
			}
		}
	}
	return all
}

var severalEnded = regexp.MustCompile(`: (\d+) scans ended`)

// endsIn is how many ends of scans a post is about.
func endsIn(text string) int {
	n := 1
	if several := severalEnded.FindStringSubmatch(text); several != nil {
		n, _ = strconv.Atoi(several[1])
	}
	return n
}

// posted counts the ends that each follow told, and the messages of watches with their replies.
func (h *hour) posted() (ends map[int64]int, posts, watches, replies int) {
	ends = map[int64]int{}
	for _, c := range h.slack.Channels(h.owners[0]) {
		for _, m := range h.slack.Messages(h.owners[0], c.ID) {
			var tag struct {
				Type    string            `json:"event_type"`
				Payload map[string]string `json:"event_payload"`
			}
			if json.Unmarshal(m.Metadata, &tag) != nil {
				continue
			}
			switch tag.Type {
			case "tcabot_follow":
				id, _ := strconv.ParseInt(tag.Payload["follow"], 10, 64)
				ends[id] += endsIn(m.PlainText())
				posts++
			case "tcabot_watch":
				watches++
			case "tcabot_watch_result":
				replies++
			}
		}
	}
	return ends, posts, watches, replies
}

// run is an hour: trouble comes after a third of it.
func (h *hour) run(n, bots int, trouble func(bots []*exec.Cmd) (mend func()), tcaDown bool) {
	t := h.t
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Duration(float64(3*time.Hour)/h.speed)+2*time.Minute)
	defer cancel()
	var ships []*exec.Cmd
	for range bots {
		ships = append(ships, h.ship(t))
	}
	h.connected(t, bots)
	before := h.tca.Received()
	began := time.Now()
	h.scans(ctx, n/3, 20*time.Minute, true)
	mend := func() {}
	if trouble != nil {
		mend = trouble(ships)
	}
	h.scans(ctx, n/3, 20*time.Minute, !tcaDown)
	mend()
	h.scans(ctx, n-2*(n/3), 20*time.Minute, true)
	asked, minutes := h.tca.Received()-before, time.Since(began).Minutes()*h.speed
	want := h.expected()
	defer func() {
		if t.Failed() {
			ends, posts, watches, replies := h.posted()
			left, err := h.db.CountWatches(context.WithoutCancel(t.Context()))
			t.Logf("%d ends of %d told in %d posts; %d messages of watches, %d replies, %d left (%v); %d requests to TCA", sumOf(ends), sumOf(want), posts, watches, replies, left, err, h.tca.Received()-before)
		}
	}()
	h.wait(t, "every end is told", patience, func() bool {
		ends, _, _, replies := h.posted()
		return sumOf(ends) >= sumOf(want) && replies >= h.watches
	})
	h.wait(t, "no watch is left", patience, func() bool { left, err := h.db.CountWatches(t.Context()); return err == nil && left == 0 })
	ends, posts, watches, replies := h.posted()
	for id, n := range want {
		if ends[id] != n {
			t.Errorf("follow %d told %d ends of %d", id, ends[id], n)
		}
	}
	if watches != h.watches || replies != h.watches {
		t.Errorf("%d watches: %d messages, %d replies", h.watches, watches, replies)
	}
	t.Logf("%d scans of %d repositories, %d follows: %d ends told in %d posts, %d watches; TCA was asked %.0f times a minute",
		n, len(h.repos), len(h.follows), sumOf(ends), posts, watches, float64(asked)/minutes)
	if problems := slices.DeleteFunc(h.slack.Problems(), func(s string) bool { return strings.Contains(s, "not acknowledged") }); len(problems) > 0 {
		t.Errorf("problems: %s", strings.Join(problems[:min(len(problems), 10)], "\n"))
	}
}

func sumOf(all map[int64]int) (n int) {
	for _, one := range all {
		n += one
	}
	return n
}

// TestAnHourOfScans tells every end exactly once, in an hour without trouble, in one in which TCA is down for twenty
// minutes, and in one in which one of two processes is killed.
func TestAnHourOfScans(t *testing.T) {
	t.Parallel()
	withoutRace(t)
	for name, tt := range map[string]struct {
		database func(testing.TB) string
		bots     int
		down     bool
		trouble  func(h *hour, bots []*exec.Cmd) (mend func())
	}{
		"quiet": {storetest.SQLite, 1, false, nil},
		"TCA is down for twenty minutes": {storetest.SQLite, 1, true, func(h *hour, _ []*exec.Cmd) func() {
			// People start scans all the same: their requests are let through.
			return h.tca.Inject(apitest.Fault{Path: "/", Status: 502, ContentType: "text/html", Body: "down", Method: http.MethodGet})
		}},
		"one of two processes is killed": {storetest.Postgres, 2, false, func(h *hour, bots []*exec.Cmd) func() {
			sink(h.t, bots[0])
			return func() {}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			speed, part := 40.0, 10
			if os.Getenv(inFull) == "hours" { // as large as described, and so slower and one after the other
				speed, part = 12, 1
			} else {
				t.Parallel()
			}
			h := newHour(t, tt.database(t), speed, 100/part, 300/part, 5+20/part)
			var trouble func([]*exec.Cmd) func()
			if tt.trouble != nil {
				trouble = func(bots []*exec.Cmd) func() { return tt.trouble(h, bots) }
			}
			h.run(200/part, tt.bots, trouble, tt.down)
		})
	}
}
