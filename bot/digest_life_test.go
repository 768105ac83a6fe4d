package bot_test

import (
	"fmt"
	"net/http"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"tcabot/bot/seal"
	"testing"
	"time"
)

// notices are what was posted about suspended digests where a person reads along.
func (w *world) notices(user, channel string) []bottest.Message {
	var all []bottest.Message
	for _, m := range w.slack.Messages(user, channel) {
		if contains(string(m.Metadata), "tcabot_digest_notice") {
			all = append(all, m)
		}
	}
	return all
}

func (w *world) waitNotice(tb testing.TB, user, channel string) bottest.Message {
	tb.Helper()
	w.until(tb, "a notice", func() bool { return len(w.notices(user, channel)) > 0 })
	return w.notices(user, channel)[0]
}

// TestDigestIsNeverDeadInSilence takes away, one after the other, everything that a digest needs: each time it is
// suspended for a reason, people are told once, where they read it, and there is a way back.
func TestDigestIsNeverDeadInSilence(t *testing.T) {
	t.Parallel()
	rich := func(w *world) (team string, project int64) { return w.sample.Rich.Team, w.sample.Rich.ProjectID }
	for name, tt := range map[string]struct {
		take   func(*testing.T, *world)
		direct bool   // the owner alone is told
		says   string // in the notice
		list   string // in the list
		back   func(*testing.T, *world, bottest.Message)
	}{
		"the token is dead": {
			take: func(_ *testing.T, w *world) { w.tca.Revoke("tca_member") },
			says: "'s token. It resumes when", list: "TCA rejects the owner's token", back: adopted,
		},
		"the owner logs out": {
			take: func(t *testing.T, w *world) { w.say(t, member, "logout") },
			says: "has disconnected it", list: "has disconnected their TCA account", back: adopted,
		},
		"the owner logs out and in": {
			take: func(t *testing.T, w *world) { w.say(t, member, "logout") },
			says: "has disconnected it", list: "has disconnected their TCA account",
			back: func(t *testing.T, w *world, _ bottest.Message) { w.login(t, member, w.sample.Member) },
		},
		"the key is lost": {
			take: func(t *testing.T, w *world) { w.rekey(t, seal.NewKey().Reveal()) },
			says: "I can't read", list: "can't read the owner's saved token",
			back: func(t *testing.T, w *world, n bottest.Message) {
				w.login(t, admin, w.sample.Admin) // whose token is lost, too
				adopted(t, w, n)
			},
		},
		"the key is lost and found": {
			take: func(t *testing.T, w *world) { w.rekey(t, seal.NewKey().Reveal()) },
			says: "I can't read", list: "can't read the owner's saved token",
			back: func(t *testing.T, w *world, _ bottest.Message) { w.rekey(t, "") },
		},
		"the token is damaged, and the owner connects again": {
			take: func(t *testing.T, w *world) { w.damage(t, member) },
			says: "I can't read", list: "can't read the owner's saved token",
			back: func(t *testing.T, w *world, _ bottest.Message) { w.login(t, member, w.sample.Member) },
		},
		"the owner leaves": {
			take: func(t *testing.T, w *world) {
				happens(t)(w.slack.Deactivate(deadline(t), member))
				w.until(t, "the bot has heard of it", func() bool { return contains(w.say(t, outsider, "digest").PlainText(), "the owner has left") })
			},
			says: "has left", list: "the owner has left", back: adopted,
		},
		"the rights are lost": {
			take: func(_ *testing.T, w *world) {
				team, _ := rich(w)
				w.tca.Expel(w.sample.Rich.Org, team, "tca_member")
			},
			says: "no longer has access in TCA", list: "owner no longer has access", back: adopted,
		},
		"the branch is deleted": {
			take: func(_ *testing.T, w *world) {
				_, project := rich(w)
				w.tca.SetAnalysis(project, apitest.Analysis{Issues: 640, Deleted: time.Now()})
			},
			says: "was deleted in TCA", list: "no longer analysed",
			back: func(t *testing.T, w *world, _ bottest.Message) {
				w.say(t, member, "digest edit 1 payments-api@develop#默认方案 --yes")
			},
		},
		"the branch is switched off": {
			take: func(_ *testing.T, w *world) {
				_, project := rich(w)
				w.tca.SetAnalysis(project, apitest.Analysis{Issues: 640, Status: 2})
			},
			says: "no longer analysed", list: "no longer analysed",
			back: func(t *testing.T, w *world, _ bottest.Message) {
				w.say(t, member, "digest edit 1 payments-api@develop#默认方案 --yes")
			},
		},
		"the channel is archived": {
			take:   func(t *testing.T, w *world) { happens(t)(w.slack.Archive(deadline(t), general)) },
			direct: true, says: "the channel is archived", list: "the channel is archived",
			back: func(t *testing.T, w *world, _ bottest.Message) { happens(t)(w.slack.Unarchive(deadline(t), general)) },
		},
		"the channel was archived while nothing ran": {
			take: func(t *testing.T, w *world) {
				_ = w.stop()
				_, _ = w.slack.Archive(deadline(t), general)
				w.start(t)
			},
			direct: true, says: "the channel is archived", list: "the channel is archived",
			back: func(t *testing.T, w *world, _ bottest.Message) { happens(t)(w.slack.Unarchive(deadline(t), general)) },
		},
		"the bot is removed": {
			take:   func(t *testing.T, w *world) { happens(t)(w.slack.Kick(deadline(t), general, bottest.BotUserID)) },
			direct: true, says: "I'm no longer in that channel", list: "I'm not in the channel",
			back: func(t *testing.T, w *world, _ bottest.Message) {
				happens(t)(w.slack.Invite(deadline(t), admin, general, bottest.BotUserID))
			},
		},
		"the bot was removed while nothing ran": {
			take: func(t *testing.T, w *world) {
				_ = w.stop()
				_, _ = w.slack.Kick(deadline(t), general, bottest.BotUserID)
				w.start(t)
			},
			direct: true, says: "I'm no longer in that channel", list: "I'm not in the channel",
			back: func(t *testing.T, w *world, _ bottest.Message) {
				happens(t)(w.slack.Invite(deadline(t), admin, general, bottest.BotUserID))
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newDigestWorld(t, func(w *world) {
				w.slack.AddChannel(bottest.Channel{ID: "C0OTHER001", Name: "other", BotIn: true, Members: []string{member, admin, outsider}})
			})
			w.login(t, admin, w.sample.Admin)
			w.subscribe(t, member, "payments-api@master")
			tt.take(t, w)
			w.morning()
			var n bottest.Message
			if tt.direct {
				n = w.waitNotice(t, member, w.slack.DM(member).ID)
			} else {
				n = w.waitNotice(t, admin, general)
			}
			want(t, n, tt.says)
			w.morning()
			w.settled(t, w.morning())
			want(t, w.ask(t, outsider, "C0OTHER001", "digest show 1"), "no digest with that number") // in another channel than its own
			if told := len(w.notices(admin, general)) + len(w.notices(member, w.slack.DM(member).ID)); told != 1 {
				t.Errorf("told %d times", told)
			}
			if len(w.posts(general, "")) > len(w.notices(member, general)) {
				t.Error("it was posted all the same")
			}
			w.until(t, "the list says why", func() bool { return tt.direct || contains(w.say(t, outsider, "digest").PlainText(), tt.list) })
			tt.back(t, w, n)
			w.until(t, "it is to be posted again", func() bool { return contains(w.say(t, outsider, "digest").PlainText(), "next:") })
			w.morning()
			w.until(t, "a post after it came back", func() bool { return len(w.posts(general, "")) > len(w.notices(member, general)) })
			w.clean(t)
		})
	}
}

