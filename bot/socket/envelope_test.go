package socket

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// FuzzEnvelope finds the identity of an envelope whatever else is in it: an envelope that cannot be decoded is
// acknowledged all the same. No payload makes decoding panic.
func FuzzEnvelope(f *testing.F) {
	samples, err := filepath.Glob(filepath.Join("..", "bottest", "testdata", "payloads", "*.json"))
	if err != nil || len(samples) < 40 {
		f.Fatalf("%d sample envelopes, %v", len(samples), err)
	}
	for _, file := range samples {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var e struct {
			ID      string          `json:"envelope_id"`
			Type    string          `json:"type"`
			Payload json.RawMessage `json:"payload"`
		}
		request, _, _ := read(raw)
		if json.Unmarshal(raw, &e) == nil && request.EnvelopeID != e.ID {
			t.Errorf("envelope %q, want %q", request.EnvelopeID, e.ID)
		}
		_, _ = decode(request)
	})
}
