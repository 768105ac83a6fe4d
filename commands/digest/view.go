package digest

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/scans"
	"tcabot/commands/schedule"
	"tcabot/commands/screen"
	"tcabot/commands/target"
	"time"
)

// ViewPost shows a report: the post, and the reply in its thread, nil for none. The beginning of the post is the summary.
func ViewPost(s command.Screen, d Digest, r Report) (post, details kit.Message) {
	v := postView{Screen: s, Report: r, digest: d}
	m := kit.Message{kit.Heading(v.title())}
	if r.Quiet() {
		return append(m, kit.Para(v.quiet()), v.buttons()), nil
	}
	m = append(m, kit.Para(v.sum()))
	m = append(m, v.gate()...)
	if r.single() {
		m = append(m, v.third()...)
	} else {
		m = append(m, v.rows()...)
		m = append(m, v.failing()...)
	}
	m = append(m, v.gaps()...)
	if note := v.note(); len(note) > 0 {
		m = append(m, kit.Note(note))
	}
	return append(m, v.buttons()), v.thread()
}

// postView is a report in the language of its digest.
type postView struct {
	command.Screen
	Report
	digest Digest
}

// zone is the time zone of the digest's schedule.
func (v postView) zone() *time.Location {
	if v.digest.When.Zone == nil {
		return time.UTC
	}
	return v.digest.When.Zone
}

// title names the target and the day.
func (v postView) title() string {
	name := kit.Name(v.digest.Name, "?", target.MaxName)
	switch {
	case !v.single():
	case v.digest.Target.Project != 0:
		name = target.BranchName(v.branches[0].TeamBranch) // its current name
	default: // the only one of a repository or a team
		name = kit.Cut(name, target.MaxName/3) + " · " + v.label(v.branches[0].TeamBranch)
	}
	day := v.at.In(v.zone())
	if covered, all := v.covered(); covered < all {
		name = kit.Cut(name, target.MaxName/2) + " · " + v.Say("post.looked_title", "Looked", kit.Thousands(covered), "Count", all)
	}
	return v.Say("post.title", "Name", name, "Weekday", v.Say(locale.Group("digest_weekday").Key(schedule.Word(day.Weekday()))), "Day", day.Format(v.Say("trend.day")))
}

// covered is how many branches the report has figures of, and how many there are.
func (v postView) covered() (looked, all int) { return len(v.branches), v.total }

// sum is the line of new, fixed and open issues of all branches. When it covers only some, it says so.
func (v postView) sum() kit.Line {
	numbers := v.numbers(false, v.branches...)
	covered, all := v.covered()
	if covered >= all || !sumOf(v.branches).known {
		return numbers
	}
	return append(kit.Phrase(v.Words, "post.at_least", "Looked", kit.Thousands(covered), "Count", all), numbers...)
}

// quiet is the line that is posted when nothing changed.
func (v postView) quiet() kit.Line {
	if len(v.branches) == 0 {
		return kit.Phrase(v.Words, "post.no_branches")
	}
	if v.single() && v.branches[0].Now.Scan == 0 {
		return append(kit.Phrase(v.Words, "post.never"), v.underWay()...)
	}
	line := kit.Phrase(v.Words, "post.same_since_last")
	switch when, day := v.since(); {
	case day:
		line = kit.Phrase(v.Words, "post.same_day")
	case !when.IsZero():
		line = kit.Phrase(v.Words, "post.same_since", "When", kit.When(when, ""))
	}
	covered, all := v.covered()
	if n := sumOf(v.branches); n.known {
		open := locale.Key("count.open")
		if covered < all {
			open = "post.open_at_least"
		}
		line = append(line, kit.Text(" · "+v.Say(open, "Number", kit.Thousands(n.open))))
	}
	switch {
	case covered < all:
		line = append(line, kit.Text(" · "+v.Say("post.branches_of", "Looked", kit.Thousands(covered), "Count", all)))
	case !v.single():
		line = append(line, kit.Text(" · "+v.Say("post.branches", "Count", len(v.branches))))
	}
	return append(line, v.underWay()...)
}

// since is the beginning of the period that the report covers: the scan that a single branch is compared with, or the
// last post. day says that it is the last day, because the digest was not posted before.
func (v postView) since() (when time.Time, day bool) {
	day = true
	for _, b := range v.branches {
		day = day && (b.LastDay || b.Was.Scan == 0)
	}
	if v.single() && !v.branches[0].Since.IsZero() {
		return v.branches[0].Since, day
	}
	return v.digest.Last, day
}

// third is the third line about a single branch, after its issues and the quality gate.
func (v postView) third() kit.Message {
	b := v.branches[0]
	switch {
	case b.LastFailed:
		return kit.Message{kit.Para(kit.Phrase(v.Words, "post.last_failed", "When", kit.When(b.Failure.Time.Time, "?"),
			"Reason", kit.Bold(scans.ResultName(v, *b.Failure.Code)), "Code", kit.Number(*b.Failure.Code)))}
	case v.metricsInPost():
		return kit.Message{kit.Para{kit.Text(v.metrics(b.Delta))}}
	}
	return nil
}

