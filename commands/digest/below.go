package digest

import (
	"tcabot/commands/kit"
	"tcabot/commands/scans"
)

// maxFailures is how many branches with failed scans are listed.
const maxFailures = 5

// metricsBelow lists the metrics that the post has no room for.
func (v postView) metricsBelow() kit.Message {
	if v.single() {
		if metrics := v.metrics(v.branches[0].Delta); metrics != "" && !v.metricsInPost() {
			return kit.Message{kit.Para{kit.Text(metrics)}}
		}
		return nil
	}
	var rows kit.Rows
	more := 0
	for _, b := range v.changed() {
		switch {
		case !b.MetricsChanged():
		case len(rows) == maxRows:
			more++
		default:
			rows = append(rows, []kit.Line{{v.link(b.TeamBranch), kit.Text("  " + v.metrics(b.Delta))}})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return append(kit.Message{kit.Para{kit.Bold(v.Say("post.metrics"))}, rows}, v.more(more)...)
}

// more says how many branches a list leaves out.
func (v postView) more(count int) kit.Message {
	if count == 0 {
		return nil
	}
	return kit.Message{kit.Para{kit.Text(v.Say("mine.more_lost", "Count", count))}}
}

// failures lists the failed scans, why the last of each branch failed, and what to do about it.
func (v postView) failures() kit.Message {
	var rows kit.Rows
	more := 0
	for _, b := range v.changed() {
		if b.Failed == 0 {
			continue
		}
		if len(rows) == maxFailures {
			more++
			continue
		}
		code := *b.Failure.Code
		said := kit.Phrase(v.Words, "post.failures", "Count", b.Failed, "When", kit.When(b.Failure.Time.Time, "?"),
			"Reason", kit.Bold(scans.ResultName(v, code)), "Code", kit.Number(code))
		next := kit.Line{kit.Text(scans.ResultNext(v, code))}
		if v.single() {
			return kit.Message{kit.Para(said), kit.Para(next)}
		}
		rows = append(rows, []kit.Line{append(kit.Line{v.link(b.TeamBranch), kit.Text("  ")}, said...), next})
	}
	if len(rows) == 0 {
		return nil
	}
	return append(kit.Message{kit.Para{kit.Bold(v.Say("post.failed_scans"))}, rows}, v.more(more)...)
}
