package setup

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/target"
)

// readCredential reads a reference to a credential that the person keeps in TCA, such as password:12. What else is typed may be
// a secret, so no error repeats it.
func readCredential(text string) (*api.CredentialRef, error) {
	kind, number, _ := strings.Cut(text, ":")
	id, ok := target.ParseID(number)
	ref := &api.CredentialRef{Kind: api.AuthType(strings.ToLower(kind)), ID: id}
	if !ok || !ref.Kind.Valid() {
		return nil, &command.UsageError{Reason: "usage.credential"}
	}
	return ref, nil
}

// writeCredential writes what readCredential reads.
func writeCredential(ref *api.CredentialRef) string {
	if ref == nil {
		return ""
	}
	return string(ref.Kind) + ":" + kit.Number(ref.ID)
}

// credentialWords says which credential is used.
func credentialWords(w locale.Sayer, ref *api.CredentialRef) string {
	if ref == nil {
		return w.Say("setup.no_credential")
	}
	return w.Say(locale.Group("credential").Key(string(ref.Kind))) + " #" + kit.Number(ref.ID)
}
