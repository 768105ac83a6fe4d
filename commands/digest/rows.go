package digest

import (
	"cmp"
	"slices"
	"strings"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/scans"
	"tcabot/commands/target"
)

// maxRows is how many branches a post lists.
const maxRows = 8

// changed lists the branches that changed, those with the worst new issues first.
func (v postView) changed() []branchNews {
	var all []branchNews
	for _, b := range v.branches {
		if b.changes {
			all = append(all, b)
		}
	}
	slices.SortStableFunc(all, func(a, b branchNews) int {
		x, y := a.Opened, b.Opened
		return cmp.Or(y.Fatal-x.Fatal, y.Error-x.Error, y.Warning-x.Warning, y.Info-x.Info, b.New-a.New, b.Failed-a.Failed, b.Fixed-a.Fixed,
			strings.Compare(target.BranchName(a.TeamBranch), target.BranchName(b.TeamBranch)))
	})
	return all
}

// rows list what changed in each branch, and count the branches that are not listed.
func (v postView) rows() kit.Message {
	all := v.changed()
	var rows kit.Rows
	for _, b := range all[:min(len(all), maxRows)] {
		row := kit.Line{v.link(b.TeamBranch), kit.Text("  ")}
		rows = append(rows, []kit.Line{append(row, v.row(b)...)})
	}
	var rest []string
	if more := len(all) - len(rows); more > 0 {
		rest = append(rest, v.Say("post.more_changed", "Count", more))
	}
	if same := len(v.branches) - len(all); same > 0 {
		rest = append(rest, v.Say("post.unchanged", "Count", same))
	}
	var m kit.Message
	if len(rows) > 0 {
		m = append(m, rows)
	}
	if len(rest) > 0 {
		m = append(m, kit.Para{kit.Text(strings.Join(rest, " · "))})
	}
	return m
}

// row is what changed in one of several branches: its issues if they changed, or else its scans and metrics.
func (v postView) row(b branchNews) kit.Line {
	var line kit.Line
	add := func(more ...kit.Span) {
		if len(line) > 0 && len(more) > 0 {
			line = append(line, kit.Text(" · "))
		}
		line = append(line, more...)
	}
	if b.First() {
		add(kit.Text(v.Say("post.new_here")))
	}
	issues := b.New > 0 || b.Fixed > 0 || b.OpenChange() != 0 || b.ResolvedChange() != 0
	if issues || b.First() {
		add(v.numbers(true, b)...)
	}
	switch {
	case b.LastFailed:
		add(kit.Bold(v.Say("post.row_last_failed", "Reason", scans.ResultName(v, *b.Failure.Code))))
	case b.Failed > 0:
		add(kit.Text(v.Say("post.row_failed", "Count", b.Failed)))
	}
	if metrics := v.metrics(b.Delta); !issues && metrics != "" && v.digest.Content.Shows(PartMetrics) {
		add(kit.Text(metrics))
	}
	if len(line) == 0 {
		add(v.numbers(true, b)...)
	}
	return line
}

// menu opens one of the listed branches.
func (v postView) menu() kit.Menu {
	m := kit.Menu{ID: "run/told_branch", Placeholder: v.Say("projects.open")}
	all := v.changed()
	for _, b := range all[:min(len(all), maxRows)] {
		m.Options = append(m.Options, line.Option(kit.Cut(v.label(b.TeamBranch), 60), line.Overview(b.Ref)))
	}
	return m
}

func (v postView) link(b target.TeamBranch) kit.Span {
	return kit.Link(v.site.Project(b.Ref.Repo, b.Ref.ID), v.label(b))
}

// label is the name of a branch among those of the digest: without the repository when they share it, with the scheme
// when several have the same name.
func (v postView) label(b target.TeamBranch) string {
	called := target.BranchName(b)
	if v.digest.Target.Repo != 0 && v.digest.Target.Project == 0 {
		called = kit.Name(b.Branch, "#"+kit.Number(b.ID), 60)
	}
	same := func(o target.TeamBranch) bool {
		return o.Ref != b.Ref && o.Branch == b.Branch && o.Ref.Repo == b.Ref.Repo
	}
	if slices.ContainsFunc(v.branches, func(o branchNews) bool { return same(o.TeamBranch) }) || slices.ContainsFunc(v.lost, same) {
		called += " · " + target.SchemeOf(b)
	}
	return called
}

// maxFailing bounds the characters of the links to branches whose last scan failed: a paragraph has room for 3,000.
const maxFailing = 2400

// failing names the branches whose last scan failed, as many as fit: those with new issues come first among the changed
// ones, and may leave no room for them.
func (v postView) failing() kit.Message {
	changed := v.changed()
	failed := func(b branchNews) bool { return b.LastFailed }
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
