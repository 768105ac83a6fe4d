package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"strings"
	"tcabot/api"
	"tcabot/bot/config"
	"tcabot/commands"
	"tcabot/commands/command"
	"testing"
)

var update = flag.Bool("update", false, "write the generated parts of the documents anew")

func book(t *testing.T) *command.Book {
	t.Helper()
	b, err := commands.New(commands.Deps{Site: api.Site{}})
	if err != nil {
		t.Fatal(err)
	}
	return b
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
