package commands

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"tcabot/bot/bottest"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/spec"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// screenTest is a screen that is compared with its golden files, one for each language.
type screenTest struct {
	name   string
	screen spec.Screen
	view   func(spec.Screen) kit.Message
}

// checkScreens shows screens to the judge of Slack's rules and compares them with their golden files.
func checkScreens(t *testing.T, all []screenTest) {
	t.Helper()
	for _, tt := range all {
		for _, lang := range locale.Languages() {
			t.Run(tt.name+"/"+string(lang), func(t *testing.T) {
				s := tt.screen
				s.Words, s.Command = locale.In(lang), "/tca"
				golden(t, tt.name+"."+string(lang), check(t, tt.view(s)))
			})
		}
	}
}

// of is a view of given data.
func of[D any](view func(spec.Screen, D) kit.Message, d D) func(spec.Screen) kit.Message {
	return func(s spec.Screen) kit.Message { return view(s, d) }
}

// benchScreen renders a screen as it is sent, from its data to its blocks and text.
func benchScreen(b *testing.B, line string, view func(spec.Screen) kit.Message) {
	b.Helper()
	s := spec.Screen{Words: locale.In(locale.English), Command: "/tca", Line: line, Sheet: true}
	b.ReportAllocs()
	for b.Loop() {
		m := view(s)
		_, _ = m.Blocks(), m.Text()
	}
}

// check shows a message to the judge and returns it as sent.
func check(t *testing.T, m kit.Message) []byte {
	t.Helper()
	var raw bytes.Buffer
	enc := json.NewEncoder(&raw)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(map[string]any{"text": m.Text(), "blocks": m.Blocks()}); err != nil {
		t.Fatal(err)
	}
	if err := bottest.CheckMessage(raw.Bytes()); err != nil {
		t.Errorf("Slack would refuse it: %v", err)
	}
	if m.Text() == "" {
		t.Error("no text for screen readers")
	}
	return raw.Bytes()
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden.json")
	if *update {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", file, diff)
	}
}

// screens are screens of one line.
func screens(t *testing.T, all map[string]func(spec.Screen) kit.Message) {
	t.Helper()
	var tests []screenTest
	for name, view := range all {
		tests = append(tests, screenTest{name, spec.Screen{Line: "x " + usualPlace(t).word(), Sheet: true}, view})
	}
	checkScreens(t, tests)
}
