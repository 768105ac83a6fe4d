package bot_test

import (
	"slices"
	"strings"
	"tcabot/bot/bottest"
	"testing"
)

// TestMentions has digests posted about code of somebody who agreed to be mentioned, and of somebody who did not: the former
// is mentioned, the latter is named. Where the former does not read the channel, in answers and in edits nobody is.
func TestMentions(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, func(w *world) {
		w.slack.AddChannel(bottest.Channel{ID: other, Name: "other", Private: true, BotIn: true, Members: []string{admin}})
	})
	w.login(t, admin, w.sample.Admin)
	agreed, silent := []string{"zhangwei", "wangfang", "chen.jie", "liuyang", "zhouqiang"}, []string{"lihua", "zhao_min", "sunli", "emma.lee"}
	for user, names := range map[string][]string{member: agreed, admin: silent} {
		for _, name := range names {
			want(t, w.say(t, user, "names add "+strings.ToUpper(name)), strings.ToUpper(name))
		}
	}
	want(t, w.say(t, member, "mentions on"), "Mentions are on")
	want(t, w.say(t, admin, "mentions"), "已关闭")
	w.subscribe(t, member, master)
	want(t, w.ask(t, admin, other, "digest add "+master+" days:daily at:09:30 --yes"), "已保存")

	named := func(m bottest.Message, names []string) bool {
		text := strings.ReplaceAll(m.PlainText(), "zhangwei;lihua", "") // an author of TCA's own making, whom nobody claims
		return slices.ContainsFunc(names, func(name string) bool { return strings.Contains(text, name) })
	}
	mentioned, plain, plainElsewhere := false, false, false
	for day := 1; day <= 20 && (!mentioned || !plain || !plainElsewhere); day++ {
		due := w.morning()
		w.settled(t, due, 1, 2)
		for _, post := range w.posts(general, "") {
			for _, m := range append(w.posts(general, post.TS), post) {
				if !slices.Equal(m.Notifies, nil) && !slices.Equal(m.Notifies, []string{member}) {
					t.Fatalf("%v are notified by\n%s", m.Notifies, m.PlainText())
				}
				mentioned = mentioned || slices.Contains(m.Notifies, member)
				plain = plain || named(m, silent)
				if named(m, agreed) {
					t.Errorf("somebody who agreed is only named in\n%s", m.PlainText())
				}
			}
		}
		for _, post := range w.slack.Messages(admin, other) {
			if slices.Contains(post.Notifies, member) {
				t.Fatalf("somebody who does not read the channel is notified by\n%s", post.PlainText())
			}
			plainElsewhere = plainElsewhere || post.Metadata != nil && named(post, agreed)
		}
	}
	if !mentioned || !plain || !plainElsewhere {
		t.Fatalf("who agreed is mentioned: %t, who did not is named: %t, and who does not read the channel: %t", mentioned, plain, plainElsewhere)
	}
	for _, line := range []string{"digest preview 1", "issues " + master, "mentions"} {
		if m := w.say(t, member, line); len(m.Notifies) > 0 {
			t.Errorf("%s notifies %v", line, m.Notifies)
		}
	}
	want(t, w.say(t, member, "mentions off"), "Mentions are off")
	before := len(w.posts(general, ""))
	due := w.morning()
	w.settled(t, due, 1)
	for _, post := range w.posts(general, "")[before:] {
		for _, m := range append(w.posts(general, post.TS), post) {
			if len(m.Notifies) > 0 {
				t.Errorf("%v are notified after that by\n%s", m.Notifies, m.PlainText())
			}
		}
	}
	for _, m := range slices.Concat(w.slack.Messages(member, general), w.slack.Messages(admin, other)) {
		if m.Edited && slices.Contains(m.Notifies, member) {
			t.Errorf("an edit mentions somebody:\n%s", m.PlainText())
		}
	}
	w.clean(t)
}

// TestMentionsWithoutMembers has Slack not tell who reads a channel: a post to a public one mentions who agreed.
func TestMentionsWithoutMembers(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	for _, name := range []string{"zhangwei", "wangfang", "chen.jie", "liuyang", "zhouqiang", "lihua", "zhao_min", "sunli", "emma.lee"} {
		want(t, w.say(t, member, "names add "+name), name)
	}
	want(t, w.say(t, member, "mentions on"), "Mentions are on")
	w.subscribe(t, member, master)
	days := 10 // until there is something new of theirs; then as many without a mention
	for _, tt := range []struct {
		method    string
		mentioned bool
	}{{"conversations.members", true}, {"conversations.info", false}} {
		w.slack.Inject(bottest.Fault{Method: tt.method, Error: "internal_error", Times: 1000})
		found := false
		day := 0
		for ; day < days && !found; day++ {
			before := len(w.posts(general, ""))
			due := w.morning()
			w.settled(t, due, 1)
			for _, post := range w.posts(general, "")[before:] {
				for _, m := range w.posts(general, post.TS) {
					found = found || slices.Contains(m.Notifies, member)
				}
			}
		}
		days = day
		if found != tt.mentioned {
			t.Errorf("while %s fails, somebody is mentioned: %t", tt.method, found)
		}
	}
}
