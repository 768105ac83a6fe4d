package playground_test

import (
	"regexp"
	"tcabot/bot/playground"
	"testing"

	"github.com/chromedp/chromedp"
)

// plan chooses how the next scan of a branch goes.
func (b tab) plan(branch, outcome string) {
	b.t.Helper()
	b.until("plan "+outcome, `(branch, outcome) => {
		const select = document.querySelector("select[aria-label='The next scan of " + branch + "']");
		const hit = [...select?.options ?? []].find(o => o.text === outcome);
		if (!hit) return false;
		select.value = hit.value;
		select.dispatchEvent(new Event("change", { bubbles: true }));
		return true;
	}`, branch, outcome)
}

// example sends one of the lines that the page offers to try.
func (b tab) example(line string) {
	b.t.Helper()
	b.press(line)
	b.until("send "+line, `() => { document.getElementById("composer").requestSubmit(); return true; }`)
}

// posts waits until there are so many messages for everybody in the channel.
func (b tab) posts(n int) {
	b.t.Helper()
	b.until("see the posts", `(n) => document.querySelectorAll("#messages > article:not(.private)").length === n`, n)
}

// asAdmin connects the administrator, who may start scans, after switching their Slack to English.
func (b tab) asAdmin(printed string) {
	b.t.Helper()
	b.become(playground.Admin)
	b.sees("bot connected")
	b.press("Switch to English")
	b.sees("Switch to 中文")
	b.say("/tca login")
	b.press("Connect TCA")
	b.fill("token", regexp.MustCompile(`administrator\s+([0-9a-f]{40})`).FindStringSubmatch(printed)[1])
	b.press("Connect")
	b.sees("You are connected as 张伟")
	b.press("Done")
}

// TestBrowserScan is a scan that breaks the gate and one that mends it, started and watched in a channel that follows the
// branch.
func TestBrowserScan(t *testing.T) {
	ctx := browser(t)
	url, printed := open(t)
	b := tab{t: t, ctx: ctx, url: url}
	b.asAdmin(printed)
	b.example("/tca gate set payments-api@master")
	b.sees("Saved the quality gate of payments-api")
	b.picture("gate-set")
	b.example("/tca follow payments-api@master")
	b.sees("this will be posted in")
	b.picture("follow-draft")
	b.press("Follow")
	b.sees("this is follow #1")
	b.picture("follow")

	b.plan("payments-api@master", "4 new fatal issues, after a minute's wait")
	b.example("/tca scan payments-api@master")
	b.sees("Start a scan of payments-api@master?")
	b.picture("scan")
	b.press("Start, tell this channel")
	b.sees("has started")
	b.sees("payments-api@master: scan waiting")
	b.picture("watch-waiting")
	b.press("+1 min")
	b.sees("payments-api@master: scan running")
	b.picture("watch-running")
	b.press("+1 min")
	b.sees("payments-api@master: quality gate failed")
	b.until("see the three worst issues", `() => [...document.querySelectorAll("#messages > article")].find(a => a.innerText.includes("@master: quality gate failed"))?.querySelectorAll("li a").length === 3`)
	b.picture("watch-broken")
	b.posts(2)
	b.until("see the follow's post", `() => [...document.querySelectorAll("#messages > article")].at(-1).innerText.includes("quality gate failed")`)
	b.picture("follow-broken")

	b.plan("payments-api@master", "5 issues fixed, none new")
	b.say("/tca scan payments-api@master")
	b.press("Start, tell this channel")
	b.posts(3)
	b.press("+15 s")
	b.sees("payments-api@master: scan running")
	b.do("a tall window", chromedp.EmulateViewport(1280, 1090))
	b.picture("scan-and-follow")
	b.do("the usual window", chromedp.EmulateViewport(1280, 757))
	b.press("+1 min")
	b.sees("payments-api@master: quality gate passed")
	b.sees("quality gate fixed") // in the thread of the follow's post before
	b.picture("follow-mended")
}

// TestBrowserTrouble tries scans that go wrong, each in its way, in the direct message with the bot. Then somebody who may
// not start any tries to.
func TestBrowserTrouble(t *testing.T) {
	ctx := browser(t)
	url, printed := open(t)
	b := tab{t: t, ctx: ctx, url: url}
	b.asAdmin(printed)
	b.direct()
	scan := func() {
		t.Helper()
		b.say("/tca scan payments-api@master")
		b.press("Start, tell me")
	}
	for n, outcome := range []string{
		"No credential for the code host", "Repository can't be read", "Credential doesn't fit the repository", "Branch is gone", "No node is available",
	} {
		b.plan("payments-api@master", outcome)
		scan()
		b.until("see the scan begin", `(n) => (document.body.innerText.match(/has started\./g) ?? []).length === n`, n+1)
		b.press("+15 s")
		b.until("see the scan fail", `(n) => document.querySelectorAll(".thread").length === n`, n+1)
	}
	b.picture("scans-failed")

	b.plan("payments-api@master", "Stalls for 15 minutes")
	scan()
	b.sees("payments-api@master: scan waiting")
	b.press("+1 min")
	b.sees("payments-api@master: scan running")
	b.picture("watch-stalled-soon")
	b.press("+12 min")
	b.sees("No progress for 12 minutes")
	b.picture("watch-stalled")

	b.plan("payments-api@develop", "Can't be cancelled")
	b.say("/tca scan payments-api@develop#security")
	b.press("Start, tell me")
	b.sees("payments-api@develop: scan waiting")
	b.press("+15 s")
	b.sees("payments-api@develop: scan running")
	b.press("Cancel scan…")
	b.press("Cancel it…")
	b.fill("because", "wrong branch")
	b.picture("cancel-form")
	b.do("send the form", chromedp.Click("#modal .primary"))
	b.sees("Cancelling: requested by @张伟 Zhang Wei")
	b.picture("cancel-asked")
	for range 3 {
		b.press("+1 min")
	}
	b.sees("the job is still not cancelled after two minutes")
	b.picture("cancel-ignored")

	b.become(playground.Member)
	b.say("/tca login")
	b.press("Connect TCA")
	b.fill("token", regexp.MustCompile(`a member\s+([0-9a-f]{40})`).FindStringSubmatch(printed)[1])
	b.press("Connect")
	b.sees("You are connected as 王芳")
	b.press("Done")
	b.say("/tca scan payments-api@release/v2.4")
	b.press("Start, tell me")
	b.sees("TCA doesn't let you start scans of payments-api")
	b.picture("scan-refused")
}
