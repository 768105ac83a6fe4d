package apitest

// label returns the main service's label of a result code.
func label(code int) string {
	if code >= 0 && code < 100 && code != 1 && code != 2 {
		return "成功"
	}
	if text, ok := labels[code]; ok {
		return text
	}
	switch code / 100 {
	case 1:
		return "未知服务异常"
	case 2:
		return "未知节点异常"
	case 3:
		return "未知使用异常"
	}
	return "未知异常"
}

// scanLabel returns the analysis service's label, which knows fewer codes.
func scanLabel(code int) string {
	switch {
	case code == 1 || code == 2:
		return "成功"
	case code >= 310 && code <= 330:
		return "未知使用异常"
	}
	return label(code)
}

var labels = map[int]string{
	1: "无需扫描", 2: "重定向到其他任务", 100: "服务异常", 110: "SCM服务异常", 111: "SCM鉴权失败", 112: "SCM信息不存在", 113: "SCM不被信任",
	114: "SCM无权限", 115: "SCM参数错误", 120: "任务创建异常", 121: "任务初始化异常", 200: "节点未知异常", 201: "任务执行异常",
	202: "任务执行超时", 203: "节点端SCM任务故障", 204: "配置错误", 205: "任务参数错误", 210: "编译失败", 211: "工具分析错误", 212: "分析结果处理错误",
	297: "节点端任务执行超时", 299: "其他task失败取消", 300: "用户取消或配置错误", 301: "用户取消", 302: "配置错误", 310: "扫描方案配置错误",
	311: "扫描方案未配置语言", 312: "扫描方案未启用代码扫描或代码度量", 313: "扫描方案配置的标签或关联节点失效", 320: "扫描方案的代码扫描配置错误",
	321: "扫描方案未配置扫描规则", 330: "扫描方案的代码度量配置错误",
}

// failure is one way in which a scan fails.
type failure struct {
	code int
	msg  string
}

// failures are typical failures, with the messages of the server and the tools.
var failures = []failure{
	{210, "编译失败: make: *** [Makefile:42: all] Error 2\nsrc/pay/ledger.cc:118:9: error: use of undeclared identifier 'retry_budget'"},
	{111, "SCM鉴权失败"},
	{211, "pylint 执行失败: return code 32 <stderr> & *trace*\nTraceback (most recent call last):\n  File \"/data/tools/pylint/run.py\", line 96, in analyze\nMemoryError"},
	{202, "任务执行超时，超过600分钟"},
	{301, "User( 张伟 ) Canceled: 上线前先停一下 <b>&</b> *urgent* . "},
	{203, "代码拉取失败: fatal: Authentication failed for 'http://git.example.com/core/payments.git/'"},
	{313, "当前项目配置的运行环境标签[Codedog_Linux]没有机器资源可以运行工具[codecount(analyze);cpd(analyze);eslint(analyze);golangcilint(analyze);lizard(analyze)]"},
	{112, "分支 release/v1.2.3 不存在"},
	{-1, "未知异常"},
	{218, ""},
	{100, "服务异常"},
}

const (
	skipped    = 1 // nothing to scan
	skippedMsg = "no change, skip"
)
