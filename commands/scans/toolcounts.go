package scans

import (
	"cmp"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// maxToolRows is how many tools are listed.
const maxToolRows = 6

// toolTable counts issues by the tool that found them, the one with most open issues first.
func toolTable(s command.Screen, tools []api.ToolScan) kit.Message {
	if len(tools) == 0 {
		return nil
	}
	sorted := slices.Clone(tools)
	slices.SortStableFunc(sorted, func(a, b api.ToolScan) int {
		return cmp.Or(b.ByState.Active-a.ByState.Active, b.Opened-a.Opened, strings.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	t := kit.NewTable(s.Words, "head.open", "head.new", "head.fixed", "head.tool")
	for _, one := range sorted[:min(len(sorted), maxToolRows)] {
		t.Rows = append(t.Rows, []string{kit.Thousands(one.ByState.Active), kit.Thousands(one.Opened), kit.Thousands(one.Fixed), kit.Name(one.Name, "?", 40)})
	}
	m := kit.Message{t}
	if more := len(sorted) - len(t.Rows); more > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, "job.more_tasks", "Count", more)))
	}
	return m
}
