package bot_test

import (
	"fmt"
	"net/http"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

const other = "C0OTHER001"

// rightsWorld has an administrator of the bot who sees nothing of the branch in TCA, and a digest of somebody who does.
func rightsWorld(t *testing.T) *world {
	t.Helper()
	w := newDigestWorld(t, func(w *world) {
		w.env["ADMIN_USERS"] = outsider
		w.slack.AddChannel(bottest.Channel{ID: other, Name: "other", Private: true, BotIn: true, Members: []string{outsider}})
	})
	w.login(t, outsider, w.sample.Outsider)
	w.subscribe(t, member, "payments-api@master")
	return w
}

// TestAdministratorUsesNobodysToken has an administrator point somebody's digest to where they can read it.
func TestAdministratorUsesNobodysToken(t *testing.T) {
	t.Parallel()
	w := rightsWorld(t)
	for _, line := range []string{"digest edit 1 to:<#" + other + "> --yes", "digest edit 1 severity:fatal --yes"} {
		want(t, w.ask(t, outsider, other, line), "you don't have access")
	}
	want(t, w.ask(t, outsider, other, "digest edit 1 at:10:15"), "10:15")
	want(t, w.ask(t, outsider, other, "digest pause 1"), "paused")
	w.morning()
	if n := len(w.posts(other, "")); n > 0 {
		t.Errorf("%d posts where the owner never wanted one", n)
	}
}

// TestDigestOnlyWhereOneIs has somebody name a private channel that they are not in.
func TestDigestOnlyWhereOneIs(t *testing.T) {
	t.Parallel()
	w := rightsWorld(t)
	for _, id := range []string{"<#" + other + "|other>", "<#" + other + ">", "<#C0NOWHERE1>"} {
		want(t, w.say(t, member, "digest add payments-api@master to:"+id), "I can't find that channel")
		want(t, w.say(t, member, "digest edit 1 to:"+id+" --yes"), "I can't find that channel")
	}
}

// TestDigestIsTakenOnlyWhenSuspended has somebody adopt what its owner paused.
func TestDigestIsTakenOnlyWhenSuspended(t *testing.T) {
	t.Parallel()
	w := rightsWorld(t)
	w.login(t, admin, w.sample.Admin)
	want(t, w.say(t, member, "digest pause 1"), "paused")
	want(t, w.say(t, admin, "digest adopt 1"), "由 @U0MEMBER01 负责")
}

// TestDigestChangeKeepsItsChannel changes a draft that is for another channel in the form.
func TestDigestChangeKeepsItsChannel(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, func(w *world) {
		w.slack.AddChannel(bottest.Channel{ID: other, Name: "other", BotIn: true, Members: []string{member}})
	})
	draft := w.say(t, member, "digest add payments-api@master to:<#"+other+"|other>")
	want(t, draft, "posted in #"+other)
	v, d := w.form(t, member, draft, "fill/change", "Branch, repository or team")
	if _, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"at": "07:00"}); err != nil {
		t.Fatal(err)
	}
	want(t, w.answerTo(t, member, d), "posted in #"+other, "07:00")
	// Days that are all taken away are refused by Slack itself.
	v, _ = w.form(t, member, w.say(t, member, "digest add"), "fill/new", "Branch, repository or team")
	if _, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"target": "x", "days": ""}); err == nil {
		t.Error("a digest without days is sent")
	}
}

// TestDigestMovedAway follows the notice's advice when the channel is archived.
func TestDigestMovedAway(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, func(w *world) {
		w.slack.AddChannel(bottest.Channel{ID: other, Name: "other", BotIn: true, Members: []string{member}})
	})
	w.subscribe(t, member, "payments-api@master")
	happens(t)(w.slack.Archive(deadline(t), general))
	w.waitNotice(t, member, w.slack.DM(member).ID)
	want(t, w.ask(t, member, w.slack.DM(member).ID, "digest edit 1 to:<#"+other+"> --yes"), "next:")
	w.morning()
	w.wait(t, other, 1)
}

