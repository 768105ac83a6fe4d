package licenses_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"tcabot/bot/licenses"
	"testing"
)

var update = flag.Bool("update", false, "write notices.txt anew")

// systems are those for which the program is built: they need different modules.
var systems = []string{"linux", "darwin", "windows"}

// module is what go list says of a module.
type module struct{ Path, Version, Dir string }

func (m module) String() string { return strings.TrimSpace(m.Path + " " + m.Version) }

// modules lists the modules whose packages are part of the program on some system, and Go itself.
func modules(t *testing.T) []module {
	t.Helper()
	found := map[string]module{}
	for _, system := range systems {
		cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=Module", "tcabot")
		cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("list the modules for %s: %v", system, err)
		}
		for list := json.NewDecoder(bytes.NewReader(out)); ; {
			var p struct {
				Module *struct {
					module
					Main bool
				}
			}
			if err := list.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if p.Module != nil && !p.Module.Main {
				found[p.Module.Path] = p.Module.module
			}
		}
	}
	root, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	all := []module{{Path: "The Go standard library", Dir: strings.TrimSpace(string(root))}}
	for _, path := range slices.Sorted(maps.Keys(found)) {
		all = append(all, found[path])
	}
	return all
}

var notice = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents|authors\.md$)`)

// notices are the texts of a module that its licence asks to pass on.
func notices(t *testing.T, m module) []string {
	t.Helper()
	entries, err := os.ReadDir(m.Dir)
	if err != nil {
		t.Fatalf("%s: %v", m, err)
	}
	var texts []string
	for _, e := range entries {
		if e.IsDir() || !notice.MatchString(e.Name()) {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(m.Dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.ReplaceAll(string(raw), "\r\n", "\n"), "\n")
		for i, l := range lines {
			lines[i] = strings.TrimRight(l, " \t\f")
		}
		texts = append(texts, strings.Trim(strings.Join(lines, "\n"), "\n"))
	}
	return texts
}

// write is the whole text: each notice once, with the modules that have it.
func write(t *testing.T) string {
	t.Helper()
	users, order := map[string][]string{}, []string{}
	for _, m := range modules(t) {
		texts := notices(t, m)
		if len(texts) == 0 {
			t.Errorf("%s has no licence", m)
		}
		for _, text := range texts {
			if users[text] == nil {
				order = append(order, text)
			}
			users[text] = append(users[text], m.String())
		}
	}
	var out strings.Builder
	out.WriteString("tcabot contains the following software. The source code of each module is at its path, and at\n" +
		"https://proxy.golang.org in the version named here.\n")
	for _, text := range order {
		fmt.Fprintf(&out, "\n%s\n\n    %s\n\n%s\n", strings.Repeat("=", 80), strings.Join(users[text], "\n    "), text)
	}
	return out.String()
}

// TestNotices compares the notices with the modules that the program is made of, or writes them with -update.
func TestNotices(t *testing.T) {
	want := write(t)
	if *update {
		if err := os.WriteFile("notices.txt", []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if licenses.Notices() != want {
		t.Error("notices.txt is out of date, run go test ./bot/licenses -update")
	}
	for _, part := range []string{"github.com/riverqueue/river ", "Mozilla Public License Version 2.0", "github.com/slack-go/slack ", "The Go standard library"} {
		if !strings.Contains(want, part) {
			t.Errorf("no %q", part)
		}
	}
}
