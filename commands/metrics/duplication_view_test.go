package metrics

import (
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/screen/screentest"
	"testing"
	"time"
)

func duplicateFile(id int64, path string, rate float64) api.DuplicateFile {
	return api.DuplicateFile{
		ID: id, Path: path, Rate: rate, Lines: 348, DuplicateLines: 120, BlockCount: 7, DistinctCount: 5, LastModifier: "lihua",
		Issue: api.DuplicateIssue{ID: 40 + id, State: api.DupActive, Owner: "zhangwei"}, Change: api.FileModified,
		Revision: "2bfc3eacfe3fb691f037091d136e84f02e57954f", Latest: true, Created: api.Time{Time: screentest.Then},
	}
}

func duplicatesOf(tb testing.TB, offset, total int, paths ...string) duplicateList {
	tb.Helper()
	d := duplicateList{Branch: screentest.UsualPlace(tb), change: new(-1), page: api.Page[api.DuplicateFile]{Offset: offset, Total: total, At: screentest.Then}}
	for i, p := range paths {
		d.page.Items = append(d.page.Items, duplicateFile(int64(offset+i+1), p, []float64{67.15, 12.3, 5, 0.4}[i%4]))
	}
	d.now.Duplicate = &api.DuplicateScan{Rate: 12.34, Files: 37, Blocks: 214, LinesDiff: 45}
	return d
}

func TestDuplicationViews(t *testing.T) {
	line := "duplication K9fQ2mXz7Lp/bigteam#12/1200 state:active"
	usual := duplicatesOf(t, 10, 37, screentest.ComplexPaths...)
	usual.page.Items[1].Issue = api.DuplicateIssue{}
	usual.page.Items[2].Issue.State, usual.page.Items[2].Change = api.DupIgnorable, api.FileUnchanged
	custom := duplicatesOf(t, 0, 1, screentest.ComplexPaths[1])
	custom.page.Items[0].Rate = 11
	custom.now.Duplicate.Custom = &api.DuplicateSummary{
		VeryHigh: api.DuplicateRisk{Range: []float64{0.3, 1}}, High: api.DuplicateRisk{Range: []float64{0.11, 0.3}}, Middle: api.DuplicateRisk{Range: []float64{0.1, 0.11}},
	}
	never := duplicatesOf(t, 0, 0)
	never.now.Duplicate = nil
	part := duplicatesOf(t, 0, 1, screentest.ComplexPaths[0])
	part.now.Duplicate, part.missing = nil, []locale.Key{"duplication.part_now"}
	long := duplicatesOf(t, 999_990, 1_000_000, screentest.Repeat(10, strings.Repeat("目录/", 340)+"x")...)
	long.Branch = screentest.WorstPlace(t)
	for i := range long.page.Items {
		f := &long.page.Items[i]
		f.Lines, f.DuplicateLines, f.BlockCount, f.Issue.Owner, f.Issue.State = 9_999_999, 9_999_999, 1_000_000, strings.Repeat("名", 128), api.DupClosed
	}
	bad := duplicatesOf(t, 0, 10, apitest.Hostile()[:10]...)
	bad.Branch = screentest.HostilePlace(t)
	for i := range bad.page.Items {
		bad.page.Items[i].Issue.Owner, bad.page.Items[i].Issue.State, bad.page.Items[i].Change = apitest.Hostile()[10-i], 9, "<x>"
	}
	added := duplicatesOf(t, 0, 1, screentest.ComplexPaths[0])
	added.added, added.now.Duplicate.Scan, added.now.Duplicate.Time = true, 5014, api.Time{Time: screentest.Then}
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{"duplication/new": screentest.Of(viewDuplication, added)})
	show := func(d duplicateList) func(command.Screen) kit.Message {
		return func(s command.Screen) kit.Message { return viewDuplication(s, d) }
	}
	screentest.Check(t, []screentest.Case{
		{Name: "duplication/usual", Screen: command.Screen{Line: line, Sheet: true}, View: show(usual)},
		{Name: "duplication/custom", Screen: command.Screen{Line: line, Sheet: true}, View: show(custom)},
		{Name: "duplication/empty", Screen: command.Screen{Line: line + " min:90", Sheet: true}, View: show(duplicatesOf(t, 0, 0))},
		{Name: "duplication/never", Screen: command.Screen{Line: line, Sheet: true}, View: show(never)},
		{Name: "duplication/partial", Screen: command.Screen{Line: line, Sheet: true}, View: show(part)},
		{Name: "duplication/longest", Screen: command.Screen{Line: line, Sheet: true}, View: show(long)},
		{Name: "duplication/hostile", Screen: command.Screen{Line: line, Sheet: true}, View: show(bad)},
	})
}

