package bot

import (
	"context"
	"tcabot/api"
	"tcabot/api/cached"
	"tcabot/bot/account"
	"tcabot/bot/config"
	delivery "tcabot/bot/digest"
	"tcabot/bot/monitor"
)

// tcaClients are the clients for TCA, each with a cache of its own: digests that are due in the same minute share answers
// however long it takes to post them, without making people's screens older.
type tcaClients struct {
	screens, digests *api.Client
	live             *api.Client   // remembers nothing
	memory           *cached.Cache // of the screens
	later            *cached.Cache // of the digests
	meter            *monitor.TCA  // of the requests of all clients
	memories         []account.Memory
}

// digestShare is the size of the digests' cache, as a fraction of the other one.
const digestShare = 4

// connectTCA makes the clients. lost is told whose right TCA took away.
func connectTCA(conf config.Config, times Times, lost func(ctx context.Context, owner string)) (c tcaClients, err error) {
	screens := cached.New(cached.Config{TTL: conf.CacheTTL, MaxBytes: conf.CacheMaxBytes, Flight: times.Deadline, Lost: lost, Now: times.Now})
	digests := delivery.Memory(conf.CacheMaxBytes/digestShare, times.Job, lost)
	c.memory, c.later, c.meter = screens, digests, new(monitor.TCA)
	c.memories = []account.Memory{screens, digests}
	client := func(memory *cached.Cache) (*api.Client, error) {
		return api.New(api.Config{URL: conf.TCAURL, Timeout: conf.TCATimeout, UserAgent: "tcabot", Cache: memory, Attempted: c.meter.Attempted})
	}
	if c.screens, err = client(screens); err != nil {
		return c, err
	}
	if c.digests, err = client(digests); err != nil {
		return c, err
	}
	c.live, err = client(cached.New(cached.Config{Flight: times.Job, Lost: lost}))
	return c, err
}
