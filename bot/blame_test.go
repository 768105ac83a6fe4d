package bot_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// TestBlame: a message and its log line say whose fault it is, in either language: what was typed, a missing right, TCA,
// Slack or the bot's database. Each is told apart from all others.
func TestBlame(t *testing.T) {
	t.Parallel()
	said := map[string][2]string{ // by fault: what only its messages say
		"input":    {"Unknown value banana", "banana"},
		"access":   {"access", "权限"},
		"token":    {"TCA rejected your token", "令牌已失效"},
		"tca":      {"TCA", "TCA"},
		"slack":    {"Slack", "Slack"},
		"database": {"My database isn't responding", "机器人的数据库没有响应"},
	}
	for _, tt := range []struct {
		name, line  string
		fail        func(*testing.T, *world)
		says, fault string // fault is empty for an error that is not logged: the person can correct it
	}{
		{"a wrong value", "issues payments-api@master severity:banana", nil, "input", ""},
		{"TCA says 403", "repos bigteam", fromTCA(apitest.Fault{Status: 403}), "access", "access"},
		{"TCA says 404", "repos bigteam", fromTCA(apitest.Fault{Status: 404}), "access", "access"},
		{"TCA says 401", "repos bigteam", fromTCA(apitest.Fault{Status: 401}), "token", "access"},
		{"TCA fails", "repos bigteam", fromTCA(apitest.Fault{Status: 500}), "tca", "tca"},
		{"TCA is down", "repos bigteam", fromTCA(apitest.Down()), "tca", "tca"},
		{"TCA is slow", "repos bigteam", slow, "tca", "tca"},
		{"TCA answers with something else", "repos bigteam", fromTCA(apitest.Fault{Status: 200, Body: "<html>"}), "tca", "tca"},
		{"Slack fails", "digest add payments-api@master to:" + channelOf(general), func(_ *testing.T, w *world) {
			w.slack.Inject(bottest.Fault{Method: "conversations.info", Status: 500})
		}, "slack", "slack"},
		{"Slack lacks a permission", "digest add payments-api@master to:" + channelOf(general), func(_ *testing.T, w *world) {
			w.slack.Inject(bottest.Fault{Method: "conversations.info", Error: "missing_scope"})
		}, "slack", "slack"},
		{"the database is locked", "language en", locked, "database", "database"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.login(t, member, w.sample.Member)
			w.login(t, admin, w.sample.Admin)
			if tt.fail != nil {
				tt.fail(t, w)
			}
			before := w.log.String()
			want(t, w.say(t, member, tt.line), said[tt.says][0])
			answer := w.say(t, admin, tt.line)
			want(t, answer, said[tt.says][1])
			for fault, words := range said {
				if fault != tt.says && len(words[1]) > len("TCA") && contains(answer.PlainText(), words[1]) {
					t.Errorf("%s is blamed, too:\\n%s", fault, answer.PlainText())
				}
			}
			logged := strings.TrimPrefix(w.log.String(), before)
			if got := strings.Count(logged, `msg="command failed"`); tt.fault == "" && got != 0 || tt.fault != "" && strings.Count(logged, " fault="+tt.fault+" ") != 2 {
				t.Errorf("the log does not blame %q twice:\\n%s", tt.fault, logged)
			}
		})
	}
}

// fromTCA has TCA fail at the list of repositories.
func fromTCA(f apitest.Fault) func(*testing.T, *world) {
	return func(_ *testing.T, w *world) {
		f.Path = "/repos/"
		w.tca.Inject(f)
	}
}

// slow has TCA take longer than the bot waits. Only what follows has little time: a busy machine may not end the login.
func slow(t *testing.T, w *world) {
	t.Helper()
	w.times.Deadline = 2 * time.Second
	w.restart(t)
	fromTCA(apitest.Fault{Delay: time.Minute})(t, w)
}

// locked has another process write to the database until the test ends. Only what follows has little time, as in slow.
func locked(t *testing.T, w *world) {
	t.Helper()
	w.times.Query = time.Second
	w.restart(t)
	db, err := sql.Open("sqlite", "file:"+filepath.Join(w.dir, "bot.db")+"?_txlock=immediate&_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	tx, err := db.BeginTx(deadline(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tx.Rollback() })
}

func channelOf(id string) string { return "<#" + id + "|general>" }