func someBlock(id int64, from, lines int) api.DuplicateBlock {
	return api.DuplicateBlock{ID: id, Start: from, End: from + lines - 1, Lines: lines, Times: 3, Rate: 5.63, Tokens: 121, LastModifier: "lihua"}
}

func duplicateOf(tb testing.TB, blocks int) duplicateCard {
	tb.Helper()
	d := duplicateCard{Branch: screentest.UsualPlace(tb), zone: time.UTC, file: api.DuplicateFileDetail{DuplicateFile: duplicateFile(8, screentest.ComplexPaths[0], 34.48), Trend: 1.5}}
	d.page = api.Page[api.DuplicateBlock]{Total: blocks, At: screentest.Then}
	for i := range min(blocks, paged.PageSize) {
		d.page.Items = append(d.page.Items, someBlock(int64(i+1), 4+20*i, 8+i))
	}
	for i := range maxHistory {
		f := d.file.DuplicateFile
		f.Rate, f.Created = 30+float64(i*i%7), api.Time{Time: screentest.Then.AddDate(0, 0, i-9)}
		d.history.Items = append(d.history.Items, f)
	}
	return d
}

func TestDuplicateViews(t *testing.T) {
	line := "duplicate 8 K9fQ2mXz7Lp/bigteam#12/1200"
	first := duplicateOf(t, 1)
	first.history.Items, first.file.Trend = first.history.Items[:1], 0
	done := duplicateOf(t, 2)
	done.file.Issue.State, done.file.Trend = api.DupIgnorable, -0.04
	done.comments.Items = []api.IssueComment{{Creator: "张伟", Action: "忽略", Message: "生成的代码", Created: api.Time{Time: screentest.Then}}}
	old := duplicateOf(t, 2)
	old.file.Latest, old.history.Items, old.missing = false, nil, []locale.Key{"duplication.part_history"}
	lost := duplicateOf(t, 0)
	lost.page, lost.missing = api.Page[api.DuplicateBlock]{}, []locale.Key{"duplication.part_blocks"}
	long := duplicateOf(t, 1_000_000)
	long.Branch = screentest.WorstPlace(t)
	f := &long.file
	f.Path, f.Lines, f.DuplicateLines, f.BlockCount, f.DistinctCount = strings.Repeat("d", 511)+"/"+strings.Repeat("名", 512), 9_999_999, 9_999_999, 1_000_000, 999_999
	f.Issue.Owner, f.LastModifier, f.Issue.State = strings.Repeat("名", 128), strings.Repeat("W", 128), api.DupClosed
	for range maxComments {
		long.comments.Items = append(long.comments.Items, api.IssueComment{
			Creator: strings.Repeat("名", 64), Action: strings.Repeat("动", 128), Message: strings.Repeat("w", 512), Created: api.Time{Time: screentest.Then},
		})
	}
	for i := range long.page.Items {
		long.page.Items[i] = someBlock(9_999_999_999, 1_000_000, 1_000_000)
		long.page.Items[i].LastModifier = strings.Repeat("名", 128)
	}
	bad := duplicateOf(t, 10)
	bad.Branch, bad.file.Path, bad.file.Issue.Owner, bad.file.Issue.State = screentest.HostilePlace(t), apitest.Hostile()[8], apitest.Hostile()[0], 9
	bad.comments.Items = []api.IssueComment{{Creator: apitest.Hostile()[1], Action: apitest.Hostile()[3], Message: apitest.Hostile()[8]}}
	for i := range bad.page.Items {
		bad.page.Items[i].LastModifier = apitest.Hostile()[i]
	}
	show := func(d duplicateCard) func(command.Screen) kit.Message {
		return func(s command.Screen) kit.Message { return viewDuplicate(s, d) }
	}
	var all []screentest.Case
	for name, d := range map[string]duplicateCard{
		"usual": duplicateOf(t, 12), "one": first, "done": done, "old": old, "lost": lost, "longest": long, "hostile": bad, "none": duplicateOf(t, 0),
	} {
		all = append(all, screentest.Case{Name: "duplicate/" + name, Screen: command.Screen{Line: line, Sheet: true}, View: show(d)})
	}
	screentest.Check(t, all)
	uncharted := duplicateOf(t, 12)
	screentest.Check(t, []screentest.Case{{Name: "duplicate/uncharted", Screen: command.Screen{Line: line, Sheet: true}, View: func(s command.Screen) kit.Message { return viewDuplicate(s, uncharted).Uncharted() }}})
}

