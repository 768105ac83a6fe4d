package doctor

import (
	"slices"
	"tcabot/api/redact"
	"tcabot/commands/locale"
)

// Setting is a mistake in the settings, as package config describes it, with its remedy.
func Setting(mistake string) Finding {
	return found(Settings, Bad, "doctor.setting", "Mistake", mistake)
}

// Installed says where Slack says that the bot is installed.
func Installed(workspace, bot string) Finding {
	return found(Slack, Good, "doctor.installed", "Bot", bot, "Workspace", workspace)
}

// InstalledEverywhere says that the bot token is that of an organization and not of a workspace.
func InstalledEverywhere(organization string) Finding {
	return found(Slack, Bad, "doctor.everywhere", "Organization", organization).fixed("doctor.everywhere_fix")
}

// BotTokenRefused says that Slack rejects the bot token, with Slack's code.
func BotTokenRefused(code string) Finding {
	return found(Slack, Bad, "doctor.bot_token", "Code", code).fixed("doctor.bot_token_fix")
}

// AppToken says that Slack lets the app-level token open connections.
func AppToken() Finding { return found(Slack, Good, "doctor.app_token_good") }

// AppTokenRefused says that Slack does not, with Slack's code.
func AppTokenRefused(code string) Finding {
	return found(Slack, Bad, "doctor.app_token", "Code", code).fixed("doctor.app_token_fix")
}

// SlackUnreachable says that Slack did not answer.
func SlackUnreachable(why redact.Kind, cause string) Finding {
	return unreachable(found(Slack, Bad, "doctor.slack_unreachable", "Cause", cause), why)
}

// unreachable adds what to do about a network failure.
func unreachable(f Finding, why redact.Kind) Finding {
	switch why {
	case redact.NoHost:
		return f.fixed("doctor.fix_host")
	case redact.Refused:
		return f.fixed("doctor.fix_refused")
	case redact.Untrusted:
		return f.fixed("doctor.fix_certificate")
	case redact.Proxy:
		return f.fixed("doctor.fix_proxy")
	default:
		return f.fixed("doctor.fix_network")
	}
}

// scopes is where the sentences are that say what each scope is for.
const scopes = locale.Group("doctor_scope")

// Optional are the scopes without which the bot works.
func Optional() []string {
	return []string{"channels:history", "groups:history", "links:write", "mpim:read"}
}

// Required are the scopes that the manifest asks for besides.
func Required() []string {
	return []string{
		"commands", "app_mentions:read", "chat:write", "files:write", "links:read", "users:read", "channels:read", "groups:read",
		"im:history", "im:read", "im:write",
	}
}

// Scopes compares the scopes that the app was given with those of the manifest: a finding for each missing one, with what
// does not work without it, or one that says that none is missing. granted is empty when Slack did not say.
func Scopes(granted []string) (all []Finding) {
	if len(granted) == 0 {
		return []Finding{found(Slack, Unchecked, "doctor.scopes_unknown")}
	}
	missing := func(state State, names []string) {
		for _, name := range names {
			if !slices.Contains(granted, name) {
				all = append(all, found(Slack, state, "doctor.scope", "Scope", name, "Feature", scope(name)).fixed("doctor.scope_fix"))
			}
		}
	}
	missing(Bad, Required())
	missing(Warning, Optional())
	if len(all) == 0 {
		all = []Finding{found(Slack, Good, "doctor.scopes_good")}
	}
	return all
}

// scope is a value that is said in the reader's language: what does not work without a scope.
type scope string

// In implements inner.
func (s scope) In(w locale.Sayer) string { return w.Say(scopes.Key(string(s))) }

// BlocksValid says that Slack takes the messages of the bot as they are.
func BlocksValid() Finding { return found(Slack, Good, "doctor.blocks_good") }

// BlocksRefused says that Slack does not, with Slack's code.
func BlocksRefused(code string) Finding {
	return found(Slack, Warning, "doctor.blocks", "Code", code).fixed("doctor.blocks_fix")
}
