package setup

import (
	"errors"
	"fmt"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/action"
	"tcabot/commands/action/actiontest"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/screen"
	"tcabot/commands/target"
	"testing"
	"time"
)

// bench is the commands over a TCA full of data, as its administrator.
type bench struct {
	*testing.T

	tca   *apitest.Server
	who   *command.Request
	book  *command.Book
	store *actiontest.Store
	n     int
}

func newBench(t *testing.T) *bench {
	t.Helper()
	srv, _, r := commandtest.SampleTCA(t, func(s apitest.Sampled) string { return s.Admin })
	r.Who, r.Channel, r.Surface, r.Defaults = command.Who{Workspace: "T1", User: "U0ADMIN001"}, "C1", "button", []command.Target{}
	b := &bench{T: t, tca: srv, who: r, store: &actiontest.Store{}}
	d := Deps{Finder: target.Finder{Site: r.TCA.Site()}, Runner: action.Runner{Store: b.store, Now: time.Now}}
	undo := action.Commands(action.Deps{Runner: d.Runner, Undo: Undoers()})
	book, err := command.NewBook(command.Group{Commands: append(Commands(d), undo...)})
	if err != nil {
		t.Fatal(err)
	}
	b.book = book
	return b
}

// run runs a line, pressed or sent as a form, and returns what is shown.
func (b *bench) run(line string, form bool) (string, error) {
	b.n++
	r := *b.who
	r.ID, r.Submitted = fmt.Sprint("request ", b.n), form
	return b.deliver(&r, line)
}

func (b *bench) deliver(r *command.Request, line string) (string, error) {
	p, err := b.book.Parse(line)
	if err != nil {
		b.Fatal(err)
	}
	reply, err := p.Command.Run(b.Context(), r, p.Words)
	return reply.Message.Text(), err
}

// puts counts the requests that write.
func (b *bench) puts() int {
	return b.tca.CountMatching(func(r apitest.Request) bool { return r.Method != "GET" })
}

// TestEditSendsTheRest: one setting is changed, and TCA, which clears what is missing, keeps the others.
func TestEditSendsTheRest(t *testing.T) {
	b := newBench(t)
	ref := api.SchemeRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "K9fQ2mXz7Lp", Team: "bigteam"}, ID: 1}, ID: 10}
	before := api.LintSettings{Enabled: true, Envs: "TOKEN=s3cret\r\nGOFLAGS=-mod=mod", PreCmd: "make deps\r\nmake gen", BuildCmd: "make"}
	if _, err := b.who.TCA.SaveLint(t.Context(), ref, before); err != nil {
		t.Fatal(err)
	}
	shown, err := b.run(`scheme lint 10 K9fQ2mXz7Lp/bigteam#1 build:"go build" key:k1`, false)
	if err != nil || !strings.Contains(shown, "Changed 1 code check setting") || strings.Contains(shown, "s3cret") {
		t.Fatalf("%s, %v", shown, err)
	}
	now, err := b.who.TCA.LintConf(api.Fresh(t.Context()), ref)
	before.BuildCmd = "go build"
	if got := now.Settings(); err != nil || got != before {
		t.Errorf("TCA has %+v, want %+v; %v", got, before, err)
	}
	if said := b.book.Lead(b.who.Words, "scheme lint 10").Text(); !strings.Contains(said, "Environment variables aren't shown here") {
		t.Errorf("the form says %q", said)
	}
	puts := b.puts()
	again, err := b.run(`scheme lint 10 K9fQ2mXz7Lp/bigteam#1 build:"go build" key:k1`, false)
	if err != nil || !strings.Contains(again, "It is not repeated") || b.puts() != puts {
		t.Errorf("pressed twice: %s, %v, %d requests more", again, err, b.puts()-puts)
	}
}

