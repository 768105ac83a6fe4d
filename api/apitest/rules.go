package apitest

// checkRule is a rule of a tool.
type checkRule struct {
	gid                        int64
	real, display, title, lang string
	tool                       checkTool
	severity, category         int
	msg                        string // of an issue; %s is a name in the code
	line                       string // code with the problem
	desc, solution             string // help in Markdown
}

type checkTool struct {
	id         int64
	name, show string
}

var (
	pylint    = checkTool{40, "pylint", "PyLint"}
	flake8    = checkTool{41, "flake8", "Flake8"}
	eslint    = checkTool{12, "eslint", "Eslint"}
	golangci  = checkTool{52, "golangcilint", "GolangCILint"}
	cppcheck  = checkTool{3, "cppcheck", "CppCheck"}
	pmd       = checkTool{27, "pmd", "PMD"}
	tcaPython = checkTool{66, "tca_ql_python", "TCA-QL-Python"}
)

// severityWords and categoryWords are the keys of count objects and the names for display.
var (
	severityWords = []string{"", "fatal", "error", "warning", "info"}
	severityNames = []string{"", "致命", "错误", "警告", "提示"}
	categoryWords = []string{"", "correctness", "security", "performance", "usability", "accessibility", "i18n", "convention", "other"}
	categoryNames = []string{"", "功能", "安全", "性能", "可用性", "无障碍化", "国际化", "代码风格", "其他"}
	stateWords    = []string{"", "active", "resolved", "closed"}
)

