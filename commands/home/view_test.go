package home

import (
	"fmt"
	"strings"
	"tcabot/api"
	"tcabot/commands/assignment"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/follow"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/schedule"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"tcabot/commands/watch"
	"testing"
	"time"
)

// someWork stands for a person's open work, which package overview shows.
type someWork struct{}

func (someWork) View(command.Screen) kit.Message {
	return kit.Message{kit.Heading("(open work)")}
}

func somePlace(n int64, name string) place {
	return place{name, target.Target{Org: "K9fQ2mXz7Lp", Team: "bigteam", Repo: n, Project: 100 * n}}
}

func somePosts() posts {
	of := func(kind subscription.Kind, id int64, name string, state subscription.State) subscription.Subscription {
		return subscription.Subscription{Kind: kind, ID: id, Owner: "U0MEMBER01", Channel: "C0GENERAL1", Name: name, State: state}
	}
	paused := of(subscription.Digest, 4, "bigteam", subscription.Paused)
	suspended := of(subscription.Follow, 2, "orders-api", subscription.Suspended)
	suspended.Reason = subscription.ReasonToken
	when := schedule.Schedule{At: schedule.At(9, 30), Days: schedule.Workdays, Zone: time.UTC}
	return posts{
		digests: []digest.Digest{{Subscription: of(subscription.Digest, 3, "payments-api · master", subscription.Active), When: when}, {Subscription: paused, When: when}},
		follows: []follow.Follow{
			{Subscription: of(subscription.Follow, 1, "payments-api · master", subscription.Active), What: []follow.What{follow.ByFailed, follow.ByNew}},
			{Subscription: suspended, What: []follow.What{follow.ByAll}},
		},
	}
}

func somePage() page {
	p := page{
		linked: true, tab: true, work: someWork{}, posts: somePosts(),
		places:   places{pinned: []place{somePlace(1, "payments-api · master")}, recent: []place{somePlace(2, "前端控制台 · feature/登录-fix"), somePlace(3, "orders-api · develop")}},
		watches:  []watch.Watch{{ID: 7, Name: "payments-api · master", Begun: screentest.Then}},
		settings: settings{zone: "Asia/Shanghai", names: []string{"tca_member", "wangfang@example.com"}, target: somePlace(1, "").target, called: "payments-api · master"},
	}
	p.posts.own = true
	return p
}

func TestMenuViews(t *testing.T) {
	usual := launcher{linked: true, places: somePage().places, posts: somePosts()}
	first := launcher{linked: true, posts: posts{form: line.Typed("digest add payments-api@master at:09:30")}}
	direct := usual
	direct.posts.own = true
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"menu/usual":         screentest.Of(viewMenu, usual),
		"menu/first":         screentest.Of(viewMenu, first),
		"menu/direct":        screentest.Of(viewMenu, direct),
		"menu/not_connected": screentest.Of(viewMenu, launcher{}),
		"menu/worst":         screentest.Of(viewMenu, launcher{linked: true, places: worstPlaces(), posts: worstPosts()}),
	})
}

func TestHomeViews(t *testing.T) {
	loading, down, rejected, quiet, worst := somePage(), somePage(), somePage(), somePage(), somePage()
	loading.work, loading.loading = nil, true
	down.work, down.trouble = nil, fmt.Errorf("list teams: %w", api.ErrUnavailable)
	rejected.work, rejected.trouble = nil, api.ErrUnauthorized
	quiet.watches, quiet.posts, quiet.places = nil, posts{own: true}, places{}
	quiet.settings = settings{chosen: true, names: []string{"tca_member"}, mentions: true, notices: assignment.Notices{On: true}}
	quiet.settings.quiet = schedule.Quiet{From: schedule.At(20, 0), Until: schedule.At(8, 0), Zone: time.UTC}
	rejected.settings.notices = assignment.Notices{On: true, Reason: subscription.ReasonToken}
	stranger := page{tab: true, settings: settings{zone: "Asia/Shanghai"}}
	left := page{tab: true, settings: settings{zone: "Asia/Shanghai"}, posts: somePage().posts}
	worst.places, worst.posts = worstPlaces(), worstPosts()
	worst.posts.own = true
	worst.settings.called, worst.settings.names = strings.Repeat("名", 300), screentest.Repeat(11, strings.Repeat("n", 200))
	for range 40 {
		worst.watches = append(worst.watches, watch.Watch{Name: strings.Repeat("名", 400), Begun: screentest.Then})
	}
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"home/usual":         screentest.Of(viewHome, somePage()),
		"home/loading":       screentest.Of(viewHome, loading),
		"home/unavailable":   screentest.Of(viewHome, down),
		"home/rejected":      screentest.Of(viewHome, rejected),
		"home/quiet":         screentest.Of(viewHome, quiet),
		"home/not_connected": screentest.Of(viewHome, stranger),
		"home/disconnected":  screentest.Of(viewHome, left),
		"home/worst":         screentest.Of(viewHome, worst),
	})
}

// worstPlaces are as many as there can be, with names of the greatest length.
func worstPlaces() (p places) {
	long := func(n int64) place {
		return place{"<!here> " + strings.Repeat("名", 300), target.Target{Org: strings.Repeat("o", 32), Team: strings.Repeat("t", 64), Repo: 9_999_999_000 + n, Project: 9_999_999_000 + n}}
	}
	p.pinned = []place{long(1), long(2)}
	for n := range int64(target.MaxVisits) {
		p.recent = append(p.recent, long(10+n))
	}
	return p
}

// worstPosts are as many as a channel can have.
func worstPosts() posts {
	p := somePosts()
	for range 23 {
		d, f := p.digests[0], p.follows[1]
		d.Name, f.Name = strings.Repeat("名", 300), "<@U1> "+strings.Repeat("n", 300)
		p.digests, p.follows = append([]digest.Digest{d}, p.digests...), append([]follow.Follow{f}, p.follows...)
	}
	return p
}