// TestRemoveWhatWasSeen: a path filter that somebody changes before its removal is confirmed is not removed.
func TestRemoveWhatWasSeen(t *testing.T) {
	b := newBench(t)
	ref := api.SchemeRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "K9fQ2mXz7Lp", Team: "bigteam"}, ID: 1}, ID: 10}
	for _, changed := range []api.NewScanDir{{Path: "kept/*", Use: api.ScanExclude, Kind: api.PathWildcard}, {Path: "gen/*", Use: api.ScanInclude, Kind: api.PathWildcard}} {
		dir, err := b.who.TCA.AddScanDir(t.Context(), ref, api.NewScanDir{Path: "gen/*", Use: api.ScanExclude, Kind: api.PathWildcard})
		if err != nil {
			t.Fatal(err)
		}
		sure := b.confirm(fmt.Sprintf("path remove %d 10 K9fQ2mXz7Lp/bigteam#1", dir.ID))
		if _, err := b.who.TCA.SaveScanDir(t.Context(), ref, dir.ID, changed); err != nil {
			t.Fatal(err)
		}
		shown, err := b.run(sure, false)
		if err != nil || !strings.Contains(shown, "Changed by someone else") {
			t.Errorf("%s, %v", shown, err)
		}
		if _, err := filterByID(t.Context(), b.who.TCA, ref, dir.ID); err != nil {
			t.Errorf("it is gone: %v", err)
		}
		if shown, err := b.run(b.confirm(fmt.Sprintf("path remove %d 10 K9fQ2mXz7Lp/bigteam#1", dir.ID)), false); err != nil || !strings.Contains(shown, "Removed a path filter") {
			t.Errorf("%s, %v", shown, err)
		}
	}
}

// confirm is the line of the button that confirms what a line shows.
func (b *bench) confirm(line string) string {
	b.Helper()
	b.n++
	r := *b.who
	r.ID = fmt.Sprint("request ", b.n)
	p, err := b.book.Parse(line)
	if err != nil {
		b.Fatal(err)
	}
	reply, err := p.Command.Run(b.Context(), &r, p.Words)
	button, ok := reply.Message.Button("run/sure")
	if err != nil || !ok {
		b.Fatalf("%s: %v", reply.Message.Text(), err)
	}
	state, err := command.ReadState(button.Value)
	if err != nil {
		b.Fatal(err)
	}
	return state.Line
}

// TestUndoWithAnotherKey: the key of a change does not stand for taking it back, and one undo's not for another.
func TestUndoWithAnotherKey(t *testing.T) {
	b := newBench(t)
	for _, line := range []string{"repo rename K9fQ2mXz7Lp/bigteam#1 name:one key:k1", "repo rename K9fQ2mXz7Lp/bigteam#1 name:two key:k2", "undo 2 key:k3"} {
		if _, err := b.run(line, false); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
	puts := b.puts()
	for _, key := range []string{"k1", "k3"} {
		if shown, err := b.run("undo 1 key:"+key, false); !errors.Is(err, action.ErrKeyUsed) || b.puts() != puts {
			t.Errorf("with %s: %s, %v", key, shown, err)
		}
	}
}

// TestEditKeepsTheDefaultMark: TCA takes the mark away when it is not sent.
func TestEditKeepsTheDefaultMark(t *testing.T) {
	b := newBench(t)
	if shown, err := b.run("scheme edit 10 K9fQ2mXz7Lp/bigteam#1 description:x", true); err != nil || !strings.Contains(shown, "Changed 1 setting") {
		t.Fatalf("%s, %v", shown, err)
	}
	ref := api.SchemeRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "K9fQ2mXz7Lp", Team: "bigteam"}, ID: 1}, ID: 10}
	if now, err := b.who.TCA.Scheme(api.Fresh(t.Context()), ref); err != nil || !now.Default || now.Description != "x" {
		t.Errorf("%+v, %v", now, err)
	}
}

