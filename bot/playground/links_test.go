package playground_test

import (
	"regexp"
	"tcabot/bot/playground"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrowserLinks posts a link to TCA, allows its preview, and finds what messages name with both shortcuts.
func TestBrowserLinks(t *testing.T) {
	ctx := browser(t)
	url, printed := open(t)
	tokens := regexp.MustCompile(`\b[0-9a-f]{40}\b`).FindAllString(printed, -1)
	b := tab{t: t, ctx: ctx, url: url}
	b.become(playground.Member)
	b.sees("bot connected")
	b.press("⚡ Find in TCA")
	b.fill("token", tokens[0])
	b.press("Connect")
	b.sees("You are connected as 王芳")
	b.press("Done")
	b.press("http") // the example
	b.until("send it", `() => { document.getElementById("composer").requestSubmit(); return true; }`)
	b.sees("Show a preview of this TCA link?")
	b.sees("3 people in")
	b.picture("link_question")
	b.press("This time")
	b.sees("The preview is shown under your message")
	b.sees("Show with my access")
	b.sees("Worst new issues")
	b.picture("link_preview")
	b.do("a phone", chromedp.EmulateViewport(390, 844))
	b.picture("link_preview_phone")
	b.do("a desk", chromedp.EmulateViewport(1280, 900))

	b.press("Details")
	b.sees("Worst new issues")
	b.until("the pane is filled", `() => !!document.querySelector("#pane dd")`)
	b.picture("pane")
	b.do("a phone", chromedp.EmulateViewport(390, 844))
	b.picture("pane_390")
	b.do("a desk", chromedp.EmulateViewport(1280, 900))
	b.until("close the pane", `() => { document.querySelector(".close-pane")?.click(); return !document.querySelector("#pane"); }`)

	b.become(playground.Outsider)
	b.sees("Show with my access") // by the poster's choice
	b.press("Details")
	b.sees("Sign in to see this")
	b.picture("pane_outsider")
	b.until("close the pane", `() => { document.querySelector(".close-pane")?.click(); return !document.querySelector("#pane"); }`)
	b.press("Show with my access")
	b.sees("Connect your TCA account")

	b.become(playground.Member)
	b.say("payments-api@master is worse since #881000, see internal/pay/client.go:120")
	b.sees("see internal/pay/client.go:120")
	b.press("Look up in TCA")
	b.sees("This message names 3 things")
	b.picture("lookup")
	b.press("Overview: payments-api@master")
	b.sees("Overview of payments-api")

	b.press("⚡ Find in TCA")
	b.sees("Search by name, ID or link")
	b.offered("team", "Core", "Core platform")
	b.offered("repo", "payments-api", "payments-api")
	b.offered("branch", "mas", "master")
	b.until("show its issues", `() => {
		const select = document.querySelector("#modal select");
		select.value = "issues";
		return ![...select.options].some(o => o.value === "repos") && select.value === "issues";
	}`)
	b.picture("finder")
	b.do("a phone", chromedp.EmulateViewport(390, 844))
	b.picture("finder_390")
	b.do("a desk", chromedp.EmulateViewport(1280, 900))
	b.press("Show")
	b.sees("as a direct message")
	b.press("Done")
	b.direct()
	b.sees("payments-api")
	b.picture("found")
}

// offered types into a field of the open form, chooses an offer, and waits until the form says that it was chosen.
func (b tab) offered(field, typed, offer string) {
	b.t.Helper()
	b.until("type into "+field, `(field, typed, offer) => {
		const control = document.querySelector("#modal .control[data-action='" + field + "']");
		if (control?.querySelector(".chip")?.textContent.startsWith(offer)) return true;
		const hit = [...control?.querySelectorAll(".offer") ?? []].find(o => o.textContent.startsWith(offer));
		const input = control?.querySelector(".ask");
		if (hit) hit.click();
		else if (input && input.value !== typed) { input.value = typed; input.dispatchEvent(new Event("input", { bubbles: true })); }
		return false;
	}`, field, typed, offer)
}
