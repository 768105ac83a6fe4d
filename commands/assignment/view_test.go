package assignment

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/kit"
	"tcabot/commands/screen/screentest"
	"testing"
)

func someNamed(id int64, severity api.Severity, message, path string) Named {
	ref := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "K9fQ2mXz7Lp", Team: "bigteam"}, ID: 7}, ID: 70}
	return Named{Issue: api.Issue{ID: id, Severity: severity, Message: message, Path: path}, Branch: Branch{Ref: ref, Name: "payments-api · master"}}
}

func TestPostViews(t *testing.T) {
	site := commandtest.TestSite(t)
	one := Report{Total: 1, Site: site, Named: []Named{someNamed(101, api.SeverityFatal, "Possible null dereference of “order”", "src/pay/order.go")}}
	worst := Report{Total: 1_000_000, Site: site}
	for i := range int64(maxNamed) {
		named := someNamed(9_999_999_000+i, api.SeverityInfo, "<!channel> "+strings.Repeat("长", 600), strings.Repeat("目录/", 200))
		named.Branch.Name = strings.Repeat("分", 300)
		worst.Named = append(worst.Named, named)
	}
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"notice/one":   screentest.Of(ViewPost, one),
		"notice/worst": screentest.Of(ViewPost, worst),
	})
}
