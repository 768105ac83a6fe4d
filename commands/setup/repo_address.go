package setup

import (
	"net/url"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"unicode/utf8"
)

// readAddress reads the address of a repository. One with a password in it, or with a user name where that is one for signing
// in, is rejected before it goes anywhere, and is not in the error: TCA would keep it as it is, for everybody to read.
func readAddress(text string) (string, error) {
	text = strings.TrimSpace(text)
	switch {
	case holdsCredential(text):
		return "", &command.UsageError{Reason: "usage.credential_typed"}
	case utf8.RuneCountInString(text) > api.MaxURL:
		return "", &command.UsageError{Reason: "usage.long_value", Data: []any{"Count", utf8.RuneCountInString(text), "Most", api.MaxURL}}
	}
	return text, nil
}

// isAddress reports whether a word is the address of a repository rather than a name.
func isAddress(word string) bool {
	user, path, ok := strings.Cut(word, "@")
	return strings.Contains(word, "://") || ok && user != "" && strings.Contains(path, ":")
}

// holdsCredential reports whether an address has somebody's user name or password in it, or a token in its parameters, which
// no repository needs.
func holdsCredential(address string) bool {
	u, err := url.Parse(address)
	return holdsUser(address) || err == nil && u.RawQuery != ""
}

// holdsUser reports whether an address has somebody's user name or password in it. The user of SSH, which is that of the code
// host, as in git@host:path, is not one.
func holdsUser(address string) bool {
	scheme, rest, full := strings.Cut(address, "://")
	if !full {
		scheme, rest = "", address
	}
	if hasPassword(rest, full) {
		return true
	}
	host, _, _ := strings.Cut(rest, "/")
	at := strings.LastIndex(host, "@")
	if at < 0 {
		return false
	}
	user := host[:at]
	if strings.ContainsAny(user, ":") || strings.Contains(strings.ToLower(user), "%3a") {
		return true
	}
	overSSH := strings.Contains(strings.ToLower(scheme), "ssh") || !full && strings.Contains(host[at:], ":")
	return !overSSH
}

// hasPassword reports whether there is a password in an address, also in one that is not well formed, or in which the password
// has a slash: before an at sign stands a colon, and what follows it is not the port of a host.
func hasPassword(rest string, full bool) bool {
	at := strings.Index(rest, "@")
	if full { // in what is left of an address with a scheme, a path may follow the host
		at = strings.LastIndex(rest, "@")
	}
	_, after, ok := strings.Cut(rest[:max(at, 0)], ":")
	port, _, path := strings.Cut(after, "/")
	_, err := strconv.ParseUint(port, 10, 16)
	return ok && (!path || err != nil)
}
