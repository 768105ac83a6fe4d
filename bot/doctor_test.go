package bot_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot"
	"tcabot/bot/bottest"
	"tcabot/bot/bottest/manifest"
	"tcabot/bot/seal"
	"tcabot/bot/store/storetest"
	"tcabot/commands/doctor"
	"tcabot/commands/locale"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
)

// administered makes the admin an administrator of the bot.
func administered(w *world) {
	w.env["ADMIN_USERS"] = admin
	w.times.Presence = 50 * time.Millisecond
}

// examined is what the command line finds about a world, as text.
func (w *world) examined(t *testing.T, change func(env map[string]string)) ([]doctor.Finding, string) {
	t.Helper()
	env := map[string]string{}
	if change != nil {
		change(env)
	}
	found := bot.Examine(deadline(t), w.configured(t, env), w.times)
	var text strings.Builder
	if err := doctor.WriteText(&text, locale.In(locale.English), found); err != nil {
		t.Fatal(err)
	}
	return found, text.String()
}

// TestDoctor: an installation in which all is well, examined by the command and from the command line, has nothing to mend.
func TestDoctor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, administered)
	w.login(t, member, w.sample.Member)
	w.logged(t, "msg=connected")
	w.until(t, "the process is noted with its connections", func() bool {
		found, text := w.examined(t, nil)
		return doctor.Worst(found) == doctor.Good && strings.Contains(text, "2 open connections to Slack")
	})
	_, text := w.examined(t, nil)
	for _, part := range []string{
		"The bot is tca in the workspace Example.", "SLACK_APP_TOKEN opens connections.", "Slack accepts the layout", "has all scopes of the manifest",
		"Slack counts no connections of the app but those", "TCA doesn't tell its version", "is reached directly", "agrees with that of",
		"SQLite, with tables of version", "1 token is encrypted with the first key", " ready to run, ",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is missing in\n%s", part, text)
		}
	}
	want(t, w.say(t, admin, "doctor"), "一切正常", "机器人 tca 已安装在工作区 Example", "条消息等待发送到 Slack", "本频道没有自动推送")
	if strings.Contains(w.log.String(), "does not work") || strings.Contains(w.log.String(), "needs attention") {
		t.Errorf("the log complains:\n%s", w.log)
	}
}

// TestDoctorFaults: each thing that is wrong is found, with what to do about it, and nothing secret is printed.
func TestDoctorFaults(t *testing.T) {
	t.Parallel()
	refusing := "http://127.0.0.1:1"
	for name, tt := range map[string]struct {
		world func(*world)
		env   func(t *testing.T, w *world, env map[string]string)
		want  []string
		state doctor.State
	}{
		"bot token": {
			env:   func(_ *testing.T, _ *world, env map[string]string) { env["SLACK_BOT_TOKEN"] = "xoxb-wrong" },
			want:  []string{"✗ slack     Slack rejects SLACK_BOT_TOKEN: invalid_auth", "→ Copy the bot token again"},
			state: doctor.Bad,
		},
		"installed in an organization": {
			world: func(w *world) { w.slack.InstallInOrganization(organization) },
			want:  []string{"✗ slack     The Slack app is installed in all of Example", "→ Install it in one workspace"},
			state: doctor.Bad,
		},
		"app token": {
			env:   func(_ *testing.T, _ *world, env map[string]string) { env["SLACK_APP_TOKEN"] = "xapp-wrong" },
			want:  []string{"✗ slack     Slack rejects SLACK_APP_TOKEN: invalid_auth", "connections:write"},
			state: doctor.Bad,
		},
		"required scope": {
			world: func(w *world) { w.slack.RevokeScope("files:write") },
			want:  []string{"✗ slack     The Slack app lacks the scope files:write, for sending CSV files", "reinstall the app"},
			state: doctor.Bad,
		},
		"optional scope": {
			world: func(w *world) { w.slack.RevokeScope("links:write") },
			want:  []string{"⚠ slack     The Slack app lacks the scope links:write"},
			state: doctor.Warning,
		},
		"TCA refuses connections": {
			env:   func(_ *testing.T, _ *world, env map[string]string) { env["TCA_URL"] = refusing },
			want:  []string{"✗ tca       127.0.0.1:1 can't be reached: connection refused", "Nothing listens there"},
			state: doctor.Bad,
		},
		"TCA is broken": {
			world: func(w *world) { w.tca.Inject(apitest.Fault{Status: http.StatusBadGateway}) },
			want:  []string{"answers with HTTP 502", "Ask your TCA administrator"},
			state: doctor.Bad,
		},
		"no TCA": {
			env: func(_ *testing.T, w *world, env map[string]string) {
				env["TCA_URL"] = strings.TrimSuffix(w.slack.APIURL(), "/api/")
			},
			want:  []string{"which TCA wouldn't", "Check TCA_URL"},
			state: doctor.Bad,
		},
		"no database yet": {
			env: func(_ *testing.T, w *world, env map[string]string) {
				env["DATABASE_URL"] = "sqlite://" + filepath.Join(w.dir, "none.db")
			},
			want:  []string{"✗ database", "there is no file", "none.db yet"},
			state: doctor.Bad,
		},
		"another key": {
			env: func(_ *testing.T, _ *world, env map[string]string) {
				env["TOKEN_ENCRYPTION_KEY"] = seal.NewKey().Reveal()
			},
			want:  []string{"✗ keys      1 token can't be read: no configured key encrypted it", "TOKEN_ENCRYPTION_KEY"},
			state: doctor.Bad,
		},
		"former key": {
			env: func(t *testing.T, w *world, env map[string]string) {
				t.Helper()
				key, err := os.ReadFile(filepath.Join(w.dir, "bot.key"))
				if err != nil {
					t.Fatal(err)
				}
				env["TOKEN_ENCRYPTION_KEY"] = seal.NewKey().Reveal() + "," + string(key)
			},
			want:  []string{"⚠ keys      1 token is encrypted with another configured key", "Keep those keys"},
			state: doctor.Warning,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(w *world) {
				administered(w)
				w.times.JobPause = time.Second
			})
			w.login(t, member, w.sample.Member)
			if tt.world != nil {
				tt.world(w)
			}
			found, text := w.examined(t, func(env map[string]string) {
				if tt.env != nil {
					tt.env(t, w, env)
				}
			})
			if got := doctor.Worst(found); got != tt.state {
				t.Errorf("the worst is %s, want %s", got, tt.state)
			}
			for _, part := range tt.want {
				if !strings.Contains(text, part) {
					t.Errorf("%q is missing in\n%s", part, text)
				}
			}
			for _, secret := range []string{w.sample.Member, bottest.BotToken, bottest.AppToken} {
				if strings.Contains(text, secret) {
					t.Errorf("a token is in\n%s", text)
				}
			}
		})
	}
}

