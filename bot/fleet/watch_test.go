package fleet

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"tcabot/bot/store/storetest"
	"testing"
	"time"
)

const watcher = "U0OWNER001"

// watched are the messages of watches that the person sees, and the replies to them.
func (p *port) watched(channel string) (messages, replies []bottest.Message) {
	for _, m := range p.slack.Messages(watcher, channel) {
		var tag struct {
			Type string `json:"event_type"`
		}
		_ = json.Unmarshal(m.Metadata, &tag)
		switch tag.Type {
		case "tcabot_watch":
			messages = append(messages, m)
		case "tcabot_watch_result":
			replies = append(replies, m)
		}
	}
	return messages, replies
}

// sees waits until a message of a watch says something.
func (p *port) sees(t *testing.T, channel, text string) {
	t.Helper()
	p.wait(t, "a watch that says "+text, patience, func() bool {
		all, _ := p.watched(channel)
		return len(all) > 0 && strings.Contains(all[len(all)-1].PlainText(), text)
	})
}

// scan starts a scan as a person does, told in the channel.
func (p *port) scan(t *testing.T, project int64, channel string) {
	t.Helper()
	var repo int64
	for _, id := range p.repos {
		if apitest.ProjectID(id, 0, 0) == project {
			repo = id
		}
	}
	ctx := t.Context()
	d, err := p.slack.Slash(ctx, watcher, channel, "/tca", fmt.Sprintf("scan fleet/team#%d/%d", repo, project))
	if err != nil {
		t.Fatal(err)
	}
	m, err := p.slack.WaitMessage(ctx, watcher, channel, func(m bottest.Message) bool { return m.EnvelopeID == d.EnvelopeID })
	if err != nil {
		t.Fatal(err)
	}
	if d, err = p.slack.Click(ctx, watcher, m.Ref(), "run/start_here"); err != nil {
		t.Fatalf("%v: %s", err, m.PlainText())
	}
	if _, err := p.slack.WaitMessage(ctx, watcher, channel, func(m bottest.Message) bool { return m.EnvelopeID == d.EnvelopeID }); err != nil {
		t.Fatal(err)
	}
}

// TestWatchOutlivesItsProcess kills the process that follows a scan, at each stage of it, and has another one go on: on
// SQLite one that is started then, on PostgreSQL one that ran all the time. The message ends right, once.
func TestWatchOutlivesItsProcess(t *testing.T) {
	t.Parallel()
	withoutRace(t)
	stages := map[string]func(t *testing.T, p *port, kill func()){
		"queued": func(t *testing.T, p *port, kill func()) {
			p.sees(t, channel(0), "scan waiting")
			kill()
		},
		"running": func(t *testing.T, p *port, kill func()) {
			p.later(20 * time.Second)
			p.sees(t, channel(0), "scan running")
			kill()
		},
		"storing": func(t *testing.T, p *port, kill func()) {
			p.later(36 * time.Second)
			p.sees(t, channel(0), "storing results")
			kill()
		},
		"before the last edit": func(t *testing.T, p *port, kill func()) {
			p.sees(t, channel(0), "scan waiting")
			held := make(chan struct{})
			defer close(held)
			defer p.tca.Inject(apitest.Fault{Path: "/scans/", Gate: held})()
			before := p.tca.Count("/scans/")
			p.later(2 * time.Minute)
			p.wait(t, "TCA is asked for the verdict", patience, func() bool { return p.tca.Count("/scans/") > before })
			kill()
		},
		"before the reply": func(t *testing.T, p *port, kill func()) {
			p.sees(t, channel(0), "scan waiting")
			defer p.slack.Inject(bottest.Fault{Method: "chat.postMessage", Status: 500})()
			p.later(2 * time.Minute)
			p.sees(t, channel(0), "new issues")
			kill()
		},
		"the answer to the reply is lost": func(t *testing.T, p *port, kill func()) {
			p.sees(t, channel(0), "scan waiting")
			defer p.slack.Inject(bottest.Fault{Method: "chat.postMessage", Drop: true, After: true})()
			p.later(2 * time.Minute)
			p.wait(t, "the reply", patience, func() bool { _, replies := p.watched(channel(0)); return len(replies) > 0 })
			kill()
		},
	}
	for engine, database := range map[string]func(testing.TB) string{"SQLite": storetest.SQLite, "PostgreSQL": storetest.Postgres} {
		for name, stage := range stages {
			t.Run(engine+"/"+name, func(t *testing.T) {
				t.Parallel()
				p := harbour(t, database(t), 0, 1, 1)
				first := p.ship(t)
				p.connected(t, 1)
				p.tca.Plan(apitest.ProjectID(p.repos[0], 0, 0), apitest.Plan{Opens: 4})
				p.scan(t, apitest.ProjectID(p.repos[0], 0, 0), channel(0))
				second := (*exec.Cmd)(nil)
				if engine == "PostgreSQL" {
					second = p.ship(t)
				}
				stage(t, p, func() { sink(t, first) })
				if second == nil {
					p.ship(t)
				}
				p.later(2 * time.Minute)
				p.sees(t, channel(0), "4 new issues")
				p.wait(t, "the reply", patience, func() bool { _, replies := p.watched(channel(0)); return len(replies) > 0 })
				p.wait(t, "the end of the watch", patience, func() bool { n, err := p.db.CountWatches(t.Context()); return err == nil && n == 0 })
				if all, replies := p.watched(channel(0)); len(all) != 1 || len(replies) != 1 {
					t.Errorf("%d messages and %d replies", len(all), len(replies))
				}
				if n := p.tca.Count("/scans/create/"); n != 1 {
					t.Errorf("TCA was asked %d times to start the scan", n)
				}
			})
		}
	}
}
