package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"tcabot/bot/config"
	"testing"

	"github.com/dlclark/regexp2"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

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
	if err := yaml.Unmarshal([]byte(manifestText), &m); err != nil {
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
		name        string
		app         config.App
		has, hasNot []string
		note        string // a part of it
	}{
		{"no TCA", config.App{Command: "/tca"}, []string{"command: /tca\n"}, []string{"unfurl_domains", "example.com"}, "TCA_URL is not set"},
		{
			"command and host",
			config.App{Command: "/code", TCAURL: "https://TCA.corp.example.cn:8443/x"},
			[]string{"command: /code\n", "- tca.corp.example.cn\n"},
			[]string{"command: /tca\n", "tca.example.com"},
			"",
		},
		{"command in Chinese", config.App{Command: "/代码", TCAURL: "https://tca.corp.cn"}, []string{"command: /代码\n", "- tca.corp.cn\n"}, nil, ""},
		{"address of numbers", config.App{Command: "/tca", TCAURL: "http://10.1.2.3"}, nil, []string{"unfurl_domains", "10.1.2.3"}, "has no domain"},
		{"bare host", config.App{Command: "/tca", TCAURL: "http://tca"}, nil, []string{"unfurl_domains"}, "has no domain"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, note := manifest(tt.app)
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
			if (note == "") != (tt.note == "") || !strings.Contains(note, tt.note) {
				t.Errorf("note %q, want %q in it", note, tt.note)
			}
			if err := yaml.Unmarshal([]byte(got), new(any)); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestManifestCommand prints the manifest at the very start, when there is no app yet and so no token of one.
func TestManifestCommand(t *testing.T) {
	for _, tt := range []struct {
		name, tca, slash     string
		out, outNot, errText string
	}{
		{"nothing set", "", "/tca", "socket_mode_enabled: true", "unfurl_domains", "TCA_URL is not set"},
		{"TCA set", "https://tca.corp.example.cn", "/code", "- tca.corp.example.cn\n", "tca.example.com", ""},
		{"TCA wrong", "tca.corp.example.cn", "/tca", "", "unfurl_domains", "TCA_URL is wrong"},
		{"command wrong", "https://tca.corp.example.cn", "tca", "", "unfurl_domains", "SLACK_COMMAND must be a slash"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("SLACK_COMMAND", tt.slash)
			t.Setenv("TCA_URL", tt.tca)
			t.Setenv("SLACK_BOT_TOKEN", "xoxb-")
			var out, errOut bytes.Buffer
			c := app()
			c.Writer, c.ErrWriter = &out, &errOut
			if err := c.Run(context.Background(), []string{"tcabot", "manifest"}); err != nil {
				errOut.WriteString(err.Error())
			}
			if !strings.Contains(out.String(), tt.out) || strings.Contains(out.String(), tt.outNot) {
				t.Errorf("printed:\n%s\nwant %q in it and not %q", out.String(), tt.out, tt.outNot)
			}
			if !strings.Contains(errOut.String(), tt.errText) || tt.errText == "" && errOut.Len() > 0 {
				t.Errorf("said %q, want %q", errOut.String(), tt.errText)
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
