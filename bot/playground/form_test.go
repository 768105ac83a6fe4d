package playground_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"tcabot/bot/bottest"
	"tcabot/bot/playground"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

const (
	english = "U0ENGLISH1"
	chinese = "U0CHINESE1"
)

// fields is a modal with one of every control; its button changes what is above it.
const fields = `{"type": "modal", "callback_id": "form", "title": {"type": "plain_text", "text": "New digest"},
"submit": {"type": "plain_text", "text": "Save"}, "close": {"type": "plain_text", "text": "Cancel"}, "blocks": [
{"type": "section", "block_id": "s", "text": {"type": "mrkdwn", "text": "%s, <@U0CHINESE1> &amp; all"}},
{"type": "input", "block_id": "name", "label": {"type": "plain_text", "text": "Name"}, "element": {"type": "plain_text_input", "action_id": "name", "initial_value": "Morning"}},
{"type": "input", "block_id": "what", "label": {"type": "plain_text", "text": "Projects"}, "element": {"type": "multi_external_select", "action_id": "what", "min_query_length": 0, "placeholder": {"type": "plain_text", "text": "Find projects"}}},
{"type": "input", "block_id": "one", "label": {"type": "plain_text", "text": "Branch"}, "element": {"type": "external_select", "action_id": "one", "min_query_length": 1}},
{"type": "input", "block_id": "where", "label": {"type": "plain_text", "text": "Channel"}, "element": {"type": "conversations_select", "action_id": "where", "filter": {"include": ["public"], "exclude_external_shared_channels": true}}},
{"type": "input", "block_id": "at", "label": {"type": "plain_text", "text": "Time"}, "hint": {"type": "plain_text", "text": "In your time zone"}, "element": {"type": "timepicker", "action_id": "at", "initial_time": "09:30"}},
{"type": "input", "block_id": "days", "label": {"type": "plain_text", "text": "Days"}, "element": {"type": "checkboxes", "action_id": "days", "options": [%s]}},
{"type": "input", "block_id": "some", "label": {"type": "plain_text", "text": "Severities"}, "optional": true, "element": {"type": "multi_static_select", "action_id": "some", "options": [%s]}},
{"type": "input", "block_id": "mood", "label": {"type": "plain_text", "text": "When nothing is new"}, "element": {"type": "radio_buttons", "action_id": "mood", "options": [%s]}},
{"type": "input", "block_id": "lang", "label": {"type": "plain_text", "text": "Language"}, "dispatch_action": true, "element": {"type": "static_select", "action_id": "lang", "options": [%s]}},
{"type": "input", "block_id": "note", "label": {"type": "plain_text", "text": "Note"}, "optional": true, "element": {"type": "plain_text_input", "action_id": "note", "multiline": true}},
{"type": "actions", "block_id": "more", "elements": [{"type": "button", "action_id": "preview", "text": {"type": "plain_text", "text": "Preview"}}]}]}`

func form(heading string) slack.ModalViewRequest {
	options := func(texts ...string) string {
		var out []string
		for _, t := range texts {
			out = append(out, fmt.Sprintf(`{"text": {"type": "plain_text", "text": %q}, "value": %q}`, t, strings.ToLower(t)))
		}
		return strings.Join(out, ",")
	}
	var v slack.ModalViewRequest
	text := fmt.Sprintf(fields, heading, options("Mon", "Tue", "Wed", "Thu", "Fri"), options("Fatal", "Error", "Warning", "Info"),
		options("Say so", "Be silent"), options("English", "Chinese"))
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		panic(err)
	}
	return v
}

// formBot has nothing but the form, and a digest with a thread.
type formBot struct {
	api  *slack.Client
	sent chan map[string]map[string]slack.BlockAction
}

