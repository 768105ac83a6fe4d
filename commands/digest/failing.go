package digest

import (
	"slices"
	"tcabot/commands/kit"
)

// maxFailing bounds the characters of the links to branches whose last scan failed: a paragraph has room for 3,000.
const maxFailing = 2400

// failing names the branches whose last scan failed, as many as fit: those with new issues come first among the changed
// ones, and may leave no room for them.
func (v postView) failing() kit.Message {
	changed := v.changed()
	failed := func(b branchNews) bool { return b.lastFailed }
	if !slices.ContainsFunc(changed[min(len(changed), maxRows):], failed) {
		return nil // the rows name them all
	}
	var names kit.Line
	named, count, size := 0, 0, 0
	for _, b := range changed {
		if !failed(b) {
			continue
		}
		count++
		if size += len([]rune(v.label(b.TeamBranch))) + len(v.site.Project(b.Ref.Repo, b.Ref.ID)); size > maxFailing {
			continue
		}
		if named > 0 {
			names = append(names, kit.Text(v.Say("list.comma")))
		}
		names = append(names, v.link(b.TeamBranch))
		named++
	}
	line := append(kit.Line{kit.Text(v.Say("post.failing", "Count", count))}, names...)
	if more := count - named; more > 0 {
		line = append(line, kit.Text(v.Say("list.comma")+v.Say("mine.more_lost", "Count", more)))
	}
	return kit.Message{kit.Para(line)}
}
