package scans

import (
	"cmp"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// maxToolRows is how many tools are listed.
const maxToolRows = 6

// toolTable counts issues by the tool that found them, as they were when the scan ended, the tool with most open issues
// first. How many a scan fixed is left out: TCA counts that before it has closed them, so it is 0 for every tool.
func (d latestCard) toolTable(s command.Screen) kit.Message {
	if len(d.tools) == 0 {
		return nil
	}
	sorted := slices.Clone(d.tools)
	slices.SortStableFunc(sorted, func(a, b api.ToolScan) int {
		return cmp.Or(b.ByState.Active-a.ByState.Active, b.Opened-a.Opened, strings.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	t := kit.NewTable(s.Words, "head.open", "head.new", "head.tool")
	for _, one := range sorted[:min(len(sorted), maxToolRows)] {
		t.Rows = append(t.Rows, []string{kit.Thousands(one.ByState.Active), kit.Thousands(one.Opened), kit.Name(one.Name, "?", 40)})
	}
	title := locale.Key("latest.tools")
	if sorted[0].Scan != d.scan.ID {
		title = "latest.tools_before" // this scan has no figures
	}
	m := kit.Message{kit.Para{kit.Text(s.Say(title))}, t}
	if more := len(sorted) - len(t.Rows); more > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, "job.more_tasks", "Count", more)))
	}
	return m
}
