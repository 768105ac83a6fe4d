package directory_test

import (
	"context"
	"slices"
	"sync"
	"tcabot/commands/command"
	"tcabot/commands/screen"
	"testing"
	"testing/synctest"

	"github.com/slack-go/slack/slackevents"
)

// TestChannel: what is counted are the people, without any bots, whether or not the bot is among them, and the guests;
// however large the workspace is, with as few questions as that takes.
func TestChannel(t *testing.T) {
	for _, tt := range []struct {
		name           string
		w              *workspace
		people, guests int
		lookups, lists int
	}{
		{"nobody", &workspace{}, 0, 0, 0, 0},
		{"members", &workspace{members: users(0, 2)}, 2, 0, 2, 0},
		{"a guest", &workspace{members: users(0, 3), guests: users(2, 3)}, 3, 1, 3, 0},
		{"a guest elsewhere", &workspace{members: users(0, 3), guests: users(3, 9)}, 3, 0, 3, 0},
		{"another bot", &workspace{members: users(0, 3), robots: users(0, 1)}, 2, 0, 3, 0},
		{"not among them", &workspace{members: users(0, 3), guests: users(2, 3), outside: true}, 3, 1, 3, 0},
		{"another company is invited", &workspace{members: users(0, 3), invited: true}, 3, 0, 3, 0},
		{"somebody who cannot be looked up", &workspace{members: users(0, 3), hidden: users(0, 1)}, 3, 0, 3, 0},
		{"few of many", &workspace{size: 20_500, members: users(20_000, 20_020), guests: users(20_019, 20_500)}, 20, 1, 20, 0},
		{"many of many, on the first page", &workspace{size: 20_500, members: users(0, 500), guests: users(490, 510)}, 500, 10, 0, 1},
		{"many of many, on all pages", &workspace{size: 20_500, members: append(users(0, 100), users(20_400, 20_500)...), guests: users(99, 20_401)}, 200, 2, 0, 21},
		{"many of few", &workspace{size: 600, members: users(0, 600), guests: users(0, 7)}, 600, 7, 0, 1},
		{"many of another company", &workspace{size: 10, members: users(0, 40), guests: users(9, 10)}, 40, 1, 30, 1},
		{"more than one page", &workspace{size: 2_500, members: users(0, 2_500), guests: users(2_400, 2_500)}, 2_500, 100, 0, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := open(t, tt.w)
			want := screen.Channel{ID: "C1", Name: "general", Joined: !tt.w.outside, Invited: tt.w.invited, Members: tt.people, Guests: tt.guests}
			for range 2 {
				if got, err := d.Channel(t.Context(), "T1", "C1"); err != nil || got != want {
					t.Errorf("got %+v, %v, want %+v", got, err, want)
				}
			}
			if lookups, lists := tt.w.asked("users.info"), tt.w.asked("users.list"); lookups != tt.lookups || lists != tt.lists {
				t.Errorf("%d people looked up and %d pages read, want %d and %d", lookups, lists, tt.lookups, tt.lists)
			}
		})
	}
}

// TestGuestsComeAndGo: a guest who joins, and a member who becomes a guest or is no longer one, are seen at once.
func TestGuestsComeAndGo(t *testing.T) {
	w := &workspace{members: users(0, 3)}
	d := open(t, w)
	guests := func(what string, want int) {
		t.Helper()
		if c, err := d.Channel(t.Context(), "T1", "C1"); err != nil || c.Guests != want {
			t.Errorf("%s: got %d guests, want %d, %v", what, c.Guests, want, err)
		}
	}
	guests("at first", 0)
	w.members, w.guests = users(0, 4), users(3, 4)
	d.ForgetChannel("C1")
	guests("a guest joined", 1)
	w.guests = append(w.guests, user(0))
	d.PersonChanged(slackevents.User{ID: user(0), IsRestricted: true})
	guests("a member became a guest", 2)
	w.guests = w.guests[:1]
	d.PersonChanged(slackevents.User{ID: user(0)})
	guests("and is none any more", 1)
	w.guests = nil
	d.PersonChanged(slackevents.User{ID: user(1)})
	guests("whose status changed only", 1) // which is remembered: of the real guest Slack has told nothing yet
	d.PersonChanged(slackevents.User{ID: user(3), IsUltraRestricted: true})
	guests("a late event", 1)
	d.PersonChanged(slackevents.User{ID: user(3)})
	guests("the event", 0)
	if n := w.asked("users.info"); n != 7 {
		t.Errorf("%d people looked up, want four once and three again", n)
	}
}

// TestListOutlivesTheFirstWhoAsks: of several who need the list of the workspace at the same time one reads it. That this
// one gives up is no reason for the others to go without.
func TestListOutlivesTheFirstWhoAsks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &workspace{listing: make(chan struct{}), size: 100, members: users(0, 50), guests: users(49, 50)}
		d := open(t, w)
		first, cancel := context.WithCancel(t.Context())
		var all sync.WaitGroup
		all.Go(func() {
			if c, _ := d.Channel(first, "T1", "C1"); c.Guests != screen.GuestsUnknown || c.Members != 50 {
				t.Errorf("whoever gave up learns of %d guests of %d", c.Guests, c.Members)
			}
		})
		synctest.Wait()
		for range 3 {
			all.Go(func() {
				if c, err := d.Channel(t.Context(), "T1", "C1"); err != nil || c.Guests != 1 {
					t.Errorf("the next one learns of %d guests, %v", c.Guests, err)
				}
			})
		}
		synctest.Wait()
		cancel()
		synctest.Wait()
		close(w.listing)
		all.Wait()
		if n := w.asked("users.list"); n != 2 {
			t.Errorf("the list was read %d times, want once by each of the first two", n)
		}
	})
}

func TestPersonIsRemembered(t *testing.T) {
	w := &workspace{}
	d := open(t, w)
	who := command.Who{Workspace: "T1", User: "U1"}
	for range 2 {
		if p := d.Person(t.Context(), who); p.Locale != "zh-CN" || !p.Zoned || p.Zone.String() != "Asia/Shanghai" {
			t.Errorf("got %+v", p)
		}
	}
	if n := w.asked("users.info"); n != 1 {
		t.Errorf("asked %d times for one person", n)
	}
	w.zone = `"Europe/Berlin"`
	d.PersonChanged(slackevents.User{ID: "U1"})
	if p := d.Person(t.Context(), who); p.Zone.String() != "Europe/Berlin" {
		t.Errorf("after they moved: %+v", p)
	}
}

// TestUnknownZone: a zone that Slack does not tell, or that is none, is not taken for UTC.
func TestUnknownZone(t *testing.T) {
	known := []string{`"Asia/Shanghai"`, `"Etc/UTC"`, `"America/New_York"`}
	for _, zone := range append(known, `null`, `""`, `"Local"`, `"Mars/Olympus"`, `"+08:00"`, `"../etc/passwd"`) {
		p := open(t, &workspace{zone: zone}).Person(t.Context(), command.Who{Workspace: "T1", User: "U1"})
		if p.Zoned != slices.Contains(known, zone) || p.Zone == nil || p.Locale != "zh-CN" {
			t.Errorf("%s: got %+v", zone, p)
		}
	}
}
