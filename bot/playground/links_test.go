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

	b.become(playground.Outsider)
	b.sees("Show with my access") // by the poster's choice
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
	b.sees("Branch, repository or team")
	b.until("type", `() => { const i = document.querySelector("#modal .ask"); i.value = "payments-api@mas"; i.dispatchEvent(new Event("input", { bubbles: true })); return true; }`)
	b.until("an offer", `() => { const o = document.querySelector("#modal .offer"); o?.click(); return !!o; }`)
	b.picture("finder")
	b.press("Show")
	b.sees("as a direct message")
	b.press("Done")
	b.direct()
	b.sees("payments-api")
	b.picture("found")
}
