package bottest_test

import (
	"tcabot/bot/bottest"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
)

// posted posts a message and returns it as people see it.
func posted(t *testing.T, s *bottest.Server, o ...slack.MsgOption) bottest.Message {
	t.Helper()
	_, ts, err := client(s).PostMessageContext(deadline(t), general, o...)
	if err != nil {
		t.Fatal(err)
	}
	m, err := s.WaitMessage(deadline(t), alice, general, func(m bottest.Message) bool { return m.TS == ts })
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestNotifies(t *testing.T) {
	s := workspace(t, bottest.Options{})
	mrkdwn := func(text string) slack.Block {
		return slack.NewSectionBlock(slack.NewTextBlockObject(slack.MarkdownType, text, false, false), nil, nil)
	}
	rich := func(e ...slack.RichTextSectionElement) slack.Block {
		return slack.NewRichTextBlock("", slack.NewRichTextSection(e...))
	}
	for _, tt := range []struct {
		name     string
		text     string
		block    slack.Block
		want     []string
		problems int
	}{
		{"nobody", "hello @channel U0ALICE001 &lt;!channel&gt;", nil, nil, 0},
		{"text", "<@U0ALICE001> and <@W0BOB|bob>", nil, []string{"U0ALICE001", "W0BOB"}, 0},
		{"broadcasts", "<!here> <!everyone|x>", nil, []string{"channel"}, 0},
		{"group", "<!subteam^S0TEAM|@team>", nil, []string{"S0TEAM"}, 0},
		{"date and link", "<!date^1^{date}|x> <http://x|@here> <#C0GENERAL1>", nil, nil, 0},
		{"mrkdwn", "x", mrkdwn("<!channel>"), []string{"channel"}, 0},
		{"field", "x", slack.NewSectionBlock(nil, []*slack.TextBlockObject{slack.NewTextBlockObject(slack.MarkdownType, "<@U0BOB00001>", false, false)}, nil), []string{bob}, 0},
		{"context", "x", slack.NewContextBlock("", slack.NewTextBlockObject(slack.MarkdownType, "`<!here>`", false, false)), []string{"channel"}, 0},
		{"plain text", "x", slack.NewSectionBlock(text("<!channel> <@U0BOB00001>"), nil, nil), nil, 0},
		{"header", "x", slack.NewHeaderBlock(text("<!channel>")), nil, 0},
		{"rich text words", "x", rich(slack.NewRichTextSectionTextElement("<!channel> @here", nil)), nil, 0},
		{"rich text user", "x", rich(slack.NewRichTextSectionUserElement(bob, nil)), []string{bob}, 0},
		{"rich text broadcast", "x", rich(slack.NewRichTextSectionBroadcastElement("here")), []string{"channel"}, 0},
		{"rich text group", "x", rich(slack.NewRichTextSectionUserGroupElement("S0TEAM")), []string{"S0TEAM"}, 0},
	} {
		before := len(s.Problems())
		o := []slack.MsgOption{slack.MsgOptionText(tt.text, false)}
		if tt.block != nil {
			o = append(o, slack.MsgOptionBlocks(tt.block))
		}
		if diff := cmp.Diff(tt.want, posted(t, s, o...).Notifies); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.name, diff)
		}
		if got := len(s.Problems()) - before; got != tt.problems {
			t.Errorf("%s: %d problems, want %d", tt.name, got, tt.problems)
		}
	}
	m := posted(t, s, slack.MsgOptionText("to @here", false), slack.MsgOptionParse(true), slack.MsgOptionLinkNames(true))
	if diff := cmp.Diff([]string{"channel"}, m.Notifies); diff != "" {
		t.Errorf("by name (-want +got)\n%s", diff)
	}
	problem(t, s, 1)
}