// TestDoctorChangesNothing: it makes neither a database nor a key.
func TestDoctorChangesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, administered)
	dir := t.TempDir()
	for _, file := range []string{"none.db", "keyless.db"} {
		if file == "keyless.db" {
			storetest.CreateFile(t, filepath.Join(dir, file))
		}
		found, text := w.examined(t, func(env map[string]string) { env["DATABASE_URL"] = "sqlite://" + filepath.Join(dir, file) })
		if doctor.Worst(found) != doctor.Bad {
			t.Errorf("%s: all is well:\n%s", file, text)
		}
	}
	for _, file := range []string{"none.db", "none.key", "keyless.key"} {
		if _, err := os.Stat(filepath.Join(dir, file)); !os.IsNotExist(err) {
			t.Errorf("%s was made (%v)", file, err)
		}
	}
}

// TestDoctorAdmins: nobody else is told anything.
func TestDoctorAdmins(t *testing.T) {
	t.Parallel()
	w := newWorld(t, administered)
	m := w.say(t, member, "doctor")
	want(t, m, "Only administrators of this bot", "ADMIN_USERS")
	if strings.Contains(m.PlainText(), "SQLite") || w.say(t, admin, "doctor").For == "" {
		t.Errorf("it is not for the administrator alone: %s", m.PlainText())
	}
}

// TestDoctorForeign: a connection of the app that belongs to no known process is found, in the log, too; that of a replica is
// not.
func TestDoctorForeign(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) {
		administered(w)
		other := slack.New(bottest.BotToken, slack.OptionAppLevelToken(bottest.AppToken), slack.OptionAPIURL(w.slack.APIURL()))
		_, address, err := other.StartSocketModeContext(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ws, resp, err := websocket.DefaultDialer.DialContext(t.Context(), address, nil)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		t.Cleanup(func() { _ = ws.Close() })
		w.others = 1
		// Of two that open at once, the greetings may be read in another order than Slack counted in. Then the process hears of
		// the foreign one when Slack next has it open a connection: hours later.
		w.own, w.env["SLACK_CONNECTIONS"] = 1, "1"
	})
	w.logged(t, "another program uses the same app")
	_, text := w.examined(t, nil)
	if !strings.Contains(text, "Slack counts 2 connections of the app, but the processes above have 1") {
		t.Errorf("not found in\n%s", text)
	}
}

// TestDoctorTwins: two processes know each other's connections, and one that ends is forgotten at once.
func TestDoctorTwins(t *testing.T) {
	t.Parallel()
	w, stop := twins(t)
	look := func() string {
		_, text := w.examined(t, func(env map[string]string) {
			env["DATABASE_URL"], env["TOKEN_ENCRYPTION_KEY"] = w.env["DATABASE_URL"], w.env["TOKEN_ENCRYPTION_KEY"]
		})
		return text
	}
	w.until(t, "both processes are noted with their connections", func() bool {
		text := look()
		return strings.Count(text, "2 open connections") == 2 && strings.Contains(text, "no connections of the app but those")
	})
	stop()
	if text := look(); !strings.Contains(text, "No running bot uses this database") {
		t.Errorf("a process is left:\n%s", text)
	}
}

// TestDoctorLostDatabase: without a database the examination still answers, and says so.
func TestDoctorLostDatabase(t *testing.T) {
	t.Parallel()
	w := newWorld(t, administered)
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(w.dir, "bot.db"), bytes.Repeat([]byte("no database "), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	found, text := w.examined(t, nil)
	if doctor.Worst(found) != doctor.Bad || !strings.Contains(text, "✗ database") || !strings.Contains(text, "The bot is tca") {
		t.Errorf("got\n%s", text)
	}
}

// TestScopesOfDoctor: the scopes that an examination asks for are those of the manifest.
func TestScopesOfDoctor(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "manifest.yml"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := manifest.Scopes(raw)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, append(doctor.Required(), doctor.Optional()...)); diff != "" {
		t.Error(diff)
	}
	for _, l := range locale.Languages() {
		var text bytes.Buffer
		if err := doctor.WriteJSON(&text, locale.In(l), doctor.Scopes([]string{"none"})); err != nil {
			t.Fatal(err)
		}
		if !json.Valid(text.Bytes()) || strings.Contains(text.String(), "doctor_scope") {
			t.Errorf("a feature has no words: %s", text.String())
		}
	}
}
