package playground_test

import (
	"regexp"
	"tcabot/bot/playground"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrowserDigest sets a digest up by the form, sends it at once, and lets the next morning come: its post has other
// numbers, which are the difference between the two.
func TestBrowserDigest(t *testing.T) {
	ctx := browser(t)
	url, printed := open(t)
	b := tab{t: t, ctx: ctx, url: url}
	b.become(playground.Member)
	b.sees("bot connected")
	b.say("/tca login")
	b.press("Connect TCA")
	b.fill("token", regexp.MustCompile(`\b[0-9a-f]{40}\b`).FindString(printed))
	b.press("Connect")
	b.sees("You are connected as 王芳")
	b.press("Done")

	b.say("/tca digest")
	b.sees("This channel has no digests yet")
	b.press("New digest…")
	b.sees("Branch, repository or team")
	b.picture("digest-form")
	b.do("search", chromedp.SendKeys(`[data-action="target"] .ask`, "payments-api@mas"))
	b.press("payments-api@master")
	b.fill("gate", "new=0")
	b.picture("digest-form-filled")
	b.press("Show preview")
	b.sees("This will be posted in")
	b.sees("3 people in")
	b.picture("digest-draft")
	b.press("Save")
	b.sees("Saved: payments-api")
	b.picture("digest-card")
	b.press("Post now")
	b.sees("is being posted")
	b.sees("1 reply")
	b.picture("digest-post")
	posts := func() string {
		t.Helper()
		shown, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`[...document.querySelectorAll("#messages > article:not(.private)")].map(a => a.innerText.match(/\d+ new .*open/)?.[0]).join("\n")`))
		if err != nil {
			b.lost("read the posts", err)
		}
		return shown
	}
	first := posts()
	b.press("Next morning")
	b.until("see the next one", `() => document.querySelectorAll("#messages > article:not(.private)").length === 2 && document.querySelectorAll(".thread").length === 2`)
	b.picture("digest-next")
	if both := posts(); both == first || both == first+"\n"+first {
		t.Errorf("the next morning tells the same: %q", both)
	}
	b.press("New issues")
	b.sees("Only visible to you")
	b.sees("Issues of payments-api") // of one scan, or the newest first, as scans fell on the day
	b.picture("digest-issues")

	b.become(playground.Admin)
	b.say("/tca digest")
	b.sees("本频道的日报")
	b.picture("digest-chinese")
}
