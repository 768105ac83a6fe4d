package command_test

import (
	"context"
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
)

// TestChoose: choosing a field of an open form removes from the line what depended on it, and a word that does not fit any more.
// Everything else stays.
func TestChoose(t *testing.T) {
	type args struct{ Team, Repo, Show, Text string }
	b, err := command.NewBook(group(command.Define(command.Def[args, string]{
		Name: "seek", Access: command.Anyone, Examples: []string{"seek"},
		Args: func(a *args) command.Args {
			return command.Args{
				command.Value(&a.Team, "team", "name").SuggestedFrom(command.SuggestTeams).Resets("repo"),
				command.Value(&a.Repo, "repo", "name").SuggestedFrom(command.SuggestRepos),
				command.Choice(&a.Show, "show", "repos", "issues").Offered(func(word string) bool { return word == "repos" || a.Repo != "" }),
				command.Value(&a.Text, "search", "text"),
			}
		},
		Run:  func(context.Context, *command.Request, *args) (string, error) { return "", nil },
		View: func(command.Screen, string) kit.Message { return nil },
	})))
	if err != nil {
		t.Fatal(err)
	}
	all := func(team, repo, show string) map[string][]string {
		return map[string][]string{"team": {team}, "repo": {repo}, "show": {show}, "search": {"x"}}
	}
	for _, tt := range []struct {
		name, field string
		values      map[string][]string
		want        string
		cleared     []string
	}{
		{"nothing depends on it", "repo", all("a", "b", "repos"), "seek team:a repo:b show:repos search:x", nil},
		{"what depends on it", "team", all("a", "b", "repos"), "seek team:a show:repos search:x", []string{"repo"}},
		{"what does not fit any more", "team", all("a", "b", "issues"), "seek team:a search:x", []string{"repo", "show"}},
		{"emptied", "team", map[string][]string{"repo": {"b"}}, "seek", []string{"repo"}},
		{"what still fits", "repo", all("a", "b", "issues"), "seek team:a repo:b show:issues search:x", nil},
	} {
		got, cleared, err := b.Choose("seek", tt.field, tt.values)
		if err != nil || got != tt.want || !slices.Equal(cleared, tt.cleared) {
			t.Errorf("%s: %q, cleared %q, %v, want %q and %q", tt.name, got, cleared, err, tt.want, tt.cleared)
		}
	}
	for line, want := range map[string][]string{"seek team:a": {"repos"}, "seek repo:b": {"repos", "issues"}} {
		for _, f := range b.Filters(locale.In(locale.English), line) {
			if f.Name == "show" && !slices.Equal(f.Words, want) {
				t.Errorf("the form of %q offers %q, want %q", line, f.Words, want)
			}
			if f.Tells != (f.Name == "team") {
				t.Errorf("%s tells: %t", f.Name, f.Tells)
			}
		}
	}
	for _, tt := range []struct{ line, field, want string }{
		{"seek team:a repo:b", "team", ""}, {"seek team:a repo:b", "repo", "a"}, {"seek repo:b", "repo", ""},
	} {
		if got, ok := b.Typing(tt.line, tt.field, "x"); !ok || got.Target != tt.want {
			t.Errorf("%s of %q suggests what is in %q, %t, want %q", tt.field, tt.line, got.Target, ok, tt.want)
		}
	}
	if _, _, err := b.Choose("nonsense", "team", nil); err == nil {
		t.Error("a line without a command has a form")
	}
}
