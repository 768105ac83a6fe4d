package playground_test

import (
	"regexp"
	"tcabot/bot/playground"
	"testing"

	"github.com/chromedp/chromedp"
)

// home opens the Home tab as a person.
func (b tab) home(user string) {
	b.t.Helper()
	b.become(user)
	b.sees("bot connected") // which is told that the tab is opened
	b.direct()
	b.follow("#open-home", ".home")
}

// TestHomeTab opens the launcher and App Home as each person: before the login, connected, and in Chinese, also on a phone.
func TestHomeTab(t *testing.T) {
	ctx := browser(t)
	url, printed := open(t)
	tokens := regexp.MustCompile(`\b[0-9a-f]{40}\b`).FindAllString(printed, -1)
	b := tab{t: t, ctx: ctx, url: url}
	b.home(playground.Member)
	b.sees("Code analysis in Slack")
	b.picture("home-stranger")
	b.press("Connect TCA")
	b.fill("token", tokens[0])
	b.press("Connect")
	b.press("Done")
	b.sees("Connected to TCA as tca_member")
	b.sees("Your open work")
	b.press("Turn mentions on")
	b.sees("Turn mentions off")
	b.become(playground.Member)
	b.say("/tca overview payments-api@master#默认方案")
	b.sees("Overview of payments-api")
	b.say("/tca")
	b.sees("What would you like to see?")
	b.sees("Recently viewed")
	b.picture("menu")
	b.home(playground.Member)
	b.sees("Recently viewed")
	b.until("TCA has answered", `() => !document.body.innerText.includes("Loading from TCA")`)
	b.picture("home")
	b.do("narrow", chromedp.EmulateViewport(390, 844))
	b.picture("home-phone")
	b.do("wide", chromedp.EmulateViewport(1280, 1800))
	b.picture("home-long")
	b.press("My account")
	b.do("open the messages", chromedp.Click(".tabs a:last-child"), chromedp.WaitVisible("#messages:not(.home)"))
	b.sees("You are connected to TCA as 王芳")

	b.home(playground.Admin)
	b.sees("在 Slack 中查看代码分析")
	b.home(playground.Outsider)
	b.sees("Code analysis in Slack")
}
