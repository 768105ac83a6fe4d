package general

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/screen"
	"tcabot/commands/screen/screentest"
	"testing"
)

func TestExportViews(t *testing.T) {
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"export/started": func(s command.Screen) kit.Message { return viewExport(s, exported{line: "issues x", total: 12_345}) },
		"export/running": func(s command.Screen) kit.Message {
			return ViewExporting(s, Exporting{ID: "X", Line: "issues x", Done: 1000, Total: 12_345, Outcome: ExportRunning})
		},
		"export/changed": func(s command.Screen) kit.Message {
			return ViewExporting(s, Exporting{Line: "issues x", Done: 1100, Total: 1200, Changed: true, Outcome: ExportDone})
		},
		"export/done": func(s command.Screen) kit.Message {
			return ViewExporting(s, Exporting{Line: "issues x", Done: MaxExportRows, Total: 1_000_000, Capped: true, Outcome: ExportDone})
		},
		"export/failed": func(s command.Screen) kit.Message {
			return ViewExporting(s, Exporting{Line: "issues x", Done: 1000, Outcome: ExportFailed, Problem: screen.Explain(s, api.ErrForbidden, "R")})
		},
	})
}
