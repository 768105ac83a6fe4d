package api

// Severity is the severity of an issue; a lower number is worse.
type Severity int

// The severities (致命, 错误, 警告, 提示).
const (
	SeverityFatal   Severity = 1
	SeverityError   Severity = 2
	SeverityWarning Severity = 3
	SeverityInfo    Severity = 4
)

var severities = words[Severity]{
	{SeverityFatal, "fatal"}, {SeverityError, "error"}, {SeverityWarning, "warning"}, {SeverityInfo, "info"},
}

// Severities lists all severities, the worst first.
func Severities() []Severity { return severities.values() }

// Valid reports whether TCA knows the severity.
func (s Severity) Valid() bool { return severities.has(s) }

// String returns the severity's English word.
func (s Severity) String() string { return severities.of(s) }

// IssueState is the state of an issue.
type IssueState int

// The states of an issue (未处理, 已处理, 关闭). People resolve an issue; a scan that no longer reports it closes it.
const (
	IssueActive   IssueState = 1
	IssueResolved IssueState = 2
	IssueClosed   IssueState = 3
)

var issueStates = words[IssueState]{{IssueActive, "active"}, {IssueResolved, "resolved"}, {IssueClosed, "closed"}}

// IssueStates lists all states of an issue.
func IssueStates() []IssueState { return issueStates.values() }

// Valid reports whether TCA knows the state.
func (s IssueState) Valid() bool { return issueStates.has(s) }

// String returns the state's English word.
func (s IssueState) String() string { return issueStates.of(s) }

// Resolution is the reason why an issue is no longer active. The manual lists the values up to rule-removed.
type Resolution int

// The resolutions. TCA stores none as null, which is decoded as ResolutionNone, or as 0 after a person reopened the issue: a
// filter by ResolutionNone selects only the latter (measured).
const (
	ResolutionNone          Resolution = 0
	ResolutionFixed         Resolution = 1 // 修复
	ResolutionWontFix       Resolution = 2 // 无须修复
	ResolutionFalsePositive Resolution = 3 // 误报
	ResolutionDuplicate     Resolution = 4 // 重复单过滤
	ResolutionPathFiltered  Resolution = 5 // 路径过滤
	ResolutionRuleRemoved   Resolution = 6 // 规则移除
	ResolutionHistorical    Resolution = 7 // 历史问题
	ResolutionIgnored       Resolution = 8 // 注释忽略: ignored by a comment in the code
)

var resolutions = words[Resolution]{
	{ResolutionNone, "none"},
	{ResolutionFixed, "fixed"},
	{ResolutionWontFix, "wontfix"},
	{ResolutionFalsePositive, "false-positive"},
	{ResolutionDuplicate, "duplicate"},
	{ResolutionPathFiltered, "path-filtered"},
	{ResolutionRuleRemoved, "rule-removed"},
	{ResolutionHistorical, "historical"},
	{ResolutionIgnored, "ignored"},
}

// Resolutions lists all resolutions.
func Resolutions() []Resolution { return resolutions.values() }

// Valid reports whether TCA knows the resolution.
func (r Resolution) Valid() bool { return resolutions.has(r) }

// String returns the resolution's English word.
func (r Resolution) String() string { return resolutions.of(r) }

// Category is the kind of problem that a rule reports. No list can be filtered by it.
type Category int

// The categories (功能, 安全, 性能, 可用性, 无障碍化, 国际化, 代码风格, 其他).
const (
	CategoryCorrectness   Category = 1
	CategorySecurity      Category = 2
	CategoryPerformance   Category = 3
	CategoryUsability     Category = 4
	CategoryAccessibility Category = 5
	CategoryI18n          Category = 6
	CategoryConvention    Category = 7
	CategoryOther         Category = 8
)

var categories = words[Category]{
	{CategoryCorrectness, "correctness"},
	{CategorySecurity, "security"},
	{CategoryPerformance, "performance"},
	{CategoryUsability, "usability"},
	{CategoryAccessibility, "accessibility"},
	{CategoryI18n, "i18n"},
	{CategoryConvention, "convention"},
	{CategoryOther, "other"},
}

// Valid reports whether TCA knows the category.
func (c Category) Valid() bool { return categories.has(c) }

// String returns the category's English word.
func (c Category) String() string { return categories.of(c) }
