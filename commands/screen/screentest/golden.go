package screentest

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"tcabot/bot/bottest"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"

	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Case is a screen that is compared with its golden files, one for each language.
type Case struct {
	Name   string
	Screen command.Screen
	View   func(command.Screen) kit.Message
}

// Check shows screens to the judge of Slack's rules and compares them with their golden files.
func Check(t *testing.T, all []Case) {
	t.Helper()
	for _, tt := range all {
		for _, lang := range locale.Languages() {
			t.Run(tt.Name+"/"+string(lang), func(t *testing.T) {
				s := tt.Screen
				s.Words, s.Command = locale.In(lang), "/tca"
				Golden(t, tt.Name+"."+string(lang), Judge(t, tt.View(s)))
			})
		}
	}
}

// Of is a view of given data.
func Of[D any](view func(command.Screen, D) kit.Message, d D) func(command.Screen) kit.Message {
	return func(s command.Screen) kit.Message { return view(s, d) }
}

// BenchScreen renders a screen as it is sent, from its data to its blocks and text.
func BenchScreen(b *testing.B, line string, view func(command.Screen) kit.Message) {
	b.Helper()
	s := command.Screen{Words: locale.In(locale.English), Command: "/tca", Line: line, Sheet: true}
	b.ReportAllocs()
	for b.Loop() {
		m := view(s)
		_, _ = m.Blocks(), m.Text()
	}
}

// Judge shows a message to the judge and returns it as sent.
func Judge(t *testing.T, m kit.Message) []byte {
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

func Golden(t *testing.T, name string, got []byte) {
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

// Screens are screens of one line.
func Screens(t *testing.T, all map[string]func(command.Screen) kit.Message) {
	t.Helper()
	var tests []Case
	for name, view := range all {
		tests = append(tests, Case{name, command.Screen{Line: "x " + UsualPlace(t).Word(), Sheet: true}, view})
	}
	Check(t, tests)
}
