package bot_test

import (
	"regexp"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// newWatchWorld is a world whose watches look often and whose clock stands, with an administrator, who may start scans, and
// a member, who may not.
func newWatchWorld(tb testing.TB, change func(*world)) *world {
	tb.Helper()
	w := newWorld(tb, func(w *world) {
		w.clock.stop()
		w.times.Poll = 100 * time.Millisecond
		w.times.Watch.Poll, w.times.Watch.Edit = 20*time.Millisecond, 20*time.Millisecond
		w.times.Watch.Cancel, w.times.Watch.CancelPoll = 10*time.Second, 10*time.Millisecond
		if change != nil {
			change(w)
		}
	})
	w.login(tb, admin, w.sample.Admin)
	w.login(tb, member, w.sample.Member)
	return w
}

// watched are the messages of watches that a person sees in a channel, oldest first; replies are those to them.
func (w *world) watched(user, channel string) (messages, replies []bottest.Message) {
	for _, m := range w.slack.Messages(user, channel) {
		switch {
		case strings.Contains(string(m.Metadata), `"tcabot_watch"`):
			messages = append(messages, m)
		case strings.Contains(string(m.Metadata), `"tcabot_watch_result"`):
			replies = append(replies, m)
		}
	}
	return messages, replies
}

// direct is the channel of a person's direct message with the bot.
func direct(user string) string { return "D" + strings.TrimLeft(user, "UW") }

// sees waits until the only message of a watch says something.
func (w *world) sees(tb testing.TB, user, channel, text string) bottest.Message {
	tb.Helper()
	var last bottest.Message
	defer func() {
		if tb.Failed() {
			tb.Log(last.PlainText())
		}
	}()
	w.until(tb, "a watch that says "+text, func() bool {
		all, _ := w.watched(user, channel)
		if len(all) > 0 {
			last = all[len(all)-1]
		}
		return strings.Contains(last.PlainText(), text)
	})
	return last
}

// ends waits until a watch has ended, and checks that there is one message and one reply.
func (w *world) ends(tb testing.TB, user, channel, text string) bottest.Message {
	tb.Helper()
	m := w.sees(tb, user, channel, text)
	w.until(tb, "the reply to the watch", func() bool { _, replies := w.watched(user, channel); return len(replies) > 0 })
	w.idle(tb, "watches")
	all, replies := w.watched(user, channel)
	if len(all) != 1 || len(replies) != 1 {
		tb.Errorf("%d messages and %d replies", len(all), len(replies))
	}
	if replies[0].Thread != m.TS {
		tb.Errorf("the reply is in thread %q", replies[0].Thread)
	}
	return m
}

// TestScanIsWatched starts a scan and sees it through to its verdict, in the direct message with the bot and in a channel.
func TestScanIsWatched(t *testing.T) {
	t.Parallel()
	for name, button := range map[string]string{"in a direct message": "run/start", "in the channel": "run/start_here"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWatchWorld(t, nil)
			w.tca.Plan(w.sample.Rich.ProjectID, apitest.Plan{Opens: 3, Severity: 1, Fixes: 2})
			where := general
			if button == "run/start" {
				where = direct(admin)
			}
			started := w.press(t, admin, w.say(t, admin, "scan payments-api@master"), button)
			want(t, started, "已启动")
			w.sees(t, admin, where, "分析等待中")
			w.later(20 * time.Second)
			w.sees(t, admin, where, "分析进行中")
			w.later(16 * time.Second)
			w.sees(t, admin, where, "结果入库中")
			w.later(time.Minute)
			m := w.ends(t, admin, where, "新增问题 3 个")
			want(t, m, "新增 3（致命 3）", "修复 2")
			w.clean(t)
		})
	}
}

// scans starts a scan of the usual branch with a plan, told to the administrator alone.
func (w *world) scans(tb testing.TB, p apitest.Plan) bottest.Message {
	tb.Helper()
	w.tca.Plan(w.sample.Rich.ProjectID, p)
	return w.press(tb, admin, w.say(tb, admin, "scan payments-api@master"), "run/start")
}

// later puts the clock of TCA and of the watches forward.
func (w *world) later(d time.Duration) { w.clock.forward(w.clock.now().Add(d)) }

// starts counts the requests to start a scan.
func (w *world) starts() int { return w.tca.Count("/scans/create/") }

// TestScanFailures lets scans fail in the ways they do: the message says what to do about it.
func TestScanFailures(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		code       int
		text       string
		says, does string
	}{
		"no credential":       {111, "fatal: could not read Username for 'http://git.example.com': terminal prompts disabled", "代码库登录失败", "没有该代码库的凭证"},
		"unreadable":          {203, "fatal: Could not read from remote repository.", "203", "检查代码库地址"},
		"does not fit":        {111, "凭证与代码库地址不匹配", "失败", "凭证与代码库地址不匹配：SSH"},
		"no free node":        {313, "", "节点", "运行环境"},
		"branch is gone":      {112, "分支不存在", "不存在", "恢复分支"},
		"a tool failed":       {211, "pylint 执行失败", "工具分析出错", "pylint 执行失败"},
		"nothing has changed": {1, "", "无变更", "仍然有效"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWatchWorld(t, nil)
			w.scans(t, apitest.Plan{Code: tt.code, Message: tt.text})
			w.later(2 * time.Minute)
			m := w.ends(t, admin, direct(admin), tt.does)
			t.Log(m.PlainText())
			want(t, m, "payments-api@master", tt.does)
		})
	}
}

