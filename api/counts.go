package api

// BySeverity holds something for each severity. TCA leaves out what did not occur: it is T's zero here.
type BySeverity[T any] struct {
	Fatal   T `json:"fatal"`
	Error   T `json:"error"`
	Warning T `json:"warning"`
	Info    T `json:"info"`
}

// Of gives what there is for a severity, and T's zero for one that is not valid.
func (b BySeverity[T]) Of(s Severity) T {
	switch s {
	case SeverityFatal:
		return b.Fatal
	case SeverityError:
		return b.Error
	case SeverityWarning:
		return b.Warning
	case SeverityInfo:
		return b.Info
	}
	var none T
	return none
}

// ByCategory holds something for each category. TCA leaves out what did not occur: it is T's zero here.
type ByCategory[T any] struct {
	Correctness   T `json:"correctness"`
	Security      T `json:"security"`
	Performance   T `json:"performance"`
	Usability     T `json:"usability"`
	Accessibility T `json:"accessibility"`
	I18n          T `json:"i18n"`
	Convention    T `json:"convention"`
	Other         T `json:"other"`
}

// Of gives what there is for a category, and T's zero for one that is not valid.
func (b ByCategory[T]) Of(c Category) T {
	switch c {
	case CategoryCorrectness:
		return b.Correctness
	case CategorySecurity:
		return b.Security
	case CategoryPerformance:
		return b.Performance
	case CategoryUsability:
		return b.Usability
	case CategoryAccessibility:
		return b.Accessibility
	case CategoryI18n:
		return b.I18n
	case CategoryConvention:
		return b.Convention
	case CategoryOther:
		return b.Other
	}
	var none T
	return none
}

// SeverityCounts counts by severity.
type SeverityCounts = BySeverity[int]

// CategoryCounts counts by category.
type CategoryCounts = ByCategory[int]

// StateCounts counts issues by state. A state that did not occur counts 0.
type StateCounts struct {
	Active   int `json:"active"`
	Resolved int `json:"resolved"`
	Closed   int `json:"closed"`
}

// Of gives the count of a state, 0 for one that is not valid.
func (c StateCounts) Of(s IssueState) int {
	switch s {
	case IssueActive:
		return c.Active
	case IssueResolved:
		return c.Resolved
	case IssueClosed:
		return c.Closed
	}
	return 0
}

// Total is the count of all states together.
func (c StateCounts) Total() int { return c.Active + c.Resolved + c.Closed }

// RuleCounts counts issues by state, and the rules that found them.
type RuleCounts struct {
	StateCounts
	Rules int `json:"rule_count"`
}