// TestForms: a form that TCA refused is sent again, corrected or not, and acts then; one that acted does so once.
func TestForms(t *testing.T) {
	b := newBench(t)
	r := *b.who
	r.ID, r.Submitted = "modal V1", true
	for _, tt := range []struct{ url, arg string }{
		{"hello", "url"},
		{"https://git.example.com/new/badpass", "credential"},
		{"https://git.example.com/new/badpass", "credential"},
		{"https://git.example.com/new/unknown", "url"},
	} {
		_, err := b.deliver(&r, "repo add K9fQ2mXz7Lp/bigteam credential:password:1 url:"+tt.url)
		refused, ok := errors.AsType[*command.RefusedError](err)
		if !ok || refused.Problems[tt.arg] == "" {
			t.Errorf("%s: %v", tt.url, err)
		}
	}
	puts := b.puts()
	for _, again := range []bool{false, true} {
		shown, err := b.deliver(&r, "repo add K9fQ2mXz7Lp/bigteam url:https://git.example.com/new/app")
		if err != nil || !strings.Contains(shown, "Registered ") || strings.Contains(shown, "It is not repeated") != again {
			t.Errorf("%s, %v", shown, err)
		}
	}
	if got := b.puts() - puts; got != 1 {
		t.Errorf("TCA was asked %d times", got)
	}
}

// TestForbidden: whoever may not change a thing is told who may.
func TestForbidden(t *testing.T) {
	b := newBench(t)
	for path, line := range map[string]string{
		"/projects/": "project add K9fQ2mXz7Lp/bigteam#1 branch:new/one scheme:10", "/bulkcreate/": "path add 10 K9fQ2mXz7Lp/bigteam#1 exclude:x/*", "/metricconf/": "scheme metrics 10 K9fQ2mXz7Lp/bigteam#1 lines:off",
		"/v3/orgs/K9fQ2mXz7Lp/teams/bigteam/repos/": "repo add K9fQ2mXz7Lp/bigteam url:https://git.example.com/new/app",
	} {
		for _, method := range []string{"POST", "PUT"} {
			f := apitest.Refused(403, "您没有执行该操作的权限。")
			f.Path, f.Method = path, method
			defer b.tca.Inject(f)()
		}
		_, err := b.run(line, true)
		forbidden, ok := errors.AsType[*action.ForbiddenError](err)
		if !ok || forbidden.Repo == "" || len(forbidden.Admins) == 0 {
			t.Errorf("%s: %+v, %v", line, forbidden, err)
		}
	}
}

// TestSecretsAreNotShown: what is refused for a secret in it is not in the error, nor in any button under it.
func TestSecretsAreNotShown(t *testing.T) {
	b := newBench(t)
	for _, line := range []string{
		"repo add K9fQ2mXz7Lp/bigteam url:https://somebody:s3cret@git.example.com/new/app", "repo add https://somebody:s3cret@git.example.com/new/app",
		"repo add K9fQ2mXz7Lp/bigteam https://somebody:s3cret@git.example.com/new/app", "repo add https://git.example.com/new/app?private_token=s3cret",
		"repo add K9fQ2mXz7Lp/bigteam url:https://git.example.com/new/app credential:s3cret",
	} {
		before := b.tca.Received()
		_, err := b.run(line, false)
		said := screen.Explain(command.Screen{Words: b.who.Words, Command: "/tca"}, err, "ref")
		if err == nil || strings.Contains(string(said.Blocks().AppendJSON(nil)), "s3cret") || b.tca.Received() != before {
			t.Errorf("%s: %v: %s", line, err, said.Text())
		}
	}
}

// TestAddressAlone: an address is what is to be registered, also without the name of its argument; a page of TCA is a team.
func TestAddressAlone(t *testing.T) {
	b := newBench(t)
	for line, want := range map[string]string{
		"repo add K9fQ2mXz7Lp/bigteam url:git@git.example.com:new/app.git": "Register ", "repo add " + b.who.TCA.Site().Team(api.TeamRef{Org: "K9fQ2mXz7Lp", Team: "bigteam"}): "TCA reads the repository",
	} {
		if shown, err := b.run(line, false); err != nil || !strings.Contains(shown, want) {
			t.Errorf("%s: %s, %v", line, shown, err)
		}
	}
	b.who.Defaults = []command.Target{{Org: "K9fQ2mXz7Lp", Team: "bigteam"}}
	for _, address := range []string{"https://git.example.com/new/app", "git@git.example.com:new/app.git"} {
		if shown, err := b.run("repo add "+address, false); err != nil || !strings.Contains(shown, "Register ") {
			t.Errorf("%s: %s, %v", address, shown, err)
		}
	}
}
