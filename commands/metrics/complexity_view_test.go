package metrics

import (
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/target"
	"testing"
)

func someComplexFile(id int64, path string) api.ComplexFile {
	return api.ComplexFile{
		ID: id, Path: path, Language: "Go", State: api.FileActive, Change: api.ChangeModified, Functions: 3, Complexity: 147, Excess: 87, Average: 49,
		FunctionsDiff: 1, ComplexityDiff: 7, ExcessDiff: 5, AverageDiff: -2, Author: "zhangwei", LastModifier: "lihua", MainModifier: "zhangwei",
		RelatedModifiers: "zhangwei;lihua", Revision: "46a06bfc4eb28f362bc17ce8b571ca036f4c0699", Committed: api.Time{Time: screentest.Then.AddDate(0, 0, -3)},
	}
}

func complexFiles(tb testing.TB, offset, total int, paths ...string) complexList {
	tb.Helper()
	d := complexList{Branch: screentest.UsualPlace(tb), page: api.Page[api.ComplexFile]{Offset: offset, Total: total, At: screentest.Then}}
	for i, p := range paths {
		d.page.Items = append(d.page.Items, someComplexFile(int64(offset+i+1), p))
	}
	sum := api.ComplexitySummary{Threshold: 20, Over: 112, OverDiff: 3}
	d.now.Complexity = &api.ComplexityScan{Default: sum, Worse: 4}
	return d
}

func someFunction(id int64, ccn int, name string) api.Function {
	return api.Function{
		Latest: true,
		ID:     id, Path: "internal/ledger/refund.go", Name: name, LongName: name + "( self , a , b & c )", Parameters: 3, Complexity: ccn, Diff: new(4),
		Change: api.ChangeModified, Status: api.FuncAttention, Author: "zhangwei", LastModifier: "lihua", MainModifier: "zhangwei", Language: "Go",
		Revision: "965fc956ac4ef34f6ea47d767c1f4d8808d42e95", Committed: api.Time{Time: screentest.Then.AddDate(0, 0, -3)}, Tokens: 945, Lines: 121, CodeLines: 100,
		Start: 41, End: 161, ScanRevision: "2bfc3eacfe3fb691f037091d136e84f02e57954f",
	}
}

func functionsOf(tb testing.TB, offset, total int, names ...string) functionList {
	tb.Helper()
	d := functionList{Branch: screentest.UsualPlace(tb), page: api.Page[api.Function]{Offset: offset, Total: total, At: screentest.Then}, sorted: true}
	for i, n := range names {
		d.page.Items = append(d.page.Items, someFunction(int64(offset+i+1), 70-3*i, n))
	}
	return d
}

