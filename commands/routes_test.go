package commands_test

import (
	"flag"
	"fmt"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// apiReadme is the file with the table of routes.
var apiReadme = filepath.Join("..", "api", "README.md")

// withoutCommand are methods of the client that no command uses, each with the reason.
var withoutCommand = map[string]string{"JobTasks": "bot/watch uses it"}

// TestRouteTable: every route of the client has a method, every method has a command, and the table in api/README.md says
// which.
func TestRouteTable(t *testing.T) {
	c, err := readCallGraph()
	if err != nil {
		t.Fatal(err)
	}
	methods := map[string][]string{} // of the client, by route
	for o := range c.uses {
		name, ok := clientMethod(o)
		if !ok {
			continue
		}
		for _, used := range c.reach(o) {
			if route, ok := c.routes[used.Name()]; ok && used.Pkg().Path() == "tcabot/api" {
				methods[route] = append(methods[route], name)
			}
		}
	}
	users := map[string][]string{} // commands, by method
	for command, constructor := range c.commands {
		for _, used := range c.reach(constructor) {
			if name, ok := clientMethod(used); ok {
				users[name] = append(users[name], command)
			}
		}
	}
	var table strings.Builder
	table.WriteString("| TCA route (GET unless it says so) | client method | command |\n|---|---|---|\n")
	for _, route := range slices.Compact(slices.Sorted(maps.Values(c.routes))) {
		if len(methods[route]) == 0 {
			t.Errorf("no method of the client calls %s: remove its declaration", route)
		}
		for _, m := range slices.Sorted(slices.Values(methods[route])) {
			if _, excused := withoutCommand[m]; len(users[m]) == 0 && !excused {
				t.Errorf("no command uses %s (%s): remove it, and list the route in api/notinclient_test.go", m, route)
			} else if len(users[m]) > 0 && excused {
				t.Errorf("a command uses %s: remove it from withoutCommand", m)
			}
			fmt.Fprintf(&table, "| `%s` | `%s` | %s |\n", route, m, commandList(users[m]))
		}
	}
	writeTable(t, table.String())
}

// TestSitePages: every address of a web page that the client makes is used by a command.
func TestSitePages(t *testing.T) {
	c, err := readCallGraph()
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for user, all := range c.uses {
		for _, o := range all {
			if user.Pkg().Path() != "tcabot/api" {
				used[key(o)] = true
			}
		}
	}
	for o := range c.uses {
		if name, ok := strings.CutPrefix(key(o), "(tcabot/api.Site)."); ok && token.IsExported(name) && !used[key(o)] {
			t.Errorf("nothing uses the page %s", name)
		}
	}
}

// commandList names the commands. Finding a team, a repository or a branch by its name takes some routes in nearly every
// command: then it says so instead.
func commandList(commands []string) string {
	if len(commands) == 0 {
		return "–"
	}
	commands = slices.Compact(slices.Sorted(slices.Values(commands)))
	if len(commands) > 12 {
		return "every command that takes a team, a repository or a branch"
	}
	for i, c := range commands {
		commands[i] = "`" + c + "`"
	}
	return strings.Join(commands, ", ")
}

// writeTable compares the table with the one in api/README.md, or writes it there.
func writeTable(t *testing.T, table string) {
	t.Helper()
	raw, err := os.ReadFile(apiReadme)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- routes: written by go test ./commands -update -->\n", "<!-- end -->"
	head, rest, ok := strings.Cut(string(raw), begin)
	_, tail, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no place for the table of routes", apiReadme)
	}
	want := head + begin + table + end + tail
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(apiReadme, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := gocmp.Diff(string(raw), want); diff != "" {
		t.Errorf("%s is out of date, run go test ./commands -update (-is +should be):\n%s", apiReadme, diff)
	}
}