// TestDigestIsEditedWithoutItsChannel changes the time of a digest whose private channel the bot no longer knows of.
func TestDigestIsEditedWithoutItsChannel(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, func(w *world) {
		w.slack.AddChannel(bottest.Channel{ID: other, Name: "other", Private: true, BotIn: true, Members: []string{member}})
	})
	w.subscribe(t, member, "payments-api@master to:<#"+other+"|other>")
	happens(t)(w.slack.Kick(deadline(t), other, bottest.BotUserID))
	w.waitNotice(t, member, w.slack.DM(member).ID)
	want(t, w.say(t, member, "digest edit 1 at:11:11"), "Digest #1 is updated", "11:11")
}

// TestChannelComesAndGoes archives and unarchives in one breath: how the channel is in the end is what counts.
func TestChannelComesAndGoes(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	w.subscribe(t, member, "payments-api@master")
	for range 20 {
		happens(t)(w.slack.Archive(deadline(t), general))
		happens(t)(w.slack.Unarchive(deadline(t), general))
		w.until(t, "it goes on", func() bool { return contains(w.say(t, outsider, "digest").PlainText(), "next:") })
	}
}

// TestDigestSurvivesOnePage has something before TCA answer with a page of its own, once, and Slack fail once when it is
// asked for guests: nothing is suspended.
func TestDigestSurvivesOnePage(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, func(w *world) {
		w.times.Doubt = 50 * time.Millisecond
		w.env["DIGEST_GUESTS"] = "false"
	})
	w.subscribe(t, member, "payments-api@master")
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	w.start(t) // which has forgotten who is in the channel
	w.tca.Inject(apitest.Fault{Path: "/projects/", Status: http.StatusNotFound, ContentType: "text/html", Body: "<html>nginx</html>", Times: 1})
	w.slack.Inject(bottest.Fault{Method: "users.info", Status: http.StatusServiceUnavailable, Times: 1})
	w.morning()
	w.wait(t, general, 1)
	if n := len(w.notices(member, general)) + len(w.notices(member, w.slack.DM(member).ID)); n > 0 {
		t.Errorf("%d notices", n)
	}
}

// TestVerdictOfAnOldRun has TCA refuse the former owner's rights after somebody else took the digest over.
func TestVerdictOfAnOldRun(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	w.login(t, admin, w.sample.Admin)
	w.subscribe(t, member, "payments-api@master")
	gate := make(chan struct{})
	w.tca.Inject(apitest.Fault{Path: "/scans/", User: "tca_member", Status: http.StatusForbidden, Gate: gate})
	asked := w.tca.Count("/scans/")
	w.morning()
	w.until(t, "TCA is asked", func() bool { return w.tca.Count("/scans/") > asked })
	// It is changed meanwhile: the verdict is about what it was.
	want(t, w.say(t, member, "digest edit 1 at:11:00"), "11:00")
	close(gate)
	w.settled(t, time.Time{})
	if shown := w.say(t, member, "digest show 1").PlainText(); !contains(shown, "next:") {
		t.Errorf("suspended: %s", shown)
	}
}

// TestSendNowTellsNothingTwice presses "send now" while the morning's post is being made, and again after it.
func TestSendNowTellsNothingTwice(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	w.subscribe(t, member, "payments-api@master")
	gate := make(chan struct{})
	w.tca.Inject(apitest.Fault{Path: "/scans/", Gate: gate, Times: 2})
	asked := w.tca.Count("/scans/")
	w.morning()
	w.until(t, "TCA is asked", func() bool { return w.tca.Count("/scans/") > asked })
	for range 3 {
		want(t, w.say(t, member, "digest now 1"), "is being posted")
	}
	w.until(t, "TCA is asked by both", func() bool { return w.tca.Count("/scans/") > asked+1 })
	close(gate)
	w.settled(t, time.Time{})
	told := map[string]int{}
	for _, m := range w.posts(general, "") {
		told[fmt.Sprint(contains(m.PlainText(), " new (") || contains(m.PlainText(), " fixed"))]++
	}
	if told["true"] != 1 {
		t.Errorf("the news are told %d times, in %d posts", told["true"], len(w.posts(general, "")))
	}
}