func (b *formBot) take(c *socketmode.Client, ev socketmode.Event) {
	if ev.Request == nil || ev.Request.EnvelopeID == "" {
		return
	}
	ctx := context.Background()
	var ack any
	after := func() error { return nil }
	update := func(id, heading string) func() error {
		return func() error {
			_, err := b.api.UpdateViewContext(ctx, form(heading), "", "", id)
			return err
		}
	}
	switch data := ev.Data.(type) {
	case slack.SlashCommand:
		after = func() error {
			_, err := b.api.OpenViewContext(ctx, data.TriggerID, form("As it begins"))
			return err
		}
	case slack.InteractionCallback:
		switch data.Type { //nolint:exhaustive // nothing else is done here
		case slack.InteractionTypeBlockSuggestion:
			var found []*slack.OptionBlockObject
			for _, p := range []string{"payments-api", "payments-web", "search"} {
				if strings.Contains(p, data.Value) {
					found = append(found, slack.NewOptionBlockObject(p, slack.NewTextBlockObject("plain_text", p+" ✓", false, false), nil))
				}
			}
			ack = slack.OptionsResponse{Options: found}
		case slack.InteractionTypeBlockActions:
			switch a := data.ActionCallback.BlockActions[0]; a.ActionID {
			case "preview":
				after = update(data.View.ID, "Preview of "+data.View.State.Values["name"]["name"].Value)
			case "pick/do":
				b.sent <- data.BlockActionState.Values
			case "lang":
				after = update(data.View.ID, "Now in "+a.SelectedOption.Value)
			case "remove":
				after = func() error {
					_, _, err := b.api.DeleteMessageContext(ctx, data.Channel.ID, data.Message.Timestamp)
					return err
				}
			}
		case slack.InteractionTypeViewSubmission:
			b.sent <- data.View.State.Values
		}
	}
	_ = c.Ack(*ev.Request, ack)
	if err := after(); err != nil {
		panic(err)
	}
}

