package metrics

import (
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/paged"
	"tcabot/commands/screen/screentest"
	"testing"
)

func someCounts(n int) api.LineCounts {
	return api.LineCounts{
		Code: n, Comment: n / 10, Blank: n / 20, Total: n + n/10 + n/20, AddedCode: n / 16, AddedComment: n / 160, AddedTotal: n/16 + n/160,
		ModifiedCode: n / 100, ModifiedTotal: n / 100, DeletedCode: n / 33, DeletedBlank: n / 300, DeletedTotal: n/33 + n/300,
	}
}

func levelOf(tb testing.TB, dir string, offset, total int, entries ...lineEntry) lineLevel {
	tb.Helper()
	d := lineLevel{Branch: screentest.UsualPlace(tb), path: dir, page: api.Page[lineEntry]{Items: entries, Offset: offset, Total: total, At: screentest.Then}}
	for _, e := range entries {
		if e.dir {
			d.dirs++
		} else {
			d.files++
		}
	}
	if len(entries) > 0 {
		d.sum = someCounts(48_212)
	}
	return d
}

func TestLinesViews(t *testing.T) {
	root := "lines K9fQ2mXz7Lp/bigteam#12/1200"
	usual := []lineEntry{
		{someCounts(32_000), 7, "src", true, 120, "", ""},
		{someCounts(9_000), 7, "web", true, 1, "", ""},
		{someCounts(1_200), 7, "main.go", false, 0, "Go", ""},
		{someCounts(114), 7, "支付说明.md", false, 0, "Markdown", api.FileAdded},
		{someCounts(40), 7, "Makefile", false, 0, "make", api.FileModified},
	}
	first := levelOf(t, "", 0, 1, lineEntry{LineCounts: api.LineCounts{Code: 7, Total: 7}, path: "a.py", language: "Python"})
	first.sum = api.LineCounts{Code: 7, Total: 7}
	noSum := levelOf(t, "src", 0, 1, usual[2])
	noSum.sum = api.LineCounts{}
	deep := strings.Repeat("src/main/java/com/example/payments/", 4) + "ledger"
	var long, bad []lineEntry
	for i := range 10 {
		long = append(long, lineEntry{someCounts(9_000_000), 7, strings.Repeat("目录/", 160) + strings.Repeat("名", 20+i), true, 1_000_000, "", ""})
		name := apitest.Hostile()[i]
		bad = append(bad, lineEntry{someCounts(900), 7, name, i%2 == 0, 3, name, api.FileChange(name)})
	}
	longest := levelOf(t, strings.TrimSuffix(strings.Repeat("目录/", 160), "/"), 999_990, 1_000_000, long...)
	longest.Branch, longest.sum = screentest.WorstPlace(t), someCounts(99_000_000)
	hostile := levelOf(t, "*b*/"+apitest.Hostile()[0], 0, 10, bad...)
	hostile.Branch = screentest.HostilePlace(t)
	show := func(d lineLevel) func(command.Screen) kit.Message {
		return func(s command.Screen) kit.Message { return viewLines(s, d) }
	}
	screentest.Check(t, []screentest.Case{
		{Name: "lines/usual", Screen: command.Screen{Line: root, Sheet: true}, View: show(levelOf(t, "", 0, 23, usual...))},
		{Name: "lines/dir", Screen: command.Screen{Line: root + " path:src/pay", Sheet: true}, View: show(levelOf(t, "src/pay", 0, 2, usual[2:4]...))},
		{Name: "lines/deep", Screen: command.Screen{Line: root, Sheet: true}, View: show(levelOf(t, "", 0, 1, lineEntry{someCounts(9), 7, deep, true, 2, "", ""}))},
		{Name: "lines/first", Screen: command.Screen{Line: root, Sheet: true}, View: show(first)},
		{Name: "lines/no_sum", Screen: command.Screen{Line: root, Sheet: true}, View: show(noSum)},
		{Name: "lines/empty", Screen: command.Screen{Line: root, Sheet: true}, View: show(levelOf(t, "", 0, 0))},
		{Name: "lines/empty_dir", Screen: command.Screen{Line: root + " path:gone", Sheet: true}, View: show(levelOf(t, "gone", 0, 0))},
		{Name: "lines/longest", Screen: command.Screen{Line: root, Sheet: true}, View: show(longest)},
		{Name: "lines/hostile", Screen: command.Screen{Line: root, Sheet: true}, View: show(hostile)},
	})
}