// TestScanIsStartedOnce loses the answer after TCA has acted, presses twice and delivers twice: there is one scan, and one
// message about it.
func TestScanIsStartedOnce(t *testing.T) {
	t.Parallel()
	t.Run("the answer is lost", func(t *testing.T) {
		t.Parallel()
		w := newWatchWorld(t, nil)
		defer w.tca.Inject(apitest.Fault{Path: "/scans/create/", Acts: true, Drop: true})()
		want(t, w.scans(t, apitest.Plan{}), "尚未确认")
		w.later(30 * time.Second) // the request counts as lost
		w.sees(t, admin, direct(admin), "任务 #")
		w.later(2 * time.Minute)
		w.ends(t, admin, direct(admin), "payments-api@master")
		if n := w.starts(); n != 1 {
			t.Errorf("TCA was asked %d times to start it", n)
		}
	})
	t.Run("it was not started", func(t *testing.T) {
		t.Parallel()
		w := newWatchWorld(t, nil)
		defer w.tca.Inject(apitest.Fault{Path: "/scans/create/", Drop: true})()
		want(t, w.scans(t, apitest.Plan{}), "尚未确认")
		w.later(2 * time.Minute)
		m := w.sees(t, admin, direct(admin), "TCA 没有启动分析")
		want(t, m, "重新分析")
		if n := w.starts(); n != 1 {
			t.Errorf("TCA was asked %d times to start it", n)
		}
	})
	t.Run("pressed twice", func(t *testing.T) {
		t.Parallel()
		w := newWatchWorld(t, nil)
		preview := w.say(t, admin, "scan payments-api@master --force")
		held := make(chan struct{})
		defer w.tca.Inject(apitest.Fault{Path: "/scans/create/", Gate: held})()
		var presses []bottest.Delivery
		for range 2 {
			d, err := w.slack.Click(deadline(t), admin, preview.Ref(), "run/start")
			if err != nil {
				t.Fatal(err)
			}
			presses = append(presses, d)
		}
		w.until(t, "the first request", func() bool { return w.starts() > 0 })
		close(held)
		w.sees(t, admin, direct(admin), "payments-api@master")
		for _, d := range presses {
			w.again(t, d)
		}
		w.later(2 * time.Minute)
		w.ends(t, admin, direct(admin), "payments-api@master")
		if n := w.starts(); n != 1 {
			t.Errorf("TCA was asked %d times to start it", n)
		}
	})
}

// TestCancelIsDoneWhenTCASaysSo cancels jobs that end at once, after a while, and never.
func TestCancelIsDoneWhenTCASaysSo(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		plan   apitest.Plan
		answer string
		then   string // in the direct message
	}{
		"at once":       {plan: apitest.Plan{}, answer: "is cancelled"},
		"after a while": {plan: apitest.Plan{CancelTakes: 20 * time.Second, Running: 10 * time.Minute}, answer: "hasn't stopped yet", then: "scan cancelled"},
		"never":         {plan: apitest.Plan{IgnoresCancel: true, Running: 10 * time.Minute}, answer: "hasn't stopped yet", then: "still not cancelled after two minutes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWatchWorld(t, func(w *world) {
				if tt.then != "" { // it is waited for in vain
					w.times.Watch.Cancel = 50 * time.Millisecond
				}
			})
			w.scans(t, tt.plan)
			jobs := w.say(t, member, "jobs payments-api@master")
			job := jobNumber.FindString(jobs.PlainText())
			w.later(20 * time.Second)
			m := w.say(t, member, "cancel "+job+" payments-api@master because:\"wrong branch\"")
			want(t, m, tt.answer)
			if tt.then == "" {
				return
			}
			w.sees(t, member, direct(member), "wrong branch")
			w.later(3 * time.Minute)
			w.sees(t, member, direct(member), tt.then)
		})
	}
}

var jobNumber = regexp.MustCompile(`#10000\d\d`)

