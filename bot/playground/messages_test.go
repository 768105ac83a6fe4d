package playground_test

import (
	"regexp"
	"tcabot/bot/playground"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrowserMessages talks to the bot in messages: in a channel, in a thread and in its direct message.
func TestBrowserMessages(t *testing.T) {
	ctx := browser(t)
	url, printed := open(t)
	tokens := regexp.MustCompile(`\b[0-9a-f]{40}\b`).FindAllString(printed, -1)
	b := tab{t: t, ctx: ctx, url: url}
	b.become(playground.Outsider)
	b.sees("bot connected")
	b.say("how do our repositories look?")
	b.sees("how do our repositories look?")

	b.become(playground.Member)
	b.press("Reply")
	b.sees("Replying in a thread")
	b.say("/tca help")
	b.sees("Slack takes no commands in threads")
	b.say("@tca repos bigteam")
	b.press("Connect TCA")
	b.fill("token", tokens[0])
	b.press("Connect")
	b.sees("You are connected as 王芳")
	b.press("Done")
	b.thread("1–10 of 137")
	b.press("Next")
	b.thread("11–20 of 137")
	b.picture("mention-in-thread")
	b.press("✕")
	b.say("did anybody ask @tca about that?")
	b.sees("start your message by mentioning me")
	b.say("@tca issues payments-api@master severity:fatal")
	b.sees("Issues of payments-api")
	b.picture("mention")

	b.become(playground.Outsider)
	b.sees("@tca issues payments-api@master") // the message, and not its answer
	b.until("the answer is private", `() => !document.body.innerText.includes("Issues of payments-api")`)

	b.become(playground.Member)
	b.direct()
	b.say("repos bigteam")
	b.sees("1–10 of 137")
	b.press("Next")
	b.sees("11–20 of 137")
	b.say("can you find me a repository?")
	b.sees("I only understand commands")
	b.picture("direct-message")
	b.do("a phone", chromedp.EmulateViewport(390, 844))
	b.picture("direct-message-390")
}

// thread waits for a text in a thread.
func (b tab) thread(text string) {
	b.t.Helper()
	b.until("see in a thread "+text, `(t) => [...document.querySelectorAll(".thread")].some(e => e.innerText.includes(t))`, text)
}
