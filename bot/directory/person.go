package directory

import (
	"context"
	"errors"
	"tcabot/bot/deliver"
	"tcabot/commands/command"
	"time"

	_ "time/tzdata" // people's zones are known on machines without a zone database, too

	"github.com/slack-go/slack"
)

// Person is what the bot needs to know about a person in Slack.
type Person struct {
	Locale     string
	Workspace  string         // their own; empty when Slack did not tell
	Enterprise string         // their organization in Enterprise Grid; empty for none
	Zone       *time.Location // never nil
	Zoned      bool           // Slack told the zone; false: UTC stands in for one that is not known
}

// personLimit is how long a person is looked up: an answer matters more than its language.
const personLimit = time.Second

// Person looks a person up. One whom Slack does not tell of now has no locale and UTC's zone.
func (d *Directory) Person(ctx context.Context, who command.Who) Person {
	if known, ok := d.people.get(who.User); ok {
		return known
	}
	ctx, cancel := context.WithTimeout(ctx, personLimit)
	defer cancel()
	p := Person{Zone: time.UTC}
	user, err := d.readUser(ctx, who)
	if err != nil {
		d.log.WarnContext(ctx, "cannot look up a person", "error", err)
		d.people.set(who.User, p, unknownMemory)
		return p
	}
	p.Locale, p.Workspace, p.Enterprise = user.Locale, user.TeamID, user.Enterprise.EnterpriseID
	if zone, err := time.LoadLocation(user.TZ); err == nil && user.TZ != "" && user.TZ != "Local" {
		p.Zone, p.Zoned = zone, true
	}
	d.people.set(who.User, p, personMemory)
	return p
}

// Zone is a person's time zone; ok is false when Slack does not tell.
func (d *Directory) Zone(ctx context.Context, who command.Who) (zone *time.Location, ok bool) {
	p := d.Person(ctx, who)
	return p.Zone, p.Zoned
}

// KnownPerson is a person who is remembered: it does not ask Slack.
func (d *Directory) KnownPerson(who command.Who) (Person, bool) { return d.people.get(who.User) }

// Active asks Slack whether a person is a member of the workspace now, whatever is remembered of them.
func (d *Directory) Active(ctx context.Context, who command.Who) (bool, error) {
	d.people.forget(who.User)
	user, err := d.readUser(ctx, who)
	if refused, ok := errors.AsType[*deliver.Error](err); ok && refused.Code == "user_not_found" {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return !user.Deleted, nil
}

func (d *Directory) readUser(ctx context.Context, who command.Who) (user *slack.User, err error) {
	err = d.reader.Read(ctx, deliver.ReadUser, deliver.Answer, func(ctx context.Context) (err error) {
		user, err = d.client.GetUserInfoContext(ctx, who.User)
		return err
	})
	return user, err
}
