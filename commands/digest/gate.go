package digest

import (
	"context"
	"tcabot/commands/gate"
	"tcabot/commands/kit"
	"tcabot/commands/target"
)

// failedLimit is a condition of the quality gate that a branch fails.
type failedLimit struct {
	gate.Failure
	branch target.TeamBranch
	pin    string // name of the pin it is compared with; empty for the last post
}

// GatesFor reads the gates that hold for the branches of a digest; none where it has its own.
func GatesFor(ctx context.Context, from gate.Reader, d Digest) (gate.Held, error) {
	if len(d.Content.Gate) > 0 {
		return gate.Held{}, nil
	}
	return gate.HeldFor(ctx, from, d.Workspace, d.Channel, d.Target)
}

// gate says whether the quality gate passed, and if not, its first failed condition.
func (v postView) gate() kit.Message {
	if !v.gated {
		return nil
	}
	all := gate.Result{Unknown: v.unknown}
	for _, f := range v.failedLimits {
		all.Failed = append(all.Failed, f.Failure)
	}
	var at kit.Line
	if len(v.failedLimits) > 0 {
		first := v.failedLimits[0]
		if !v.single() {
			at = kit.Line{v.link(first.branch)}
		}
		if since := v.sincePin(first); since != "" && len(at) > 0 {
			at = append(at, kit.Text(" · "+since))
		} else if since != "" {
			at = kit.Line{kit.Text(since)}
		}
	}
	return kit.Message{kit.Para(all.Headline(v.Words, at))}
}

// sincePin names the pin that a failed condition compares with; empty for the last post, or for nothing.
func (v postView) sincePin(f failedLimit) string {
	if f.pin == "" || !f.Compares() {
		return ""
	}
	return v.Say("post.since_pin", "Pin", f.pin)
}

// otherFailedLimits lists the failed conditions after the one that the post names.
func (v postView) otherFailedLimits() kit.Message {
	if len(v.failedLimits) < 2 {
		return nil
	}
	var rows kit.Rows
	for _, b := range v.failedLimits[1:min(len(v.failedLimits), maxFailedLimits+1)] {
		row := kit.Line{kit.Text(b.Words(v))}
		if since := v.sincePin(b); since != "" {
			row = append(row, kit.Text(" · "+since))
		}
		if !v.single() {
			row = append(kit.Line{v.link(b.branch), kit.Text("  ")}, row...)
		}
		rows = append(rows, []kit.Line{row})
	}
	m := kit.Message{kit.Para{kit.Bold(gate.Others(v.Words))}, rows}
	if more := len(v.failedLimits) - 1 - len(rows); more > 0 {
		m = append(m, kit.Para{kit.Text(gate.More(v.Words, more))})
	}
	return m
}
