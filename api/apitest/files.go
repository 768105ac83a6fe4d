package apitest

import (
	"fmt"
	"iter"
	"slices"
	"strings"
)

// language is a programming language: its name in TCA and in the counting tool, and the look of its files.
type language struct {
	name, counted, ext string
	dirs, stems        []string
}

var languages = map[string]language{
	"Go": {
		"Go", "Go", ".go",
		[]string{"cmd/server", "internal/ledger", "internal/支付", "internal/http", "pkg/retry"},
		[]string{"handler", "store", "client", "refund", "config", "middleware", "outbox"},
	},
	"python": {
		"python", "Python", ".py",
		[]string{"src/auth", "src/支付", "jobs/reports", "tools"},
		[]string{"login", "订单", "models", "tasks", "settings", "export", "utils"},
	},
	"js": {
		"js", "JavaScript", ".js",
		[]string{"web/src/pages", "web/src/components", "web/src/utils", "web"},
		[]string{"index", "OrderList", "cart", "request", "i18n", "表单", "router"},
	},
	"ts": {
		"ts", "TypeScript", ".ts",
		[]string{"console/src/api", "console/src/store", "console/src/views"},
		[]string{"client", "session", "RefundDialog", "types", "hooks", "权限"},
	},
	"java": {
		"java", "Java", ".java",
		[]string{"src/main/java/com/example/order", "src/main/java/com/example/pay", "src/test/java/com/example"},
		[]string{"OrderService", "PayController", "RefundMapper", "JsonUtil", "StockLock", "AuditLog"},
	},
	"cpp": {
		"cpp", "C++", ".cpp",
		[]string{"engine/core", "engine/index", "engine/推荐", "engine/net"},
		[]string{"ranker", "posting_list", "socket", "arena", "feature_store", "scheduler"},
	},
}

// stacks are languages that occur together.
var stacks = [][]string{{"Go", "python"}, {"python", "js"}, {"java", "js"}, {"ts", "js"}, {"cpp", "python"}, {"Go", "ts"}}

// file is one source file of a project.
type file struct {
	n              int
	dir, name      string
	lang           language
	code, comment  int
	blank          int
	added, changed int // lines of the latest scan
	fresh          bool
}

func (f file) path() string { return strings.TrimPrefix(f.dir+"/"+f.name, "/") }
func (f file) total() int   { return f.code + f.comment + f.blank }

// langOf returns the language of the n-th file: six of ten have the first of the project's stack.
func (p *project) langOf(n int) language {
	place := 0
	if n%10 >= 6 {
		place = 1 + n%10%max(1, len(p.Languages)-1)
	}
	return languages[p.Languages[place%len(p.Languages)]]
}

// file returns the n-th file after the good scan nth.
func (p *project) file(n, nth int) file {
	l := p.langOf(n)
	h := mix(p.Seed, int64(n), 21)
	f := file{n: n, lang: l, dir: pick(l.dirs, h), code: 24 + h/7%380}
	if h%17 == 3 {
		f.code += 700 // occasionally a very long one
	}
	f.comment, f.blank = f.code*(h/11%22)/100, f.code*(6+h/13%9)/100
	f.name = pick(l.stems, h/17)
	if k := n / 3; k > 0 {
		f.name += fmt.Sprintf("_%d", k)
	}
	if h%19 == 4 {
		f.dir = ""
	}
	if p.Hostile && h%2 == 0 {
		f.dir = "src/" + strings.NewReplacer("/", "-", "\n", " ").Replace(pick(Hostile(), h/2)) + "/a&b<c>"
	}
	f.name += l.ext
	f.fresh = p.born(n) == nth && nth > 0
	switch g := mix(p.Seed, int64(n), int64(nth), 22); {
	case f.fresh:
	case nth > 0 && g%6 == 0:
		f.added, f.changed = 1+g/6%14, g/84%9
	}
	return f
}

// born returns the first good scan of a file. One in ten was added later than the others.
func (p *project) born(n int) int {
	if n >= p.Files {
		return p.Scans + (n-p.Files)*3 // after the start of the server: one every third scan
	}
	if h := mix(p.Seed, int64(n), 23); h%10 == 0 {
		return h / 10 % max(1, p.Scans*2/3)
	}
	return 0
}

// files lists the files after the good scan nth.
func (p *project) files(nth int) []file { return slices.Collect(p.eachFile(nth)) }

// eachFile yields the files after the good scan nth.
func (p *project) eachFile(nth int) iter.Seq[file] {
	return func(yield func(file) bool) {
		for n := 0; ; n++ {
			b := p.born(n)
			if n >= p.Files && b > nth {
				return
			}
			if b <= nth && !yield(p.file(n, nth)) {
				return
			}
		}
	}
}

// fileFor picks a file in a language for an issue, from those that existed from the start.
func (p *project) fileFor(lang string, h int) int {
	for try := range 40 {
		if n := (h + try) % p.Files; p.langOf(n).name == lang && p.born(n) == 0 {
			return n
		}
	}
	return h % p.Files
}
