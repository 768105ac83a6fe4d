package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/bot/config"
	"tcabot/commands"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"testing"

	"github.com/dlclark/regexp2"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
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
		{"licenses", "licenses", "Mozilla Public License Version 2.0"},
		{"deploy", "deploy", "tcabot.service"},
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

// TestDoctorWithoutSettings: what is missing is listed, for programs as a list, and the program fails.
func TestDoctorWithoutSettings(t *testing.T) {
	for _, v := range config.Variables() {
		t.Setenv(v.Name, "")
	}
	var out bytes.Buffer
	c := app()
	c.Writer = &out
	if err := c.Run(context.Background(), []string{"tcabot", "doctor", "--json"}); !errors.Is(err, errIll) {
		t.Errorf("ended with %v", err)
	}
	var found []struct{ Area, State, Code, Text string }
	if err := json.Unmarshal(out.Bytes(), &found); err != nil {
		t.Fatal(err)
	}
	if len(found) < 3 || found[0].Code != "doctor.setting" || found[0].State != "bad" || !strings.Contains(found[0].Text, "SLACK_APP_TOKEN is missing") {
		t.Errorf("found %+v", found)
	}
}

type manifestFile struct {
	Features struct {
		Home struct {
			Home     bool  `yaml:"home_tab_enabled"`
			Messages bool  `yaml:"messages_tab_enabled"`
			ReadOnly *bool `yaml:"messages_tab_read_only_enabled"`
		} `yaml:"app_home"`
		Shortcuts []struct {
			Type     string `yaml:"type"`
			Callback string `yaml:"callback_id"`
		} `yaml:"shortcuts"`
		SlashCommands []struct {
			Command   string `yaml:"command"`
			UsageHint string `yaml:"usage_hint"`
			Escape    bool   `yaml:"should_escape"`
		} `yaml:"slash_commands"`
	} `yaml:"features"`
	OAuth struct {
		Scopes struct {
			Bot      []string `yaml:"bot"`
			Optional []string `yaml:"bot_optional"` // no event may need one of these
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
	if home := m.Features.Home; !home.Messages || home.ReadOnly == nil || *home.ReadOnly {
		t.Errorf("people cannot write to the bot: %+v", home)
	}
	shortcuts := map[string]string{}
	for _, s := range m.Features.Shortcuts {
		shortcuts[s.Callback] = s.Type
	}
	if want := map[string]string{"lookup": "message", "find": "global"}; !maps.Equal(shortcuts, want) { // what bot/surface/shortcut.go acts on
		t.Errorf("shortcuts: %v, want %v", shortcuts, want)
	}
	if !slices.Contains(m.OAuth.Scopes.Optional, "links:write") {
		t.Error("chat.unfurl needs the scope links:write")
	}
	if !m.Features.Home.Home {
		t.Error("nobody can open the Home tab")
	}
	if !m.Settings.SocketMode {
		t.Error("Socket Mode is off")
	}
	// What the code listens to, and the scope each event needs.
	needs := map[string]string{"app_uninstalled": "", "tokens_revoked": "", "user_change": "users:read", "link_shared": "links:read", "app_mention": "app_mentions:read", "message.im": "im:history", "app_home_opened": "", "entity_details_requested": ""}
	for _, e := range []string{"archive", "unarchive", "deleted", "left"} {
		needs["channel_"+e], needs["group_"+e] = "channels:read", "groups:read"
	}
	needs["channel_shared"], needs["channel_id_changed"] = "channels:read", "channels:read"
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
		fmt.Fprintf(&out, "\n## %s\n\n| command | what it does |\n|---|---|\n", words.Say(locale.Group("group").Key(g.Name)))
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
		if strings.HasSuffix(from, "test") || strings.Contains(from, "test/") || strings.HasSuffix(from, "/playground") {
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