// checkRules are the rules of all issues, sorted by ID.
var checkRules = []checkRule{
	{
		114, "assertWithSideEffect", "assertWithSideEffect", "声明语句调用可能具有所需副作用的函数", "cpp", cppcheck, 3, 1,
		"Assert statement calls a function which may have desired side effects: '%s'.", "    assert(%s.Flush() == 0);",
		"`assert` is compiled out with `NDEBUG`. What it calls is then **not called at all**.", "把调用移到 `assert` 之外，只断言它的结果。",
	},
	{
		118, "nullPointer", "nullPointer", "空指针解引用", "cpp", cppcheck, 1, 1,
		"Possible null pointer dereference: %s", "    return %s->size & 0xFF;",
		"指针可能为空时被解引用，程序会崩溃。\n\n```cpp\nNode* n = find(key);\nreturn n->size;   // BAD: n may be null\n```", "使用前先判断指针是否为空。",
	},
	{
		121, "memleak", "memleak", "内存泄漏", "cpp", cppcheck, 2, 3,
		"Memory leak: %s", "    char* %s = new char[len];", "Memory that was allocated is never freed on this path.", "用 `std::unique_ptr` 持有它。",
	},
	{
		133, "uninitvar", "uninitvar", "使用未初始化的变量", "cpp", cppcheck, 2, 1,
		"变量 %s 未初始化就被使用", "    total += %s;", "The value is whatever was in memory.", "声明时赋初值。",
	},
	{
		140, "passedByValue", "passedByValue", "大对象按值传递", "cpp", cppcheck, 4, 3,
		"Function parameter '%s' should be passed by const reference.", "void Merge(std::vector<int> %s) {", "Passing by value copies.", "改为 `const T&`。",
	},
	{
		820, "AvoidCatchingNPE", "AvoidCatchingNPE", "不要捕获空指针异常", "java", pmd, 3, 1,
		"Avoid catching NullPointerException; consider removing the cause of %s", "        } catch (NullPointerException %s) {",
		"Catching it hides the fault that caused it.", "在可能为空的地方判断。",
	},
	{
		834, "HardCodedCryptoKey", "硬编码密钥", "密钥不应写在代码里", "java", pmd, 1, 2,
		"请勿在代码中硬编码密钥：%s", "        SecretKeySpec %s = new SecretKeySpec(\"s3cr3t-0001\".getBytes(), \"AES\");",
		"任何能看到代码的人都能看到密钥。\n\n* 换一个密钥\n* 从配置中心读取", "从密钥管理服务读取。",
	},
	{
		841, "UnusedPrivateField", "UnusedPrivateField", "未使用的私有字段", "java", pmd, 4, 8,
		"Avoid unused private fields such as '%s'.", "    private int %s;", "A field nobody reads.", "删除它。",
	},
	{
		852, "CloseResource", "CloseResource", "资源未关闭", "java", pmd, 2, 3,
		"Ensure that resources like this %s object are closed after use", "        Connection %s = pool.get();",
		"Connections that are not closed run out.", "使用 try-with-resources。",
	},
	{
		866, "StringConcatInLoop", "循环内拼接字符串", "循环内拼接字符串", "java", pmd, 3, 3,
		"循环内用 + 拼接 %s，请改用 StringBuilder", "            %s = %s + item.getName();", "每次都会复制整个字符串。", "`StringBuilder.append`。",
	},
	{
		1402, "errcheck", "ErrCheck", "未检查的错误返回值", "Go", golangci, 2, 1,
		"Error return value of `%s.Close` is not checked", "\t%s.Close()",
		"An error that is not looked at is lost.\n\n```go\nif err := f.Close(); err != nil {\n\treturn fmt.Errorf(\"close: %w\", err)\n}\n```", "检查并返回错误。",
	},
	{
		1407, "bodyclose", "BodyClose", "HTTP 响应体未关闭", "Go", golangci, 2, 3,
		"response body of %s must be closed", "\tresp, err := http.Get(%s)", "The connection cannot be used again.", "`defer resp.Body.Close()`。",
	},
	{
		1420, "gochecknoinits", "gochecknoinits", "检查Go代码中是否没有init函数", "Go", golangci, 4, 7,
		"don't use `init` function near %s", "func init() { %s = load() }", "`init` 使启动顺序难以理解。", "改为显式调用的函数。",
	},
	{
		1433, "gosec-G404", "弱随机数", "使用了弱随机数", "Go", golangci, 1, 2,
		"G404: Use of weak random number generator for %s (math/rand instead of crypto/rand)", "\t%s := rand.Int63()",
		"令牌可以被猜到。**不要**用 `math/rand` 生成密钥、令牌或验证码。", "使用 `crypto/rand`。",
	},
	{
		1441, "ineffassign", "ineffassign", "无效赋值", "Go", golangci, 3, 8,
		"ineffectual assignment to %s", "\t%s = nil", "The value is never read.", "删除这次赋值。",
	},
	{
		1450, "sqlclosecheck", "SQLCloseCheck", "查询结果未关闭", "Go", golangci, 2, 3,
		"Rows %s were not closed", "\trows, err := db.Query(%s)", "Connections run out.", "`defer rows.Close()`。",
	},
	{
		3413, "anomalous-backslash-in-string", "anomalous-backslash-in-string", "字符串中的反斜杠。字符串常量可能缺少r前缀。", "python", pylint, 3, 7,
		"Anomalous backslash in string %s: '\\d'. String constant might be missing an r prefix.", "    %s = re.compile(\"\\d+\")",
		"当反斜杠在文字字符串中但不用作转义符时使用。", "",
	},
	{
		3443, "assert-on-tuple", "assert-on-tuple", "断言两次。您是说“断言x，y”吗？", "python", pylint, 2, 1,
		"Assert called on a populated tuple (%s). Did you mean 'assert x,y'?", "    assert (%s, '不能为空')", "A tuple is always true.", "去掉括号。",
	},
	{
		3463, "assignment-from-none", "assignment-from-none", "分配给仅返回None的函数调用", "python", pylint, 1, 1,
		"Assigning result of a function call to %s, where the function returns None", "    %s = items.sort()", "The name is always `None`.", "分两行写。",
	},
	{
		3483, "bad-builtin", "bad-builtin", "使用内置功能", "python", pylint, 4, 7,
		"Used builtin function near %s. Using a list comprehension can be clearer.", "    %s = map(str, rows)", "", "列表推导式。",
	},
	{
		3502, "unused-variable", "unused-variable", "未使用的变量", "python", pylint, 3, 8,
		"Unused variable '%s' (unused-variable)", "    %s = request.get('tmp')", "A name that is given a value and never read.", "删除它。",
	},
	{
		3515, "consider-using-with", "consider-using-with", "资源应使用 with 语句", "python", pylint, 3, 3,
		"Consider using 'with' for resource-allocating operations near %s", "    %s = open(path)", "", "`with open(path) as f:`",
	},
	{
		4402, "E501", "E501", "line too long", "python", flake8, 4, 7,
		"Line too long near %s (132/120)", "    logger.info('%s', user.name, order.id, order.amount, order.currency, order.created_at, order.updated_at, order.channel, extra)",
		"Lines over 120 characters are hard to review side by side.", "换行。",
	},
	{4467, "E117", "E117", "over-indented", "python", flake8, 4, 7, "over-indented block of %s", "            %s += 1", "Four spaces are enough.", ""},
	{
		5101, "sql-injection", "SQL 注入", "拼接 SQL 语句", "python", tcaPython, 1, 2,
		"可能存在 SQL 注入：变量 `%s` 未经过滤就拼接到语句中", "    cursor.execute(\"SELECT * FROM t WHERE id=\" + %s)",
		"攻击者可以**读写整个数据库**。\n\n```python\ncursor.execute('SELECT * FROM t WHERE id=%s', (uid,))\n```\n\n参见 [OWASP](https://owasp.org/www-community/attacks/SQL_Injection)。", "使用参数化查询。",
	},
	{
		5107, "deser", "反序列化漏洞", "不安全的反序列化", "python", tcaPython, 2, 2,
		"不要对外部数据 %s 使用 pickle.loads", "    %s = pickle.loads(request.data)", "会执行任意代码。", "使用 JSON。",
	},
	{
		6973, "accessor-pairs", "accessor-pairs", "强制getter/setter成对出现在对象中 (accessor-pairs)", "js", eslint, 4, 7,
		"Getter is not present for '%s'.", "  set %s(v) { this._v = v; },", "A setter without a getter.", "补上 getter。",
	},
	{
		6981, "arrow-spacing", "arrow-spacing", "箭头函数前后缺少空格", "js", eslint, 4, 7,
		"Missing space before => near %s.", "  const %s = items.map(x=>x.id);", "", "`--fix` 可以自动修复。",
	},
	{
		6990, "eqeqeq", "eqeqeq", "应使用 === 而不是 ==", "js", eslint, 3, 1,
		"Expected '===' and instead saw '==' near %s.", "  if (%s == '1') {", "`==` 会做类型转换。\n\n| 写法 | 结果 |\n|---|---|\n| `0 == ''` | true |\n| `0 === ''` | false |", "改用 `===`。",
	},
	{
		7004, "no-eval", "no-eval", "禁止使用 eval", "js", eslint, 1, 2,
		"eval can be harmful: %s", "  const %s = eval(input);", "执行用户输入的代码。", "用 `JSON.parse`。",
	},
	{
		7012, "no-img-alt", "jsx-a11y/alt-text", "图片缺少替代文本", "js", eslint, 3, 5,
		"img elements must have an alt prop near %s", "  return <img src={%s} />;", "Screen readers have nothing to read.", "加上 `alt`。",
	},
	{
		7020, "no-literal-string", "i18next/no-literal-string", "界面文字没有国际化", "js", eslint, 3, 6,
		"界面文字没有国际化：%s", "  <button title={%s}>提交订单</button>", "", "用 `t('…')`。",
	},
	{
		7105, "ts-no-explicit-any", "no-explicit-any", "不要使用 any", "ts", eslint, 3, 7,
		"Unexpected any for '%s'. Specify a different type.", "function load(%s: any) {", "`any` switches the checking off.", "写出类型。",
	},
	{
		7111, "ts-no-floating-promises", "no-floating-promises", "未处理的 Promise", "ts", eslint, 2, 1,
		"Promises must be awaited or handled: %s", "  %s.save();", "A rejection is lost.", "`await` 或 `.catch`。",
	},
	{
		7118, "ts-no-unsafe-html", "no-unsafe-html", "直接写入 HTML", "ts", eslint, 1, 2,
		"将 %s 直接写入 innerHTML 可能导致 XSS", "  el.innerHTML = %s;", "**XSS**: what users typed is run in others' browsers.", "`textContent`。",
	},
	{7124, "ts-button-type", "button-has-type", "按钮缺少 type", "ts", eslint, 4, 4, "Missing an explicit type attribute for button %s", "  <button onClick={%s}>", "", "`type=\"button\"`"},
}

// nouns are names for messages and code.
var nouns = []string{"user", "order", "refundItems", "resp", "cfg", "retryBudget", "orderID", "token", "支付金额", "ledger", "rows", "cart"}

// hostileRule is a rule with the kind of name that a company's own tool might give.
func hostileRule(r checkRule) checkRule {
	r.display, r.title = pick(Hostile(), int(r.gid)), "<b>"+pick(Hostile(), int(r.gid)+3)
	return r
}

// rulesOf returns the indexes in checkRules of a language's rules.
func rulesOf(lang string) []int {
	var all []int
	for i, r := range checkRules {
		if r.lang == lang {
			all = append(all, i)
		}
	}
	return all
}