func lineFilesOf(tb testing.TB, offset, total int, names ...string) lineFileList {
	tb.Helper()
	d := lineFileList{Branch: screentest.UsualPlace(tb), sorted: true, page: api.Page[api.LineFile]{Offset: offset, Total: total, At: screentest.Then}}
	for i, n := range names {
		d.page.Items = append(d.page.Items, api.LineFile{
			ID: int64(i + 1), Dir: "src/main/java/com/example/支付", Name: n, Language: "Java", Change: []api.FileChange{"", api.FileAdded, api.FileModified}[i%3],
			LineCounts: someCounts(9_000 / (i + 1)),
		})
	}
	return d
}

func TestLinesFilesViews(t *testing.T) {
	line := "lines-files K9fQ2mXz7Lp/bigteam#12/1200"
	huge := lineFilesOf(t, 20, 48_120, "a.go", "b.go")
	huge.sorted = false
	long := lineFilesOf(t, 0, 1_000_000, screentest.Repeat(10, strings.Repeat("名", 512))...)
	long.Branch = screentest.WorstPlace(t)
	for i := range long.page.Items {
		long.page.Items[i].LineCounts = someCounts(99_000_000)
	}
	show := func(d lineFileList) func(command.Screen) kit.Message {
		return func(s command.Screen) kit.Message { return viewLinesFiles(s, d) }
	}
	screentest.Check(t, []screentest.Case{
		{Name: "lines-files/usual", Screen: command.Screen{Line: line, Sheet: true}, View: show(lineFilesOf(t, 0, 23, "RefundMapper.java", "PayController_12.java", "OrderService.java", "订单.java"))},
		{Name: "lines-files/one", Screen: command.Screen{Line: line + " path:a.go", Sheet: true}, View: show(lineFilesOf(t, 0, 1, "a.go"))},
		{Name: "lines-files/empty", Screen: command.Screen{Line: line + " path:nowhere", Sheet: true}, View: show(lineFilesOf(t, 0, 0))},
		{Name: "lines-files/unsorted", Screen: command.Screen{Line: line, Sheet: true}, View: show(huge)},
		{Name: "lines-files/longest", Screen: command.Screen{Line: line, Sheet: true}, View: show(long)},
		{Name: "lines-files/hostile", Screen: command.Screen{Line: line, Sheet: true}, View: show(lineFilesOf(t, 0, 10, apitest.Hostile()[:10]...))},
	})
}

func TestLinesFileViews(t *testing.T) {
	line := "lines-file 7 K9fQ2mXz7Lp/bigteam#12/1200"
	usual := lineFileCard{Branch: screentest.UsualPlace(t), file: lineFilesOf(t, 0, 1, "RefundMapper.java").page.Items[0]}
	usual.file.Change = api.FileModified
	top := lineFileCard{Branch: screentest.UsualPlace(t), file: api.LineFile{ID: 8, Name: "a.py", Language: "Python", LineCounts: api.LineCounts{Code: 7, Total: 7}}}
	long := lineFileCard{Branch: screentest.WorstPlace(t), file: api.LineFile{
		Dir: strings.Repeat("目", 512), Name: strings.Repeat("名", 512), Language: strings.Repeat("L", 128), LineCounts: someCounts(99_000_000),
	}}
	bad := lineFileCard{Branch: screentest.HostilePlace(t), file: api.LineFile{
		Dir: apitest.Hostile()[8], Name: apitest.Hostile()[0], Language: apitest.Hostile()[3], Change: "<x>", LineCounts: someCounts(900),
	}}
	show := func(d lineFileCard) func(command.Screen) kit.Message {
		return func(s command.Screen) kit.Message { return viewLineFile(s, d) }
	}
	screentest.Check(t, []screentest.Case{
		{Name: "lines-file/usual", Screen: command.Screen{Line: line}, View: show(usual)},
		{Name: "lines-file/top", Screen: command.Screen{Line: line}, View: show(top)},
		{Name: "lines-file/longest", Screen: command.Screen{Line: line}, View: show(long)},
		{Name: "lines-file/hostile", Screen: command.Screen{Line: line}, View: show(bad)},
	})
}

