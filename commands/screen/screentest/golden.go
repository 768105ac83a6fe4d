// Package screentest compares screens with files that a person can read: testdata/<command>.txt holds every screen of a
// command, in both languages, with its buttons, menus and links. Each screen is also shown to the judge of Slack's
// rules. The package has the samples that the tests of several subjects share, too.
//
// go test ./commands/... -update writes the files anew and deletes what no test owns. A package that uses it calls Main
// from its TestMain.
package screentest

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"tcabot/bot/bottest"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the files that hold the screens anew")

// Case is a screen that is compared with its file in each language.
type Case struct {
	Name   string // "<file>/<case>", such as "issues/longest"
	Screen command.Screen
	View   func(command.Screen) kit.Message
}

// Check compares screens with their files and shows them to the judge of Slack's rules.
func Check(t *testing.T, all []Case) {
	t.Helper()
	for _, tt := range all {
		for _, lang := range locale.Languages() {
			t.Run(tt.Name+"/"+string(lang), func(t *testing.T) {
				s := tt.Screen
				s.Words, s.Command, s.Narrowed = locale.In(lang), "/tca", narrowed(t, s.Line)
				Golden(t, tt.Name, s, tt.View(s))
			})
		}
	}
}

// narrowed reads the filters and flags of a line, without the command that would know them.
func narrowed(t *testing.T, line string) []command.Narrowing {
	t.Helper()
	words, err := command.Split(line)
	if err != nil {
		t.Fatal(err)
	}
	var all []command.Narrowing
	for _, w := range words[min(2, len(words)):] {
		if name, value, ok := strings.Cut(w, ":"); ok {
			one := command.Narrowing{Name: name, Value: value, Day: (name == "since" || name == "until") && strings.ContainsAny(value[:min(1, len(value))], "0123456789")}
			if name == "severity" { // the one filter whose words every command calls the same
				one.Group = "severity"
			}
			all = append(all, one)
		} else if name, ok := strings.CutPrefix(w, "--"); ok {
			all = append(all, command.Narrowing{Name: name})
		}
	}
	return all
}

// Screens is Check for screens that need nothing of their own but a line.
func Screens(t *testing.T, all map[string]func(command.Screen) kit.Message) {
	t.Helper()
	var tests []Case
	for _, name := range slices.Sorted(maps.Keys(all)) {
		tests = append(tests, Case{Name: name, Screen: command.Screen{Line: "x " + UsualPlace(t).Word(), Sheet: true}, View: all[name]})
	}
	Check(t, tests)
}

// Golden compares a message, shown on a screen, with its section of a file, after the judge has seen it.
func Golden(t *testing.T, name string, s command.Screen, m kit.Message) {
	t.Helper()
	file, section, ok := strings.Cut(name, "/")
	if !ok {
		t.Fatalf("%q does not name a file and a case", name)
	}
	blocks := blocksOf(t, Judge(t, m))
	if s.Lang() != locale.English && isForeign(section) {
		return
	}
	got, err := render(blocks, s.Line, s.Lang() != locale.English)
	if err != nil {
		t.Fatal(err)
	}
	section += " " + string(s.Lang())
	want, err := golden.section(file, section, got)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" && !*update {
		t.Errorf("testdata/%s.txt, %s differs (-want +got):\n%s", file, section, diff)
	}
}

// isForeign reports whether a case is about text from outside, which is the same in every language: long, or meant to break
// something. It is stored in English alone.
func isForeign(section string) bool {
	return slices.ContainsFunc([]string{"longest", "hostile", "worst", "fences"}, func(w string) bool { return strings.Contains(section, w) })
}

// Judge shows a message to the judge of Slack's rules and returns it as sent.
func Judge(t *testing.T, m kit.Message) []byte {
	t.Helper()
	var raw bytes.Buffer
	enc := json.NewEncoder(&raw)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(map[string]any{"text": m.Text(), "blocks": m.Blocks()}); err != nil {
		t.Fatal(err)
	}
	if err := bottest.CheckMessage(raw.Bytes()); err != nil {
		t.Errorf("Slack would refuse it: %v", err)
	}
	if err := sameInSlackGo(m.Blocks()); err != nil {
		t.Error(err)
	}
	if m.Text() == "" {
		t.Error("no text for screen readers")
	}
	return raw.Bytes()
}

