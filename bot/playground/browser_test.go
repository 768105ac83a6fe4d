package playground_test

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"tcabot/bot/playground"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// syncBuffer is output that is read while it is written.
type syncBuffer struct {
	mu   sync.Mutex
	b    bytes.Buffer
	wake chan struct{}
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	n, err := b.b.Write(p)
	select {
	case b.wake <- struct{}{}:
	default:
	}
	return n, err
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

var pageURL = regexp.MustCompile(`http://127\.0\.0\.1:\d+/`)

// open starts a playground and returns its page's address and what it printed.
func open(t *testing.T) (url, printed string) {
	t.Helper()
	out := &syncBuffer{wake: make(chan struct{}, 1)}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- playground.Run(ctx, playground.Options{Out: out, Log: slog.New(slog.DiscardHandler)}) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("playground ended with %v", err)
		}
	})
	limit := time.NewTimer(20 * time.Second)
	defer limit.Stop()
	for {
		if u := pageURL.FindString(out.String()); u != "" {
			return u, out.String()
		}
		select {
		case <-out.wake:
		case err := <-done:
			t.Fatalf("playground ended at once: %v", err)
		case <-limit.C:
			t.Fatal("playground printed no address")
		}
	}
}

// browser is a tab of headless Chromium. Where there is none the test skips, unless TCABOT_BROWSER says it must not.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("TCABOT_BROWSER") == "required" {
			t.Fatal("no chromium, and TCABOT_BROWSER=required")
		}
		t.Skip("no chromium on this machine: the browser test did not run")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1280, 900),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return ctx
}

// tab drives the page as a person would.
type tab struct {
	t   *testing.T
	ctx context.Context //nolint:containedctx // chromedp's tabs are contexts
	url string
}

func (b tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.lost(what, err)
	}
}

func (b tab) lost(what string, err error) {
	b.t.Helper()
	body, _ := chromedp.Run(b.ctx, chromedp.Text("body"))
	b.t.Fatalf("%s: %v; the page shows:\n%s", what, err, body)
}

// until waits until a script gives true.
func (b tab) until(what, script string, args ...any) {
	b.t.Helper()
	poll := chromedp.PollFunction[bool](script, chromedp.WithPollingArgs(args...), chromedp.WithPollingTimeout(30*time.Second))
	if _, err := chromedp.Run(b.ctx, poll); err != nil {
		b.lost(what, err)
	}
}

func (b tab) sees(text string) {
	b.t.Helper()
	b.until("see "+text, `(t) => document.body.innerText.includes(t)`, text)
}

func (b tab) say(line string) {
	b.t.Helper()
	b.until("say "+line, `(t) => { document.getElementById("text").value = t; document.getElementById("composer").requestSubmit(); return true; }`, line)
}

// press presses the last button whose label begins so; in a modal, when one is open.
func (b tab) press(label string) {
	b.t.Helper()
	b.until("press "+label, `(label) => {
		const all = [...(document.getElementById("modal") ?? document).querySelectorAll("button")];
		const hit = all.filter(b => b.innerText.startsWith(label) && !b.disabled).at(-1);
		hit?.click();
		return !!hit;
	}`, label)
}

// follow follows a link, and waits for what is on the page behind it. The mouse would miss a link that moves as the page is
// drawn anew.
func (b tab) follow(link, then string) {
	b.t.Helper()
	b.until("follow "+link, `(link) => { const a = document.querySelector(link); a?.click(); return !!a; }`, link)
	b.do("open "+link, chromedp.WaitVisible(then))
}

// direct opens the direct messages with the bot.
func (b tab) direct() {
	b.t.Helper()
	b.follow("[data-direct]", "#open-home")
}

func (b tab) fill(field, value string) {
	b.t.Helper()
	b.until("fill "+field, `(name, value) => {
		const input = document.querySelector("#modal [name='field." + name + "']");
		if (input) input.value = value;
		return !!input;
	}`, field, value)
}

// choose chooses from the last menu of a name: an option by its place, or by the beginning of its label.
func (b tab) choose(menu string, option any) {
	b.t.Helper()
	b.until("choose from "+menu, `(menu, option) => {
		const all = [...document.querySelectorAll("select")].filter(s => s.options[0].text === menu);
		const select = all.at(-1);
		const hit = select && (typeof option === "number" ? select.options[option] : [...select.options].find(o => o.text.startsWith(option)));
		if (!hit) return false;
		select.value = hit.value;
		select.dispatchEvent(new Event("change", { bubbles: true }));
		return true;
	}`, menu, option)
}

func (b tab) become(user string) {
	b.t.Helper()
	b.do("become "+user, chromedp.Navigate(b.url+"?as="+user+"&in="+playground.General), chromedp.WaitVisible("#composer"))
}

func (b tab) picture(name string) {
	b.t.Helper()
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.lost("picture", err)
	}
	if err := os.MkdirAll(filepath.Join("testdata", "out"), 0o750); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("testdata", "out", name+".png"), png, 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// TestBrowser is the first session of a person: connect, walk a list, share it, and what an outsider meets there.