// metricsInPost reports whether the post itself has room for the metrics.
func (v postView) metricsInPost() bool {
	b := v.branches[0]
	return v.single() && !v.gated && !b.LastFailed && v.digest.Content.Shows(PartMetrics) && v.metrics(b.Delta) != ""
}

// gaps say what is missing.
func (v postView) gaps() kit.Message {
	var m kit.Message
	if len(v.lost) > 0 {
		names := make([]string, 0, screen.MaxMissing+1)
		for _, b := range v.lost[:min(len(v.lost), screen.MaxMissing)] {
			names = append(names, v.label(b))
		}
		if more := len(v.lost) - len(names); more > 0 {
			names = append(names, v.Say("mine.more_lost", "Count", more))
		}
		m = append(m, kit.Gap(kit.Phrase(v.Words, "post.lost", "Branches", kit.Bold(screen.Join(v, names)))))
	}
	if len(v.missing) > 0 {
		names := make([]string, len(v.missing))
		for i, id := range v.missing {
			names[i] = v.Say(id)
		}
		m = append(m, kit.Gap(kit.Phrase(v.Words, "post.partial", "Parts", kit.Bold(screen.Join(v, names)))))
	}
	if looked := len(v.branches) + len(v.lost); looked < v.total {
		m = append(m, kit.Gap(kit.Phrase(v.Words, "post.looked", "Looked", kit.Thousands(looked), "Count", v.total)))
	}
	for _, b := range v.branches {
		if b.Cut {
			return append(m, kit.Gap(kit.Phrase(v.Words, "post.cut", "Branch", kit.Bold(v.label(b.TeamBranch)), "Count", change.MaxScans)))
		}
	}
	return m
}

// note is the small print: the period, which issues count as new, and whether a scan is running.
func (v postView) note() kit.Line {
	var line kit.Line
	when, day := v.since()
	switch {
	case v.single() && v.branches[0].First():
		line = kit.Phrase(v.Words, "post.first")
	case day:
		line = kit.Phrase(v.Words, "post.last_day")
	case when.IsZero():
		line = kit.Phrase(v.Words, "post.since_last")
	case v.single() && !v.branches[0].Since.IsZero():
		line = kit.Phrase(v.Words, "post.since_scan", "When", kit.When(when, ""))
	default:
		line = kit.Phrase(v.Words, "post.since", "When", kit.When(when, ""))
	}
	if counted := v.digest.Content.Severity; len(counted) > 0 {
		names := make([]string, len(counted))
		for i, one := range counted {
			names[i] = screen.Name(v, "severity", one)
		}
		line = append(line, kit.Text(" · "+v.Say("post.only", "Severities", screen.Join(v, names))))
	}
	return append(line, v.underWay()...)
}

// underWay says that a scan is still running.
func (v postView) underWay() kit.Line {
	var running []api.Scan
	for _, b := range v.branches {
		if b.UnderWay.ID != 0 {
			running = append(running, b.UnderWay)
		}
	}
	switch {
	case len(running) == 0:
		return nil
	case v.single() && running[0].State == api.ScanWaiting:
		return append(kit.Line{kit.Text(" · ")}, kit.Phrase(v.Words, "post.queued", "When", kit.When(running[0].Created.Time, "?"))...)
	case v.single():
		return append(kit.Line{kit.Text(" · ")}, kit.Phrase(v.Words, "post.under_way", "When", kit.When(running[0].Created.Time, "?"))...)
	default:
		return kit.Line{kit.Text(" · " + v.Say("post.under_ways", "Count", len(running)))}
	}
}

// buttons open the screens behind the figures; the answer is only for the person who clicks.
func (v postView) buttons() kit.Buttons {
	var row kit.Buttons
	t := v.digest.Target
	switch {
	case v.single():
		b := v.branches[0]
		if b.New > 0 {
			newIssues := line.Issues(b.Ref)
			if len(b.Finders) == 1 {
				newIssues = newIssues.With("scan", kit.Number(b.Finders[0]))
			}
			newIssues = v.severities(newIssues)
			if len(b.Finders) != 1 {
				newIssues = newIssues.With("sort", api.OrderScan.Desc().String())
			}
			fresh := line.Button("told_new", v.Say("button.new_issues"), newIssues)
			fresh.Main = true
			row = append(row, fresh)
		}
		row = append(row, line.Button("told_overview", v.Say("goto.overview"), line.Overview(b.Ref)), line.Button("told_trend", v.Say("goto.trend"), line.Trend(b.Ref)))
	case t.Repo != 0:
		row = append(row, v.menu(), line.Button("told_projects", v.Say("goto.projects"), line.Projects(api.RepoRef{TeamRef: api.TeamRef{Org: t.Org, Team: t.Team}, ID: t.Repo})))
	default:
		row = append(row, v.menu(), line.Button("told_repos", v.Say("repo.up"), line.Repos(api.TeamRef{Org: t.Org, Team: t.Team})))
	}
	return append(row, line.Button("told_manage", v.Say("post.manage"), line.Digests()))
}

// severities adds the filter for the issues that count as new.
func (v postView) severities(all line.Line) line.Line {
	counted := v.digest.Content.Severity
	if len(counted) == 0 {
		return all
	}
	words := make([]string, len(counted))
	for i, one := range counted {
		words[i] = one.String()
	}
	return all.With("severity", strings.Join(words, ","))
}
