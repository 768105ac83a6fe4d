package playground_test

import "testing"

// TestBrowserSetup registers a repository and changes a scheme, in forms, one of which TCA refuses first.
func TestBrowserSetup(t *testing.T) {
	ctx := browser(t)
	url, printed := open(t)
	b := tab{t: t, ctx: ctx, url: url}
	b.asAdmin(printed)
	b.say("/tca repo add bigteam")
	b.press("Register a repository…")
	b.sees("Credential")
	b.picture("repo-add-form")
	b.fill("url", "hello")
	b.press("Register")
	b.sees("代码库地址无效")
	b.picture("repo-add-refused")
	b.fill("url", "https://git.example.com/new/gateway")
	b.press("Register")
	b.sees("Registered https://git.example.com/new/gateway")
	b.picture("repo-added")

	b.say(`/tca scheme "nightly full scan" payments-api`)
	b.press("Change…")
	b.sees("Description")
	b.picture("scheme-form")
	b.fill("description", "every night")
	b.press("Save changes")
	b.sees("Changed 1 setting of the scheme")
	b.picture("scheme-changed")
	b.press("Undo")
	b.sees("Undid change #3")
}