func blocksOf(t *testing.T, message []byte) json.RawMessage {
	t.Helper()
	var m struct {
		Blocks json.RawMessage `json:"blocks"`
	}
	if err := json.Unmarshal(message, &m); err != nil {
		t.Fatal(err)
	}
	return m.Blocks
}

// Main runs a package's tests. When all of them ran, the files are to hold what they showed and nothing else: with
// -update they are written so, else what no test owns is a failure.
func Main(m *testing.M) int {
	code := m.Run()
	if run := flag.Lookup("test.run"); code != 0 || run != nil && run.Value.String() != "" || isListing() {
		return code
	}
	if err := golden.finish(*update); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

// isListing reports whether tests were listed and not run.
func isListing() bool { return flag.Lookup("test.list").Value.String() != "" }

// golden holds the files of the package under test.
var golden = &files{shown: map[string]map[string]string{}, read: map[string]map[string]string{}}

// files are sections of text by file and name: what the tests showed, and what the files hold.
type files struct {
	mu          sync.Mutex
	shown, read map[string]map[string]string
}

// section notes what a test shows and returns what the file holds.
func (f *files) section(file, name, got string) (want string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.shown[file] == nil {
		f.shown[file] = map[string]string{}
	}
	if _, twice := f.shown[file][name]; twice {
		return "", fmt.Errorf("two screens are called %s in %s", name, path(file))
	}
	f.shown[file][name] = got
	if f.read[file] == nil {
		if f.read[file], err = load(file); err != nil {
			return "", err
		}
	}
	return f.read[file][name], nil
}

func path(file string) string { return filepath.Join("testdata", file+".txt") }

func load(file string) (map[string]string, error) {
	sections := map[string]string{}
	raw, err := os.ReadFile(path(file))
	if os.IsNotExist(err) {
		return sections, nil
	}
	for _, s := range txtar.Parse(raw).Files {
		sections[s.Name] = string(s.Data)
	}
	return sections, err
}

// finish writes the files, or finds what they hold beyond what was shown.
func (f *files) finish(write bool) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	there, err := filepath.Glob(path("*"))
	if err != nil {
		return err
	}
	var orphans []string
	for _, p := range there {
		file := strings.TrimSuffix(filepath.Base(p), ".txt")
		if f.shown[file] != nil {
			continue
		}
		if orphans = append(orphans, p); write {
			if err := os.Remove(p); err != nil {
				return err
			}
		}
	}
	for file, sections := range f.shown {
		for name := range f.read[file] {
			if _, owned := sections[name]; !owned {
				orphans = append(orphans, path(file)+": "+name)
			}
		}
		if write {
			if err := save(file, sections); err != nil {
				return err
			}
		}
	}
	if len(orphans) > 0 && !write {
		slices.Sort(orphans)
		return fmt.Errorf("no test shows these screens, delete them with -update:\n%s", strings.Join(orphans, "\n"))
	}
	return nil
}

func save(file string, sections map[string]string) error {
	a := txtar.Archive{Comment: []byte("Written by go test -update: see commands/screen/screentest.\n\n")}
	for _, name := range slices.Sorted(maps.Keys(sections)) {
		a.Files = append(a.Files, txtar.File{Name: name, Data: []byte(sections[name])})
	}
	if err := os.MkdirAll("testdata", 0o750); err != nil {
		return err
	}
	return os.WriteFile(path(file), txtar.Format(&a), 0o600)
}

// Of is a view of given data.
func Of[D any](view func(command.Screen, D) kit.Message, d D) func(command.Screen) kit.Message {
	return func(s command.Screen) kit.Message { return view(s, d) }
}

// BenchScreen renders a screen as it is sent, from its data to the JSON of its blocks and its text.
func BenchScreen(b *testing.B, line string, view func(command.Screen) kit.Message) {
	b.Helper()
	s := command.Screen{Words: locale.In(locale.English), Command: "/tca", Line: line, Sheet: true}
	b.ReportAllocs()
	for b.Loop() {
		Send(view(s))
	}
}

// Send makes what is sent of a message: the JSON of its blocks, and its text.
func Send(m kit.Message) (blocks []byte, text string) {
	return m.Blocks().AppendJSON(nil), m.Text()
}
