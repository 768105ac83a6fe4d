package bot_test

import (
	"fmt"
	"strings"
	"tcabot/api/apitest"
	"testing"
	"time"
)

// TestSizeCostsNothing asks for pages of 100,000 repositories and of a million issues, at their beginning and at their
// end, and for the same pages of small lists: TCA is asked the same.
func TestSizeCostsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) {
		w.env["LOG_LEVEL"] = "error"
		// A machine under load takes its time to make up a million issues; how long is not what is looked at here.
		w.env["TCA_TIMEOUT"], w.times.Deadline = "2m", 2*time.Minute
	})
	big := apitest.Big(w.tca)
	w.login(t, member, w.sample.Member)
	w.login(t, admin, big.Token)
	small := w.sample.Rich
	cost := func(user, line, press, sees string) string {
		before := len(w.tca.Requests())
		page := w.say(t, user, line)
		if press != "" {
			page = w.press(t, user, page, press)
		}
		want(t, page, sees)
		var asked []string
		for _, r := range w.tca.Requests()[before:] {
			asked = append(asked, r.Path[strings.LastIndex(strings.TrimSuffix(r.Path, "/"), "/"):])
		}
		return fmt.Sprint(len(asked))
	}
	smallIssues := fmt.Sprintf("issues %s/%s#%d/%d", small.Org, small.Team, small.RepoID, small.ProjectID)
	bigIssues := fmt.Sprintf("issues %s/%s#%d/%d state:active,resolved,closed", big.Org, big.Team, big.RepoID, big.ProjectID)
	for _, tt := range []struct{ name, little, much, press, sees, many string }{
		{"first page of repositories", "repos bigteam", "repos everything", "", "1–10 of 137", "共 100,000 条"},
		{"last page of repositories", "repos bigteam scope:all", "repos everything scope:all", "run/last", "131–137 of 137", "第 99,991–100,000 条"},
		{"first page of issues", smallIssues, bigIssues, "", "1–10 of 2", "共 1,000,000 条"},
		{"last page of issues", smallIssues + " sort:path", bigIssues + " sort:path", "run/last", "of 2", "第 999,991–1,000,000 条"},
	} {
		if little, much := cost(member, tt.little, tt.press, tt.sees), cost(admin, tt.much, tt.press, tt.many); little != much {
			t.Errorf("%s: %s requests of the small list, %s of the large one", tt.name, little, much)
		}
	}
	w.clean(t)
}