// adopted presses the notice's button as somebody who may see what the digest is about.
func adopted(t *testing.T, w *world, n bottest.Message) {
	t.Helper()
	m := w.press(t, admin, n, "run/adopt1")
	want(t, m, "由你负责")
}

func happens(tb testing.TB) func(bottest.Delivery, error) {
	return func(_ bottest.Delivery, err error) {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
	}
}

// ask types a command in another channel.
func (w *world) ask(tb testing.TB, user, channel, line string) bottest.Message {
	tb.Helper()
	d, err := w.slack.Slash(deadline(tb), user, channel, "/tca", line)
	if err != nil {
		tb.Fatal(err)
	}
	return w.answerIn(tb, user, channel, d)
}

// TestDigestSurvivesOneRefusal has TCA refuse the token once, which may be its own fault: nothing is suspended.
func TestDigestSurvivesOneRefusal(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, func(w *world) { w.times.Doubt = 50 * time.Millisecond })
	w.subscribe(t, member, "payments-api@master")
	w.tca.Inject(apitest.Fault{Path: "/projects/", Status: http.StatusUnauthorized, Times: 1})
	w.morning()
	w.wait(t, general, 1)
	if n := w.notices(member, general); len(n) > 0 {
		t.Errorf("suspended: %s", n[0].PlainText())
	}
}

