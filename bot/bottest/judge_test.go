package bottest_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"tcabot/bot/bottest"
	"testing"
)

// TestVectors shows the judge messages that Slack documents as good and as bad.
func TestVectors(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("testdata", "block-kit-vectors.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Vectors []struct {
			Name   string          `json:"name"`
			OK     bool            `json:"ok"`
			Blocks json.RawMessage `json:"blocks"`
		} `json:"vectors"`
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Vectors) != 39 {
		t.Fatalf("%d vectors, want 39", len(file.Vectors))
	}
	for _, v := range file.Vectors {
		message, err := json.Marshal(map[string]any{"text": "x", "blocks": v.Blocks})
		if err != nil {
			t.Fatal(err)
		}
		if err := bottest.CheckMessage(message); (err == nil) != v.OK {
			t.Errorf("%s: got %v, want accepted = %v", v.Name, err, v.OK)
		}
	}
}
