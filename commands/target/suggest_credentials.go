package target

import (
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// credential is a way in which the person's TCA signs in to code hosts.
type credential struct {
	kind     api.AuthType
	id       int64
	name     string
	platform api.ScmPlatform
}

// credentialLabels say what a credential is.
var credentialLabels = map[api.AuthType]locale.Key{
	api.AuthPassword: "suggest.password", api.AuthSSH: "suggest.ssh_key", api.AuthOAuth: "suggest.oauth",
}

// platforms names the code hosts.
const platforms locale.Group = "platform"

// suggestCredentials lists the person's credentials at code hosts whose label contains a text. The value of an option is
// the kind, as TCA writes it, and the ID: password:12.
func (f Finder) suggestCredentials(ctx context.Context, r *command.Request, typing command.Typing) ([]kit.Option, error) {
	all, err := credentials(ctx, r.TCA)
	var options []kit.Option
	for _, c := range all {
		platform := c.platform.String()
		if c.platform.Valid() {
			platform = r.Words.Say(platforms.Key(platform))
		}
		label := r.Words.Say(credentialLabels[c.kind], "Name", kit.Name(c.name, "?", 40), "Platform", platform)
		if containsFold(label, typing.Text) {
			options = append(options, kit.Option{Label: label, Value: string(c.kind) + ":" + kit.Number(c.id)})
		}
	}
	return options, err
}

// credentials are those of all kinds.
func credentials(ctx context.Context, tca *api.Client) ([]credential, error) {
	lists := []func(context.Context) ([]credential, error){
		credentialsOf(tca.ScmAccounts, func(a api.ScmAccount) credential {
			return credential{api.AuthPassword, a.ID, a.Username, a.Platform}
		}),
		credentialsOf(tca.ScmSSHKeys, func(k api.ScmSSHKey) credential {
			return credential{api.AuthSSH, k.ID, k.Name, k.Platform}
		}),
		credentialsOf(tca.ScmAuths, func(g api.ScmOAuth) credential {
			return credential{api.AuthOAuth, g.ID, PersonName(g.User.Nickname, g.User.Username), g.Platform}
		}),
	}
	found, err := command.ForEach(ctx, lists, func(ctx context.Context, list func(context.Context) ([]credential, error)) ([]credential, error) {
		return list(ctx)
	})
	return slices.Concat(found...), err
}

// credentialsOf lists the credentials of one kind.
func credentialsOf[T any](
	fetch func(context.Context, api.Window) (api.Page[T], error), read func(T) credential,
) func(context.Context) ([]credential, error) {
	return func(ctx context.Context) ([]credential, error) {
		page, err := fetch(ctx, api.Window{Limit: maxSuggested})
		all := make([]credential, len(page.Items))
		for i, one := range page.Items {
			all[i] = read(one)
		}
		return all, err
	}
}
