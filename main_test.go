package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"tcabot/api"
	"tcabot/bot/config"
	"tcabot/commands"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the generated parts of README.md and manifest.yml anew")

func book(t *testing.T) *command.Book {
	t.Helper()
	b, err := commands.New(commands.Deps{Site: api.Site{}})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func commandTable(b *command.Book) string {
	var out strings.Builder
	out.WriteString("| command | what it does |\n|---|---|\n")
	for _, c := range b.All() {
		usage := strings.ReplaceAll(c.Usage(), "|", `\|`)
		out.WriteString("| `/tca " + usage + "` | " + c.Short(locale.In(locale.English)) + " |\n")
	}
	return out.String()
}

func settingsTable() string {
	var out strings.Builder
	out.WriteString("| variable | default | meaning |\n|---|---|---|\n")
	for _, v := range config.Variables() {
		def := v.Default
		if def != "" {
			def = "`" + def + "`"
		}
		fmt.Fprintf(&out, "| `%s` | %s | %s |\n", v.Name, def, v.Usage)
	}
	return out.String()
}

func TestREADMETables(t *testing.T) {
	raw, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	got := string(raw)
	for name, table := range map[string]string{"commands": commandTable(book(t)), "settings": settingsTable()} {
		head, rest, ok := strings.Cut(got, "<!-- "+name+": written by go test . -update -->\n")
		_, tail, closed := strings.Cut(rest, "<!-- end -->")
		if !ok || !closed {
			t.Fatalf("README has no place for %s", name)
		}
		got = head + "<!-- " + name + ": written by go test . -update -->\n" + table + "<!-- end -->" + tail
	}
	if *update {
		if err := os.WriteFile("README.md", []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(raw), got); diff != "" {
		t.Errorf("README.md is out of date, run go test . -update (-is +should be):\n%s", diff)
	}
}

// TestMissingSettings starts the bot without most of its settings: all that is missing is listed, and where to find it.
func TestMissingSettings(t *testing.T) {
	for _, v := range config.Variables() {
		if _, set := os.LookupEnv(v.Name); set {
			t.Setenv(v.Name, "") // restored when the test ends
			if err := os.Unsetenv(v.Name); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Setenv("SLACK_CONNECTIONS", "11")
	t.Setenv("CACHE_TTL", "soon")
	err := app().Run(context.Background(), []string{"tcabot"})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		"SLACK_APP_TOKEN is missing", "SLACK_BOT_TOKEN is missing", "TCA_URL is missing", "SLACK_CONNECTIONS must be from 1 to 10",
		"CACHE_TTL must be a duration", "Basic Information", "go run . playground",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %q:\n%v", want, err)
		}
	}
}

func TestCommandLine(t *testing.T) {
	for _, tt := range []struct{ name, arg, want string }{
		{"version", "version", "tcabot "},
		{"keygen", "keygen", "="},
		{"help", "--help", "TOKEN_ENCRYPTION_KEY"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			c := app()
			c.Writer = &out
			if err := c.Run(context.Background(), []string{"tcabot", tt.arg}); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(out.String(), tt.want) {
				t.Errorf("printed %q, want %q in it", out.String(), tt.want)
			}
		})
	}
}
