package deliver_test

import (
	"errors"
	"strings"
	"tcabot/bot/deliver"
	"tcabot/commands/kit"
	"testing"
)

// previewed is a preview with an entity.
func previewed() deliver.Unfurl {
	const link = "https://tca.example.com/t/a/p/b/repos/1"
	card := kit.Render(kit.Message{kit.Para{kit.Text("Repository")}, kit.Rows{{kit.Line{kit.Bold("Open"), kit.Text("  12")}}}})
	return deliver.Unfurl{
		Channel: "C1", TS: "1.1", Cards: map[string]kit.Rendered{link: card},
		Entities: map[string]deliver.Entity{link: {ID: "abc", Kind: "repo", URL: link, Label: "TCA repository", Number: 1, Text: card.Outline(), Rest: "Summary"}},
	}
}

// TestUnfurlWithoutEntities: where Slack refuses the entities, the previews are shown without them, and so are all later ones. A
// refusal of something else says nothing about entities.
func TestUnfurlWithoutEntities(t *testing.T) {
	for _, tt := range []struct {
		code        string
		with        []bool // entities were sent, by call
		err         error
		saysRefused int
	}{
		{code: "error_processing_metadata", with: []bool{true, false, false}, saysRefused: 1},
		{code: "invalid_metadata_format", with: []bool{true, false, false}, saysRefused: 1},
		{code: "metadata_too_large", with: []bool{true, false, false}, saysRefused: 1},
		{code: "feature_not_enabled", with: []bool{true, false, false}, saysRefused: 1},
		{code: "cannot_unfurl_url", with: []bool{true, true}, err: deliver.ErrTarget},
		{code: "cannot_parse_attachment", with: []bool{true, true}, err: deliver.ErrOurs},
	} {
		t.Run(tt.code, func(t *testing.T) {
			w := &wire{answer: func(n int, _ sent) *reply {
				if n == 1 {
					return code(tt.code)
				}
				return nil
			}}
			s, log := over(w, deliver.Config{})
			if err := s.Unfurl(t.Context(), previewed()); !errors.Is(err, tt.err) {
				t.Fatalf("got %v, want %v", err, tt.err)
			}
			if err := s.Unfurl(t.Context(), previewed()); err != nil {
				t.Fatal(err)
			}
			calls := w.calls()
			if len(calls) != len(tt.with) {
				t.Fatalf("%d calls, want %d", len(calls), len(tt.with))
			}
			for i, c := range calls {
				if got := c.form.Get("metadata") != ""; got != tt.with[i] {
					t.Errorf("call %d has entities: %v, want %v", i+1, got, tt.with[i])
				}
				if !strings.Contains(c.form.Get("unfurls"), "Repository") {
					t.Errorf("call %d has no card: %v", i+1, c.form)
				}
			}
			if got := strings.Count(log.String(), "slack refused work objects"); got != tt.saysRefused {
				t.Errorf("the log says %d times that entities are refused:\n%s", got, log)
			}
		})
	}
}