func blockOf(tb testing.TB, copies int) blockCard {
	tb.Helper()
	d := blockCard{Branch: screentest.UsualPlace(tb)}
	d.block.DuplicateBlock, d.block.File = someBlock(56, 41, 26), duplicateFile(8, screentest.ComplexPaths[0], 34.48)
	d.page = api.Page[api.RelatedBlock]{Total: copies, At: screentest.Then}
	for i := range min(copies, paged.PageSize) {
		d.page.Items = append(d.page.Items, api.RelatedBlock{DuplicateBlock: someBlock(int64(100+i), 5+i, 26), File: duplicateFile(int64(7+i), screentest.ComplexPaths[i%4], 20)})
	}
	d.code = codeOf(41, screentest.Repeat(maxBlockCode, "\treturn s.queue.Push(ctx, id)")...)
	return d
}

func TestDuplicateBlockViews(t *testing.T) {
	line := "duplicate-block 56 8 K9fQ2mXz7Lp/bigteam#12/1200"
	lost := blockOf(t, 0)
	lost.page, lost.code, lost.missing = api.Page[api.RelatedBlock]{}, screen.Code{}, []locale.Key{"part.code", "duplication.part_related"}
	long := blockOf(t, 1_000_000)
	long.Branch, long.block.DuplicateBlock = screentest.WorstPlace(t), someBlock(9_999_999_999, 1_000_000, 1_000_000)
	long.block.File.Path, long.code = strings.Repeat("名", 1024), codeOf(1_000_000, screentest.Repeat(maxBlockCode, strings.Repeat("代码", 300))...)
	for i := range long.page.Items {
		long.page.Items[i].File.Path, long.page.Items[i].DuplicateBlock = strings.Repeat("目录/", 340), long.block.DuplicateBlock
	}
	bad := blockOf(t, 10)
	bad.Branch, bad.code, bad.block.File.Path = screentest.HostilePlace(t), codeOf(41, apitest.Hostile()...), apitest.Hostile()[8]
	for i := range bad.page.Items {
		bad.page.Items[i].File.Path = apitest.Hostile()[i]
	}
	show := func(d blockCard) func(command.Screen) kit.Message {
		return func(s command.Screen) kit.Message { return viewBlock(s, d) }
	}
	shortBlock := func(copies int) blockCard { // of which the code is not what the screen is about
		d := blockOf(t, copies)
		d.code = codeOf(41, "\treturn s.queue.Push(ctx, id)")
		return d
	}
	screentest.Check(t, []screentest.Case{
		{Name: "duplicate-block/usual", Screen: command.Screen{Line: line, Sheet: true}, View: show(blockOf(t, 2))},
		{Name: "duplicate-block/many", Screen: command.Screen{Line: line, Sheet: true}, View: show(shortBlock(89))},
		{Name: "duplicate-block/none", Screen: command.Screen{Line: line, Sheet: true}, View: show(shortBlock(0))},
		{Name: "duplicate-block/lost", Screen: command.Screen{Line: line, Sheet: true}, View: show(lost)},
		{Name: "duplicate-block/longest", Screen: command.Screen{Line: line, Sheet: true}, View: show(long)},
		{Name: "duplicate-block/hostile", Screen: command.Screen{Line: line, Sheet: true}, View: show(bad)},
	})
}

func TestRisks(t *testing.T) {
	usual, own := risksOf(nil), risksOf(&api.DuplicateScan{Custom: &api.DuplicateSummary{VeryHigh: api.DuplicateRisk{Range: []float64{0.57, 1}}}})
	for _, tt := range []struct {
		bounds riskBounds
		rate   float64
		want   string
	}{
		{usual, 100, "very_high"},
		{usual, 20, "very_high"},
		{usual, 19.99, "high"},
		{usual, 11, "high"},
		{usual, 5, "middle"},
		{usual, 4.99, "low"},
		{usual, 0, "low"},
		{own, 57, "very_high"},
		{own, 56.99, "high"},
	} {
		if got := tt.bounds.of(tt.rate); got != tt.want {
			t.Errorf("%v %% by %v is %s, want %s", tt.rate, tt.bounds, got, tt.want)
		}
	}
}

func BenchmarkViewDuplication(b *testing.B) {
	screentest.BenchScreen(b, "duplication K9fQ2mXz7Lp/bigteam#12/1200 state:active", screentest.Of(viewDuplication, duplicatesOf(b, 0, 37, screentest.Repeat(10, screentest.ComplexPaths[0])...)))
}

func BenchmarkViewDuplicate(b *testing.B) {
	screentest.BenchScreen(b, "duplicate 8 K9fQ2mXz7Lp/bigteam#12/1200", screentest.Of(viewDuplicate, duplicateOf(b, 12)))
}

func BenchmarkViewDuplicateBlock(b *testing.B) {
	screentest.BenchScreen(b, "duplicate-block 56 8 K9fQ2mXz7Lp/bigteam#12/1200", screentest.Of(viewBlock, blockOf(b, 10)))
}
