package account

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type accounts struct {
	passwords api.Page[api.ScmAccount]
	keys      api.Page[api.ScmSSHKey]
	grants    api.Page[api.ScmOAuth]
	offered   api.Platforms
	missing   []locale.Key
	site      api.Site
}

// accountsCommand lists the credentials with which the person's TCA signs in to code hosts. The combined list of the manual
// returns 500 on every server that was measured, so three lists are read.
func accountsCommand(d Deps) command.Command {
	return command.Define(command.Def[struct{}, accounts]{
		Name:     "accounts",
		Access:   command.Linked,
		Personal: func(*struct{}) bool { return true },
		Examples: []string{"accounts"},
		Run: func(ctx context.Context, r *command.Request, _ *struct{}) (accounts, error) {
			a := accounts{site: d.Site}
			some := api.Window{Limit: paged.PageSize}
			var err error
			a.missing, err = command.Gather(ctx,
				command.Fetch("accounts.part_passwords", &a.passwords, func(ctx context.Context) (api.Page[api.ScmAccount], error) { return r.TCA.ScmAccounts(ctx, some) }),
				command.Fetch("accounts.part_keys", &a.keys, func(ctx context.Context) (api.Page[api.ScmSSHKey], error) { return r.TCA.ScmSSHKeys(ctx, some) }),
				command.Fetch("accounts.part_grants", &a.grants, func(ctx context.Context) (api.Page[api.ScmOAuth], error) { return r.TCA.ScmAuths(ctx, some) }),
				command.Fetch("accounts.part_offered", &a.offered, r.TCA.OAuthSettings))
			return a, err
		},
		View: viewAccounts,
	})
}

func viewAccounts(s command.Screen, d accounts) kit.Message {
	m := kit.Message{kit.Heading(s.Say("accounts.title")), kit.Para{kit.Text(s.Say("accounts.lead"))}}
	m = append(m, screen.Missing(s, d.missing)...)
	var rows kit.Rows
	add := func(kind locale.Key, what string, p api.ScmPlatform) {
		rows = append(rows, []kit.Line{{kit.Bold(kit.Name(what, "?", 80)), kit.Text("  " + s.Say(kind) + " · " + screen.Name(s, "platform", p))}})
	}
	for _, a := range d.passwords.Items {
		add("accounts.password", a.Username, a.Platform)
	}
	for _, k := range d.keys.Items {
		add("accounts.key", k.Name, k.Platform)
	}
	for _, g := range d.grants.Items {
		add("accounts.grant", target.PersonName(g.User.Nickname, g.User.Username), g.Platform)
	}
	if len(rows) > 0 {
		m = append(m, rows)
	} else if len(d.missing) == 0 {
		m = append(m, kit.Para{kit.Italic(s.Say("accounts.none"))})
	}
	if names := offered(s, d.offered); len(names) > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, "accounts.offered", "Names", kit.Text(screen.Join(s, names)))))
	}
	return append(m, kit.Buttons{screen.RefreshButton(s, 0, 0), screen.WebButton(s, d.site.Credentials())})
}

// offered lists the code hosts that this TCA supports.
func offered(s command.Screen, p api.Platforms) []string {
	var names []string
	for _, one := range []struct {
		on bool
		Of api.ScmPlatform
	}{
		{p.TGit, api.PlatformTGit},
		{p.TGitSaaS, api.PlatformTGitSaaS},
		{p.Coding, api.PlatformCoding},
		{p.GitHub, api.PlatformGitHub},
		{p.Gitee, api.PlatformGitee},
		{p.GitLab, api.PlatformGitLab},
		{p.Other, api.PlatformOther},
	} {
		if one.on {
			names = append(names, screen.Name(s, "platform", one.Of))
		}
	}
	return names
}
