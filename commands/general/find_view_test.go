package general

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/target"
	"testing"
)

func TestFindView(t *testing.T) {
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"find/how":   screentest.Of(viewFinding, finding{}),
		"find/found": screentest.Of(viewFinding, finding{kit.Plain("found")}),
	})
}

// TestFound: what was found is shown by the command that the person chose, or by the one for its kind.
func TestFound(t *testing.T) {
	team := target.Target{Org: "K9f", Team: "big"}
	repo := target.Target{Org: "K9f", Team: "big", Repo: 12}
	branch := target.Target{Org: "K9f", Team: "big", Repo: 12, Project: 34}
	for want, tt := range map[string]struct {
		of   target.Target
		show view
	}{
		"gate K9f/big":           {team, viewGate},
		"mine K9f/big":           {branch, viewMine},
		"schemes K9f/big#12":     {branch, viewSchemes},
		"jobs K9f/big#12/34":     {branch, viewJobs},
		"gate K9f/big#12":        {repo, viewGate},
		"repos K9f/big":          {team, viewIssues},
		"overview K9f/big#12":    {repo, ""},
		"issues K9f/big#12":      {repo, viewIssues},
		"overview K9f/big#12/34": {branch, ""},
		"trend K9f/big#12/34":    {branch, viewTrend},
	} {
		if got := lineOf(tt.of, tt.show).String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
