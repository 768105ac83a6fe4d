package playground_test

import (
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBrowserResolve ticks three issues of a list and resolves them: after the next scan, which counts them, the digest has three
// fewer open ones, until that is undone.
func TestBrowserResolve(t *testing.T) {
	ctx := browser(t)
	url, printed := open(t)
	b := tab{t: t, ctx: ctx, url: url}
	b.asAdmin(printed)
	b.say("/tca digest add payments-api@master")
	b.press("Save")
	b.sees("Saved: payments-api")

	posts := 0
	post := func() int {
		t.Helper()
		posts++
		b.say("/tca digest show 1")
		b.until("press Post now", `() => { const all = [...document.querySelectorAll("button")].filter(b => b.innerText.startsWith("Post now")); all.at(-1)?.click(); return all.length > 0; }`)
		b.posts(posts)
		text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`[...document.querySelectorAll("#messages > article:not(.private)")].at(-1).innerText.match(/([\d,]+) open/)?.[1] ?? ""`))
		if err != nil {
			b.lost("read the post", err)
		}
		n, err := strconv.Atoi(text)
		if err != nil {
			b.lost("read the number of open issues", err)
		}
		return n
	}
	const fixed = 5
	scans := 0
	scan := func() {
		t.Helper()
		scans++
		b.plan("payments-api@master", "5 issues fixed, none new")
		b.say("/tca scan payments-api@master")
		b.press("Start, tell me")
		b.until("see the scan begin", `(n) => (document.body.innerText.match(/has started\./g) ?? []).length === n`, scans)
		b.press("+1 min")
		b.press("+1 min")
	}
	before := post()
	b.say("/tca issues payments-api@master")
	b.press("Select…")
	b.sees("Done selecting")
	b.until("tick three boxes", `() => { const all = [...document.querySelectorAll("input[type=checkbox]")].slice(0, 3); all.forEach(c => c.click()); return all.length === 3; }`)
	b.picture("issues-select")
	b.press("Resolve…")
	b.sees("3 selected")
	b.until("choose a resolution", `() => { const s = document.querySelector("#modal [name='field.as']"); if (s) s.value = "wontfix"; return !!s; }`)
	b.fill("because", "generated code")
	b.picture("issues-resolve-form")
	b.press("Continue")
	b.sees("Resolve 3 issues as won't fix?")
	b.picture("issues-resolve-confirm")
	b.press("Only in master")
	b.sees("Resolved 3 issues as won't fix")
	b.picture("issues-resolved")
	scan()
	if now := post(); now != before-3-fixed {
		t.Errorf("%d open after, %d before, %d fixed", now, before, fixed)
	}
	b.picture("issues-resolved-digest")
	b.say("/tca undo 1")
	b.sees("Set 3 values back?")
	b.press("Undo")
	b.sees("Undid change #1 (3 values)")
	b.picture("issues-undone")
	scan()
	if now := post(); now != before-2*fixed {
		t.Errorf("%d open after the undo, %d before, %d fixed twice", now, before, fixed)
	}
	b.say("/tca audit")
	b.sees("Your changes in TCA")
	b.picture("audit")
}
