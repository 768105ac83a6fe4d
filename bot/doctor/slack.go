package doctor

import (
	"context"
	"errors"
	"tcabot/bot/deliver"
	"tcabot/commands/doctor"
	"tcabot/commands/locale"
	"time"
)

// slack looks at the bot token: whose it is, and what it allows.
func (d *Doctor) slack(ctx context.Context) []doctor.Finding {
	me, err := d.from.Slack.Identify(ctx)
	if err != nil {
		return []doctor.Finding{refused(err, doctor.BotTokenRefused)}
	}
	return d.installed(me)
}

// installed says what Slack said of the bot token.
func (d *Doctor) installed(me deliver.Identity) []doctor.Finding {
	where := doctor.Installed(me.WorkspaceName, me.UserName)
	if me.Everywhere {
		where = doctor.InstalledEverywhere(me.WorkspaceName)
	}
	found := append([]doctor.Finding{where}, doctor.Scopes(me.Scopes)...)
	if !me.At.IsZero() {
		found = append(found, doctor.Skew(host(d.conf.SlackURL), time.Since(me.At)))
	}
	return found
}

// appToken looks at the app-level token.
func (d *Doctor) appToken(ctx context.Context) []doctor.Finding {
	if err := d.from.Slack.Openable(ctx); err != nil {
		return []doctor.Finding{refused(err, doctor.AppTokenRefused)}
	}
	return []doctor.Finding{doctor.AppToken()}
}

// blocks asks Slack whether it takes messages as the bot lays them out.
func (d *Doctor) blocks(ctx context.Context) []doctor.Finding {
	err := d.from.Slack.Valid(ctx, doctor.Sample(locale.In(locale.English)))
	failed, ok := errors.AsType[*deliver.Error](err)
	switch {
	case err == nil:
		return []doctor.Finding{doctor.BlocksValid()}
	case ok && failed.Code == "unknown_method":
		return nil // this Slack does not offer it
	default:
		return []doctor.Finding{refused(err, doctor.BlocksRefused)}
	}
}

// refused says what became of a question to Slack: it was refused with a code, or not answered.
func refused(err error, with func(code string) doctor.Finding) doctor.Finding {
	failed, ok := errors.AsType[*deliver.Error](err)
	if !ok {
		return doctor.Late(doctor.Slack)
	}
	if why, cause, silent := failed.Unreachable(); silent {
		return doctor.SlackUnreachable(why, cause)
	}
	if failed.Code == "" {
		return doctor.Late(doctor.Slack)
	}
	return with(failed.Code)
}
