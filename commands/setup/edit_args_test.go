package setup

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"testing"
	"unicode/utf8"
)

// someBasics are the settings of a scheme as TCA may have them: with line breaks of Windows, and letters in any case.
func someBasics() api.SchemeBasics {
	return api.SchemeBasics{Name: "nightly", Description: "every night\r\nat 2 ", Languages: []string{"python", "Go"}, Tag: "Codedog_Linux", Status: api.SchemeActive, LargeFiles: true}
}

// sent are the arguments of a form that shows some settings, with other values in some fields.
func sent(t *testing.T, shown api.SchemeBasics, values map[string]string) *editArgs {
	t.Helper()
	k := basics()
	object := func(a *editArgs) command.Args { return k.args(a) }
	words, err := command.Split(k.form(editArgs{Scheme: "12", Repo: "o/t#1"}, shown, nil, object).String())
	if err != nil {
		t.Fatal(err)
	}
	a := &editArgs{}
	if err := object(a).Parse(words[2:]); err != nil {
		t.Fatal(err)
	}
	for i, s := range k.settings {
		if v, ok := values[s.name]; ok {
			a.values[i] = value(v)
		}
	}
	return a
}

// TestChanges: only what the person changed is a change, whatever somebody else did meanwhile, and however TCA writes it.
func TestChanges(t *testing.T) {
	for _, tt := range []struct {
		name     string
		values   map[string]string
		meddle   func(*api.SchemeBasics)
		want     string
		conflict bool
	}{
		{"nothing", nil, nil, "", false},
		{"one", map[string]string{"name": "weekly"}, nil, "scheme_name:nightly→weekly", false},
		{"switches", map[string]string{"lfs": "off", "submodules": "off"}, nil, "fetch_submodules:on→off fetch_large_files:on→off", false},
		{"emptied", map[string]string{"description": "", "languages": ""}, nil, "scheme_description:every night\nat 2→ scheme_languages:go,python→", false},
		{"a name cannot be emptied", map[string]string{"name": "", "status": ""}, nil, "", false},
		{"another field of somebody else", map[string]string{"name": "weekly"}, func(b *api.SchemeBasics) { b.Tag = "x" }, "scheme_name:nightly→weekly", false},
		{"the same field", map[string]string{"tag": "y"}, func(b *api.SchemeBasics) { b.Tag = "x" }, "scheme_tag:x→y!", true},
		{"the same field to the same value", map[string]string{"tag": "x"}, func(b *api.SchemeBasics) { b.Tag = "x" }, "", false},
		{"emptied by one, changed by the other", map[string]string{"description": ""}, func(b *api.SchemeBasics) { b.Description = "x" }, "scheme_description:x→!", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, now := sent(t, someBasics(), tt.values), someBasics()
			if tt.meddle != nil {
				tt.meddle(&now)
			}
			changes, conflict := basics().changes(a, now, 12, "nightly")
			var all []string
			for _, c := range changes {
				one := string(c.Field) + ":" + c.Before + "→" + c.After
				if c.Outcome == action.Conflict {
					one += "!"
				}
				all = append(all, one)
			}
			if got := strings.Join(all, " "); got != tt.want || conflict != tt.conflict {
				t.Errorf("got %q, %t; want %q, %t", got, conflict, tt.want, tt.conflict)
			}
		})
	}
}

// TestTypedChanges: a typed line changes what it names, and nothing else; its button notices what changed since.
func TestTypedChanges(t *testing.T) {
	k := basics()
	a := &editArgs{}
	if err := k.args(a).Parse([]string{"12", "o/t#1", "tag:y", "lfs:on"}); err != nil {
		t.Fatal(err)
	}
	now := someBasics()
	if changes, conflict := k.changes(a, now, 12, "nightly"); len(changes) != 1 || conflict || changes[0].After != "y" {
		t.Errorf("got %+v, %t", changes, conflict)
	}
	sure := k.typed(*a, now)
	now.Name, now.Tag = "weekly", "z"
	changes, conflict := k.changes(&sure, now, 12, "nightly")
	if len(changes) != 1 || !conflict || changes[0].Field != "scheme_tag" || changes[0].Now != "z" {
		t.Errorf("got %+v, %t", changes, conflict)
	}
}

