package deploy_test

import (
	"bytes"
	"debug/elf"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"tcabot/bot"
	"tcabot/bot/config"
	"tcabot/bot/deploy"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"
)

func text(tb testing.TB, name string) string {
	tb.Helper()
	s, err := deploy.Text(name)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// TestPrint lists and prints every file that there is, and no other.
func TestPrint(t *testing.T) {
	t.Parallel()
	entries, err := os.ReadDir("files")
	if err != nil || len(entries) != len(deploy.Files()) {
		t.Fatalf("%d files, %d are listed: %v", len(entries), len(deploy.Files()), err)
	}
	var list bytes.Buffer
	if err := deploy.Print(&list, ""); err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		raw, err := os.ReadFile(filepath.Join("files", e.Name()))
		var out bytes.Buffer
		if err != nil || deploy.Print(&out, e.Name()) != nil || !bytes.Equal(out.Bytes(), raw) || !strings.Contains(list.String(), e.Name()+" ") {
			t.Errorf("%s is printed otherwise than it is, or not listed: %v", e.Name(), err)
		}
	}
	if err := deploy.Print(&list, "../deploy.go"); err == nil || !strings.Contains(err.Error(), "compose.yml") {
		t.Errorf("another file: %v", err)
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	status := http.StatusOK
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/readyz" {
			status = http.StatusNotFound
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(`{"ready":true}`))
	}))
	defer s.Close()
	_, port, _ := strings.Cut(strings.TrimPrefix(s.URL, "http://"), ":")
	ask := func(address string) error {
		var out bytes.Buffer
		err := deploy.Health(t.Context(), &out, address)
		if err == nil && !strings.Contains(out.String(), "ready") {
			t.Errorf("printed %q", out.String())
		}
		return err
	}
	for _, address := range []string{"127.0.0.1:" + port, "0.0.0.0:" + port, ":" + port} {
		if err := ask(address); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	status = http.StatusServiceUnavailable
	if err := ask("127.0.0.1:" + port); err == nil || !strings.Contains(err.Error(), "not ready") {
		t.Errorf("not ready: %v", err)
	}
	s.Close()
	for _, address := range []string{"127.0.0.1:" + port, "", "nothing"} {
		if err := ask(address); err == nil {
			t.Errorf("%q answers", address)
		}
	}
}

// assigned finds the variables that a file sets.
var assigned = regexp.MustCompile(`(?m)(?:^(?:ENV |Environment=| +)|\s)([A-Z][A-Z_]+)[=:]\s?\S`)

// TestSettings: the files set settings that there are, and those that the health check needs.
func TestSettings(t *testing.T) {
	t.Parallel()
	others := []string{"TMPDIR", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "CGO_ENABLED"}
	for name, needs := range map[string][]string{
		"Dockerfile": {"DATABASE_URL", "LISTEN_ADDR", "TMPDIR"}, "compose.yml": {"DATABASE_URL", "LISTEN_ADDR"}, "tcabot.service": {"DATABASE_URL"},
	} {
		var sets []string
		for line := range strings.Lines(text(t, name)) {
			if strings.HasPrefix(line, "#") {
				continue
			}
			for _, m := range assigned.FindAllStringSubmatch(line, -1) {
				sets = append(sets, m[1])
			}
		}
		for _, v := range sets {
			if !slices.Contains(others, v) && !slices.ContainsFunc(config.Variables(), func(known config.Variable) bool { return known.Name == v }) {
				t.Errorf("%s sets %s, which is no setting", name, v)
			}
		}
		for _, v := range needs {
			if !slices.Contains(sets, v) {
				t.Errorf("%s does not set %s: %v", name, v, sets)
			}
		}
	}
}

// TestStopsInTime: whoever stops the bot waits until it has finished what it accepted.
func TestStopsInTime(t *testing.T) {
	t.Parallel()
	s := bot.Defaults().Shutdown
	needs := s.Drain + 3*s.Last // drain, refuseLast and join
	for name, setting := range map[string]string{"tcabot.service": `TimeoutStopSec=(\d+)`, "compose.yml": `stop_grace_period: (\d+)s`} {
		m := regexp.MustCompile(setting).FindStringSubmatch(text(t, name))
		if m == nil {
			t.Fatalf("%s does not say how long it waits", name)
		}
		if n, err := strconv.Atoi(m[1]); err != nil || time.Duration(n)*time.Second <= needs {
			t.Errorf("%s waits %s s, the bot may need %v", name, m[1], needs)
		}
	}
}

