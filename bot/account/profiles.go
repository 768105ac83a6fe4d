package account

import (
	"context"
	"tcabot/commands/command"
	"time"
)

// ProfileMemory is how long a profile is remembered in production. It bounds how long a logout on another replica, or
// whatever else changes there, goes unnoticed here.
const ProfileMemory = 1500 * time.Millisecond

// maxProfiles bounds how many are remembered.
const maxProfiles = 10_000

func profileKey(who command.Who, channel string) string { return person(who) + channel }

// Profile is what the database says of a person and of the channel in which they ask, now or a moment ago: somebody who
// pages through a list asks for one screen after the other. A profile without a link is not remembered: who has just
// connected their account, with another replica perhaps, is not asked to connect it.
func (a *Accounts) Profile(ctx context.Context, who command.Who, channel string) (command.Profile, error) {
	return a.profiles.read(profileKey(who, channel), func() (command.Profile, bool, error) {
		profile, err := a.store.Profile(ctx, who, channel)
		return profile, profile.Missing == nil, err
	})
}

// KnownProfile is a profile that is remembered: it asks nobody.
func (a *Accounts) KnownProfile(who command.Who, channel string) (command.Profile, bool) {
	return a.profiles.get(profileKey(who, channel))
}