func TestComplexityViews(t *testing.T) {
	line := "complexity K9fQ2mXz7Lp/bigteam#12/1200 state:active"
	usual := complexFiles(t, 10, 46, screentest.ComplexPaths...)
	usual.page.Items[1].Worse, usual.page.Items[1].Functions, usual.page.Items[1].ExcessDiff = true, 1, 0
	usual.page.Items[2].Change, usual.page.Items[2].LastModifier, usual.page.Items[2].ExcessDiff = api.ChangeNone, "", -3
	usual.page.Items[3].State = api.FileResolved
	empty, never := complexFiles(t, 0, 0), complexFiles(t, 0, 0)
	never.now.Complexity = nil
	part := complexFiles(t, 0, 1, screentest.ComplexPaths[0])
	part.now.Complexity, part.missing = nil, []locale.Key{"complexity.part_now"}
	long := complexFiles(t, 999_990, 1_000_000, screentest.Repeat(10, strings.Repeat("目录/", 170)+"x")...)
	long.Branch = screentest.WorstPlace(t)
	for i := range long.page.Items {
		f := &long.page.Items[i]
		f.Worse, f.State, f.Functions, f.Excess, f.ExcessDiff, f.LastModifier = true, api.FileClosed, 1_234_567, 9_876_543, -9_876_543, strings.Repeat("名", 64)
	}
	bad := complexFiles(t, 0, 10, apitest.Hostile()[:10]...)
	bad.Branch = screentest.HostilePlace(t)
	for i := range bad.page.Items {
		bad.page.Items[i].LastModifier, bad.page.Items[i].State, bad.page.Items[i].Change = apitest.Hostile()[10-i], 9, 9
	}
	since := complexFiles(t, 0, 4, screentest.ComplexPaths...)
	since.found, since.unsorted = target.Found{Scan: 5001, At: screentest.Then, Pin: "v1.4"}, true
	screentest.Check(t, []screentest.Case{
		{Name: "complexity/since", Screen: command.Screen{Line: "complexity x since:v1.4"}, View: screentest.Of(viewComplexity, since)},
		{Name: "complexity/usual", Screen: command.Screen{Line: line, Sheet: true}, View: func(s command.Screen) kit.Message { return viewComplexity(s, usual) }},
		{Name: "complexity/empty", Screen: command.Screen{Line: line + " path:nowhere", Sheet: true}, View: func(s command.Screen) kit.Message { return viewComplexity(s, empty) }},
		{Name: "complexity/never", Screen: command.Screen{Line: line, Sheet: true}, View: func(s command.Screen) kit.Message { return viewComplexity(s, never) }},
		{Name: "complexity/partial", Screen: command.Screen{Line: line, Sheet: true}, View: func(s command.Screen) kit.Message { return viewComplexity(s, part) }},
		{Name: "complexity/longest", Screen: command.Screen{Line: line, Sheet: true}, View: func(s command.Screen) kit.Message { return viewComplexity(s, long) }},
		{Name: "complexity/hostile", Screen: command.Screen{Line: line, Sheet: true}, View: func(s command.Screen) kit.Message { return viewComplexity(s, bad) }},
	})
}

func TestComplexityFileViews(t *testing.T) {
	line := "complexity-file 7 K9fQ2mXz7Lp/bigteam#12/1200"
	card := func(n int) complexFileCard {
		fs := functionsOf(t, 0, n, "(*Ledger).Refund", "处理退款", "Class<T>::merge")
		fs.page.Items[1].Diff, fs.page.Items[1].Change, fs.page.Items[1].Author = nil, api.ChangeNone, ""
		fs.page.Items[2].Diff, fs.page.Items[2].Status = new(-12), api.FuncIgnored
		fs.page.Items = fs.page.Items[:min(n, 3)]
		return complexFileCard{Branch: screentest.UsualPlace(t), id: 7, file: someComplexFile(7, "internal/ledger/refund.go"), page: fs.page}
	}
	closed := card(0)
	closed.file.State, closed.file.Functions, closed.file.Excess, closed.file.ExcessDiff = api.FileClosed, 0, 0, -87
	noFile, noFunctions := card(3), card(0)
	noFile.file, noFile.missing = api.ComplexFile{}, []locale.Key{"complexity.part_file"}
	noFunctions.page, noFunctions.missing = api.Page[api.Function]{}, []locale.Key{"complexity.part_functions"}
	long := card(3)
	long.Branch, long.page.Total, long.page.Offset = screentest.WorstPlace(t), 1_000_000, 999_990
	long.file.Path = strings.Repeat("d", 255) + "/" + strings.Repeat("名", 256)
	long.file.Functions, long.file.Complexity, long.file.Excess, long.file.Average = 1_234_567, 9_999_999, 9_999_999, 1_000_000
	long.file.Author, long.file.LastModifier, long.file.MainModifier, long.file.Worse = strings.Repeat("名", 64), strings.Repeat("W", 64), strings.Repeat("M", 64), true
	long.page.Items = nil
	for i := range 10 {
		f := someFunction(int64(i), 1_000_000, strings.Repeat("函", 512))
		f.Start, f.End, f.Author = 1_000_000, 2_000_000, strings.Repeat("a", 256)
		long.page.Items = append(long.page.Items, f)
	}
	bad := card(3)
	bad.Branch, bad.file.Path, bad.file.Author, bad.file.LastModifier = screentest.HostilePlace(t), apitest.Hostile()[8], apitest.Hostile()[0], apitest.Hostile()[6]
	bad.page.Items = nil
	for i, n := range apitest.Hostile()[:10] {
		f := someFunction(int64(i), 30, n)
		f.Author, f.LongName, f.Start, f.Change = n, "", 0, 0
		bad.page.Items = append(bad.page.Items, f)
	}
	show := func(d complexFileCard) func(command.Screen) kit.Message {
		return func(s command.Screen) kit.Message { return viewComplexFile(s, d) }
	}
	screentest.Check(t, []screentest.Case{
		{Name: "complexity-file/usual", Screen: command.Screen{Line: line, Sheet: true}, View: show(card(3))},
		{Name: "complexity-file/one", Screen: command.Screen{Line: line, Sheet: true}, View: show(card(1))},
		{Name: "complexity-file/closed", Screen: command.Screen{Line: line, Sheet: true}, View: show(closed)},
		{Name: "complexity-file/no_file", Screen: command.Screen{Line: line, Sheet: true}, View: show(noFile)},
		{Name: "complexity-file/no_functions", Screen: command.Screen{Line: line, Sheet: true}, View: show(noFunctions)},
		{Name: "complexity-file/longest", Screen: command.Screen{Line: line, Sheet: true}, View: show(long)},
		{Name: "complexity-file/hostile", Screen: command.Screen{Line: line, Sheet: true}, View: show(bad)},
	})
}

