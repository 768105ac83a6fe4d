package bot_test

import (
	"fmt"
	"tcabot/bot/bottest"
	"testing"
)

// TestDigestIsRefused asks for digests that there cannot be: each time it is said why and what to do, and nothing is kept.
func TestDigestIsRefused(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, func(w *world) {
		w.slack.AddChannel(bottest.Channel{ID: "C0QUIET001", Name: "quiet", Members: []string{member}})
		w.slack.AddChannel(bottest.Channel{ID: "C0PRIVATE1", Name: "private", Private: true, Members: []string{member}})
	})
	w.login(t, outsider, w.sample.Outsider)
	p := w.sample.Rich
	branch := fmt.Sprintf("%s/%s#%d/%d", p.Org, p.Team, p.RepoID, p.ProjectID)
	want(t, w.say(t, outsider, "digest add "+branch+" --yes"), "you don't have access")
	want(t, w.say(t, member, "digest add payments-api@master to:<#C0PRIVATE1|private> --yes"), "I can't find that channel", "/invite")
	want(t, w.say(t, admin, "digest add payments-api@master --yes"), "请先连接")
	for _, line := range []string{"at:24:00", "at:9:60", "at:noon", "days:,", "days:someday", "zone:Local", "zone:EST5", "language:fr", "quiet:loud", "gate:new", "gate:new=x", "gate:new=1.5", "show:all,nothing"} {
		m := w.say(t, member, "digest add payments-api@master "+line+" --yes")
		if contains(m.PlainText(), "Saved") {
			t.Errorf("%s is saved: %s", line, m.PlainText())
		}
		want(t, m, "Usage:")
	}
	want(t, w.say(t, member, "digest"), "This channel has no digests yet")

	// Saved at once or after a preview: the same is refused.
	w.login(t, admin, w.sample.Admin)
	for _, branch := range []string{"payments-api@hotfix/3", "payments-api@legacy/2023"} { // inactive, archived
		for _, confirmed := range []string{"", " --yes"} {
			want(t, w.say(t, member, "digest add "+branch+confirmed), "no longer active in TCA")
			want(t, w.say(t, admin, "digest add "+branch+confirmed), "已在 TCA 中删除或停用")
		}
	}
	want(t, w.say(t, member, "digest"), "This channel has no digests yet")
	want(t, w.say(t, member, "digest add payments-api@master at:09:30 --yes"), "Saved")
	for _, line := range []string{"at:09:30", "at:9:30 days:workdays", "at:09:30 severity:fatal,error,warning,info", "at:09:30 quiet:post"} {
		for _, confirmed := range []string{"", " --yes"} {
			want(t, w.say(t, member, "digest add payments-api@master "+line+confirmed), "posts the same here")
		}
	}
	want(t, w.say(t, admin, "digest add payments-api@master at:09:30 language:en --yes"), "日报 #1 已在相同时间")
	want(t, w.say(t, member, "digest add payments-api@master at:10:30 --yes"), "Saved", "There is already a digest for this here: #1")
	want(t, w.say(t, member, "digest edit 2 at:09:30"), "posts the same here")
	want(t, w.say(t, member, "digest edit 2 payments-api@hotfix/3 --yes"), "no longer active in TCA")
	want(t, w.say(t, member, "digest edit 2 at:11:30"), "is updated", "There is already a digest for this here: #1")

	refused := w.say(t, member, "digest add payments-api@master to:<#C0QUIET001|quiet> --yes")
	want(t, refused, "I'm not in", "/invite")
	happens(t)(w.slack.Invite(deadline(t), member, "C0QUIET001", bottest.BotUserID))
	want(t, w.press(t, member, refused, "run/again"), "Saved")
	w.clean(t)
}

// TestTooManyDigests asks for 200 in one channel.
func TestTooManyDigests(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	n := 0
	for ; n < 200; n++ {
		m := w.say(t, member, fmt.Sprintf("digest add payments-api@master at:%d:%02d --yes", n/60, n%60))
		if !contains(m.PlainText(), "Saved") {
			want(t, m, "already has the maximum of 25 digests")
			break
		}
	}
	if n != 25 {
		t.Errorf("%d are saved", n)
	}
	list := w.say(t, member, "digest")
	want(t, list, "#1 ", "#25 ")
	if _, err := w.slack.ClickWith(deadline(t), member, list.Ref(), "run/digest", "1\ndigest show 25"); err != nil {
		t.Error(err)
	}
	w.clean(t)
}
