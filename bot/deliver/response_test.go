package deliver_test

import (
	"encoding/json"
	"strconv"
	"tcabot/bot/deliver"
	"tcabot/commands/kit"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestResponseJSON: a response has the fields that Slack documents, with the blocks of its message as they are.
func TestResponseJSON(t *testing.T) {
	hostile := kit.Message{kit.Heading("a <!here> \"b\" \\ 长"), kit.Rule{}}
	threaded := deliver.Private(kit.Render(hostile))
	threaded.Thread = "1795163400.000100"
	for _, tt := range []struct {
		name     string
		response deliver.Response
		want     map[string]any
	}{
		{"private", deliver.Private(kit.Render(hostile)), map[string]any{"response_type": "ephemeral", "replace_original": false, "text": hostile.Text(), "blocks": hostile.Blocks()}},
		{"replacement", deliver.Replacement(kit.Render(hostile)), map[string]any{"response_type": "ephemeral", "replace_original": true, "text": hostile.Text(), "blocks": hostile.Blocks()}},
		{"public", deliver.Public(kit.Render(hostile)), map[string]any{"response_type": "in_channel", "replace_original": false, "text": hostile.Text(), "blocks": hostile.Blocks()}},
		{"in a thread", threaded, map[string]any{
			"response_type": "ephemeral", "replace_original": false, "thread_ts": "1795163400.000100", "text": hostile.Text(), "blocks": hostile.Blocks(),
		}},
		{"text alone", deliver.Private(kit.Render(nil)), map[string]any{"response_type": "ephemeral", "replace_original": false, "text": ""}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want, got := decoded(t, tt.want), decoded(t, tt.response.JSON())
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(got, decoded(t, map[string]any{"payload": tt.response}).(map[string]any)["payload"]); diff != "" {
				t.Errorf("as a part of something else (-alone +part)\n%s", diff)
			}
		})
	}
}

func decoded(t *testing.T, v any) (out any) {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatalf("%v: %s", err, raw)
	}
	return out
}

// page is a message like a page of a list.
func page() kit.Message {
	var rows kit.Rows
	var menu kit.Menu
	for i := range 10 {
		name := "payments-api-" + strconv.Itoa(i)
		rows = append(rows, []kit.Line{
			{kit.Link("https://tca.example.com/t/K9fQ2mXz7Lp/p/bigteam/repos/137/projects", name)},
			{kit.Text("12 branches · 3 schemes · "), kit.Text("last scan of "), kit.Bold("master"), kit.Text(", "), kit.When(time.Unix(1_795_163_400, 0), "")},
		})
		menu.Options = append(menu.Options, kit.Option{Label: name, Value: "1\nrepo K9fQ2mXz7Lp/bigteam#137"})
	}
	button := kit.Button{ID: "run/next", Label: "Next", Value: "1 o10 t137\nrepos K9fQ2mXz7Lp/bigteam"}
	return kit.Message{
		kit.Heading("Repositories of Core platform 基础平台部"), rows,
		kit.Note{kit.Text("1–10 of 137")},
		kit.Buttons{button, button, button},
		kit.Buttons{menu, button, button, button, button},
	}
}

// TestResponseCost bounds what a response leaves to be collected.
func TestResponseCost(t *testing.T) {
	m := page()
	if n := testing.AllocsPerRun(20, func() { _ = deliver.Private(kit.Render(m)).JSON() }); n > 40 {
		t.Errorf("%v allocations, want 40 at most", n)
	}
}

// BenchmarkResponse makes the bytes of an answer of its message.
func BenchmarkResponse(b *testing.B) {
	m := page()
	b.ReportAllocs()
	for b.Loop() {
		if len(deliver.Private(kit.Render(m)).JSON()) == 0 {
			b.Fatal("nothing")
		}
	}
}