func TestFunctionsViews(t *testing.T) {
	line := "functions K9fQ2mXz7Lp/bigteam#12/1200"
	usual := functionsOf(t, 0, 112, "(*Ledger).Refund", "处理退款", "Class<T>::merge", "", "calc")
	usual.page.Items[3].LongName, usual.page.Items[4].Diff = "", nil
	scan := functionsOf(t, 0, 1, "calc")
	scan.scan = 5022
	noScan := functionsOf(t, 0, 0)
	noScan.scan = 5022
	huge := functionsOf(t, 20, 4_812, "calc", "merge")
	huge.sorted = false
	long := functionsOf(t, 0, 10, screentest.Repeat(10, strings.Repeat("函", 512))...)
	long.Branch = screentest.WorstPlace(t)
	for i := range long.page.Items {
		f := &long.page.Items[i]
		f.Path, f.Start, f.End, f.Diff, f.Author = strings.Repeat("目录/", 170), 1_000_000, 2_000_000, new(-1_000_000), strings.Repeat("名", 128)
	}
	bad := functionsOf(t, 0, 10, apitest.Hostile()[:10]...)
	for i := range bad.page.Items {
		bad.page.Items[i].Path, bad.page.Items[i].Author = apitest.Hostile()[i], apitest.Hostile()[10-i]
	}
	show := func(d functionList) func(command.Screen) kit.Message {
		return func(s command.Screen) kit.Message { return viewFunctions(s, d) }
	}
	screentest.Check(t, []screentest.Case{
		{Name: "functions/usual", Screen: command.Screen{Line: line, Sheet: true}, View: show(usual)},
		{Name: "functions/empty", Screen: command.Screen{Line: line + " min:100", Sheet: true}, View: show(functionsOf(t, 0, 0))},
		{Name: "functions/scan", Screen: command.Screen{Line: line + " scan:5022", Sheet: true}, View: show(scan)},
		{Name: "functions/scan_none", Screen: command.Screen{Line: line + " scan:5022", Sheet: true}, View: show(noScan)},
		{Name: "functions/unsorted", Screen: command.Screen{Line: line, Sheet: true}, View: show(huge)},
		{Name: "functions/longest", Screen: command.Screen{Line: line, Sheet: true}, View: show(long)},
		{Name: "functions/hostile", Screen: command.Screen{Line: line, Sheet: true}, View: show(bad)},
	})
}

func codeOf(from int, lines ...string) screen.Code {
	var c screen.Code
	for i, l := range lines {
		c.Lines = append(c.Lines, api.CodeLine{Number: from + i, Text: l})
	}
	return c
}

