package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest/load/company"
	"tcabot/bot/bottest/load/crowd"
	"testing"
	"time"
)

// TestMain lets the program that is measured with be this test's.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && slices.Contains([]string{rawlimitName, textbookName}, os.Args[1]) {
		main()
		return
	}
	os.Exit(m.Run())
}

func run(t *testing.T, args ...string) (string, error) {
	t.Helper()
	if _, err := os.Stat("/proc/self/clear_refs"); err != nil {
		t.Skip("no /proc")
	}
	var out bytes.Buffer
	a := app()
	a.Writer, a.ErrWriter = &out, &out
	err := a.Run(t.Context(), append([]string{"load", "-settle", "1ms", "-starts", "1", "-latency", "1ms"}, args...))
	return out.String(), err
}

// TestLoad measures everything for a moment, and two versions of tcabot, of the same binary, beside each other. What it
// measures is not looked at, but every answer must be right, which the program itself checks.
func TestLoad(t *testing.T) {
	t.Parallel()
	binary := filepath.Join(t.TempDir(), "tcabot")
	if err := build(t.Context(), binary); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		args []string
		rows []string
	}{
		{
			"closed loop",
			[]string{"-rounds", "2", "-people", "1,2", "-tcabot", binary},
			[]string{"rawlimit | 50/30/20 | 1", "textbook | 50/30/20 | 2", "tcabot | 50/30/20 | 2", "rawlimit | 100/0/0 | 2", "tcabot | 100/0/0 | 1", "tcabot | ack p50, to rawlimit"},
		},
		{
			"open loop",
			[]string{"-rounds", "1", "-people", "2", "-rate", "200", "-mix", "0/50/50", "-subjects", "tcabot", "-tcabot", "before=" + binary, "-tcabot", "after=" + binary},
			[]string{"before | 0/50/50 | 2", "after | 0/50/50 | 2", "after | memory when idle"},
		},
		{"memory", []string{"-memory", "-memory-people", "3", "-memory-pages", "30", "-tcabot", "now=" + binary}, []string{"now | 30", "now | memory after the last page"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, err := run(t, append(tt.args, "-seconds", "0.05")...)
			if err != nil {
				t.Error(err)
			}
			for _, row := range tt.rows {
				if !strings.Contains(out, "| "+row+" |") {
					t.Errorf("no row of %q", row)
				}
			}
			if t.Failed() || strings.Contains(out, "NaN") {
				t.Error(out)
			}
		})
	}
}

// TestWrong has a bot answer everybody with the rows of one person, which is right for that person only.
func TestWrong(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	o := options{rounds: 1, load: 50 * time.Millisecond, mixes: []crowd.Mix{{crowd.Unseen: 100}}, starts: 1}
	for people, right := range map[int]bool{1: true, 2: false} {
		leaky := subject{name: "leaky", kind: "another", sockets: 1, command: []string{"/usr/bin/env", "TCA_TOKEN=" + firstToken(t), "TCA_ORG=" + company.OrgID(0), self, textbookName}}
		rows, err := o.session(t.Context(), []subject{leaky}, people, t.TempDir())
		if err == nil {
			err = wrong(rows)
		}
		if right && err != nil || !right && (err == nil || !strings.Contains(err.Error(), "person1 asked for")) {
			t.Errorf("%d people: %v", people, err)
		}
	}
}

// firstToken is the token of the first person of every company.
func firstToken(t *testing.T) string {
	t.Helper()
	tca, err := apitest.New(apitest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tca.Close() }()
	return company.New(tca, 1).People()[0].Token
}

func TestReadMix(t *testing.T) {
	if m, err := readMix("50/30/20"); err != nil || m != (crowd.Mix{crowd.Remembered: 50, crowd.Unseen: 30, crowd.Turn: 20}) {
		t.Errorf("%v, %v", m, err)
	}
	for _, text := range []string{"", "100", "50/50", "50/30/21", "120/-20/0", "a/b/c", "25/25/25/25"} {
		if m, err := readMix(text); err == nil {
			t.Errorf("%q is read as %v", text, m)
		}
	}
}

func TestOptions(t *testing.T) {
	for _, args := range [][]string{{"-subjects", "bolt"}, {"-people", "0"}, {"-rounds", "0"}, {"-seconds", "0"}, {"-starts", "0"}, {"-mix", "1/2/3"}} {
		if _, err := run(t, args...); err == nil {
			t.Errorf("%q is accepted", args)
		}
	}
}