func TestBrowser(t *testing.T) {
	ctx := browser(t)
	url, printed := open(t)
	tokens := regexp.MustCompile(`\b[0-9a-f]{40}\b`).FindAllString(printed, -1)
	if len(tokens) != 3 {
		t.Fatalf("printed %d tokens, want 3", len(tokens))
	}
	b := tab{t: t, ctx: ctx, url: url}
	b.become(playground.Member)
	b.sees("bot connected")
	b.say("/tca login")
	b.press("Connect TCA")
	b.fill("token", strings.Repeat("f", 40))
	b.press("Connect")
	b.sees("TCA doesn't recognise this token")
	b.picture("refused")
	b.fill("token", tokens[0])
	b.press("Connect")
	b.sees("You are connected as 王芳")
	b.picture("connected")
	b.press("Done")

	b.say("/tca repos bigteam")
	b.sees("1–10 of 137")
	for from := 11; from <= 131; from += 10 {
		b.press("Next")
		b.sees(strings.Join([]string{itoa(from), itoa(min(from+9, 137))}, "–") + " of 137")
	}
	b.choose("⋯", "⏮ First")
	b.sees("1–10 of 137")
	b.choose("⋯", "Last")
	b.sees("131–137 of 137")
	b.press("◀ Previous")
	b.sees("121–130 of 137")
	b.press("Page 13")
	b.fill("page", "7")
	b.press("Go")
	b.sees("61–70 of 137")
	b.choose("⋯", "Refresh")
	b.sees("61–70 of 137")
	b.picture("repos")
	b.press("Share…")
	b.sees("3 people in")
	b.picture("share")
	b.press("Share")
	b.sees("Shared by @王芳")

	b.become(playground.Outsider)
	b.sees("61–70 of 137")
	b.say("/tca login")
	b.press("Connect TCA")
	b.fill("token", tokens[2])
	b.press("Connect")
	b.sees("You are connected as 陈晨")
	b.press("Done")
	b.press("Next")
	b.sees("or you don't have access")
	b.sees("61–70 of 137") // as it was
	b.picture("outsider")

	b.become(playground.Admin)
	b.say("/tca login")
	b.press("连接 TCA")
	b.fill("token", tokens[1])
	b.press("连接")
	b.sees("连接成功")
	b.press("完成")
	b.say("/tca help")
	b.sees("分析项目现状")
	b.say("/tca overview payments-api@master")
	b.sees("payments-api 的分支概览")
	b.picture("chinese")
}

// TestBrowserAnalysis is a tech lead's morning: how a branch stands, what is worst, why, how it went, and all of it to take away.
func TestBrowserAnalysis(t *testing.T) {
	ctx := browser(t)
	url, printed := open(t)
	tokens := regexp.MustCompile(`\b[0-9a-f]{40}\b`).FindAllString(printed, -1)
	b := tab{t: t, ctx: ctx, url: url}
	b.become(playground.Member)
	b.sees("bot connected")
	b.say("/tca overview payments-api@master")
	b.press("Connect TCA")
	b.fill("token", tokens[0])
	b.press("Connect")
	b.sees("You are connected as 王芳")
	b.press("Done")
	b.sees("Overview of payments-api") // what was asked for first
	b.picture("overview")

	b.press("Issues")
	b.sees("Issues of payments-api")
	b.sees("state:active")
	b.picture("issues")
	b.do("a phone", chromedp.EmulateViewport(390, 844))
	b.picture("issues-390")
	b.do("a desk", chromedp.EmulateViewport(1280, 900))
	b.press("Filter…")
	b.sees("Filter the list")
	b.fill("path", "src/pay")
	b.picture("filter-form")
	b.press("More options")
	b.sees("found by the scan")
	b.until("keep what was typed", `() => document.querySelector("#modal [name='field.path']").value === "src/pay"`)
	b.picture("filter-form-all")
	b.press("Cancel")
	b.choose("Open an issue…", 1)
	b.sees("What the rule says")
	b.picture("issue")
	b.press("All issues")
	b.sees("state:active")
	b.choose("⋯", "Export CSV")
	b.sees("as a direct message")
	b.sees("state:active") // the list is still there
	b.choose("Go to…", "Trend")
	b.sees("The biggest fall was")
	b.picture("trend")

	b.say(`/tca issues payments-api＠master path:‘<a>&b.py’ author:wangfang@corp.com`) // arrives as it was typed
	b.sees("path:<a>&b.py")
	b.sees("author:wangfang@corp.com")
	b.sees("No issues match these filters")
	b.picture("typed")
	b.say("/tca repos bigteam/payments-api")
	b.sees("No team named bigteam/payments-api")
	b.picture("nearest")

	b.direct()
	b.sees("Here is issues")
	b.sees(".csv")
	b.picture("export")
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}