func TestPlainText(t *testing.T) {
	s := workspace(t, bottest.Options{})
	mrkdwn := func(text string) *slack.TextBlockObject {
		return slack.NewTextBlockObject(slack.MarkdownType, text, false, false)
	}
	m := posted(t, s, slack.MsgOptionText("x", false), slack.MsgOptionBlocks(
		slack.NewHeaderBlock(text("Repositories")),
		slack.NewSectionBlock(mrkdwn("*one*"), []*slack.TextBlockObject{text("a"), text("b")}, slack.NewAccessory(slack.NewButtonBlockElement("open", "1", text("Open")))),
		slack.NewContextBlock("", mrkdwn("by <@U0BOB00001>"), mrkdwn("at <!date^1^{date}|noon>")),
		slack.NewDividerBlock(),
		slack.NewRichTextBlock("", slack.NewRichTextSection(
			slack.NewRichTextSectionTextElement("see ", nil), slack.NewRichTextSectionLinkElement("http://x", "this", nil),
			slack.NewRichTextSectionTextElement(" and ", nil), slack.NewRichTextSectionUserElement(bob, nil),
		)),
		slack.NewActionBlock("", slack.NewButtonBlockElement("next", "2", text("Next")).WithStyle(slack.StylePrimary),
			slack.NewOptionsSelectBlockElement("static_select", text("Which"), "which",
				slack.NewOptionBlockObject("a", text("A"), nil), slack.NewOptionBlockObject("b", text("B"), nil))),
	))
	want := `Repositories
*one*
a
b
[Open]
by @U0BOB00001 at noon
---
see this and @U0BOB00001
[Next] {Which: A | B}`
	if diff := cmp.Diff(want, m.PlainText()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, name := range []string{"Next", "next"} {
		b, ok := m.Button(name)
		if !ok || b.Value != "2" || b.Style != "primary" || b.BlockID == "" {
			t.Errorf("button %s: %+v", name, b)
		}
	}
	if !m.Has("which") || m.Has("none") || m.Value("open") != "1" {
		t.Error("controls are not found")
	}
	clean(t, s)
}

// TestEveryBlock shows each kind of block the bot may use as words.
func TestEveryBlock(t *testing.T) {
	s := workspace(t, bottest.Options{})
	for _, tt := range []struct{ name, block, want string }{
		{"list", `{"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [
			{"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]},
			{"type": "rich_text_section", "elements": [{"type": "link", "url": "http://x"}]}]}]}`, "one\nhttp://x"},
		{"quote", `{"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]}]}`, "said"},
		{"preformatted", `{"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a  b"}]}]}`, "a  b"},
		{"leaves", `{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
			{"type": "date", "timestamp": 0, "format": "{date}", "fallback": "long ago"}, {"type": "date", "timestamp": 60, "format": "{date}"},
			{"type": "emoji", "name": "tada"}, {"type": "channel", "channel_id": "C0GENERAL1"}, {"type": "broadcast", "range": "here"},
			{"type": "usergroup", "usergroup_id": "S0TEAM"}]}]}`, "long ago1970-01-01 00:01:tada:#C0GENERAL1@here@S0TEAM"},
		{"links", `{"type": "section", "text": {"type": "mrkdwn", "text": "<http://x|label> <http://y> <@U0BOB00001|bob> &lt;b&gt;"}}`, "label http://y @U0BOB00001 &lt;b&gt;"},
		{"menus", `{"type": "actions", "elements": [
			{"type": "overflow", "action_id": "o", "options": [{"text": {"type": "plain_text", "text": "Ignore"}, "value": "i"}]},
			{"type": "external_select", "action_id": "e", "placeholder": {"type": "plain_text", "text": "Project"}},
			{"type": "datepicker", "action_id": "d", "initial_date": "2026-11-24"},
			{"type": "static_select", "action_id": "s", "placeholder": {"type": "plain_text", "text": "Sort"},
				"initial_option": {"text": {"type": "plain_text", "text": "Name"}, "value": "n"},
				"options": [{"text": {"type": "plain_text", "text": "Name"}, "value": "n"}]}]}`, "{⋯: Ignore} {Project} {2026-11-24} {Sort = Name: Name}"},
		{"image", `{"type": "image", "image_url": "http://x/y.png", "alt_text": "a trend", "title": {"type": "plain_text", "text": "Trend"}}`, "Trend [image: a trend]"},
		{
			"table", `{"type": "table", "rows": [[{"type": "raw_text", "text": "Rule"}, {"type": "raw_text", "text": "Count"}],
			[{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "NPE"}]}]}, {"type": "raw_number", "value": 7}]]}`,
			"Rule | Count\nNPE | 7",
		},
		{"pie", `{"type": "data_visualization", "title": "By severity", "chart": {"type": "pie", "segments": [{"label": "fatal", "value": 1.5}]}}`, "By severity\nfatal: 1.5"},
		{"line", `{"type": "data_visualization", "title": "Open", "chart": {"type": "line", "axis_config": {"categories": ["Mon", "Tue"]},
			"series": [{"name": "main", "data": [{"label": "Mon", "value": 3}, {"label": "Tue", "value": 2}]}]}}`, "Open\nmain: Mon 3, Tue 2"},
		{"input", `{"type": "input", "label": {"type": "plain_text", "text": "Page"}, "hint": {"type": "plain_text", "text": "1 to 9"},
			"element": {"type": "number_input", "action_id": "page", "is_decimal_allowed": false, "initial_value": "2"}}`, "Page: {2}\n1 to 9"},
	} {
		var block slack.Blocks
		if err := block.UnmarshalJSON([]byte("[" + tt.block + "]")); err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		raw := `{"channel": "` + general + `", "text": "x", "blocks": [` + tt.block + `]}`
		answer, _ := call(t, s, "chat.postMessage", asJSON, bottest.BotToken, raw)
		ts, _ := answer["ts"].(string)
		m, err := s.WaitMessage(deadline(t), alice, general, func(m bottest.Message) bool { return m.TS == ts })
		if err != nil {
			t.Fatalf("%s: %v, %v", tt.name, err, answer)
		}
		if got := m.PlainText(); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	clean(t, s)
}
