package metrics

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"unicode/utf8"
)

// lineLabel is the last column of a table: the end of a path, and a remark.
func lineLabel(path, after string) string {
	if after == "" {
		return kit.Tail(kit.Name(path, "?", maxPathLabel), maxFileLabel)
	}
	return kit.Tail(kit.Name(path, "?", maxPathLabel), max(10, maxFileLabel-2-utf8.RuneCountInString(after))) + "  " + after
}

// maxFileLabel is how long the last column of a table may be.
const (
	maxFileLabel = 40
	maxPathLabel = 2000 // longer than any path
)

// lineSums is the table of lines by kind, and a sentence about the changes of the last scan.
func lineSums(s command.Screen, n api.LineCounts) kit.Message {
	row := func(lines, change int, label locale.Key) []string {
		return []string{kit.Thousands(lines), screen.Percent(screen.PercentOf(lines, n.Total)), screen.Signed(change), s.Say(label)}
	}
	m := kit.Message{kit.NewTable(s.Words, "head.lines", "head.share", "head.change", "").With(
		row(n.Code, n.AddedCode-n.DeletedCode, "lines.code"),
		row(n.Comment, n.AddedComment-n.DeletedComment, "lines.comment"),
		row(n.Blank, n.AddedBlank-n.DeletedBlank, "lines.blank"),
		row(n.Total, n.AddedTotal-n.DeletedTotal, "lines.all"),
	)}
	if n.AddedTotal+n.ModifiedTotal+n.DeletedTotal > 0 {
		m = append(m, kit.Para(kit.Phrase(s.Words, "lines.changed", "Added", kit.Thousands(n.AddedTotal), "Modified", kit.Thousands(n.ModifiedTotal),
			"Deleted", kit.Thousands(n.DeletedTotal))))
	}
	return m
}

// lineColumns are the columns of the sixteen counts, and lineCells their cells.
var lineColumns = []locale.Key{
	"col.loc_code", "col.loc_comment", "col.loc_blank", "col.loc_total", "col.loc_added_code", "col.loc_added_comment", "col.loc_added_blank", "col.loc_added_total",
	"col.loc_modified_code", "col.loc_modified_comment", "col.loc_modified_blank", "col.loc_modified_total",
	"col.loc_deleted_code", "col.loc_deleted_comment", "col.loc_deleted_blank", "col.loc_deleted_total",
}

func lineCells(n api.LineCounts) []string {
	all := []int{
		n.Code, n.Comment, n.Blank, n.Total, n.AddedCode, n.AddedComment, n.AddedBlank, n.AddedTotal,
		n.ModifiedCode, n.ModifiedComment, n.ModifiedBlank, n.ModifiedTotal, n.DeletedCode, n.DeletedComment, n.DeletedBlank, n.DeletedTotal,
	}
	cells := make([]string, len(all))
	for i, n := range all {
		cells[i] = kit.Number(n)
	}
	return cells
}
