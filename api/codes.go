package api

// ResultCode says how a job or a task ended. TCA's main and analysis services share the numbers but not the Chinese labels:
// rely on the number.
type ResultCode int

// The result codes that mean more than success or failure.
const (
	CodeRedirected     ResultCode = 2   // TCA replaced the job by another one: see JobDetail.Redirect
	CodeNotCreated     ResultCode = 120 // TCA could not create the scan of the job: see ErrNotCreated
	CodeAlreadyScanned ResultCode = 225 // of this revision there are results
	CodeOtherFailed    ResultCode = 299 // of a task: it was ended because another one failed
	CodeCancelled      ResultCode = 301 // by a person
)

// FirstFailure is the lowest code of a failure.
const FirstFailure ResultCode = 100

// Family groups result codes by where the cause is to be looked for.
type Family int

// The families of result codes.
const (
	FamilyUnknown Family = iota // not a known code
	FamilyGood                  // 0 to 99
	FamilyServer                // 100 to 199: TCA or the code host
	FamilyNode                  // 200 to 299: the scanning node
	FamilyUser                  // 300 to 399: a user's action, or the scheme's settings
)

var families = words[Family]{
	{FamilyGood, "good"}, {FamilyServer, "server"}, {FamilyNode, "node"}, {FamilyUser, "user"}, {FamilyUnknown, "unknown"},
}

// Valid reports whether it is one of the families.
func (f Family) Valid() bool { return families.has(f) }

// String returns the family's English word.
func (f Family) String() string { return families.of(f) }

// OK reports whether the code means success.
func (c ResultCode) OK() bool { return c >= 0 && c < FirstFailure }

// Stopped reports whether the code is neither success nor failure: the job or the task was cancelled, or not needed.
func (c ResultCode) Stopped() bool {
	return c == CodeCancelled || c == CodeOtherFailed || c == CodeAlreadyScanned
}

// Family returns the code's family.
func (c ResultCode) Family() Family {
	switch {
	case c < 0 || c >= 400:
		return FamilyUnknown
	case c >= 300:
		return FamilyUser
	case c >= 200:
		return FamilyNode
	case c >= FirstFailure:
		return FamilyServer
	default:
		return FamilyGood
	}
}

// Slug returns a stable lower-case identifier of the code, for looking up a sentence. A code without one of its own shares
// that of its family, such as node_other; one outside every family is "unknown".
func (c ResultCode) Slug() string {
	if s := slugs.of(c); s != "unknown" {
		return s
	}
	switch f := c.Family(); f {
	case FamilyUnknown:
		return "unknown"
	case FamilyGood:
		return "success"
	default:
		return f.String() + "_other"
	}
}

// ResultSlugs lists every value that Slug can return, each once, so that a catalogue can be checked to be complete.
func ResultSlugs() []string {
	all := make([]string, 0, len(slugs)+4)
	for _, e := range slugs {
		all = append(all, e.word)
	}
	return append(all, "server_other", "node_other", "user_other", "unknown")
}

var slugs = words[ResultCode]{
	{0, "success"},
	{1, "nothing_to_scan"},
	{CodeRedirected, "redirected"},

	{100, "server_error"},
	{101, "database"},
	{110, "code_host"},
	{111, "code_host_sign_in"},
	{112, "code_host_missing"},
	{113, "code_host_untrusted"},
	{114, "code_host_no_right"},
	{115, "code_host_parameters"},
	{116, "file_service"},
	{CodeNotCreated, "job_not_created"},
	{121, "job_not_initialised"},
	{122, "migration"},
	{199, "scan_timed_out"},

	{200, "node_error"},
	{201, "task_failed"},
	{202, "task_timed_out"},
	{203, "code_fetch"},
	{204, "node_config"},
	{205, "task_parameters"},
	{210, "build_failed"},
	{211, "tool_failed"},
	{212, "result_processing"},
	{213, "format_step"},
	{214, "blame_step"},
	{215, "filter_step"},
	{216, "resource_local"},
	{217, "resource_transfer"},
	{218, "node_offline"},
	{219, "file_transfer"},
	{221, "archive"},
	{222, "input_timed_out"},
	{223, "input_retries"},
	{224, "node_request"},
	{CodeAlreadyScanned, "already_scanned"},
	{226, "local_scan"},
	{297, "node_timed_out"},
	{298, "local_interrupted"},
	{CodeOtherFailed, "other_task_failed"},

	{300, "cancelled_or_config"},
	{CodeCancelled, "cancelled"},
	{302, "wrong_config"},
	{310, "scheme_config"},
	{311, "scheme_no_language"},
	{312, "scheme_nothing_on"},
	{313, "scheme_no_node"},
	{320, "lint_config"},
	{321, "lint_no_rules"},
	{330, "metric_config"},
	{340, "code_host_not_authorised"},
}