func TestCompose(t *testing.T) {
	t.Parallel()
	var c struct {
		Services map[string]struct {
			Build    struct{ Dockerfile string }
			ReadOnly bool     `yaml:"read_only"`
			CapDrop  []string `yaml:"cap_drop"`
			Security []string `yaml:"security_opt"`
			EnvFile  string   `yaml:"env_file"`
			Tmpfs    []string
			Health   struct{ Test []string } `yaml:"healthcheck"`
		}
	}
	if err := yaml.Unmarshal([]byte(text(t, "compose.yml")), &c); err != nil {
		t.Fatal(err)
	}
	b := c.Services["tcabot"]
	if !b.ReadOnly || !slices.Equal(b.CapDrop, []string{"ALL"}) || !slices.Equal(b.Security, []string{"no-new-privileges:true"}) || b.EnvFile != ".env" ||
		!slices.Equal(b.Health.Test, []string{"CMD", "/tcabot", "health"}) || len(b.Tmpfs) != 1 || !strings.HasPrefix(b.Tmpfs[0], "/data:") {
		t.Errorf("the bot is run as %+v", b)
	}
	if _, err := os.Stat(filepath.Join("..", "..", b.Build.Dockerfile)); err != nil {
		t.Error(err)
	}
	if len(c.Services["db"].Health.Test) == 0 {
		t.Error("nobody knows when the database is there")
	}
}

// TestRules reads the rules and the dashboard as far as it goes without their programs. Which metrics they name is tested where a
// bot serves some.
func TestRules(t *testing.T) {
	t.Parallel()
	var rules struct {
		Groups []struct {
			Rules []struct {
				Alert, Expr, For    string
				Labels, Annotations map[string]string
			}
		}
	}
	if err := yaml.Unmarshal([]byte(text(t, "alerts.yml")), &rules); err != nil || len(rules.Groups) == 0 {
		t.Fatal(err)
	}
	for _, r := range rules.Groups[0].Rules {
		if r.Alert == "" || r.Expr == "" || r.Annotations["summary"] == "" || r.Labels["severity"] == "" || strings.Count(r.Expr, "(") != strings.Count(r.Expr, ")") {
			t.Errorf("incomplete: %+v", r)
		}
	}
	var board struct {
		Panels []struct {
			ID      int
			Title   string
			GridPos struct{ W, X int }
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal([]byte(text(t, "dashboard.json")), &board); err != nil {
		t.Fatal(err)
	}
	seen := map[int]bool{}
	for _, p := range board.Panels {
		if seen[p.ID] || p.Title == "" || p.GridPos.W == 0 || p.GridPos.X+p.GridPos.W > 24 {
			t.Errorf("panel %+v", p)
		}
		seen[p.ID] = true
		for _, target := range p.Targets {
			if strings.Count(target.Expr, "(") != strings.Count(target.Expr, ")") {
				t.Errorf("%s: %s", p.Title, target.Expr)
			}
		}
	}
}

// TestUnit has systemd check the unit, where it is installed.
func TestUnit(t *testing.T) {
	t.Parallel()
	unit := text(t, "tcabot.service")
	for _, line := range []string{"DynamicUser=yes", "StateDirectory=tcabot", "Restart=on-failure", "ProtectSystem=strict", "EnvironmentFile=/etc/tcabot.env", "NoNewPrivileges=yes"} {
		if !strings.Contains(unit, "\n"+line+"\n") {
			t.Errorf("the unit has no %s", line)
		}
	}
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is not installed")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "tcabot.service")
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(unit, "/usr/local/bin/tcabot", self)), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), analyze, "verify", "--man=no", "--recursive-errors=no", file).CombinedOutput()
	if err != nil || strings.Contains(string(out), "tcabot.service:") {
		t.Errorf("%v: %s", err, out)
	}
}

// TestBuild runs the line of the Dockerfile that builds the program: the result needs nothing beside it, and runs.
func TestBuild(t *testing.T) {
	t.Parallel()
	if os.Getenv("TCABOT_BUILD") != "required" {
		t.Skip("it builds the whole program anew; TCABOT_BUILD=required runs it, as in CI")
	}
	m := regexp.MustCompile(`(?m)^RUN (CGO_ENABLED=0 go build .*) -o /out/tcabot \.$`).FindStringSubmatch(text(t, "Dockerfile"))
	if m == nil {
		t.Fatal("the Dockerfile builds nothing")
	}
	program := filepath.Join(t.TempDir(), "tcabot")
	build := exec.CommandContext(t.Context(), "sh", "-c", m[1]+` -o "$OUT" .`)
	build.Dir, build.Env = filepath.Join("..", ".."), append(os.Environ(), "OUT="+program)
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	f, err := elf.Open(program)
	if err != nil {
		t.Skip("the program of another system: ", err)
	}
	defer func() { _ = f.Close() }()
	if libraries, err := f.ImportedLibraries(); err != nil || len(libraries) > 0 || f.Section(".interp") != nil {
		t.Errorf("it is not static: %v, %v", libraries, err)
	}
	for _, command := range []string{"version", "deploy", "health"} {
		run := exec.CommandContext(t.Context(), program, command)
		run.Env = []string{"LISTEN_ADDR=127.0.0.1:1"} // where nobody listens
		out, err := run.CombinedOutput()
		if (err == nil) != (command != "health") || len(out) == 0 {
			t.Errorf("%s: %v: %s", command, err, out)
		}
	}
}