func TestFunctionViews(t *testing.T) {
	line := "function 7 K9fQ2mXz7Lp/bigteam#12/1200"
	usual := functionCard{Branch: screentest.UsualPlace(t), function: someFunction(7, 64, "(*Ledger).Refund")}
	usual.code = codeOf(41, "func (l *Ledger) Refund(ctx context.Context, id int64) error {", "\tif err := l.check(ctx, id); err != nil {",
		"\t\treturn fmt.Errorf(\"refund %d: %w\", id, err)", "\t}", "", "\t// 退款前先核对账本")
	bare := functionCard{Branch: screentest.UsualPlace(t), function: api.Function{ID: 8, Path: "a.go", Complexity: 21}, missing: []locale.Key{"part.code"}}
	long := functionCard{Branch: screentest.WorstPlace(t), function: someFunction(9, 1_000_000, strings.Repeat("函", 512))}
	f := &long.function
	f.LongName, f.Path, f.Start, f.End, f.Author = strings.Repeat("签", 1024), strings.Repeat("目录/", 170), 1_000_000, 2_000_000, strings.Repeat("名", 256)
	f.LastModifier, f.MainModifier, f.CodeLines = strings.Repeat("W", 64), strings.Repeat("M", 64), 1_000_000
	long.code = codeOf(1_000_000, screentest.Repeat(30, strings.Repeat("代码", 300))...)
	bad := functionCard{Branch: screentest.HostilePlace(t), function: someFunction(7, 64, apitest.Hostile()[0]), code: codeOf(41, apitest.Hostile()...)}
	bad.function.LongName, bad.function.Path, bad.function.Author, bad.function.Status = apitest.Hostile()[3], apitest.Hostile()[8], apitest.Hostile()[1], 7
	gone := usual
	gone.code = screen.Code{Problem: api.CodeNoFile}
	show := func(d functionCard) func(command.Screen) kit.Message {
		return func(s command.Screen) kit.Message { return viewFunction(s, d) }
	}
	screentest.Check(t, []screentest.Case{
		{Name: "function/usual", Screen: command.Screen{Line: line}, View: show(usual)},
		{Name: "function/bare", Screen: command.Screen{Line: line}, View: show(bare)},
		{Name: "function/longest", Screen: command.Screen{Line: line}, View: show(long)},
		{Name: "function/gone", Screen: command.Screen{Line: line}, View: show(gone)},
		{Name: "function/hostile", Screen: command.Screen{Line: line}, View: show(bad)},
	})
}

func BenchmarkViewComplexity(b *testing.B) {
	screentest.BenchScreen(b, "complexity K9fQ2mXz7Lp/bigteam#12/1200 state:active", screentest.Of(viewComplexity, complexFiles(b, 10, 46, screentest.Repeat(10, screentest.ComplexPaths[0])...)))
}

func BenchmarkViewComplexFile(b *testing.B) {
	d := complexFileCard{Branch: screentest.UsualPlace(b), id: 7, file: someComplexFile(7, screentest.ComplexPaths[0]), page: functionsOf(b, 0, 10, screentest.Repeat(10, "calc")...).page}
	screentest.BenchScreen(b, "complexity-file 7 K9fQ2mXz7Lp/bigteam#12/1200", screentest.Of(viewComplexFile, d))
}

func BenchmarkViewFunctions(b *testing.B) {
	screentest.BenchScreen(b, "functions K9fQ2mXz7Lp/bigteam#12/1200", screentest.Of(viewFunctions, functionsOf(b, 0, 112, screentest.Repeat(10, "calc")...)))
}

func BenchmarkViewFunction(b *testing.B) {
	d := functionCard{Branch: screentest.UsualPlace(b), function: someFunction(7, 64, "calc"), code: codeOf(41, screentest.Repeat(30, "\treturn s.queue.Push(ctx, id)")...)}
	screentest.BenchScreen(b, "function 7 K9fQ2mXz7Lp/bigteam#12/1200", screentest.Of(viewFunction, d))
}