// TestDigestFollowsItsChannel renames the channel: the digest goes on.
func TestDigestFollowsItsChannel(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	w.subscribe(t, member, "payments-api@master")
	happens(t)(w.slack.Rename(deadline(t), general, "everybody"))
	w.morning()
	w.wait(t, general, 1)
	dm := w.slack.DM(member)
	want(t, w.ask(t, member, dm.ID, "digest"), "#"+general) // by its ID: Slack shows the name it has now
}

// TestManyDigestsOneNotice has somebody with five digests in two channels leave: each channel is told once.
func TestManyDigestsOneNotice(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, func(w *world) {
		w.slack.AddChannel(bottest.Channel{ID: "C0OTHER001", Name: "other", BotIn: true, Members: []string{member, admin}})
	})
	w.login(t, admin, w.sample.Admin)
	for _, line := range []string{"payments-api@master", "payments-api", "hellotca", "payments-api@master to:<#C0OTHER001|other>", "hellotca to:<#C0OTHER001|other>"} {
		w.subscribe(t, member, line)
	}
	happens(t)(w.slack.Deactivate(deadline(t), member))
	for channel, n := range map[string]int{general: 3, "C0OTHER001": 2} {
		notice := w.waitNotice(t, admin, channel)
		w.settled(t, time.Time{})
		want(t, notice, fmt.Sprintf("These %d digests", n))
		if all := w.notices(admin, channel); len(all) != 1 {
			t.Errorf("%d notices in %s", len(all), channel)
		}
	}
	w.clean(t)
}

// TestDigestAudience has guests read along, and people of another company.
func TestDigestAudience(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, forbid, says string
		guest, external    bool
	}{
		{"told of guests", "", "including one guest", true, false},
		{"told of others", "", "people from another company can be in this channel", false, true},
		{"no guests", "DIGEST_GUESTS", "An administrator doesn't allow such posts", true, false},
		{"no others", "DIGEST_EXTERNAL", "An administrator doesn't allow such posts", false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newDigestWorld(t, func(w *world) {
				w.slack.AddUser(bottest.User{ID: "U0GUEST001", Name: "guest", Restricted: true})
				if tt.forbid != "" {
					w.env[tt.forbid] = "false"
				}
			})
			w.subscribe(t, member, "payments-api@master")
			come := func() {
				if tt.guest {
					happens(t)(w.slack.Invite(deadline(t), admin, general, "U0GUEST001"))
				} else {
					happens(t)(w.slack.ShareChannel(deadline(t), general, "T0OTHER001"))
				}
			}
			come()
			w.until(t, "who reads along", func() bool {
				return contains(w.say(t, member, "digest add payments-api").PlainText(), tt.says)
			})
			w.morning()
			if tt.forbid == "" {
				w.wait(t, general, 1)
				return
			}
			want(t, w.waitNotice(t, member, w.slack.DM(member).ID), "doesn't allow digests in such channels")
			if n := len(w.posts(general, "")); n > 0 {
				t.Errorf("%d posts before people who should not read them", n)
			}
		})
	}
}