// stage is a page around a workspace with the form's bot.
func stage(t *testing.T) (*bottest.Server, *formBot, string) {
	t.Helper()
	s, err := bottest.New(bottest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	s.AddUser(bottest.User{ID: english, Name: "ann", RealName: "Ann", Locale: "en-US", TZ: "Europe/Berlin"})
	s.AddUser(bottest.User{ID: chinese, Name: "li", RealName: "李雷", Locale: "zh-CN", TZ: "Asia/Shanghai"})
	s.AddChannel(bottest.Channel{ID: "C0GENERAL1", Name: "general", BotIn: true, Members: []string{english, chinese}})
	s.AddChannel(bottest.Channel{ID: "C0PARTNERS", Name: "partners", Shared: true, BotIn: true, Members: []string{english}})
	api := slack.New(bottest.BotToken, slack.OptionAppLevelToken(bottest.AppToken), slack.OptionAPIURL(s.APIURL()))
	b := &formBot{api: api, sent: make(chan map[string]map[string]slack.BlockAction, 1)}
	c := socketmode.New(api)
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	t.Cleanup(func() { cancel(); running.Wait() })
	running.Go(func() { _ = c.RunContext(ctx) })
	running.Go(func() {
		for {
			select {
			case ev := <-c.Events:
				b.take(c, ev)
			case <-ctx.Done():
				return
			}
		}
	})
	web := httptest.NewServer(playground.Page(s))
	t.Cleanup(func() { web.CloseClientConnections(); web.Close() })
	wait, done := context.WithTimeout(ctx, 20*time.Second)
	defer done()
	if err := s.WaitConnections(wait, 1); err != nil {
		t.Fatal(err)
	}
	return s, b, web.URL + "/"
}

// TestBrowserForm fills in one of every control, and presses a button before it sends the form.
func TestBrowserForm(t *testing.T) {
	ctx := browser(t)
	s, bot, url := stage(t)
	b := tab{t: t, ctx: ctx, url: url}
	b.become(english)
	b.say("/tca form")
	b.sees("As it begins, @李雷 & all")
	b.sees("In your time zone")
	b.picture("form")
	b.fill("name", "Daily")
	b.do("search", chromedp.SendKeys(`[data-action="what"] .ask`, "pay"))
	b.press("payments-api")
	b.do("another", chromedp.SendKeys(`[data-action="what"] .ask`, "sea"))
	b.press("search")
	b.do("the wrong one", chromedp.Click(`[data-action="what"] .ask`))
	b.sees("payments-web ✓")
	b.picture("form-offers")
	b.press("payments-web")
	b.do("without it", chromedp.Click(`.chip:has([value="payments-web"]) .drop`))
	b.do("one alone", chromedp.SendKeys(`[data-action="one"] .ask`, "web"))
	b.until("have the answer", `() => document.querySelector('[data-action="one"] .offer')?.innerText.startsWith("payments-web")`)
	b.do("take the first", chromedp.SendKeys(`[data-action="one"] .ask`, "\r"))
	b.do("tick", chromedp.Click(`[data-action="days"] [value="mon"]`), chromedp.Click(`[data-action="days"] [value="fri"]`),
		chromedp.Click(`[data-action="some"] [value="fatal"]`), chromedp.Click(`[data-action="mood"] [value="be silent"]`))
	b.until("offer only public channels", `() => [...document.querySelector("[name='field.where']").options].map(o => o.text).join() === "–,# general"`)
	b.fill("where", "C0GENERAL1")
	b.do("note", chromedp.SendKeys(`[name="field.note"]`, "two\rlines"))

	b.press("Preview")
	b.sees("Preview of Daily") // the press carried what was typed, and nothing of it is lost
	b.picture("form-changed")
	b.until("keep what was typed", `() => {
		const value = (name) => document.querySelector("[name='field." + name + "']").value;
		const ticked = [...document.querySelectorAll("#modal :checked")].map(i => i.value).join();
		const chips = [...document.querySelectorAll("#modal .chip")].map(c => c.innerText.split(" ")[0]).join();
		return value("name") === "Daily" && value("note") === "two\nlines" && value("at") === "09:30" && ticked.includes("mon,fri,fatal,be silent") &&
			chips === "payments-api,search,payments-web";
	}`)
	b.do("a narrow window", chromedp.EmulateViewport(400, 700))
	b.picture("form-narrow")
	b.do("a wide window", chromedp.EmulateViewport(1280, 757))
	b.press("Save")
	b.sees("please complete this required field") // Slack says so itself
	b.fill("lang", "chinese")
	b.until("tell the bot", `() => document.querySelector("[name='field.lang']").dispatchEvent(new Event("change", { bubbles: true }))`)
	b.sees("Now in chinese")
	b.press("Save")
	b.until("be closed", `() => !document.getElementById("modal")`)
	got := <-bot.sent
	values := func(field string) string {
		var out []string
		for _, o := range got[field][field].SelectedOptions {
			out = append(out, o.Value)
		}
		return strings.Join(out, ",")
	}
	if got["name"]["name"].Value != "Daily" || values("what") != "payments-api,search" || got["one"]["one"].SelectedOption.Value != "payments-web" ||
		got["where"]["where"].SelectedConversation != "C0GENERAL1" || got["at"]["at"].SelectedTime != "09:30" || values("days") != "mon,fri" ||
		values("some") != "fatal" || got["mood"]["mood"].SelectedOption.Value != "be silent" || got["lang"]["lang"].SelectedOption.Value != "chinese" ||
		got["note"]["note"].Value != "two\nlines" {
		t.Errorf("got %+v", got)
	}
	if text := got["what"]["what"].SelectedOptions; len(text) == 0 || text[0].Text.Text != "payments-api ✓" {
		t.Errorf("got %+v", text)
	}
	if p := s.Problems(); len(p) != 0 {
		t.Errorf("problems: %q", p)
	}
}

// TestBrowserBoxes ticks boxes of a message, which stay ticked when another message arrives, and presses a button.
func TestBrowserBoxes(t *testing.T) {
	ctx := browser(t)
	s, bot, url := stage(t)
	boxes := func(id string, values ...string) slack.Block {
		var options []*slack.OptionBlockObject
		for _, v := range values {
			options = append(options, slack.NewOptionBlockObject(v, slack.NewTextBlockObject("plain_text", "box "+v, false, false), slack.NewTextBlockObject("plain_text", "about "+v, false, false)))
		}
		return slack.NewActionBlock(id, slack.NewCheckboxGroupsBlockElement(id, options...))
	}
	post := func(text string, blocks ...slack.Block) {
		t.Helper()
		if _, _, err := bot.api.PostMessageContext(t.Context(), "C0GENERAL1", slack.MsgOptionText(text, false), slack.MsgOptionBlocks(blocks...)); err != nil {
			t.Fatal(err)
		}
	}
	post("Select", boxes("check/1", "1", "2"), boxes("check/2", "3"), slack.NewActionBlock("do", slack.NewButtonBlockElement("pick/do", "x", slack.NewTextBlockObject("plain_text", "Act", false, false))))
	b := tab{t: t, ctx: ctx, url: url}
	b.become(english)
	b.sees("about 2")
	for _, box := range []string{"1", "2", "3"} {
		b.do("tick "+box, chromedp.Click(`article .control [value="`+box+`"]`))
		b.until("keep it", `(box) => !!document.querySelector('article .control [value="' + box + '"][checked]')`, box)
	}
	b.do("untick", chromedp.Click(`article .control [value="3"]`))
	b.until("keep it", `() => !document.querySelector('article .control [value="3"][checked]')`)
	post("Another message", slack.NewHeaderBlock(slack.NewTextBlockObject("plain_text", "Another message", false, false)))
	b.sees("Another message")
	b.picture("boxes")
	b.press("Act")
	got := <-bot.sent
	if on := got["check/1"]["check/1"].SelectedOptions; len(on) != 2 || on[0].Value != "1" || on[1].Value != "2" || len(got["check/2"]["check/2"].SelectedOptions) != 0 {
		t.Errorf("got %+v", got)
	}
	if p := s.Problems(); len(p) != 0 {
		t.Errorf("problems: %q", p)
	}
}

// TestBrowserThreads shows replies under what they reply to, wide and narrow, with moments as each person reads them.
func TestBrowserThreads(t *testing.T) {
	ctx := browser(t)
	_, bot, url := stage(t)
	post := func(text string, o ...slack.MsgOption) string {
		t.Helper()
		_, ts, err := bot.api.PostMessageContext(t.Context(), "C0GENERAL1", append(o, slack.MsgOptionText(text, false))...)
		if err != nil {
			t.Fatal(err)
		}
		return ts
	}
	noon := time.Now().UTC().Truncate(24 * time.Hour).Add(4 * time.Hour) // of Shanghai
	head := post("Digest", slack.MsgOptionBlocks(slack.NewHeaderBlock(slack.NewTextBlockObject("plain_text", "bigteam: what is new since yesterday", false, false)),
		slack.NewRichTextBlock("", slack.NewRichTextSection(slack.NewRichTextSectionTextElement("Scanned ", nil),
			slack.NewRichTextSectionDateElement(noon.Unix(), "{date_short} {time}", nil, nil)))))
	post("Something else in the channel")
	plain := func(text string) *slack.TextBlockObject {
		return slack.NewTextBlockObject("plain_text", text, false, false)
	}
	post("Remove", slack.MsgOptionBlocks(slack.NewActionBlock("", slack.NewButtonBlockElement("remove", "x", plain("Remove")).WithConfirm(
		slack.NewConfirmationBlockObject(plain("Remove the digest?"), plain("Nobody gets it any more."), plain("Yes, remove"), plain("Keep"))))))
	long := strings.Repeat("payments-api has 3 new issues, 2 of them fatal; search has none. ", 4)
	post(long, slack.MsgOptionTS(head))
	post(fmt.Sprintf("Read <!date^%d^{date_long} {time}|then>", noon.Unix()), slack.MsgOptionTS(head))

	b := tab{t: t, ctx: ctx, url: url}
	b.become(english)
	b.until("see the thread", `() => {
		const tops = document.querySelectorAll("#messages > article");
		return tops.length === 3 && tops[0].querySelectorAll(".thread article").length === 2 && tops[0].innerText.includes("2 replies");
	}`)
	b.picture("threads")
	b.sees("Scanned " + noon.In(berlin(t)).Format("Jan 2 15:04"))
	b.become(chinese)
	b.sees("Scanned " + noon.In(time.UTC).Format("1月2日 ") + "12:00")
	b.sees("星期" + string([]rune("日一二三四五六")[noon.Weekday()]) + " 12:00")
	b.press("Remove")
	b.sees("Remove the digest?")
	b.press("Keep")
	b.press("Remove")
	b.picture("sure")
	b.press("Yes, remove")
	b.until("be without it", `() => document.querySelectorAll("#messages > article").length === 2`)
	b.do("a narrow window", chromedp.EmulateViewport(400, 800))
	b.until("fit it", `() => document.documentElement.scrollWidth <= 400 && [...document.querySelectorAll("article .text")].every(p => p.getBoundingClientRect().width > 220 || p.innerText.length < 60)`)
	b.picture("threads-narrow")
}

func berlin(t *testing.T) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// TestBrowserMorning puts the clock forward, and everything goes on.
func TestBrowserMorning(t *testing.T) {
	ctx := browser(t)
	url, _ := open(t)
	b := tab{t: t, ctx: ctx, url: url}
	b.become(playground.Member)
	b.sees("bot connected")
	b.say("/tca help")
	b.sees("Only visible to you")
	day := func() string {
		t.Helper()
		shown, err := chromedp.Run(b.ctx, chromedp.AttributeValue("#present", "datetime"))
		if err != nil {
			b.lost("read the clock", err)
		}
		return shown.Value
	}
	days := []string{day()}
	for range 2 {
		last, err := time.Parse(time.DateOnly, days[len(days)-1])
		if err != nil {
			t.Fatal(err)
		}
		want := last.AddDate(0, 0, 1)
		b.press("Next morning")
		b.until("be the next morning", `(day) => document.getElementById("present").dateTime === day`, want.Format(time.DateOnly))
		b.sees(want.Format("Mon, Jan 2, ") + "10:0")
		days = append(days, day())
	}
	b.sees("bot connected")
	b.say("/tca whoami")
	b.until("see days", `() => document.querySelectorAll(".day").length === 2`)
	b.picture("morning")
	if !slices.IsSorted(days) {
		t.Errorf("got %v", days)
	}
}
