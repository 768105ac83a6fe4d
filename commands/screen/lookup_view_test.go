package screen

import (
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/target"
	"testing"
)

func TestLookupView(t *testing.T) {
	all := []target.Reference{
		{Kind: target.ReferencePage, Text: "tca.example.com/t/K9f/p/big/repos", Line: line.Typed("repos K9f/big")},
		{Kind: target.ReferenceBranch, Text: "payments-api@master", Line: line.OverviewOf("payments-api@master")},
		{Kind: target.ReferenceIssue, Text: "881000", Line: line.IssueOf(881_000, "")},
		{Kind: target.ReferencePlace, Text: "main.go:12", Line: line.IssuesOf("").With("path", "main.go")},
	}
	shown := func(found ...target.Reference) func(command.Screen) kit.Message {
		return func(s command.Screen) kit.Message { return Lookup(s, found) }
	}
	longest := target.Reference{Kind: target.ReferenceBranch, Text: strings.Repeat("名", 200), Line: line.OverviewOf(strings.Repeat("名", 200))}
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"lookup/found":   shown(all...),
		"lookup/one":     shown(all[1]),
		"lookup/none":    shown(),
		"lookup/longest": shown(longest, longest, longest, longest, longest, longest, longest, longest, longest, longest),
	})
}
