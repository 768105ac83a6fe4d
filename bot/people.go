package bot

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/locale"

	"time"
	_ "time/tzdata" // people's zones are known on machines without a zone database, too
)

// profile is what Slack tells of a person that matters here.
type profile struct {
	locale string
	zone   *time.Location
	zoned  bool // Slack told it
}

// profile asks Slack about a person, and remembers the answer for an hour.
func (b *Bot) profile(ctx context.Context, who command.Who) profile {
	if known, ok := b.people.Get(who.User); ok {
		return known.(profile)
	}
	// The answer matters more than its language: Slack gets one second.
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	p := profile{zone: time.UTC}
	user, err := b.slack.GetUserInfoContext(ctx, who.User)
	if err != nil {
		b.people.Set(who.User, p, time.Minute)
		return p
	}
	p.locale, p.zoned = user.Locale, true
	if zone, err := time.LoadLocation(user.TZ); err == nil && user.TZ != "" && user.TZ != "Local" {
		p.zone = zone
	}
	b.people.SetDefault(who.User, p)
	return p
}

// words finds the language of a person: what they chose, else what their Slack speaks.
func (b *Bot) words(ctx context.Context, who command.Who) locale.Words {
	if chosen, err := b.store.Language(ctx, who); err == nil && chosen != "" {
		return locale.In(locale.Lang(chosen))
	}
	return locale.In(locale.Match(b.profile(ctx, who).locale, locale.Lang(b.conf.Language)))
}
