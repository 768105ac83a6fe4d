package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/bot/config"
	"tcabot/commands"
	"tcabot/commands/command"
	"testing"

	"github.com/dlclark/regexp2"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/sethvargo/go-envconfig"
	"go.yaml.in/yaml/v4"
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

type manifestFile struct {
	Features struct {
		SlashCommands []struct {
			Command   string `yaml:"command"`
			UsageHint string `yaml:"usage_hint"`
			Escape    bool   `yaml:"should_escape"`
		} `yaml:"slash_commands"`
	} `yaml:"features"`
	OAuth struct {
		Scopes struct {
			Bot []string `yaml:"bot"`
		} `yaml:"scopes"`
	} `yaml:"oauth_config"`
	Settings struct {
		Events struct {
			Bot []string `yaml:"bot_events"`
		} `yaml:"event_subscriptions"`
		SocketMode bool `yaml:"socket_mode_enabled"`
	} `yaml:"settings"`
}

func TestManifest(t *testing.T) {
	var m manifestFile
	if err := yaml.Unmarshal([]byte(manifest("", "")), &m); err != nil {
		t.Fatal(err)
	}
	if len(m.Features.SlashCommands) != 1 || m.Features.SlashCommands[0].Command != "/tca" || !m.Features.SlashCommands[0].Escape {
		t.Errorf("slash commands: %+v", m.Features.SlashCommands)
	}
	if got, want := m.Features.SlashCommands[0].UsageHint, book(t).UsageHint(); got != want {
		t.Errorf("usage hint %q, want %q", got, want)
	}
	if !m.Settings.SocketMode {
		t.Error("Socket Mode is off")
	}
	// What the code listens to, and the scope each event needs.
	needs := map[string]string{"app_uninstalled": "", "tokens_revoked": "", "user_change": "users:read", "link_shared": "links:read"}
	for _, e := range []string{"archive", "unarchive", "deleted", "left"} {
		needs["channel_"+e], needs["group_"+e] = "channels:read", "groups:read"
	}
	needs["channel_shared"] = "channels:read"
	needs["member_joined_channel"] = "channels:read"
	for _, e := range m.Settings.Events.Bot {
		scope, handled := needs[e]
		if !handled {
			t.Errorf("event %s is not handled", e)
		}
		if scope != "" && !slices.Contains(m.OAuth.Scopes.Bot, scope) {
			t.Errorf("event %s needs the scope %s", e, scope)
		}
		delete(needs, e)
	}
	if len(needs) > 0 {
		t.Errorf("handled but not subscribed: %v", needs)
	}
	for line := range strings.SplitSeq(manifestText, "\n") {
		if scope, ok := strings.CutPrefix(line, "      - "); ok && !strings.Contains(scope, "#") && !strings.Contains(scope, "command:") {
			t.Errorf("%q does not say why it is there", scope)
		}
	}
}

func TestManifestAdapts(t *testing.T) {
	for _, tt := range []struct {
		name, app, tca string
		has, hasNot    []string
	}{
		{"as committed", "", "", []string{"command: /tca\n", "- tca.example.com\n"}, nil},
		{"command", "/code", "", []string{"command: /code\n"}, []string{"command: /tca\n"}},
		{"host", "", "https://TCA.corp.example.cn:8443/x", []string{"- tca.corp.example.cn\n"}, []string{"tca.example.com"}},
		{"no domain", "", "http://10.1.2.3", nil, []string{"unfurl_domains", "10.1.2.3"}},
		{"bare host", "", "http://tca", nil, []string{"unfurl_domains"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := manifest(tt.app, tt.tca)
			for _, want := range tt.has {
				if !strings.Contains(got, want) {
					t.Errorf("has no %q", want)
				}
			}
			for _, not := range tt.hasNot {
				if strings.Contains(got, not) {
					t.Errorf("has %q", not)
				}
			}
			if err := yaml.Unmarshal([]byte(got), new(any)); err != nil {
				t.Error(err)
			}
		})
	}
}

// engine compiles the schema's look-aheads, which Go's own regular expressions lack.
type engine regexp2.Regexp

func (e *engine) MatchString(s string) bool {
	ok, err := (*regexp2.Regexp)(e).MatchString(s)
	return err == nil && ok
}

func (e *engine) String() string { return (*regexp2.Regexp)(e).String() }

func TestManifestSchema(t *testing.T) {
	file := filepath.Join("..", "shared", "slack", "slack-manifest.schema.2.0.0.json")
	raw, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		t.Skip("Slack's manifest schema is not beside this checkout; TestManifest checks our own rules")
	}
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.UseRegexpEngine(func(s string) (jsonschema.Regexp, error) {
		re, err := regexp2.Compile(s, regexp2.ECMAScript)
		return (*engine)(re), err
	})
	if err := c.AddResource("manifest.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	var m any
	if err := yaml.Unmarshal([]byte(manifestText), &m); err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(m); err != nil {
		t.Error(err)
	}
}

func TestMissingSettings(t *testing.T) {
	_, err := config.Load(context.Background(), envconfig.MapLookuper(map[string]string{"SLACK_CONNECTIONS": "11"}))
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"SLACK_APP_TOKEN is missing", "SLACK_BOT_TOKEN is missing", "TCA_URL is missing", "SLACK_CONNECTIONS must be from 1 to 10", "Basic Information"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %q:\n%v", want, err)
		}
	}
}

func TestCommandLine(t *testing.T) {
	for _, tt := range []struct{ name, arg, want string }{
		{"version", "version", "tcabot "},
		{"manifest", "manifest", "socket_mode_enabled: true"},
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
