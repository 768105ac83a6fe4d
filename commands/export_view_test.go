package commands

import (
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
	"testing"
)

func TestExportViews(t *testing.T) {
	screens(t, map[string]func(spec.Screen) kit.Message{
		"export_started": func(s spec.Screen) kit.Message { return viewExport(s, exported{line: "issues x", total: 12_345}) },
		"export_running": func(s spec.Screen) kit.Message {
			return ViewExporting(s, Exporting{ID: "X", Line: "issues x", Done: 1000, Total: 12_345, Outcome: ExportRunning})
		},
		"export_changed": func(s spec.Screen) kit.Message {
			return ViewExporting(s, Exporting{Line: "issues x", Done: 1100, Total: 1200, Changed: true, Outcome: ExportDone})
		},
		"export_done": func(s spec.Screen) kit.Message {
			return ViewExporting(s, Exporting{Line: "issues x", Done: MaxExportRows, Total: 1_000_000, Capped: true, Outcome: ExportDone})
		},
		"export_failed": func(s spec.Screen) kit.Message {
			return ViewExporting(s, Exporting{Line: "issues x", Done: 1000, Outcome: ExportFailed, Problem: Explain(s, api.ErrForbidden, "R")})
		},
	})
}