// TestForm: what no line can carry is not in the form, which says so; saved, it stays as it is.
func TestForm(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*api.SchemeBasics)
		out    string // field that the form does not have
	}{
		{"all fits", func(*api.SchemeBasics) {}, ""},
		{"quotes, backslashes and colons", func(b *api.SchemeBasics) { b.Name, b.Description = `it's "a:b",`+"“c”", `C:\new\dir, "x"` }, ""},
		{"a comma at the end", func(b *api.SchemeBasics) { b.Name = "a," }, "name"},
		{"a long text", func(b *api.SchemeBasics) { b.Description = strings.Repeat("说明 ", 400) }, "description"},
		{"tabs", func(b *api.SchemeBasics) { b.Description = "a\tb" }, "description"},
		{"a mention", func(b *api.SchemeBasics) { b.Description = "ask <@U0MEMBER01>" }, "description"},
		{"what may be a token", func(b *api.SchemeBasics) {
			b.Description = "X_TOKEN=" + strings.Repeat("0123456789Abcdef", 3) + " make"
		}, "description"},
		{"a language of a newer TCA", func(b *api.SchemeBasics) { b.Languages = []string{"zig"} }, "languages"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			was := someBasics()
			tt.change(&was)
			a := sent(t, was, nil)
			k := basics()
			if n := utf8.RuneCountInString(command.Write(k.command, k.args(a))); n > command.MaxLine {
				t.Errorf("the line has %d characters", n)
			}
			for i, s := range k.settings {
				if left := a.seen(i) == leftOut; left != (s.name == tt.out) || !left && string(a.values[i]) != s.get(was) {
					t.Errorf("%s: left out: %t, value %q, want %q", s.name, left, a.values[i], s.get(was))
				}
			}
			if changes, _ := k.changes(a, was, 12, ""); len(changes) != 0 {
				t.Errorf("sent as it is, it changes %+v", changes)
			}
			if said := k.lead(locale.In(locale.English), a).Text(); (tt.out != "") != strings.Contains(said, "Not in this form") {
				t.Errorf("the form says %q", said)
			}
		})
	}
}

// TestSettings: each setting of each kind gives its value back, and comes back from the line of a form.
func TestSettings(t *testing.T) {
	most := 7
	check(t, basics(), api.SchemeBasics{}, someBasics())
	check(t, lint(), api.LintSettings{}, api.LintSettings{Enabled: true, PreCmd: "make deps", BuildCmd: "go build ./...\ngo vet ./..."})
	check(t, metrics(), api.MetricSettings{}, api.MetricSettings{
		Complexity: true, MinCCN: 20, Duplication: true, MinBlock: 120, MaxBlock: &most, MinTimes: 2, MaxTimes: &most, MediumRate: 5, HighRate: 11, ExtremeRate: 20, MaxDupIssues: 1000, CountingLines: true,
	})
	check(t, filters(), api.NewScanDir{Use: api.ScanExclude, Kind: api.PathWildcard}, api.NewScanDir{Path: `src/\w+`, Use: api.ScanInclude, Kind: api.PathRegexp})
}

func check[T any](t *testing.T, k kind[T], from, to T) {
	t.Helper()
	w := locale.In(locale.English)
	for _, s := range k.settings {
		was, want := s.get(from), s.get(to)
		if s.set(&from, want); s.get(from) != want {
			t.Errorf("%s %s: set to %q, it is %q", k.command, s.name, want, s.get(from))
		}
		if !portable(s, want) {
			t.Errorf("%s %s: %q does not come back from a line", k.command, s.name, want)
		}
		if label := locale.Group("change_field").Key(string(s.field)); !locale.Has(label) {
			t.Errorf("%s %s: %s is in no catalogue", k.command, s.name, label)
		}
		if k.argument(s.tca) != s.name {
			t.Errorf("%s: %s is not where %s is shown", k.command, s.name, s.tca)
		}
		for _, v := range []string{was, want} {
			if got := action.Words(command.Screen{Words: w}, s.field, v); v != "" && got == "" {
				t.Errorf("%s %s: %q has no words", k.command, s.name, v)
			}
		}
	}
}

// TestFilterWithoutEffect: what TCA stores where no type was sent can be changed to what has an effect.
func TestFilterWithoutEffect(t *testing.T) {
	k := filters()
	now := api.NewScanDir{Path: "gen/*", Kind: api.PathWildcard}
	words, err := command.Split(k.form(editArgs{Path: "31", Scheme: "12", Repo: "o/t#1"}, now, nil, filterArgs).String())
	if err != nil {
		t.Fatal(err)
	}
	a := &editArgs{}
	if err := filterArgs(a).Parse(append(words[2:], "use:include")); err != nil {
		t.Fatal(err)
	}
	changes, conflict := k.changes(a, now, 31, "gen/*")
	if len(changes) != 1 || conflict || changes[0].Field != action.PathFilterUse || changes[0].After != "include" {
		t.Errorf("got %+v, %t", changes, conflict)
	}
}
