package main

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"tcabot/bot/config"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestREADMETables compares the generated parts of the documents with the program, or writes them with -update.
func TestREADMETables(t *testing.T) {
	for _, tt := range []struct{ name, file, text string }{
		{"settings", "README.md", settingsTable()},
		{"commands", "commands/README.md", commandTables(book(t))},
		{"packages", ".github/CONTRIBUTING.md", packageArrows(t)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			raw, err := os.ReadFile(tt.file)
			if err != nil {
				t.Fatal(err)
			}
			begin := "<!-- " + tt.name + ": written by go test . -update -->\n"
			head, rest, ok := strings.Cut(string(raw), begin)
			_, tail, closed := strings.Cut(rest, "<!-- end -->")
			if !ok || !closed {
				t.Fatalf("%s has no place for %s", tt.file, tt.name)
			}
			got := head + begin + tt.text + "<!-- end -->" + tail
			if *update {
				if err := os.WriteFile(tt.file, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(raw), got); diff != "" {
				t.Errorf("%s is out of date, run go test . -update (-is +should be):\n%s", tt.file, diff)
			}
		})
	}
}

// settingsTable lists the environment variables.
func settingsTable() string {
	var out strings.Builder
	out.WriteString("| variable | default | meaning |\n|---|---|---|\n")
	for _, v := range config.Variables() {
		value := v.Default
		if value != "" {
			value = "`" + value + "`"
		}
		fmt.Fprintf(&out, "| `%s` | %s | %s |\n", v.Name, value, v.Usage)
	}
	return out.String()
}

// commandTables lists the commands, one table for each group of the help.
func commandTables(b *command.Book) string {
	words := locale.In(locale.English)
	var out strings.Builder
	for _, g := range b.Groups() {
		fmt.Fprintf(&out, "\n## %s\n\n| command | what it does |\n|---|---|\n", words.Say("group."+g.Name))
		for _, c := range g.Commands {
			fmt.Fprintf(&out, "| `/tca %s` | %s |\n", strings.ReplaceAll(c.Usage(), "|", `\|`), c.Short(words))
		}
	}
	out.WriteString("\n")
	return out.String()
}

// packageArrows lists which packages of the program import which others. Packages that only tests and the playground use
// are left out.
func packageArrows(t *testing.T) string {
	t.Helper()
	const module = "tcabot"
	list := exec.CommandContext(t.Context(), "go", "list", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "./...")
	raw, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	arrows := map[string][]string{}
	for line := range strings.Lines(string(raw)) {
		words := strings.Fields(line)
		from := words[0]
		if strings.HasSuffix(from, "test") || strings.HasSuffix(from, "/playground") {
			continue
		}
		from, _ = strings.CutPrefix(strings.TrimPrefix(from, module), "/")
		for _, to := range words[1:] {
			if to, ours := strings.CutPrefix(to, module+"/"); ours && !strings.HasSuffix(to, "/playground") {
				arrows[from] = append(arrows[from], to)
			}
		}
	}
	var out strings.Builder
	out.WriteString("```\n")
	for _, from := range slices.Sorted(maps.Keys(arrows)) {
		name := from
		if from == "" {
			name = "main.go"
		}
		fmt.Fprintf(&out, "%s → %s\n", name, strings.Join(arrows[from], " "))
	}
	out.WriteString("```\n")
	return out.String()
}

var (
	linked = regexp.MustCompile(`\]\(([^)#"]+)[^)]*\)`)
	// named finds files and directories in backticks, such as `bot/jobs`, `commands/*.go` and `main.go`.
	named = regexp.MustCompile("`((?:(?:api|bot|commands|\\.ci|\\.github)/|main\\.go|manifest\\.yml|\\.golangci\\.yml|\\.env\\.example)[^\\s`]*)`")
)

// TestDocumentsNameFiles finds what the documents link to or name and the repository does not have.
func TestDocumentsNameFiles(t *testing.T) {
	for _, file := range []string{"README.md", "api/README.md", "commands/README.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md"} {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var paths []string
		for _, m := range linked.FindAllStringSubmatch(string(raw), -1) {
			if !strings.Contains(m[1], "://") && !strings.HasPrefix(m[1], "mailto:") {
				paths = append(paths, filepath.Join(filepath.Dir(file), m[1]))
			}
		}
		for _, m := range named.FindAllStringSubmatch(string(raw), -1) {
			paths = append(paths, m[1])
		}
		for _, path := range paths {
			if found, err := filepath.Glob(path); err != nil || len(found) == 0 {
				t.Errorf("%s names %s, which does not exist", file, path)
			}
		}
	}
}