func languageLinesOf(tb testing.TB, names ...string) languageLines {
	tb.Helper()
	d := languageLines{Branch: screentest.UsualPlace(tb), page: api.Page[api.LineLanguage]{Total: len(names), At: screentest.Then}}
	for i, n := range names {
		one := api.LineLanguage{ID: int64(i + 1), Name: n, Files: 300 / (i + 1), LineCounts: someCounts(61_000 / (i*i + 1))}
		d.code, d.files = d.code+one.Code, d.files+one.Files
		d.page.Items = append(d.page.Items, one)
	}
	d.page.Items = d.page.Items[:min(paged.PageSize, len(names))]
	return d
}

func TestLinesLanguagesViews(t *testing.T) {
	line := "lines-languages K9fQ2mXz7Lp/bigteam#12/1200"
	show := func(d languageLines) func(command.Screen) kit.Message {
		return func(s command.Screen) kit.Message { return viewLanguageLines(s, d) }
	}
	long := languageLinesOf(t, screentest.Repeat(12, strings.Repeat("L", 200))...)
	for i := range long.page.Items {
		long.page.Items[i].LineCounts, long.page.Items[i].Files = someCounts(99_000_000), 9_999_999
	}
	long.code = 990_000_000
	screentest.Check(t, []screentest.Case{
		{Name: "lines-languages/usual", Screen: command.Screen{Line: line, Sheet: true}, View: show(languageLinesOf(t, "Python", "JavaScript", "C/C++ Header", "Go", "Markdown"))},
		{Name: "lines-languages/one", Screen: command.Screen{Line: line, Sheet: true}, View: show(languageLinesOf(t, "Go"))},
		{Name: "lines-languages/empty", Screen: command.Screen{Line: line, Sheet: true}, View: show(languageLinesOf(t))},
		{Name: "lines-languages/longest", Screen: command.Screen{Line: line, Sheet: true}, View: show(long)},
		{Name: "lines-languages/hostile", Screen: command.Screen{Line: line, Sheet: true}, View: show(languageLinesOf(t, apitest.Hostile()...))},
	})
}

func BenchmarkViewLines(b *testing.B) {
	var entries []lineEntry
	for range paged.PageSize {
		entries = append(entries, lineEntry{LineCounts: someCounts(9_000), path: "src/支付", dir: true, files: 12})
	}
	screentest.BenchScreen(b, "lines K9fQ2mXz7Lp/bigteam#12/1200", screentest.Of(viewLines, levelOf(b, "", 0, 23, entries...)))
}

func BenchmarkViewLinesFiles(b *testing.B) {
	screentest.BenchScreen(b, "lines-files K9fQ2mXz7Lp/bigteam#12/1200", screentest.Of(viewLinesFiles, lineFilesOf(b, 0, 23, screentest.Repeat(10, "RefundMapper.java")...)))
}

func BenchmarkViewLinesLanguages(b *testing.B) {
	screentest.BenchScreen(b, "lines-languages K9fQ2mXz7Lp/bigteam#12/1200", screentest.Of(viewLanguageLines, languageLinesOf(b, screentest.Repeat(10, "Python")...)))
}

func BenchmarkViewLinesFile(b *testing.B) {
	d := lineFileCard{Branch: screentest.UsualPlace(b), file: lineFilesOf(b, 0, 1, "RefundMapper.java").page.Items[0]}
	screentest.BenchScreen(b, "lines-file 7 K9fQ2mXz7Lp/bigteam#12/1200", screentest.Of(viewLineFile, d))
}