// TestWatchInTrouble takes away what a watch needs.
func TestWatchInTrouble(t *testing.T) {
	t.Parallel()
	t.Run("nothing moves", func(t *testing.T) {
		t.Parallel()
		w := newWatchWorld(t, nil)
		w.scans(t, apitest.Plan{Running: 2 * time.Minute, Stall: 30 * time.Minute})
		w.sees(t, admin, direct(admin), "payments-api@master")
		w.later(90 * time.Second)
		w.sees(t, admin, direct(admin), "分析进行中")
		w.later(12 * time.Minute)
		want(t, w.sees(t, admin, direct(admin), "没有进展"), "node-01")
		w.later(time.Hour)
		w.ends(t, admin, direct(admin), "新增问题")
	})
	t.Run("TCA is down", func(t *testing.T) {
		t.Parallel()
		w := newWatchWorld(t, nil)
		w.scans(t, apitest.Plan{Opens: 3})
		w.sees(t, admin, direct(admin), "payments-api@master")
		mend := w.tca.Inject(apitest.Down())
		w.later(time.Second)
		w.until(t, "a look in vain", func() bool { return strings.Contains(w.log.String(), "cannot look at a watched job") })
		w.later(5 * time.Minute)
		w.sees(t, admin, direct(admin), "TCA 没有响应")
		mend()
		w.ends(t, admin, direct(admin), "新增问题 3 个")
	})
	t.Run("the account is disconnected", func(t *testing.T) {
		t.Parallel()
		w := newWatchWorld(t, nil)
		w.scans(t, apitest.Plan{})
		w.sees(t, admin, direct(admin), "payments-api@master")
		w.say(t, admin, "logout")
		w.sees(t, admin, direct(admin), "已断开 TCA 账号")
	})
	t.Run("it is stopped", func(t *testing.T) {
		t.Parallel()
		w := newWatchWorld(t, nil)
		want(t, w.press(t, admin, w.scans(t, apitest.Plan{}), "run/unwatch"), "已取消跟踪")
		w.sees(t, admin, direct(admin), "取消了跟踪")
		w.idle(t, "watches")
		if _, replies := w.watched(admin, direct(admin)); len(replies) > 0 {
			t.Errorf("whoever stopped it is notified: %s", replies[0].PlainText())
		}
	})
	t.Run("the bot is removed from the channel", func(t *testing.T) {
		t.Parallel()
		w := newWatchWorld(t, nil)
		w.press(t, admin, w.say(t, admin, "scan payments-api@master"), "run/start_here")
		w.sees(t, admin, general, "payments-api@master")
		happens(t)(w.slack.Kick(deadline(t), general, bottest.BotUserID))
		w.later(2 * time.Minute)
		w.sees(t, admin, direct(admin), "新增问题")
	})
}

// TestWatchJudgesTheGate has a scan break the quality gate that holds for the branch, and another one mend it.
func TestWatchJudgesTheGate(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, nil)
	want(t, w.say(t, admin, "gate set payments-api@master new=0,fatal=+0"), "new=0")
	w.scans(t, apitest.Plan{Opens: 3, Severity: 1})
	w.later(2 * time.Minute)
	want(t, w.ends(t, admin, direct(admin), "质量门禁未通过"), "新增问题 3 个（上限 0）", "未处理的致命问题增加")
	w.scans(t, apitest.Plan{Fixes: 5})
	w.later(2 * time.Minute)
	w.sees(t, admin, direct(admin), "质量门禁已通过")
}

// TestCancelByForm asks for the reason in a form, where an empty one is refused.
func TestCancelByForm(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, nil)
	w.scans(t, apitest.Plan{Running: 10 * time.Minute})
	job := jobNumber.FindString(w.say(t, member, "jobs payments-api@master").PlainText())
	w.later(20 * time.Second)
	v, d := w.form(t, member, w.say(t, member, "cancel "+job+" payments-api@master"), "fill/cancel", "Reason")
	if _, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"because": strings.Repeat("x", 513)}); err == nil {
		v, err = w.slack.WaitView(deadline(t), member, func(v bottest.View) bool { return len(v.Errors) > 0 })
		if err != nil || !strings.Contains(v.Errors["because"], "512") {
			t.Errorf("errors %v, %v", v.Errors, err)
		}
	}
	if _, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"because": "wrong branch"}); err != nil {
		t.Fatal(err)
	}
	want(t, w.answerTo(t, member, d), "is cancelled")
	if n := w.tca.Count("/cancel/"); n != 1 {
		t.Errorf("TCA was asked %d times to cancel it", n)
	}
}

// TestTwoPeopleStartAtOnce: TCA takes one of them, and the other is told which scan runs.
func TestTwoPeopleStartAtOnce(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, nil)
	w.login(t, member, w.sample.TeamAdmin)
	mine, theirs := w.say(t, admin, "scan payments-api@master"), w.say(t, member, "scan payments-api@master")
	want(t, w.press(t, admin, mine, "run/start"), "已启动")
	refused := w.press(t, member, theirs, "run/start")
	want(t, refused, "is still running, so TCA didn't start another one", "#10000")
	want(t, w.press(t, member, refused, "run/watch"), "Watching job #10000")
	w.later(2 * time.Minute)
	w.ends(t, admin, direct(admin), "payments-api@master")
	w.ends(t, member, direct(member), "payments-api@master")
}
