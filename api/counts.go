package api

// BySeverity holds a value for each severity. TCA leaves out a severity that does not occur; its value is then T's zero.
type BySeverity[T any] struct {
	Fatal   T `json:"fatal"`
	Error   T `json:"error"`
	Warning T `json:"warning"`
	Info    T `json:"info"`
}

// Of returns the value of a severity, and T's zero for one that is not valid.
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

// ByCategory holds a value for each category. TCA leaves out a category that does not occur; its value is then T's zero.
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

// SeverityCounts counts by severity.
type SeverityCounts = BySeverity[int]

// CategoryCounts counts by category.
type CategoryCounts = ByCategory[int]

// StateCounts counts issues by state. TCA leaves out a state that does not occur; its count is then 0.
type StateCounts struct {
	Active   int `json:"active"`
	Resolved int `json:"resolved"`
	Closed   int `json:"closed"`
}

// RuleCounts counts issues by state, and the rules that found them.
type RuleCounts struct {
	StateCounts
	Rules int `json:"rule_count"`
}
